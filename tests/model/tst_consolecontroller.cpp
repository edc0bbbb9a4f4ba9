// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/atwork.h"

#include <QtTest>

Q_DECLARE_METATYPE(std::function<void(sermo::model::ConsoleController &)>)

using namespace sermo;
using namespace sermo::model;
using namespace sermo::test::atwork;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ConsoleControllerTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void tellsItsStatusAfterEachWelcome();
    void speaksForItsAgentOnlyOnceItKnowsWhatIsSetForHim();
    void keepsTheQueuesThatWereSetWhileItWasAway();
    void saysWhichQueuesWereSet();
    void tellsThatItIsAliveEveryThirtySeconds();
    void saysThatItsStatusWasRefused();
    void tellsARefusedStatusAgainOnceTheBrokerStores();
    void turnsButtonsIntoEvents_data();
    void turnsButtonsIntoEvents();
    void saysWhyAButtonDidNothing();
    void saysWhoIsItsCustomerNow();
    void leavesInGoodOrder();
    void asksForWhatItMissed();
};

void ConsoleControllerTest::tellsItsStatusAfterEachWelcome()
{
    AtWork console;
    console.reconnect();
    QList<EventFrame> statuses = console.link.takeSent(EventType::AgentStatus);
    QCOMPARE(statuses.size(), 1);
    QCOMPARE(bodyOf<event::AgentStatus>(statuses.at(0)).status, u"away"_s);

    const QSignalSpy changed(&console.controller, &ConsoleController::statusChanged);
    console.controller.setStatus(ConsoleController::Status::Available);
    console.controller.setStatus(ConsoleController::Status::Available);
    statuses = console.link.takeSent(EventType::AgentStatus);
    QCOMPARE(statuses.size(), 1);
    QCOMPARE(changed.count(), 1);
    const auto status = bodyOf<event::AgentStatus>(statuses.at(0));
    QCOMPARE(status.agent, Anders);
    QCOMPARE(status.name, u"Anders Andersson"_s);
    QCOMPARE(status.status, u"available"_s);

    console.acknowledge(statuses.at(0)); // not echoed: known by its ack
    QCOMPARE(console.store.table().statusOf(Anders), u"available"_s);

    console.link.become(EventLink::State::Offline);
    console.controller.setStatus(ConsoleController::Status::Finishing);
    console.reconnect();
    statuses = console.link.takeSent(EventType::AgentStatus);
    QCOMPARE(statuses.size(), 1); // no older one beside it
    QCOMPARE(bodyOf<event::AgentStatus>(statuses.at(0)).status, u"finishing"_s);
}

//! A desk that has just been started: by contract 5 a status without queues would be all of them.
void ConsoleControllerTest::speaksForItsAgentOnlyOnceItKnowsWhatIsSetForHim()
{
    test::ConsoleSet console;
    console.link.deliver({console.told.welcome()});
    console.controller.setStatus(ConsoleController::Status::Available);
    console.link.deliver({test::Told::passing(
        Direction::Internal, {},
        event::AgentStatus{Anders, u"offline"_s, u"Anders Andersson"_s, QList{Technical}})});
    QVERIFY(console.link.takeSent(EventType::AgentStatus).isEmpty());
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    console.link.deliver({test::Told::queueState(Technical, u"Technical"_s)});
    const QList<EventFrame> statuses = console.link.takeSent(EventType::AgentStatus);
    QCOMPARE(statuses.size(), 1);
    const auto status = bodyOf<event::AgentStatus>(statuses.constFirst());
    QCOMPARE(status.status, u"available"_s);
    QCOMPARE(status.queues, std::optional(QList{Technical}));
    QCOMPARE(noticed.count(), 0); // it was so before
}

void ConsoleControllerTest::keepsTheQueuesThatWereSetWhileItWasAway()
{
    AtWork console;
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    console.link.become(EventLink::State::Offline);
    console.link.become(EventLink::State::Online);
    (void)console.link.takeSent();
    console.link.deliver({console.told.welcome()});
    console.link.deliver({console.told.internal(
        {}, event::AgentStatus{Anders, u"offline"_s, {}, QList{Technical}})});
    console.link.deliver({test::Told::queueState(Technical, u"Technical"_s)});
    const QList<EventFrame> statuses = console.link.takeSent(EventType::AgentStatus);
    QCOMPARE(statuses.size(), 1);
    QCOMPARE(bodyOf<event::AgentStatus>(statuses.constFirst()).queues,
             std::optional(QList{Technical}));
    QCOMPARE(lastText(noticed), u"From now on you are given customers of: Technical"_s);
}

