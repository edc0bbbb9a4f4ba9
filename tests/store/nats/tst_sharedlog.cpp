// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logsuite.h"
#include "tests/store/nats/brokerhouse.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;
using test::NatsServer;

//! What brokers share beside the promises that every log gives: one order of all that any of them
//! appends, and which one of them acts.
class TestSharedLog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void tellsEverybodyEverythingInOneOrder();
    void answersBehindWhatTheAnswerIsAbout();
    void followsFromTheNumberThatItIsTold();
    void showsNoPageAheadOfWhatWasTold();
    void answersWhatItWasAskedLastBeforeItCloses();
    void goesOnBehindWhatWasErasedAtTheEnd();
    void tellsOnceWhatIsStoredTwice();
    void goesOnBehindWhatItCannotRead_data();
    void goesOnBehindWhatItCannotRead();
    void letsOneActAndAnotherAfterIt();
    void takesOverFromWhoFallsSilent();
    void hearsWhatOthersSayButNotItself();

private:
    [[nodiscard]] std::unique_ptr<House> join(const QList<KeyRecord> &keys = {});

    test::FakeClock m_clock;
    NatsServer m_server;
    ClusterOptions m_options;
    int m_streams = 0;
};

void TestSharedLog::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    QVERIFY(m_server.start());
}

void TestSharedLog::init()
{
    m_options = optionsFor({m_server.url()}, u"shared%1"_s.arg(++m_streams));
}

std::unique_ptr<House> TestSharedLog::join(const QList<KeyRecord> &keys)
{
    auto house = std::make_unique<House>(m_options, m_clock, keys);
    if (!house->open())
        qFatal("no log");
    return house;
}

void TestSharedLog::tellsEverybodyEverythingInOneOrder()
{
    constexpr int Each = 200;
    const auto a = join();
    const auto b = join();
    QList<AppendRequest> ofA, ofB;
    for (int i = 1; i <= Each; ++i) {
        const QString user = u"u%1"_s.arg(i % 7);
        ofA.append(request(quint64(i), Ann, textOf(user, u"a%1"_s.arg(i))));
        ofB.append(request(quint64(i), Bob, textOf(user))); // without an id, and alike
    }
    a->log->append(ofA);
    b->log->append(ofB);
    QVERIFY(waitUntil([&] { return a->heard.size() == 2 * Each && b->heard.size() == 2 * Each; }));
    QCOMPARE(seqs(a->heard), seqs(b->heard));
    QVERIFY(std::ranges::is_sorted(seqs(a->heard)));
    QCOMPARE(a->whose.count(u"ours"_s), Each);
    QCOMPARE(b->whose.count(u"ours"_s), Each);
    for (qsizetype i = 0; i < a->heard.size(); ++i) {
        QCOMPARE(a->heard.at(i).frame.bytes(), b->heard.at(i).frame.bytes());
        QCOMPARE(a->whose.at(i) == u"ours"_s, a->heard.at(i).sender == Ann);
    }
    QCOMPARE(a->log->head(), 2u * Each);
}

void TestSharedLog::answersBehindWhatTheAnswerIsAbout()
{
    const auto a = join();
    const auto b = join();
    a->log->append({onCondition(request(1, Ann, claim(u"u"_s, u"a"_s)), u"u"_s, 0)});
    b->log->append({onCondition(request(1, Bob, claim(u"u"_s, u"b"_s)), u"u"_s, 0)});
    QVERIFY(waitUntil([&] { return a->answers.size() + b->answers.size() == 1; }));
    House &loser = a->answers.isEmpty() ? *b : *a;
    QCOMPARE(loser.answers.constFirst().outcome.kind, Kind::Stale);
    QCOMPARE(loser.answers.constFirst().outcome.event.seq, 1u);
    QCOMPARE(loser.answers.constFirst().behind, 1); // it knows who has won
    QCOMPARE(loser.whose, QStringList{u"theirs"_s});
    // The same event again, at the other broker: it says which one it is.
    a->log->append({request(2, Ann, textOf(u"u"_s, u"once"_s))});
    QVERIFY(waitUntil([&] { return b->heard.size() == 2; }));
    b->answers.clear();
    b->log->append({request(2, Ann, textOf(u"u"_s, u"once"_s))});
    QVERIFY(waitUntil([&] { return !b->answers.isEmpty(); }));
    QCOMPARE(b->answers.constFirst().outcome.kind, Kind::Known);
    QCOMPARE(b->answers.constFirst().outcome.event.seq, 2u);
}

