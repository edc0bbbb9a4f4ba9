// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/consoleset.h"
#include "ui/model/supervision.h"
#include "ui/model/transcriptmodel.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>

Q_DECLARE_METATYPE(std::function<void(sermo::model::ConsoleController &)>)

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);
const UserId Omar(u"omar"_s);
const AgentId Anders(u"an01"_s);
const AgentId Berit(u"be01"_s);
const QueueId General(u"general"_s);
const QueueId Technical(u"technical"_s);

//! A console at work: Robin is its customer, Karin and Omar wait.
struct Console : test::ConsoleSet {
    Console()
    {
        const QByteArray welcome = told.welcome();
        link.deliver({welcome, told.inbound(Robin, event::Start{}), told.queues(Robin, General),
                      told.inbound(Karin, event::Start{}), told.after(1s).queues(Karin, Technical),
                      told.inbound(Omar, event::Start{}), told.after(1s).queues(Omar, General),
                      told.claims(Robin, Anders), test::Told::queueState(General, u"General"_s),
                      test::Told::queueState(Technical, u"Technical"_s)});
        (void)link.takeSent();
    }

    //! Loses the connection and comes back; the broker has stored nothing of what was sent.
    void reconnect()
    {
        link.become(EventLink::State::Offline);
        link.become(EventLink::State::Online);
        link.sent.clear();
        link.deliver({told.welcome()});
    }
    //! Acknowledges what was sent, as a broker would.
    void acknowledge(const EventFrame &frame) { link.deliver({told.ack(frame.id())}); }
};

template <typename Body>
Body bodyOf(const EventFrame &frame)
{
    const EventBody body = decode(frame);
    return std::get<Body>(body);
}

QString types(const QList<EventFrame> &frames)
{
    QStringList names;
    for (const EventFrame &frame : frames)
        names += frame.envelope().typeName;
    return names.join(u' ');
}

QString lastText(const QSignalSpy &noticed)
{
    return noticed.isEmpty() ? QString() : noticed.constLast().at(1).toString();
}

} // namespace

class ConsoleControllerTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void tellsItsStatusAfterEachWelcome();
    void tellsThatItIsAliveEveryThirtySeconds();
    void repliesInTheAgentsName();
    void refusesWhatCannotBeSent_data();
    void refusesWhatCannotBeSent();
    void sendsAgainWhatWasNotAnswered();
    void sendsAgainWhatTheAgentRetries();
    void tellsTheCustomerThatSomeoneTypes();
    void tellsNobodyThatItTypesToAnothersCustomer();
    void keepsADraftAndDropsItWhenSent();
    void claimsWhoHasWaitedLongest();
    void claimsNobodyWhoIsNotToBeHad();
    void claimsNothingWithoutAConnection();
    void sendsNoClaimAgainAfterAnOutage_data();
    void sendsNoClaimAgainAfterAnOutage();
    void sendsAgainTheClaimThatItsWordsNeed();
    void sendsNoOrderAgainAfterAnOutage();
    void saysThatItsStatusWasRefused();
    void tellsARefusedStatusAgainOnceTheBrokerStores();
    void tellsWhoWasFirst();
    void turnsButtonsIntoEvents_data();
    void turnsButtonsIntoEvents();
    void saysWhyAButtonDidNothing();
    void saysWhoIsItsCustomerNow();
    void leavesInGoodOrder();
    void asksForWhatItMissed();
};