void ConsoleControllerTest::saysWhichQueuesWereSet()
{
    AtWork console;
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    const auto set = [&console](const std::optional<QList<QueueId>> &queues) {
        console.link.deliver(
            {console.told.internal({}, event::AgentStatus{Anders, u"available"_s, {}, queues})});
    };
    set(QList{Technical, General});
    QCOMPARE(lastText(noticed), u"From now on you are given customers of: Technical, General"_s);
    set(QList{Technical, General});
    QCOMPARE(noticed.count(), 1);
    set(std::nullopt);
    QCOMPARE(lastText(noticed), u"From now on you are given customers of every queue"_s);
    QCOMPARE(noticed.count(), 2);
}

void ConsoleControllerTest::tellsThatItIsAliveEveryThirtySeconds()
{
    AtWork console;
    console.controller.setStatus(ConsoleController::Status::Available);
    (void)console.link.takeSent();
    console.clock.advance(29s);
    console.controller.advance();
    QVERIFY(console.link.takeSent(EventType::ApplicationHeartbeat).isEmpty());
    console.clock.advance(1s);
    console.controller.advance();
    const QList<EventFrame> beats = console.link.takeSent(EventType::ApplicationHeartbeat);
    QCOMPARE(beats.size(), 1);
    QVERIFY(bodyOf<event::ApplicationHeartbeat>(beats.at(0)).available);
}

void ConsoleControllerTest::saysThatItsStatusWasRefused()
{
    AtWork console;
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    console.controller.setStatus(ConsoleController::Status::Available);
    const EventFrame status = console.link.takeSent(EventType::AgentStatus).constLast();
    console.link.deliver(
        {console.told.error(status.id(), ErrorCode::ForbiddenType, u"not your agent"_s)});
    QCOMPARE(noticed.count(), 1);
    QCOMPARE(noticed.at(0).at(0).value<UserId>(), UserId());
    QVERIFY(lastText(noticed).startsWith(u"The broker did not take your status"_s));
}

void ConsoleControllerTest::tellsARefusedStatusAgainOnceTheBrokerStores()
{
    AtWork console;
    const auto state = [](const QString &storage) {
        return test::Told::passing(Direction::Internal, {}, event::BrokerState{storage, {}});
    };
    console.link.deliver({state(u"failing"_s)});
    console.controller.setStatus(ConsoleController::Status::Available);
    const EventFrame refused = console.link.takeSent(EventType::AgentStatus).constLast();
    console.link.deliver(
        {console.told.error(refused.id(), ErrorCode::StorageUnavailable, u"disk full"_s)});
    QVERIFY(console.link.takeSent(EventType::AgentStatus).isEmpty());

    console.link.deliver({state(u"ok"_s)});
    const QList<EventFrame> again = console.link.takeSent(EventType::AgentStatus);
    QCOMPARE(again.size(), 1);
    QCOMPARE(bodyOf<event::AgentStatus>(again.at(0)).status, u"available"_s);

    console.acknowledge(again.at(0));
    console.link.deliver({state(u"failing"_s)});
    console.link.deliver({state(u"ok"_s)});
    QVERIFY(console.link.takeSent(EventType::AgentStatus).isEmpty()); // it is known
}

