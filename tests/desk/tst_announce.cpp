// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "tests/desk/officehours.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! What the desk tells the customer and the applications (contract 5).
class TestAnnounce : public QObject
{
    Q_OBJECT
private slots:
    void tellsOfTheQueueInThePlatformsLanguage();
    void tellsWhenTheAgentIsDone();
    void staysSilentWhenOthersAnnounce();
    void tellsApplicationsEachChange();
    void briefsWhoConnects();
    void tellsALongLineAFewTimesASecond();
    void takesThePlatformFromHello();
    void identifiesBeforeAndAfterTheStart();
    void believesTheSecretOfThePlatformThatHelloNamed();
    void keepsTheNameOfWhoIsSignedAgain();
    void saysAgainWhatTheLogDidNotTake();
    void saysAgainByTheSameId();
    void saysNothingAgainThatIsTrueNoMore();
};

namespace
{

QStringList told(const Scene &scene, const char *user)
{
    QStringList all;
    for (const EventFrame &frame : scene.heard(EventType::SessionState, user)) {
        const auto state = std::get<event::SessionState>(decode(frame));
        all.append(state.agent.isEmpty() ? state.state : state.state + u' ' + state.agent.value());
    }
    return all;
}

//! `start` of customer 4711, as a site with that secret signs him.
EventFrame signedStart(const char *user, const QByteArray &secret)
{
    const QByteArray hash
        = QMessageAuthenticationCode::hash("4711", secret, QCryptographicHash::Sha256).toHex();
    return saying("start", "inbound", user,
                  R"("params":{"customerId":"4711","customerHash":")" + hash + R"("})");
}

QList<event::CustomerIdentified> identified(const Scene &scene, const char *user)
{
    QList<event::CustomerIdentified> all;
    for (const EventFrame &frame : scene.heard(EventType::CustomerIdentified, user))
        all.append(std::get<event::CustomerIdentified>(decode(frame)));
    return all;
}

} // namespace

void TestAnnounce::tellsOfTheQueueInThePlatformsLanguage()
{
    Scene scene;
    scene.botComes();
    scene.bring("cleo", Stage::Queued);
    QCOMPARE(scene.infos("cleo"), QStringList{u"You have been placed in the queue \"General\""_s});

    scene.customerComes("sven");
    scene.say(customer("sven"), start("sven", "butiken"));
    scene.say(bot(), handoverToAgent("sven"));
    QCOMPARE(scene.state("sven"), u"queued 1 of 1 in sales"_s);
    QCOMPARE(scene.infos("sven"), QStringList{u"Chatten har placerats i kön \"Sales\""_s});
    scene.say(bot(), handoverToQueue("sven", "sales")); // the place is kept: nothing to tell
    scene.say(bot(), handoverToQueue("sven", "general"));
    QCOMPARE(scene.infos("sven").constLast(), u"Chatten har placerats i kön \"General\""_s);
    QCOMPARE(scene.infos("sven").size(), 2);

    // Seed, standard scenario: first the info (7), then the number (8).
    QList<EventType> order;
    for (const Scene::Heard &heard : scene.all()) {
        const EventType type = heard.frame.type();
        if (heard.frame.user() == UserId(u"cleo"_s)
            && (type == EventType::Info || type == EventType::QueueNumber))
            order.append(type);
    }
    QCOMPARE(order, QList<EventType>({EventType::Info, EventType::QueueNumber}));
}

void TestAnnounce::tellsWhenTheAgentIsDone()
{
    Scene scene;
    scene.botComes();
    scene.see(seen::AgentUp{AgentId(u"anna"_s)});
    scene.say(agent("anna"),
              saying("agent_status", "internal", nullptr,
                     R"("agentId":"anna","status":"available","name":"Anna Ek")"));
    scene.bring("cleo", Stage::Assigned);
    scene.forget();
    scene.say(agent("anna"), saying("agent_done", "internal", "cleo"));
    QCOMPARE(
        scene.infos("cleo"),
        QStringList{
            u"Anna Ek has left the chat. Write a new message if you would like to get in touch again."_s});
    scene.say(customer("cleo"), text("cleo"));
    QCOMPARE(scene.infos("cleo").size(), 2); // in the queue again
}