void TestSharedLog::followsFromTheNumberThatItIsTold()
{
    const auto a = join();
    for (quint64 i = 1; i <= 3; ++i)
        QCOMPARE(a->probe.append(request(i, Ann, textOf(u"u"_s))).kind, Kind::Stored);
    House late(m_options, m_clock);
    QVERIFY(late.probe.open());
    QCOMPARE(late.log->head(), 3u);
    late.log->follow(1);
    QCOMPARE(late.log->head(), 1u);
    QVERIFY(waitUntil([&] { return late.heard.size() == 2; }));
    QCOMPARE(seqs(late.heard), (QList<Seq>{2, 3}));
    QCOMPARE(late.log->head(), 3u);
    QVERIFY(late.probe.close());
}

void TestSharedLog::showsNoPageAheadOfWhatWasTold()
{
    const auto a = join();
    const auto b = join();
    // What another has appended is in a page when it was told, neither sooner nor later.
    for (quint64 i = 1; i <= 50; ++i) {
        a->log->append({request(i, Ann, textOf(u"u"_s))});
        const Page page = b->probe.page();
        QVERIFY(!page.failed);
        QVERIFY(page.events.isEmpty() || page.events.last().seq <= page.head);
        QVERIFY(page.head <= b->log->head());
        QCOMPARE(page.events.size(), qsizetype(page.head));
    }
    QVERIFY(waitUntil([&] { return b->heard.size() == 50; }));
    QCOMPARE(b->probe.page().head, 50u);
}

void TestSharedLog::answersWhatItWasAskedLastBeforeItCloses()
{
    const auto a = join();
    QList<AppendRequest> last;
    for (quint64 i = 1; i <= 50; ++i)
        last.append(request(i, Ann, textOf(u"u%1"_s.arg(i))));
    a->log->append(last);
    QVERIFY(a->probe.close());
    QCOMPARE(a->whose.count(u"ours"_s), 50);
}

void TestSharedLog::goesOnBehindWhatWasErasedAtTheEnd()
{
    const auto a = join();
    const auto b = join();
    QCOMPARE(a->probe.append(request(1, Ann, textOf(u"kept"_s))).kind, Kind::Stored);
    QCOMPARE(a->probe.append(request(2, Ann, textOf(u"goes"_s))).kind, Kind::Stored);
    QVERIFY(waitUntil([&] { return b->heard.size() == 2; }));
    std::optional<EraseOutcome> erased;
    EraseRequest goes;
    goes.user = UserId(u"goes"_s);
    a->log->erase(goes, &a->context, [&](const EraseOutcome &outcome) { erased = outcome; });
    QVERIFY(waitUntil([&] { return erased.has_value(); }));
    QCOMPARE(erased->erased, 1);
    QVERIFY(waitUntil([&] { return b->log->erasures() == 1; }));
    // A newcomer, who hears nothing of that number, and all of whom append behind it.
    const auto c = join();
    QCOMPARE(c->log->head(), 2u);
    QCOMPARE(c->probe.append(request(3, Bob, textOf(u"kept"_s))).event.seq, 3u);
    QVERIFY(waitUntil([&] { return a->heard.size() == 3 && b->heard.size() == 3; }));
    QCOMPARE(b->whose.constLast(), u"theirs"_s);
    House late(m_options, m_clock);
    QVERIFY(late.probe.open());
    late.log->follow(0);
    QVERIFY(waitUntil([&] { return late.heard.size() == 2; }));
    QCOMPARE(seqs(late.heard), (QList<Seq>{1, 3}));
    QCOMPARE(late.log->head(), 3u);
}

//! The first counts, for who was there and for who comes later.
void TestSharedLog::tellsOnceWhatIsStoredTwice()
{
    const auto a = join();
    const auto b = join();
    const EventFrame once = textOf(u"u"_s, u"once"_s);
    QCOMPARE(a->probe.append(request(1, Ann, once)).event.seq, 1u);
    QCOMPARE(publishAgain(m_options, Ann, once), 2u);
    QCOMPARE(a->probe.append(request(2, Ann, textOf(u"u"_s))).event.seq, 3u);
    QCOMPARE(publishAgain(m_options, Ann, once), 4u); // at the end, too
    QVERIFY(waitUntil([&] { return a->log->head() == 4 && b->log->head() == 4; }));
    const auto c = join();
    QCOMPARE(c->log->head(), 4u);
    House late(m_options, m_clock);
    QVERIFY(late.probe.open());
    late.log->follow(0);
    QVERIFY(waitUntil([&] { return late.log->head() == 4; }));
    const QList<Seq> shown{1, 3};
    QCOMPARE(seqs(a->heard), shown);
    QCOMPARE(seqs(b->heard), shown);
    QCOMPARE(seqs(late.heard), shown);
    for (House *house : {a.get(), b.get(), c.get(), &late}) {
        QCOMPARE(seqs(house->probe.all()), shown);
        const AppendOutcome again = house->probe.append(request(3, Ann, once));
        QCOMPARE(again.kind, Kind::Known);
        QCOMPARE(again.event.seq, 1u);
    }
}