void ConsoleControllerTest::turnsButtonsIntoEvents_data()
{
    using Press = std::function<void(ConsoleController &)>;
    QTest::addColumn<Press>("press");
    QTest::addColumn<QByteArray>("expected"); // without its id
    const auto row = [](const char *name, const Press &press, const QByteArray &expected) {
        QTest::newRow(name) << press << expected;
    };
    row(
        "done", [](auto &c) { c.done(Robin); },
        R"({"type":"agent_done","direction":"internal","userId":"robin"})");
    row(
        "to a queue", [](auto &c) { c.transferToQueue(Robin, Technical); },
        R"({"type":"handover_to_queue","direction":"internal","userId":"robin","queueId":"technical"})");
    row(
        "to a colleague", [](auto &c) { c.transferToAgent(Robin, Berit); },
        R"({"type":"handover_to_agent","direction":"internal","userId":"robin","agentId":"be01"})");
    row(
        "a note", [](auto &c) { (void)c.note(Robin, u"moved"_s); },
        R"({"type":"note","direction":"internal","userId":"robin","agentId":"an01","text":"moved"})");
    row(
        "ended with a reason", [](auto &c) { c.end(Robin, u"Good luck!"_s); },
        R"({"type":"end_session","direction":"outbound","userId":"robin","reasonText":"Good luck!"})");
    row(
        "taken from a colleague", [](auto &c) { c.claim(Omar, true); },
        R"({"type":"claim_session","direction":"internal","userId":"omar","agentId":"an01","force":true})");
    row(
        "the bot ends", [](auto &c) { c.handToBot(Robin, ConsoleController::BotTask::EndSession); },
        R"({"type":"handover_to_bot","direction":"internal","userId":"robin","agentId":"an01",)"
        R"("agent":{"id":"an01","name":"Anders Andersson","type":"human"},"reason":"end_session"})");
    row(
        "the bot asks",
        [](auto &c) { c.handToBot(Robin, ConsoleController::BotTask::ConfirmPresent); },
        R"({"type":"handover_to_bot","direction":"internal","userId":"robin","agentId":"an01",)"
        R"("agent":{"id":"an01","name":"Anders Andersson","type":"human"},"reason":"confirm_present"})");
}

void ConsoleControllerTest::turnsButtonsIntoEvents()
{
    QFETCH(std::function<void(ConsoleController &)>, press);
    QFETCH(QByteArray, expected);
    AtWork console;

    press(console.controller);

    const QList<EventFrame> sent = console.link.takeSent();
    QCOMPARE(sent.size(), 1);
    QJsonObject object = QJsonDocument::fromJson(sent.at(0).bytes()).object();
    QVERIFY(!object.take(u"id"_s).toString().isEmpty());
    QCOMPARE(object, QJsonDocument::fromJson(expected).object());
}

void ConsoleControllerTest::saysWhyAButtonDidNothing()
{
    AtWork console;
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    console.controller.done(Robin);
    const EventFrame sent = console.link.takeSent().constFirst();
    console.link.deliver({console.told.error(sent.id(), ErrorCode::WrongState, u"it is queued"_s)});
    QCOMPARE(noticed.count(), 1);
    QCOMPARE(noticed.at(0).at(0).value<UserId>(), Robin);
    QCOMPARE(lastText(noticed), u"The session has moved on: that is not possible any more"_s);
    QCOMPARE(console.store.session(Robin)->stage, desk::Stage::Assigned);
}

void ConsoleControllerTest::saysWhoIsItsCustomerNow()
{
    AtWork console;
    QVERIFY(console.controller.holds(Robin));
    const QSignalSpy claimed(&console.controller, &ConsoleController::claimed);
    const QSignalSpy released(&console.controller, &ConsoleController::released);

    console.controller.claim(Omar);
    QVERIFY(!console.controller.holds(Omar)); // not before the broker says so
    console.acknowledge(console.link.takeSent().constFirst());
    QCOMPARE(claimed.count(), 1);
    QCOMPARE(claimed.at(0).at(0).value<UserId>(), Omar);

    console.controller.done(Omar);
    console.acknowledge(console.link.takeSent().constFirst());
    QCOMPARE(released.count(), 1);

    console.link.deliver({console.told.internal(Robin, event::ClaimSession{Berit, true, {}})});
    QCOMPARE(released.count(), 2);
    QVERIFY(!console.controller.holds(Robin));
}

void ConsoleControllerTest::leavesInGoodOrder()
{
    AtWork console;
    console.controller.setStatus(ConsoleController::Status::Available);
    (void)console.link.takeSent();
    console.controller.stop();
    const QList<EventFrame> statuses = console.link.takeSent(EventType::AgentStatus);
    QCOMPARE(statuses.size(), 1);
    QCOMPARE(bodyOf<event::AgentStatus>(statuses.at(0)).status, u"offline"_s);
    QCOMPARE(console.link.state(), EventLink::State::Offline);
}

void ConsoleControllerTest::asksForWhatItMissed()
{
    AtWork console;
    QCOMPARE(console.link.resume(), (EventLink::Resume{console.told.seq, u"one"_s}));
}

QTEST_GUILESS_MAIN(ConsoleControllerTest)
#include "tst_consolecontroller.moc"