void TestAnnounce::staysSilentWhenOthersAnnounce()
{
    DeskConfig config = officeHours();
    config.announce = false;
    Scene scene(config);
    scene.botComes();
    scene.bring("cleo", Stage::Done);
    QCOMPARE(scene.infos("cleo"), QStringList());
    QCOMPARE(scene.numbers("cleo"), QList<int>());
    scene.bring("ida", Stage::Queued);
    QCOMPARE(scene.desk().briefing(UserId(u"ida"_s)).size(), 0);
    QVERIFY(!told(scene, "cleo").isEmpty());
    scene.pass(7h);
    scene.bring("dora", Stage::Bot);
    scene.say(bot(), handoverToAgent("dora"));
    QCOMPARE(scene.reasons("dora"), QStringList{u"end_session closed"_s});
    QCOMPARE(scene.heard(EventType::PlatformClosed, "dora").size(), 0);
}

void TestAnnounce::tellsApplicationsEachChange()
{
    Scene scene;
    scene.botComes();
    scene.agentComes("anna");
    scene.bring("cleo", Stage::BotClosing);
    scene.say(bot(), handoverToAgent("cleo"));
    scene.say(agent("anna"), saying("agent_done", "internal", "cleo"));
    scene.say(agent("anna"), saying("end_session", "outbound", "cleo"));
    QCOMPARE(told(scene, "cleo"),
             QStringList({u"bot"_s, u"queued"_s, u"assigned anna"_s, u"bot_closing anna"_s,
                          u"assigned anna"_s, u"done"_s, u"ended"_s}));

    // What the desk moves on by itself at once is not shown in between.
    scene.see(seen::BotDown{bot().name});
    scene.bring("dora", Stage::Bot);
    QCOMPARE(told(scene, "dora"), QStringList{u"queued"_s});
    const auto state = std::get<event::SessionState>(
        decode(scene.heard(EventType::SessionState, "dora").constFirst()));
    QCOMPARE(state.queue.value(), u"general"_s);
    QCOMPARE(state.position, 1);
    QCOMPARE(state.since, u"2026-03-02T12:00:00.000Z"_s);
}

void TestAnnounce::briefsWhoConnects()
{
    Scene scene;
    scene.botComes();
    scene.agentComes("anna");
    scene.agentComes("zoran", "offline");
    scene.bring("cleo", Stage::Queued);
    scene.bring("dora", Stage::Assigned);
    scene.bring("over", Stage::Ended);
    scene.pass(90s);
    QStringList lines;
    for (const EventFrame &frame : scene.desk().briefing(scene.now()))
        lines.append(frame.envelope().typeName + u' ' + frame.user().value());
    QCOMPARE(
        lines,
        QStringList({u"session_state cleo"_s, u"presence cleo"_s, u"session_state dora"_s,
                     u"presence dora"_s, u"queue_state "_s, u"queue_state "_s, u"queue_state "_s,
                     u"agent_status "_s, u"platform_status "_s, u"platform_status "_s}));
    const auto queue = std::get<event::QueueState>(decode(scene.desk().briefing(scene.now())[4]));
    QCOMPARE(queue.waiting, 1);
    QCOMPARE(queue.longestWaitSeconds, 90);
}

void TestAnnounce::tellsALongLineAFewTimesASecond()
{
    constexpr int Long = 100;
    Scene scene;
    scene.botComes();
    const auto name = [](int i) { return QByteArray("u") + QByteArray::number(i); };
    for (int i = 0; i < Long; ++i)
        scene.bring(name(i).constData(), Stage::Queued);
    scene.pass(3s);
    scene.forget();

    // Many come at once: the first are told at once, all the others together.
    for (int i = Long; i < Long + 10; ++i)
        scene.bring(name(i).constData(), Stage::Queued);
    QCOMPARE(told(scene, name(Long + 1).constData()), QStringList{u"bot"_s});
    scene.pass(300ms);
    for (int i = Long; i < Long + 10; ++i) {
        const QByteArray user = name(i);
        QCOMPARE(told(scene, user.constData()), QStringList({u"bot"_s, u"queued"_s}));
        QCOMPARE(scene.state(user.constData()),
                 u"queued %1 of %2 in general"_s.arg(i + 1).arg(Long + 10));
    }

    // Who leaves the line is told of at once, and those behind him by and by, the last time right.
    scene.agentComes("anna");
    scene.say(agent("anna"), claim("u0", "anna"));
    QCOMPARE(told(scene, "u0"), QStringList{u"assigned anna"_s});
    scene.pass(3s);
    QCOMPARE(scene.numbers(name(Long).constData()).constLast(), Long);
    const auto last = std::get<event::SessionState>(
        decode(scene.heard(EventType::SessionState, name(Long).constData()).constLast()));
    QCOMPARE(last.position, Long);
}

