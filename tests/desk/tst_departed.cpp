// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/scene.h"

#include <QTest>

#if defined(__SANITIZE_ADDRESS__)
extern "C" size_t __sanitizer_get_current_allocated_bytes(); // gcc ships no header for it
constexpr int Customers = 10'000; //!< it takes its time under sanitizers; each weighs the same
#else
#include <malloc.h>
constexpr int Customers = 100'000;
#endif

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;
using namespace std::chrono_literals;

namespace
{

//! What this process holds of the heap now.
qint64 heldBytes()
{
#if defined(__SANITIZE_ADDRESS__)
    return qint64(__sanitizer_get_current_allocated_bytes());
#else
    return qint64(mallinfo2().uordblks);
#endif
}

} // namespace

//! Sessions that have ended: what the desk still knows of them, and how little it keeps for that.
class TestDeparted : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void keepsFewBytesOfEach();
    void answersAsBefore_data();
    void answersAsBefore();
    void knowsWhoseHeIs();
    void beginsAnewWithWhatWasToldOfHim();
    void knowsHimAfterARestart();
    void forgetsWhoIsErased();
    void knowsWhereHeWas();
    void keepsNoLinkOfAChannelsUser();
    void tellsIdsApart();

private:
    std::unique_ptr<Scene> m_scene;
};

void TestDeparted::init()
{
    m_scene = std::make_unique<Scene>();
    m_scene->botComes();
    m_scene->agentComes("anna");
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(bot(),
                 saying("customer_identified", "internal", "cleo",
                        R"("brandId":"comhem","customerId":"1234567","name":"Cleo")"));
    m_scene->say(agent("anna"), saying("end_session", "outbound", "cleo"));
    QCOMPARE(m_scene->state("cleo"), u"ended"_s);
}

//! A hundred thousand customers, every fourth identified, have come and gone; the log would be on
//! disk, so what is left is the desk's.
void TestDeparted::keepsFewBytesOfEach()
{
    constexpr qint64 MostOfEach = 128;
    constexpr int Identified = 4; //!< one of so many
    Desk desk(Scene::usual(), m_scene->now());
    Seq seq = 0;
    const auto happens = [&](const SenderName &sender, const EventFrame &frame) {
        (void)desk.committed({++seq, m_scene->now().wallMs, sender, frame}, m_scene->now());
    };
    const auto live = [&](int number) {
        const QByteArray id
            = "4f1d6e0a-93f7-4a51-8e5c-" + QByteArray::number(number).rightJustified(12, '0');
        const char *user = id.constData();
        const SenderName own = u"customer:"_s + QString::fromLatin1(id);
        (void)desk.saw(seen::LinkUp{UserId(QString::fromLatin1(id)), {}}, m_scene->now());
        happens(own, start(user, "webchat"));
        if (number % Identified == 0)
            happens(u"key:bot"_s,
                    saying("customer_identified", "internal", user,
                           R"("brandId":"comhem","customerId":"1234567","name":"Robin Eriksson")"));
        happens(own, saying("client_left", "inbound", user));
        (void)desk.saw(seen::LinkDown{UserId(QString::fromLatin1(id))}, m_scene->now());
    };
    live(0); // what is made once
    const qint64 before = heldBytes();
    for (int i = 1; i <= Customers; ++i)
        live(i);
    const qint64 each = (heldBytes() - before) / Customers;
    qInfo("%lld bytes each", each);
    QVERIFY2(each > 0 && each <= MostOfEach, qPrintable(u"%1 bytes each"_s.arg(each)));
    QCOMPARE(desk.table().open.size(), 0);
    QCOMPARE(desk.table().departed.size(), Customers + 1);
}

void TestDeparted::answersAsBefore_data()
{
    QTest::addColumn<EventFrame>("event");
    QTest::addColumn<bool>("isHis");
    QTest::addColumn<QString>("answer");
    const auto his = [](const char *type) { return saying(type, "inbound", "cleo"); };
    QTest::newRow("his heartbeat") << his("heartbeat") << true << u"accepted"_s;
    QTest::newRow("that he has read") << his("messages_read") << true << u"accepted"_s;
    QTest::newRow("that he leaves") << his("client_left") << true << u"accepted"_s;
    QTest::newRow("that he closes the page") << his("client_unload") << true << u"accepted"_s;
    QTest::newRow("his rating") << saying("rating", "inbound", "cleo", R"("score":5)") << true
                                << u"accepted"_s;
    QTest::newRow("his text") << text("cleo") << true << u"session_ended"_s;
    QTest::newRow("his typing") << his("typing_on") << true << u"session_ended"_s;
    QTest::newRow("something unknown of his") << his("wave") << true << u"session_ended"_s;
    QTest::newRow("a new start") << start("cleo") << true << u"accepted"_s;
    QTest::newRow("a text to him")
        << saying("text", "outbound", "cleo", R"("text":"Hej")") << false << u"accepted"_s;
    QTest::newRow("another end") << saying("end_session", "outbound", "cleo") << false
                                 << u"accepted"_s;
    QTest::newRow("a claim") << claim("cleo", "anna") << false << u"wrong_state"_s;
    QTest::newRow("a handover") << handoverToQueue("cleo", "general") << false << u"wrong_state"_s;
    QTest::newRow("that it is done")
        << saying("agent_done", "internal", "cleo") << false << u"wrong_state"_s;
    QTest::newRow("a note") << saying("note", "internal", "cleo", R"("agentId":"anna")") << false
                            << u"accepted"_s;
    QTest::newRow("a claim of nobody") << claim("nobody", "anna") << false << u"unknown_user"_s;
}

