// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/atwork.h"
#include "ui/model/supervision.h"

#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace sermo::test::atwork;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! Whom a claim asks for, and what becomes of one that is not answered.
class ClaimingTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void claimsWhoHasWaitedLongest();
    void claimsNobodyWhoIsNotToBeHad();
    void claimsNothingWithoutAConnection();
    void sendsNoClaimAgainAfterAnOutage_data();
    void sendsNoClaimAgainAfterAnOutage();
    void sendsAgainTheClaimThatItsWordsNeed();
    void sendsNoOrderAgainAfterAnOutage();
    void tellsWhoWasFirst();
};

void ClaimingTest::claimsWhoHasWaitedLongest()
{
    AtWork console;
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

void ClaimingTest::claimsNobodyWhoIsNotToBeHad()
{
    AtWork console;
    // Karin's queue is not his, Omar's link is gone.
    console.link.deliver(
        {console.told.internal({}, event::AgentStatus{Anders, u"available"_s, {}, QList{General}}),
         test::Told::passing(Direction::Internal, Omar,
                             event::SessionState{u"queued"_s, General, std::nullopt, {}, {}})});
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
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

void ClaimingTest::claimsNothingWithoutAConnection()
{
    AtWork console;
    console.link.become(EventLink::State::Offline);
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    console.controller.claim(Omar);
    QCOMPARE(noticed.count(), 1);
    console.reconnect();
    QVERIFY(console.link.takeSent(EventType::ClaimSession).isEmpty());
}

void ClaimingTest::sendsNoClaimAgainAfterAnOutage_data()
{
    QTest::addColumn<bool>("isForced");
    QTest::newRow("from the line") << false;
    QTest::newRow("from a colleague") << true;
}

//! By then a colleague may have talked to him for minutes.
void ClaimingTest::sendsNoClaimAgainAfterAnOutage()
{
    QFETCH(const bool, isForced);
    AtWork console;
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
void ClaimingTest::sendsAgainTheClaimThatItsWordsNeed()
{
    AtWork console;
    console.controller.handToBot(Robin, ConsoleController::BotTask::ConfirmPresent);
    console.acknowledge(console.link.takeSent().constFirst());
    QVERIFY(console.controller.reply(Robin, u"Är du kvar?"_s));
    QCOMPARE(types(console.link.takeSent()), u"claim_session text"_s);
    console.reconnect();
    QCOMPARE(types(console.link.takeSent()), u"claim_session text"_s);
}

void ClaimingTest::sendsNoOrderAgainAfterAnOutage()
{
    AtWork console;
    Supervision supervision(console.store, console.link, console.controller, console.clock);
    const QSignalSpy noticed(&supervision, &Supervision::noticed);
    supervision.giveTo(Omar, Berit);
    supervision.setStatus(Berit, ConsoleController::Status::Away);
    QCOMPARE(types(console.link.takeSent()), u"claim_session"_s);
    console.link.become(EventLink::State::Offline);
    QCOMPARE(noticed.count(), 1);
    console.link.become(EventLink::State::Online);
    console.link.sent.clear();
    console.link.deliver({console.told.welcome(), test::Told::queueState(General, u"General"_s)});
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

void ClaimingTest::tellsWhoWasFirst()
{
    AtWork console;
    const QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    console.link.deliver({console.told.agentStatus(Berit, u"Berit"_s, u"available"_s)});
    console.controller.claim(Omar);
    const EventFrame claim = console.link.takeSent().constFirst();
    console.link.deliver({compose(event::ClaimRejected{Anders, Berit, claim.id(), Omar}, Omar)});
    QCOMPARE(lastText(noticed), u"Berit was first: Visitor omar is taken"_s);
    console.reconnect();
    QVERIFY(console.link.takeSent().isEmpty()); // it is answered
}

QTEST_GUILESS_MAIN(ClaimingTest)
#include "tst_claiming.moc"