void TestAnnounce::takesThePlatformFromHello()
{
    Scene scene;
    scene.botComes();
    scene.customerComes("sven", "butiken");
    scene.say(customer("sven"), start("sven"));
    QCOMPARE(scene.session("sven").platform.value(), u"butiken"_s);
    scene.say(bot(), handoverToAgent("sven"));
    QCOMPARE(scene.infos("sven"), QStringList{u"Chatten har placerats i kön \"Sales\""_s});

    // What start says counts more; and a first text begins a session too.
    scene.customerComes("tea", "butiken");
    scene.say(customer("tea"), start("tea", "webchat"));
    QCOMPARE(scene.session("tea").platform.value(), u"webchat"_s);
    scene.see(seen::BotDown{bot().name});
    scene.customerComes("ulf", "butiken");
    scene.say(customer("ulf"), text("ulf"));
    QCOMPARE(scene.state("ulf"), u"queued 2 of 2 in sales"_s);
    QCOMPARE(scene.refusedOfDesk, QStringList());

    // The log tells it too.
    scene.restart();
    QCOMPARE(scene.session("sven").platform.value(), u"butiken"_s);
}

void TestAnnounce::identifiesBeforeAndAfterTheStart()
{
    Scene scene;
    const QByteArray who = R"("brandId":"demo","customerId":"4711","name":"Cleo")";
    scene.say(bot(), saying("customer_identified", "internal", "cleo", who));
    QCOMPARE(scene.state("cleo"), u"no session"_s);
    scene.bring("cleo", Stage::Bot);
    QCOMPARE(scene.session("cleo").customerId, u"4711"_s);
    scene.say(bot(),
              saying("customer_identified", "internal", "cleo",
                     R"("brandId":"demo","customerId":"4712")"));
    QCOMPARE(scene.session("cleo").customerId, u"4712"_s);
}

//! Each platform has its own; the first one's, which counts until more is known, proves nothing of
//! who came by another.
void TestAnnounce::believesTheSecretOfThePlatformThatHelloNamed()
{
    DeskConfig config = Scene::usual();
    config.platforms[0].secret = u"demo's"_s;
    config.platforms[1].secret = u"shop's"_s;
    Scene scene(config);
    scene.botComes();
    scene.customerComes("sven", "butiken");
    scene.say(customer("sven"), signedStart("sven", "shop's"));
    QCOMPARE(identified(scene, "sven").size(), 1);
    QCOMPARE(identified(scene, "sven").constFirst().brandId, u"butik"_s);
    QCOMPARE(identified(scene, "sven").constFirst().customerId, u"4711"_s);
    QVERIFY(identified(scene, "sven").constFirst().verified);

    scene.customerComes("tea", "butiken");
    scene.say(customer("tea"), signedStart("tea", "demo's"));
    QCOMPARE(scene.session("tea").platform.value(), u"butiken"_s);
    QCOMPARE(identified(scene, "tea").size(), 0);
    scene.customerComes("ulf"); // by the first one
    scene.say(customer("ulf"), signedStart("ulf", "demo's"));
    QCOMPARE(identified(scene, "ulf").size(), 1);
}

void TestAnnounce::keepsTheNameOfWhoIsSignedAgain()
{
    DeskConfig config = Scene::usual();
    config.platforms[0].secret = u"demo's"_s;
    Scene scene(config);
    scene.botComes();
    scene.customerComes("cleo");
    const auto begins = [&scene] {
        scene.say(supervisor(), saying("end_session", "outbound", "cleo"));
        scene.say(customer("cleo"), signedStart("cleo", "demo's"));
        return scene.session("cleo").customerName;
    };
    scene.say(customer("cleo"), signedStart("cleo", "demo's"));
    const auto isNamed = [&scene](const QByteArray &who) {
        scene.say(bot(), saying("customer_identified", "internal", "cleo", who));
    };
    isNamed(R"("brandId":"demo","customerId":"4711","name":"Cleo")");
    QCOMPARE(begins(), u"Cleo"_s);
    QVERIFY(identified(scene, "cleo").constLast().verified);
    isNamed(R"("brandId":"demo","customerId":"4712","name":"Dora")"); // another one's name
    QCOMPARE(begins(), QString());
}