void TestSharedLog::goesOnBehindWhatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<bool>("hasHeaders");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("not written by a broker") << QByteArray("event.u") << false << QByteArray("{}");
    QTest::newRow("rotten") << QByteArray("ctl.u") << true << QByteArray("{\"type\":\"te\x00\xff");
    QTest::newRow("an event of another kind") << QByteArray("event.u") << true << QByteArray("[7]");
    QTest::newRow("a subject of another kind")
        << QByteArray("later.u.x") << true << QByteArray("{\"what\":1}");
    QTest::newRow("nothing") << QByteArray("ctl.u") << false << QByteArray();
}

//! As the last of all, whether it comes now or was there before.
void TestSharedLog::goesOnBehindWhatItCannotRead()
{
    QFETCH(const QByteArray, subject);
    QFETCH(const bool, hasHeaders);
    QFETCH(const QByteArray, bytes);
    const auto a = join();
    QCOMPARE(a->probe.append(request(1, Ann, claim(u"u"_s, u"a"_s))).event.seq, 1u);
    QTest::ignoreMessage(
        QtCriticalMsg,
        QRegularExpression(u"message 2 (of the stream|is no event)"_s)); // who goes on says so
    nats::Outgoing message{m_options.stream.toLatin1() + ".log." + subject, {}, bytes};
    if (hasHeaders)
        message.headers = nats::headersOf(Ann, 1, "another");
    QCOMPARE(publish(m_options, message), 2u);
    QVERIFY(waitUntil([&] { return a->log->head() == 2; }));
    const auto b = join();
    QCOMPARE(b->log->head(), 2u);
    QCOMPARE(seqs(b->probe.all()), QList<Seq>{1});
    // What is judged by the last of this user, or of all, is judged without it.
    QCOMPARE(b->probe.append(onCondition(request(2, Bob, claim(u"u"_s, u"b"_s)), u"u"_s, 1)).kind,
             Kind::Stored);
    QVERIFY(waitUntil([&] { return a->log->head() == 3; }));
    QCOMPARE(a->probe.append(onCondition(request(3, Ann, textOf(u"v"_s)), u"u"_s, 3)).kind,
             Kind::Stored);
    QVERIFY(waitUntil([&] { return a->log->head() == 4 && b->log->head() == 4; }));
    QCOMPARE(seqs(a->heard), (QList<Seq>{1, 3, 4}));
    QCOMPARE(seqs(b->heard), (QList<Seq>{3, 4}));
}

void TestSharedLog::letsOneActAndAnotherAfterIt()
{
    const auto a = join();
    QVERIFY(waitUntil([&] { return a->cluster->isLeading(); }));
    const auto b = join();
    QSignalSpy leads(b->cluster.get(), &Cluster::leads);
    QVERIFY(!b->cluster->isLeading());
    a->cluster->resign();
    QVERIFY(!a->cluster->isLeading());
    QVERIFY(waitUntil([&] { return b->cluster->isLeading(); }));
    QCOMPARE(leads.constLast().constFirst().toBool(), true);
    QVERIFY(!a->cluster->isLeading());
}

void TestSharedLog::takesOverFromWhoFallsSilent()
{
    auto a = join();
    QVERIFY(waitUntil([&] { return a->cluster->isLeading(); }));
    const auto b = join();
    a->log->append({request(1, Ann, textOf(u"u"_s))});
    a.reset(); // without a word
    QVERIFY(!b->cluster->isLeading());
    QVERIFY(waitUntil([&] { return b->cluster->isLeading(); }));
    QCOMPARE(b->log->head(), 1u); // it knows all that was there when it began to act
}

void TestSharedLog::hearsWhatOthersSayButNotItself()
{
    const auto a = join();
    const auto b = join();
    QSignalSpy own(a->cluster.get(), &Cluster::heard);
    QSignalSpy others(b->cluster.get(), &Cluster::heard);
    a->cluster->tell("one\ntwo");
    a->cluster->tell({});
    QVERIFY(waitUntil([&] { return others.count() == 2; }));
    QCOMPARE(others.at(0), (QVariantList{a->cluster->self(), 1ULL, QByteArray("one\ntwo")}));
    QCOMPARE(others.at(1), (QVariantList{a->cluster->self(), 2ULL, QByteArray()}));
    QCOMPARE(own.count(), 0);
}

QTEST_GUILESS_MAIN(TestSharedLog)
#include "tst_sharedlog.moc"
