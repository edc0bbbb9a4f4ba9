// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/keys.h"
#include "broker/store/memoryblobs.h"
#include "broker/store/memorycredentials.h"
#include "tests/server/house.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::test;

//! Opening hours as customers and their pages meet them, over real sockets (contract 2, 5, 6).
class TestPlatforms : public QObject
{
    Q_OBJECT
private slots:
    void cleanup();
    void tellsPagesWhetherSomebodyAnswers();
    void isFullWhenTheQueueIsLongerThanItsLimit();
    void tellsThoseWhoComeWhileItIsClosed();
    void letsTheBotTalkUntilTheHandover();
    void leavesTheWordsToOthers();
    void keepsThoseWhoCameBeforeClosing();
    void aSupervisorClosesAndOpensIt();
    void knowsAfterAKillWhatOnlyHelloNamed();

private:
    void open(const QByteArray &configuration = "{}");
    [[nodiscard]] QByteArray platform() const;
    std::unique_ptr<House> m_house;
};

namespace
{

//! The house begins on a Monday at noon, UTC.
constexpr char Office[]
    = R"("platforms":[{"id":"webchat","queue":"general","hours":{"weekdays":"08:00-18:00"}}])";

QJsonObject internal(const char *type, const char *user = nullptr)
{
    QJsonObject event{{u"type"_s, QString::fromLatin1(type)}, {u"direction"_s, u"internal"_s}};
    if (user)
        event.insert(u"userId"_s, QString::fromLatin1(user));
    return event;
}

QJsonObject begin(const char *user)
{
    return {{u"type"_s, u"start"_s},
            {u"direction"_s, u"inbound"_s},
            {u"userId"_s, QString::fromLatin1(user)},
            {u"params"_s, QJsonObject()}};
}

QJsonObject handover(const char *user)
{
    QJsonObject event = internal("handover_to_queue", user);
    event.insert(u"queueId"_s, u"general"_s);
    return event;
}

QJsonObject status(const char *agent, const char *what)
{
    QJsonObject event = internal("agent_status");
    event.insert(u"agentId"_s, QString::fromLatin1(agent));
    event.insert(u"status"_s, QString::fromLatin1(what));
    return event;
}

//! A bot that is there and says so.
std::unique_ptr<Client> reception(const House &house)
{
    auto bot = std::make_unique<Client>(house.events(u"bot"_s));
    QJsonObject beat = internal("application_heartbeat");
    beat.insert(u"available"_s, true);
    bot->send(beat);
    return bot->sync() ? std::move(bot) : nullptr;
}

} // namespace

void TestPlatforms::cleanup()
{
    m_house.reset();
}

void TestPlatforms::open(const QByteArray &configuration)
{
    const auto read = server::Configuration::parse(configuration);
    QVERIFY(read);
    m_house = std::make_unique<House>(*read);
    QVERIFY(m_house->isReady());
}

QByteArray TestPlatforms::platform() const
{
    return exchange(m_house->port(), "GET /api/platforms/webchat HTTP/1.1\r\nHost: a\r\n\r\n")
        .body();
}

void TestPlatforms::tellsPagesWhetherSomebodyAnswers()
{
    open(QByteArray("{") + Office + "}");
    const QByteArray nobody
        = R"({"available":false,"closed":false,"hasWorkingAgents":false,"queueId":"general"})";
    const QByteArray botOnly
        = R"({"available":true,"closed":false,"hasWorkingAgents":false,"queueId":"general"})";
    const QByteArray somebody
        = R"({"available":true,"closed":false,"hasWorkingAgents":true,"queueId":"general"})";
    const QByteArray closed = R"({"available":false,"closed":true,"queueId":"general"})";

    QCOMPARE(platform(), nobody);
    auto bot = reception(*m_house);
    QVERIFY(bot);
    QCOMPARE(platform(), botOnly);

    Client anna(m_house->events(u"anna"_s));
    anna.send(status("anna", "available"));
    QVERIFY(anna.sync());
    QTRY_COMPARE(platform(), somebody);
    anna.send(status("anna", "finishing"));
    QVERIFY(anna.sync());
    QTRY_COMPARE(platform(), botOnly);
    QJsonObject elsewhere = status("anna", "available");
    elsewhere.insert(u"queues"_s, QJsonArray{u"sales"_s});
    anna.send(elsewhere);
    QVERIFY(anna.sync());
    QCOMPARE(platform(), botOnly);

    anna.send(status("anna", "available")); // for every queue again
    QTRY_COMPARE(platform(), somebody);
    anna.hangUp();
    QTRY_COMPARE(platform(), botOnly);

    m_house->clock().advance(6h); // the very moment of closing
    QCOMPARE(platform(), closed);
    m_house->clock().advance(14h);
    QVERIFY(platform().contains(R"("closed":false)"));
}