void TestAnnounce::saysAgainWhatTheLogDidNotTake()
{
    DeskConfig config = Scene::usual();
    config.platforms[0].secret = u"demo's"_s;
    Scene scene(config);
    scene.botComes();
    scene.customerComes("cleo");
    scene.storageFails = true; // for what the desk says, just then
    scene.say(customer("cleo"), signedStart("cleo", "demo's"));
    scene.say(bot(), handoverToQueue("cleo", "general"));
    scene.pass(4900ms);
    scene.storageFails = false;
    QCOMPARE(scene.infos("cleo"), QStringList());
    scene.pass(100ms);
    QCOMPARE(scene.infos("cleo"), QStringList{u"You have been placed in the queue \"General\""_s});
    QCOMPARE(identified(scene, "cleo").size(), 1);
    scene.pass(1min);
    QCOMPARE(scene.infos("cleo").size(), 1);
    QCOMPARE(identified(scene, "cleo").size(), 1);

    scene.say(agent("anna"), claim("cleo", "anna"));
    scene.storageFails = true;
    scene.say(agent("anna"), saying("agent_done", "internal", "cleo"));
    scene.pass(12s);
    scene.storageFails = false;
    scene.pass(5s);
    QCOMPARE(scene.infos("cleo").size(), 2);
    scene.pass(1min);
    QCOMPARE(scene.infos("cleo").size(), 2);
}

//! A log that took it and could not say so, or was asked by another broker, shall know it again.
void TestAnnounce::saysAgainByTheSameId()
{
    DeskConfig config = Scene::usual();
    config.platforms[0].secret = u"demo's"_s;
    Scene scene(config);
    scene.botComes();
    scene.customerComes("cleo");
    scene.storageFails = true;
    scene.say(customer("cleo"), signedStart("cleo", "demo's"));
    scene.say(bot(), handoverToQueue("cleo", "general"));
    const Instant before = scene.now();
    scene.pass(6s);

    QList<QByteArray> said;
    for (int broker = 0; broker < 2; ++broker) {
        Desk desk(config, before);
        desk.begin();
        Emissions all;
        for (const StoredEvent &event : std::as_const(scene.log))
            all += desk.committed(event, before);
        all += desk.tick(scene.now());
        for (const Emission &emission : std::as_const(all)) {
            const EventType type = emission.frame.type();
            if (type == EventType::Info || type == EventType::CustomerIdentified) {
                QVERIFY(!emission.frame.id().isEmpty());
                said.append(emission.frame.bytes());
            }
        }
    }
    QCOMPARE(said.size(), 8); // two words, twice, by two brokers
    QCOMPARE(QSet<QByteArray>(said.begin(), said.end()).size(), 2);

    scene.storageFails = false; // the same words of another cause are others
    scene.say(bot(), handoverToQueue("cleo", "sales"));
    scene.say(bot(), handoverToQueue("cleo", "general"));
    QSet<QString> ids;
    for (const EventFrame &frame : scene.heard(EventType::Info, "cleo"))
        ids.insert(frame.id().value());
    QCOMPARE(ids.size(), scene.infos("cleo").size());
}

void TestAnnounce::saysNothingAgainThatIsTrueNoMore()
{
    Scene scene;
    scene.botComes();
    scene.bring("cleo", Stage::Bot);
    scene.bring("dora", Stage::Bot);
    scene.storageFails = true;
    scene.say(bot(), handoverToQueue("cleo", "general"));
    scene.say(bot(), handoverToQueue("dora", "general"));
    scene.say(agent("anna"), claim("cleo", "anna"));
    scene.say(supervisor(), saying("end_session", "outbound", "dora"));
    scene.storageFails = false;
    scene.pass(1min);
    QCOMPARE(scene.infos("cleo"), QStringList());
    QCOMPARE(scene.infos("dora"), QStringList());
}

QTEST_GUILESS_MAIN(TestAnnounce)
#include "tst_announce.moc"
