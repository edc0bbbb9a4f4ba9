// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/house.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! A platform or a queue whose customers' typing nobody sees: the broker holds it back, whatever
//! client sends it, and says so to who would show it.
class TestHiddenPreview : public QObject
{
    Q_OBJECT
private slots:
    void cleanup();
    void nobodyHearsWhatIsTyped_data();
    void nobodyHearsWhatIsTyped();
    void anotherQueueHearsItAgain();
    void countsAtOnceWhenItIsSwitchedOffOrOn();
    void aChannelsCustomersAreHiddenToo();
    void whatAgentsTypeGoesItsWay();

private:
    void open(const QByteArray &configuration);
    [[nodiscard]] bool takeOver(const QByteArray &configuration);
    //! Typed by cleo and acknowledged, and nothing of it came to anna, nor to who comes later.
    void typesUnheard(Client &cleo);
    std::unique_ptr<House> m_house;
    std::unique_ptr<Client> m_anna;
};

namespace
{

constexpr char Typed[] = "I am not sure whether to tell you";

QByteArray composed(const char *type, const char *direction, const QByteArray &more)
{
    return R"({"type":")" + QByteArray(type) + R"(","direction":")" + direction
        + R"(","userId":"cleo",)" + more + '}';
}

QByteArray start()
{
    return composed("start", "inbound", R"("params":{"platformId":"webchat"})");
}

QByteArray typing(const char *direction = "inbound")
{
    return composed("typing_on", direction, R"("id":"t1","text":")" + QByteArray(Typed) + '"');
}

} // namespace

void TestHiddenPreview::cleanup()
{
    m_anna.reset();
    m_house.reset();
}

void TestHiddenPreview::open(const QByteArray &configuration)
{
    const auto read = server::Configuration::parse(configuration);
    QVERIFY(read);
    m_house = std::make_unique<House>(*read);
    QVERIFY(m_house->isReady());
    m_anna = std::make_unique<Client>(m_house->events(u"anna"_s));
    QVERIFY(m_anna->sync());
}

bool TestHiddenPreview::takeOver(const QByteArray &configuration)
{
    const auto read = server::Configuration::parse(configuration);
    return read && m_house->broker().takeOver(*read);
}

void TestHiddenPreview::typesUnheard(Client &cleo)
{
    cleo.send(typing());
    QCOMPARE(cleo.take(u"ack"_s).value("id"_L1).toString(), u"t1"_s);
    Client later(m_house->events(u"boss"_s, u"&replay=open"_s));
    for (Client *each : {m_anna.get(), &later}) {
        QVERIFY(each->sync());
        for (const QByteArray &frame : each->frames())
            QVERIFY2(!frame.contains(Typed), frame.constData());
    }
}

void TestHiddenPreview::nobodyHearsWhatIsTyped_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::newRow("by the platform") << R"({"platforms":[{"id":"webchat","preview":false}]})"_ba;
    QTest::newRow("by the queue")
        << R"({"queues":[{"id":"general","preview":false}],"platforms":[{"id":"webchat"}]})"_ba;
}

void TestHiddenPreview::nobodyHearsWhatIsTyped()
{
    QFETCH(const QByteArray, configuration);
    open(configuration);
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(R"({"type":"hello","platformId":"webchat"})"_ba);
    QCOMPARE(cleo.take(u"welcome"_s).value("hidesTyping"_L1), QJsonValue(true));

    Client own(m_house->chat());
    QVERIFY(own.isOpen());
    own.send(start());
    const QJsonObject state = m_anna->take(u"session_state"_s);
    QCOMPARE(state.value("hidesPreview"_L1), QJsonValue(true));
    typesUnheard(own);
    // What is sent is heard, as ever.
    own.send(composed("text", "inbound", R"("text":"Hello")"));
    QVERIFY(m_anna->takeBytes(u"text"_s).contains("Hello"));
}

void TestHiddenPreview::anotherQueueHearsItAgain()
{
    open(R"({"queues":[{"id":"general","preview":false},{"id":"sales"}]})");
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start());
    QVERIFY(!m_anna->takeBytes(u"start"_s).isEmpty());
    typesUnheard(cleo);
    m_anna->send(composed("handover_to_queue", "internal", R"("queueId":"sales","id":"h1")"));
    QCOMPARE(m_anna->take(u"ack"_s).value("id"_L1).toString(), u"h1"_s);
    cleo.send(typing());
    QCOMPARE(m_anna->takeBytes(u"typing_on"_s), typing()); // byte for byte
    m_anna->send(composed("handover_to_queue", "internal", R"("queueId":"general","id":"h2")"));
    QCOMPARE(m_anna->take(u"ack"_s).value("id"_L1).toString(), u"h2"_s);
    QCOMPARE(cleo.take(u"ack"_s).value("id"_L1).toString(), u"t1"_s);
    typesUnheard(cleo);
}

void TestHiddenPreview::countsAtOnceWhenItIsSwitchedOffOrOn()
{
    open("{}");
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start());
    QVERIFY(!m_anna->takeBytes(u"start"_s).isEmpty());
    m_anna->send(composed("claim_session", "internal", R"("agentId":"anna","id":"c1")"));
    QCOMPARE(m_anna->take(u"ack"_s).value("id"_L1).toString(), u"c1"_s);
    cleo.send(typing());
    QVERIFY(!m_anna->takeBytes(u"typing_on"_s).isEmpty());
    QCOMPARE(cleo.take(u"ack"_s).value("id"_L1).toString(), u"t1"_s);

    QVERIFY(takeOver(R"({"queues":[{"id":"general","preview":false}]})"));
    QVERIFY(eventually(
        [this] { return m_anna->take(u"session_state"_s).contains("hidesPreview"_L1); }));
    typesUnheard(cleo);
    QVERIFY(takeOver("{}"));
    QVERIFY(!m_anna->take(u"session_state"_s).contains("hidesPreview"_L1));
    cleo.send(typing());
    QCOMPARE(m_anna->takeBytes(u"typing_on"_s), typing());
}

void TestHiddenPreview::aChannelsCustomersAreHiddenToo()
{
    open(R"({"platforms":[{"id":"webchat","preview":false}]})");
    Client messenger(m_house->events(u"messenger"_s));
    QVERIFY(messenger.isOpen());
    messenger.send(start());
    QVERIFY(!m_anna->takeBytes(u"start"_s).isEmpty());
    typesUnheard(messenger);
}

void TestHiddenPreview::whatAgentsTypeGoesItsWay()
{
    open(R"({"platforms":[{"id":"webchat","preview":false}]})");
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start());
    QVERIFY(!m_anna->takeBytes(u"start"_s).isEmpty());
    m_anna->send(typing("outbound"));
    QVERIFY(!cleo.takeBytes(u"typing_on"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestHiddenPreview)
#include "tst_hiddenpreview.moc"