void TestDeparted::answersAsBefore()
{
    QFETCH(const EventFrame, event);
    QFETCH(const bool, isHis);
    QFETCH(const QString, answer);
    QVERIFY(!m_scene->desk().table().find(UserId(u"cleo"_s))); // no more is kept than must be
    const Sender who = isHis ? customer("cleo") : agent("anna");
    QCOMPARE(inWords(m_scene->say(who, event)), answer);
    // What came after the end has not made him forgotten, and has not made him stay.
    const bool isBack = event.type() == EventType::Start;
    QCOMPARE(m_scene->state("cleo"), isBack ? u"bot"_s : u"ended"_s);
    QCOMPARE(m_scene->desk().table().find(UserId(u"cleo"_s)) != nullptr, isBack);
}

void TestDeparted::knowsWhoseHeIs()
{
    QCOMPARE(m_scene->desk().table().ownerOf(UserId(u"cleo"_s)), u"customer:cleo"_s);
    QCOMPARE(inWords(m_scene->say(channel(), text("cleo"))), u"foreign_user"_s);
    m_scene->say(channel(), text("mia"));
    m_scene->say(agent("anna"), saying("end_session", "outbound", "mia"));
    QCOMPARE(m_scene->state("mia"), u"ended"_s);
    QCOMPARE(inWords(m_scene->say(customer("mia"), text("mia"))), u"foreign_user"_s);
    QCOMPARE(inWords(m_scene->say(channel(), text("mia"))), u"accepted"_s);
    QCOMPARE(m_scene->state("mia"), u"bot"_s); // a channel's user: a new session
    QVERIFY(m_scene->desk().table().ownerOf(UserId(u"nobody"_s)).isEmpty());
}

void TestDeparted::beginsAnewWithWhatWasToldOfHim()
{
    const Session before = m_scene->session("cleo");
    m_scene->say(customer("cleo"), start("cleo"));
    const Session after = m_scene->session("cleo");
    QCOMPARE(after.customerName, u"Cleo"_s);
    QCOMPARE(after.customerId, u"1234567"_s);
    QVERIFY(after.firstSeq > before.firstSeq);
    QVERIFY(after.agent.isEmpty());
}

void TestDeparted::knowsHimAfterARestart()
{
    const Session before = m_scene->session("cleo");
    m_scene->restart();
    QVERIFY(!m_scene->desk().table().find(UserId(u"cleo"_s)));
    QVERIFY(m_scene->session("cleo") == before);
    QCOMPARE(inWords(m_scene->say(customer("cleo"), text("cleo"))), u"session_ended"_s);
}

void TestDeparted::forgetsWhoIsErased()
{
    SessionTable table = m_scene->desk().table();
    table.forget(UserId(u"cleo"_s));
    QVERIFY(!table.sessionOf(UserId(u"cleo"_s)));
    QVERIFY(table.ownerOf(UserId(u"cleo"_s)).isEmpty());
    QCOMPARE(table.lastControl(UserId(u"cleo"_s)), Seq(0));
}

void TestDeparted::knowsWhereHeWas()
{
    QCOMPARE(m_scene->session("cleo").queue.value(), u"general"_s);
    m_scene->restart();
    QCOMPARE(m_scene->session("cleo").queue.value(), u"general"_s);
    m_scene->botComes();
    m_scene->say(customer("cleo"), start("cleo")); // and in a new session he is in none yet
    QVERIFY(m_scene->session("cleo").queue.isEmpty());
}

//! Another network has no sockets here: nobody would ever say that they are closed.
void TestDeparted::keepsNoLinkOfAChannelsUser()
{
    constexpr qint64 MostOfEach = 128;
    Desk desk(Scene::usual(), m_scene->now());
    Seq seq = 0;
    const auto live = [&](int number) {
        const QByteArray id
            = "sms-4f1d6e0a-93f7-4a51-" + QByteArray::number(number).rightJustified(12, '0');
        const UserId user(QString::fromLatin1(id));
        const auto happens = [&](const EventFrame &frame) {
            (void)desk.committed({++seq, m_scene->now().wallMs, u"key:sms"_s, frame},
                                 m_scene->now());
            (void)desk.saw(seen::LinkUp{user, {}}, m_scene->now()); // he speaks, so he is there
        };
        happens(text(id.constData()));
        happens(saying("client_left", "inbound", id.constData()));
        happens(saying("rating", "inbound", id.constData(), R"("score":5)"));
    };
    live(0); // what is made once
    const qint64 before = heldBytes();
    constexpr int Many = Customers / 10;
    for (int i = 1; i <= Many; ++i)
        live(i);
    const qint64 each = (heldBytes() - before) / Many;
    QVERIFY2(each <= MostOfEach, qPrintable(u"%1 bytes each"_s.arg(each)));
}

//! Ids that UTF-8, or an eye, would take for the same.
void TestDeparted::tellsIdsApart()
{
    Departed departed;
    const QList<QString> ids = {u"a"_s,
                                u"A"_s,
                                u"a "_s,
                                QString(QChar(0xd800)),
                                QString(QChar(0xd801)),
                                QString(QChar(0xfffd)),
                                u"\u00e5"_s,
                                u"a\u030a"_s,
                                QString(4000, u'x'),
                                QString(4001, u'x')};
    for (qsizetype i = 0; i < ids.size(); ++i) {
        Departed::Memory memory;
        memory.firstSeq = Seq(i + 1);
        departed.remember(UserId(ids[i]), memory);
    }
    QCOMPARE(departed.size(), ids.size());
    for (qsizetype i = 0; i < ids.size(); ++i)
        QCOMPARE(departed.recall(UserId(ids[i]))->firstSeq, Seq(i + 1));
}

QTEST_GUILESS_MAIN(TestDeparted)
#include "tst_departed.moc"