void TestPlatforms::isFullWhenTheQueueIsLongerThanItsLimit()
{
    open(
        R"({"queues":[{"id":"general","maxWaiting":1}],"platforms":[{"id":"webchat"}],"allocation":{"enabled":false}})");
    Client anna(m_house->events(u"anna"_s));
    anna.send(status("anna", "available"));
    Client first(m_house->chat());
    first.send(begin("first"));
    QVERIFY(!first.takeBytes(u"info"_s).isEmpty());
    QVERIFY(platform().contains(R"("available":true)")); // as long as its limit is not longer
    Client second(m_house->chat());
    second.send(begin("second"));
    QVERIFY(!second.takeBytes(u"info"_s).isEmpty());
    QVERIFY(platform().contains(R"("available":false)"));
    QVERIFY(platform().contains(R"("hasWorkingAgents":true)"));
    Client boss(m_house->events(u"boss"_s));
    boss.send(QJsonObject{
        {u"type"_s, u"end_session"_s}, {u"direction"_s, u"outbound"_s}, {u"userId"_s, u"first"_s}});
    QTRY_VERIFY(platform().contains(R"("available":true)"));
}

void TestPlatforms::tellsThoseWhoComeWhileItIsClosed()
{
    open(QByteArray("{") + Office + "}");
    m_house->clock().advance(7h);
    Client cleo(m_house->chat());
    cleo.send(begin("cleo"));
    const QJsonObject told = cleo.take(u"platform_closed"_s);
    QCOMPARE(told.value("userId"_L1).toString(), u"cleo"_s);
    QCOMPARE(told.value("direction"_L1).toString(), u"outbound"_s);
    const QJsonObject end = cleo.take(u"end_session"_s);
    QCOMPARE(end.value("reason"_L1).toString(), u"closed"_s);
    QVERIFY(end.value("seq"_L1).toInt() == told.value("seq"_L1).toInt() + 1);
    QVERIFY(cleo.sync());
    QCOMPARE(cleo.pending(), QStringList{u"welcome"_s});
}

void TestPlatforms::letsTheBotTalkUntilTheHandover()
{
    open(QByteArray("{") + Office + "}");
    auto bot = reception(*m_house);
    QVERIFY(bot);
    m_house->clock().advance(6h);
    QJsonObject beat = internal("application_heartbeat");
    beat.insert(u"available"_s, true);
    bot->send(beat);
    QVERIFY(bot->sync());
    Client cleo(m_house->chat());
    cleo.send(begin("cleo"));
    QVERIFY(!cleo.takeBytes(u"platform_closed"_s).isEmpty());
    bot->send(QJsonObject{{u"type"_s, u"text"_s},
                          {u"direction"_s, u"outbound"_s},
                          {u"userId"_s, u"cleo"_s},
                          {u"text"_s, u"Hej!"_s}});
    QCOMPARE(cleo.take(u"text"_s).value("text"_L1).toString(), u"Hej!"_s);
    QCOMPARE(cleo.pending(), QStringList{u"welcome"_s});
    bot->send(handover("cleo"));
    QCOMPARE(cleo.take(u"end_session"_s).value("reason"_L1).toString(), u"closed"_s);
    QVERIFY(cleo.sync());
    QVERIFY(!cleo.pending().contains(u"queue_number"_s));
}

void TestPlatforms::leavesTheWordsToOthers()
{
    open(QByteArray(R"({"desk":{"announce":false},)") + Office + "}");
    m_house->clock().advance(7h);
    Client cleo(m_house->chat());
    cleo.send(begin("cleo"));
    QCOMPARE(cleo.take(u"end_session"_s).value("reason"_L1).toString(), u"closed"_s);
    QVERIFY(cleo.sync());
    QCOMPARE(cleo.pending(), QStringList{u"welcome"_s});
}