void ConsoleControllerTest::tellsItsStatusAfterEachWelcome()
{
    Console console;
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

void ConsoleControllerTest::tellsThatItIsAliveEveryThirtySeconds()
{
    Console console;
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

void ConsoleControllerTest::repliesInTheAgentsName()
{
    Console console;
    QVERIFY(console.controller.reply(Robin, {u"Hej Robin!"_s, {ImageId(u"image1"_s)}, {}}));
    const QList<EventFrame> sent = console.link.takeSent();
    QCOMPARE(types(sent), u"text"_s);
    QCOMPARE(sent.at(0).direction(), Direction::Outbound);
    QCOMPARE(sent.at(0).user(), Robin);
    QVERIFY(!sent.at(0).id().isEmpty());
    const auto text = bodyOf<event::Text>(sent.at(0));
    QCOMPARE(text.text, u"Hej Robin!"_s);
    QCOMPARE(text.imageId, u"image1"_s);
    QCOMPARE(text.agent, (event::Speaker{u"an01"_s, u"Anders Andersson"_s, u"human"_s, {}, {}}));
}

void ConsoleControllerTest::refusesWhatCannotBeSent_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("noticed");
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("white space") << u" \n "_s << false;
    QTest::newRow("more than a frame holds") << QString(70'000, u'å') << true;
}

void ConsoleControllerTest::refusesWhatCannotBeSent()
{
    QFETCH(QString, text);
    QFETCH(bool, noticed);
    Console console;
    const QSignalSpy spy(&console.controller, &ConsoleController::noticed);
    QVERIFY(!console.controller.reply(Robin, text));
    QVERIFY(!console.controller.note(Robin, text));
    QVERIFY(console.link.takeSent().isEmpty());
    QCOMPARE(console.store.outbox().size(), 1); // its status only
    QCOMPARE(spy.isEmpty(), !noticed);
}

void ConsoleControllerTest::sendsAgainWhatWasNotAnswered()
{
    Console console;
    (void)console.controller.reply(Robin, u"one"_s);
    const EventFrame first = console.link.takeSent().constFirst();
    console.acknowledge(first);
    (void)console.controller.reply(Robin, u"two"_s);
    const EventFrame second = console.link.takeSent().constFirst();
    console.link.become(EventLink::State::Offline);
    (void)console.controller.reply(Robin, u"three"_s);

    console.reconnect();

    const QList<EventFrame> again = console.link.takeSent();
    QCOMPARE(types(again), u"text text"_s);
    QCOMPARE(again.at(0).bytes(), second.bytes()); // the same id: the broker knows it
    QCOMPARE(bodyOf<event::Text>(again.at(1)).text, u"three"_s);
}

void ConsoleControllerTest::sendsAgainWhatTheAgentRetries()
{
    Console console;
    (void)console.controller.reply(Robin, u"one"_s);
    const EventFrame sent = console.link.takeSent().constFirst();
    console.link.deliver({console.told.error(sent.id(), ErrorCode::RateLimited, u"slower"_s)});
    console.reconnect();
    QVERIFY(console.link.takeSent().isEmpty());

    console.controller.retry(sent.id());
    QCOMPARE(console.link.takeSent().constFirst().bytes(), sent.bytes());

    console.link.deliver({console.told.error(sent.id(), ErrorCode::RateLimited, u"slower"_s)});
    console.controller.discard(sent.id());
    console.controller.retry(sent.id());
    QVERIFY(console.link.takeSent().isEmpty());
}

void ConsoleControllerTest::tellsTheCustomerThatSomeoneTypes()
{
    Console console;
    console.controller.composing(Robin, u"H"_s);
    QList<EventFrame> sent = console.link.takeSent();
    QCOMPARE(types(sent), u"typing_on draft"_s);
    QCOMPARE(sent.at(0).direction(), Direction::Outbound);
    QCOMPARE(sent.at(1).direction(), Direction::Internal);
    QCOMPARE(bodyOf<event::Draft>(sent.at(1)).text, u"H"_s);

    console.clock.advance(5s);
    console.controller.advance();
    QCOMPARE(types(console.link.takeSent()), u"typing_off"_s);

    console.link.deliver({test::Told::types(Robin, u"jag skriver"_s)});
    console.controller.composing(Robin, u"He"_s);
    QCOMPARE(types(console.link.takeSent()), u"draft"_s); // he writes: he is not to stop and wait
    console.link.deliver({console.told.says(Robin, u"jag skriver"_s)});
    QCOMPARE(types(console.link.takeSent()), u"typing_on"_s);

    console.clock.advance(1s);
    QVERIFY(console.controller.reply(Robin, u"He"_s));
    QCOMPARE(types(console.link.takeSent()), u"text typing_off draft"_s);
}

void ConsoleControllerTest::tellsNobodyThatItTypesToAnothersCustomer()
{
    Console console;
    console.controller.composing(Omar, u"H"_s);
    QVERIFY(console.link.takeSent().isEmpty());
    QCOMPARE(console.drafts.text(Omar), u"H"_s);
}

void ConsoleControllerTest::keepsADraftAndDropsItWhenSent()
{
    Console console;
    console.controller.composing(Robin, u"for Robin"_s);
    console.controller.composing(Omar, u"for Omar"_s);
    QVERIFY(console.controller.reply(Robin, u"for Robin"_s));
    QCOMPARE(console.drafts.text(Robin), QString());
    QCOMPARE(console.drafts.text(Omar), u"for Omar"_s);
}

void ConsoleControllerTest::claimsWhoHasWaitedLongest()
{
    Console console;
    console.controller.claimNext();
    const QList<EventFrame> sent = console.link.takeSent();
    QCOMPARE(types(sent), u"claim_session"_s);
    QCOMPARE(sent.at(0).user(), Karin);
    QCOMPARE(bodyOf<event::ClaimSession>(sent.at(0)).agent, Anders);
    QVERIFY(!bodyOf<event::ClaimSession>(sent.at(0)).force);

    console.link.deliver({console.told.claims(Karin, Berit)});
    console.controller.claimNext();
    QCOMPARE(console.link.takeSent().constFirst().user(), Omar);
}

void ConsoleControllerTest::claimsNobodyWhoIsNotToBeHad()
{
    Console console;
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    // Karin's queue is not his, Omar's link is gone.
    console.link.deliver(
        {console.told.internal({}, event::AgentStatus{Anders, u"available"_s, {}, QList{General}}),
         test::Told::passing(Direction::Internal, Omar,
                             event::SessionState{u"queued"_s, General, std::nullopt, {}, {}})});
    console.controller.claimNext();
    QVERIFY(console.link.takeSent().isEmpty());
    QCOMPARE(noticed.count(), 1);

    // Omar is back; Robin returned, and is kept for Berit for a minute.
    console.link.deliver(
        {console.told.internal({}, event::AgentStatus{Berit, u"available"_s, u"Berit"_s, {}}),
         console.told.internal(Robin, event::ClaimSession{Berit, true, {}}),
         console.told.internal(Robin, event::AgentDone{}), console.told.says(Robin, u"igen"_s),
         test::Told::passing(Direction::Internal, Omar,
                             event::SessionState{u"queued"_s, General, 2, {}, {}})});
    console.controller.claimNext();
    QCOMPARE(console.link.takeSent().constFirst().user(), Omar);
    console.clock.setWall(console.told.nowMs + 60'000);
    console.controller.claimNext();
    QCOMPARE(console.link.takeSent().constFirst().user(), Robin);
}

void ConsoleControllerTest::claimsNothingWithoutAConnection()
{
    Console console;
    console.link.become(EventLink::State::Offline);
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    console.controller.claim(Omar);
    QCOMPARE(noticed.count(), 1);
    console.reconnect();
    QVERIFY(console.link.takeSent(EventType::ClaimSession).isEmpty());
}

void ConsoleControllerTest::sendsNoClaimAgainAfterAnOutage_data()
{
    QTest::addColumn<bool>("isForced");
    QTest::newRow("from the line") << false;
    QTest::newRow("from a colleague") << true;
}

//! By then a colleague may have talked to him for minutes.
void ConsoleControllerTest::sendsNoClaimAgainAfterAnOutage()
{
    QFETCH(const bool, isForced);
    Console console;
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    console.controller.claim(Omar, isForced);
    QCOMPARE(types(console.link.takeSent()), u"claim_session"_s);
    console.link.become(EventLink::State::Connecting);
    console.link.become(EventLink::State::Offline);
    QCOMPARE(noticed.count(), 1);
    QCOMPARE(noticed.at(0).at(0).value<UserId>(), Omar);
    QVERIFY(!console.controller.askedFor(Omar));
    console.reconnect();
    QCOMPARE(types(console.link.takeSent()), QString());
    QCOMPARE(noticed.count(), 1);

    // The broker had heard it: he is ours, as the replay says.
    console.link.deliver({console.told.claims(Omar, Anders)});
    QVERIFY(console.controller.holds(Omar));

    // One that was answered is not spoken of again.
    console.controller.claim(Karin);
    const EventFrame claim = console.link.takeSent().constFirst();
    console.link.deliver({compose(event::ClaimRejected{Anders, Berit, claim.id(), Karin}, Karin)});
    QCOMPARE(noticed.count(), 2);
    console.link.become(EventLink::State::Offline);
    QCOMPARE(noticed.count(), 2);
}

//! Who speaks to a customer whom the bot has in his name, takes him back first.
void ConsoleControllerTest::sendsAgainTheClaimThatItsWordsNeed()
{
    Console console;
    console.controller.handToBot(Robin, ConsoleController::BotTask::ConfirmPresent);
    console.acknowledge(console.link.takeSent().constFirst());
    QVERIFY(console.controller.reply(Robin, u"Är du kvar?"_s));
    QCOMPARE(types(console.link.takeSent()), u"claim_session text"_s);
    console.reconnect();
    QCOMPARE(types(console.link.takeSent()), u"claim_session text"_s);
}

void ConsoleControllerTest::sendsNoOrderAgainAfterAnOutage()
{
    Console console;
    Supervision supervision(console.store, console.link, console.controller, console.clock);
    const QSignalSpy noticed(&supervision, &Supervision::noticed);
    supervision.giveTo(Omar, Berit);
    supervision.setStatus(Berit, ConsoleController::Status::Away);
    QCOMPARE(types(console.link.takeSent()), u"claim_session"_s);
    console.link.become(EventLink::State::Offline);
    QCOMPARE(noticed.count(), 1);
    console.link.become(EventLink::State::Online);
    console.link.sent.clear();
    console.link.deliver({console.told.welcome()});
    const QList<EventFrame> statuses = console.link.takeSent(EventType::AgentStatus);
    QCOMPARE(statuses.size(), 1); // his own
    QCOMPARE(bodyOf<event::AgentStatus>(statuses.at(0)).agent, Anders);
    console.reconnect();
    QCOMPARE(types(console.link.takeSent()), QString());
    QCOMPARE(noticed.count(), 1);

    // One that was answered is not spoken of again.
    supervision.giveTo(Omar, Berit);
    const EventFrame claim = console.link.takeSent().constFirst();
    console.link.deliver({compose(event::ClaimRejected{Berit, Anders, claim.id(), Omar}, Omar)});
    console.link.become(EventLink::State::Offline);
    QCOMPARE(noticed.count(), 1);
}

void ConsoleControllerTest::saysThatItsStatusWasRefused()
{
    Console console;
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
    Console console;
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

void ConsoleControllerTest::tellsWhoWasFirst()
{
    Console console;
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    console.link.deliver({console.told.agentStatus(Berit, u"Berit"_s, u"available"_s)});
    console.controller.claim(Omar);
    const EventFrame claim = console.link.takeSent().constFirst();
    console.link.deliver({compose(event::ClaimRejected{Anders, Berit, claim.id(), Omar}, Omar)});
    QCOMPARE(lastText(noticed), u"Berit was first: Visitor omar is taken"_s);
    console.reconnect();
    QVERIFY(console.link.takeSent().isEmpty()); // it is answered
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
    Console console;

    press(console.controller);

    const QList<EventFrame> sent = console.link.takeSent();
    QCOMPARE(sent.size(), 1);
    QJsonObject object = QJsonDocument::fromJson(sent.at(0).bytes()).object();
    QVERIFY(!object.take(u"id"_s).toString().isEmpty());
    QCOMPARE(object, QJsonDocument::fromJson(expected).object());
}

void ConsoleControllerTest::saysWhyAButtonDidNothing()
{
    Console console;
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
    Console console;
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
    Console console;
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
    Console console;
    QCOMPARE(console.link.resume(), (EventLink::Resume{console.told.seq, u"one"_s}));
}

QTEST_GUILESS_MAIN(ConsoleControllerTest)
#include "tst_consolecontroller.moc"