void TestPlatforms::keepsThoseWhoCameBeforeClosing()
{
    open(QByteArray("{") + Office + "}");
    m_house->clock().advance(5h + 59min);
    Client cleo(m_house->chat());
    cleo.send(begin("cleo"));
    QVERIFY(!cleo.takeBytes(u"info"_s).isEmpty());
    m_house->clock().advance(1min);
    Client dora(m_house->chat());
    dora.send(begin("dora"));
    QVERIFY(!dora.takeBytes(u"end_session"_s).isEmpty());
    QVERIFY(cleo.sync());
    QVERIFY(!cleo.pending().contains(u"end_session"_s));
    Client anna(m_house->events(u"anna"_s));
    QJsonObject claim = internal("claim_session", "cleo");
    claim.insert(u"agentId"_s, u"anna"_s);
    claim.insert(u"id"_s, u"mine"_s);
    anna.send(claim);
    QCOMPARE(anna.take(u"ack"_s).value("id"_L1).toString(), u"mine"_s);
}

//! Live, whatever the hours; customers are told as they are outside of them, and not when it opens,
//! for nobody knows.
void TestPlatforms::aSupervisorClosesAndOpensIt()
{
    open(QByteArray("{") + Office + "}");
    const auto say = [this](const char *what) {
        Client boss(m_house->events(u"boss"_s));
        QJsonObject event = internal("platform_status");
        event.insert(u"platformId"_s, u"webchat"_s);
        event.insert(u"status"_s, QString::fromLatin1(what));
        boss.send(event);
        return boss.sync();
    };
    const auto isClosed = [this] { return platform().contains(R"("closed":true)"); };
    QVERIFY(!isClosed());
    QVERIFY(say("closed"));
    QVERIFY(isClosed());
    Client ada(m_house->chat());
    ada.send(begin("ada"));
    const QJsonObject told = ada.take(u"platform_closed"_s);
    QVERIFY(!told.isEmpty());
    QVERIFY(!told.contains("opensAt"_L1));
    QVERIFY(say("hours"));
    QVERIFY(!isClosed());
    m_house->clock().advance(12h); // midnight
    QVERIFY(isClosed());
    QVERIFY(say("open"));
    QVERIFY(!isClosed());
}

//! What a kill leaves where it comes between the first text and the word on its platform.
void TestPlatforms::knowsAfterAKillWhatOnlyHelloNamed()
{
    const FakeClock clock;
    auto credentials = std::make_unique<store::MemoryCredentials>();
    const auto key
        = server::Keys().make({KeyName(u"boss"_s), Role::Supervisor, AgentId()}, clock.now());
    credentials->saveKey(key->record, credentials.get(), [](bool) {});
    credentials->saveToken({UserId(u"cleo"_s), "a hash", PlatformId(u"shop"_s), clock.now().wallMs},
                           credentials.get(), [](bool) {});
    auto log = std::make_unique<store::MemoryLog>(clock);
    log->open();
    store::AppendRequest said;
    said.sender = u"customer:cleo"_s;
    said.frame = *EventFrame::fromSender(QJsonDocument(begin("cleo")).toJson());
    log->append({said});
    QVERIFY(eventually([&log] { return log->head() == 1; }));

    const auto config
        = server::Configuration::parse(R"({"platforms":[{"id":"webchat"},{"id":"shop"}]})");
    server::Broker broker(*config, std::move(log), std::move(credentials),
                          std::make_unique<store::MemoryBlobs>(), clock);
    QUrl at;
    connect(&broker, &server::Broker::ready, &broker, [&at](const QUrl &url) { at = url; });
    broker.start(QHostAddress(QHostAddress::LocalHost), 0);
    QVERIFY(eventually([&at] { return at.isValid(); }));
    Client boss(QUrl(u"ws://127.0.0.1:%1/events?replay=open&apiKey=%2"_s.arg(at.port()).arg(
        QString::fromLatin1(key->key))));
    QCOMPARE(boss.take(u"session_platform"_s).value("platformId"_L1).toString(), u"shop"_s);
}

QTEST_GUILESS_MAIN(TestPlatforms)
#include "tst_platforms.moc"
