// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/standby/pair.h"

#include <QTest>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::standby;
using namespace sermo::test;

//! One story each of two desks, the one standing by for the other.
class TestMember : public QObject
{
    Q_OBJECT
private slots:
    void aStandbyComesIntoStepAndHasEverything();
    void takesOverAfterTwentySecondsAndNotBefore();
    void onlyOffersWhereNotToldToAct();
    void aHostThatReturnsFollows();
    void aHostThatReturnsKeepsApartWhatOnlyItHas();
    void acknowledgesNothingThatTheStandbyHasNotKept();
    void aHostCutOffStepsAsideBeforeTheOtherTakesOver();
    void aHostWhoseStandbyOnlyOffersGoesOnAlone();
    void aStandbyThatFallsBehindIsToldSoAndMayNotAct();
    void comesIntoStepAgain();
    void takingLeaveHoldsNobodyUp();
    void aStandbyThatDiesHoldsUpUntilAPersonDecides();
    void aStandbyThatStartsAnewHasNoRight();
    void aHostThatStartsAsksFirst();
    void aHostThatNobodyCouldSucceedStartsAlone();
    void doubtsAStandbyThatKnowsMoreThanTheHost();
    void aRightIsToldWhenAllThatWasReleasedIsThere();
    void doesNotTakeOverBeforeAllThatItWasGivenIsOnTheDisk();
    void theLeaseCountsFromWhenTheBeatWasSent();
    void aHostThatYieldsSetsApartWhatIsStillBeingWritten();
    void aCrashBetweenYieldingAndSettingApartSetsApartAtTheNextStart();

private:
    static void inStep(Pair &pair);
};

namespace
{

template <typename What>
bool says(const Actions &actions)
{
    return std::ranges::any_of(actions, [](const Action &action) {
        const auto *send = std::get_if<act::Send>(&action);
        return send && std::holds_alternative<What>(send->message.what);
    });
}

} // namespace

//! Both are up, and the one that follows has heard that it is in step.
void TestMember::inStep(Pair &pair)
{
    pair.boot();
    pair.setLoad(100ms);
    pair.run(10s);
    QVERIFY(pair.bea().status().isInStep);
}

void TestMember::aStandbyComesIntoStepAndHasEverything()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    QCOMPARE(pair.host(), &pair.anna());
    QVERIFY(pair.anna().status().isInStep);
    QCOMPARE(pair.bea().status().phase, Phase::Following);
    QCOMPARE(pair.bea().disk().charter.term, 1U);
    pair.setLoad(0ms);
    pair.run(1s);
    QCOMPARE(pair.bea().disk().log, pair.anna().disk().log);
}

void TestMember::takesOverAfterTwentySecondsAndNotBefore()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.anna().kill();
    pair.run(17s); // its clock may be a tenth fast
    QVERIFY(!pair.bea().isOpen());
    pair.run(6s); // … or slow
    QVERIFY(pair.bea().isOpen());
    QVERIFY(!pair.bea().hasNewEpoch()); // no number is given out twice
    QCOMPARE(pair.bea().disk().charter.term, 2U);
    QCOMPARE(pair.lost(), 0);
    QCOMPARE(pair.broken(), QStringList());
}

void TestMember::onlyOffersWhereNotToldToAct()
{
    Pair pair(1, Right::Offer);
    inStep(pair);
    pair.anna().kill();
    pair.run(2min);
    QCOMPARE(pair.bea().status().phase, Phase::Offering);
    QVERIFY(pair.bea().status().isInStep); // when it was last heard: nothing is known to be missing
    QVERIFY(!pair.bea().isOpen());
    pair.bea().say(Word::TakeOver, pair.now());
    QVERIFY(pair.bea().isOpen());
    QVERIFY(pair.bea().hasNewEpoch()); // the host may have gone on alone before it died
    QCOMPARE(pair.lost(), 0);
}

void TestMember::aHostThatReturnsFollows()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.anna().kill();
    pair.run(30s);
    QCOMPARE(pair.host(), &pair.bea());
    pair.anna().boot(pair.now());
    pair.run(15s);
    QCOMPARE(pair.host(), &pair.bea());
    QCOMPARE(pair.anna().status().phase, Phase::Following);
    QVERIFY(pair.anna().status().isInStep);
    pair.bea().kill(); // and back
    pair.run(25s);
    QCOMPARE(pair.host(), &pair.anna());
    QCOMPARE(pair.anna().disk().charter.term, 3U);
    QCOMPARE(pair.lost(), 0);
    QCOMPARE(pair.broken(), QStringList());
}

void TestMember::aHostThatReturnsKeepsApartWhatOnlyItHas()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.cut();
    pair.run(3s); // stored here, confirmed by nobody, so told nobody
    pair.anna().kill();
    const auto tail = pair.anna().disk().log.mid(pair.bea().disk().log.size());
    QVERIFY(!tail.isEmpty());
    pair.run(60s);
    QCOMPARE(pair.host(), &pair.bea());
    pair.heal();
    pair.anna().boot(pair.now());
    pair.run(15s);
    QCOMPARE(pair.anna().status().phase, Phase::Following);
    QCOMPARE(pair.anna().disk().apart, tail);
    QCOMPARE(pair.lost(), 0);
}

void TestMember::acknowledgesNothingThatTheStandbyHasNotKept()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.cut();
    pair.run(7s);
    QVERIFY(pair.anna().isOpen());
    QVERIFY(pair.anna().status().released <= Seq(pair.bea().disk().log.size()));
    QVERIFY(pair.anna().status().head > pair.anna().status().released);
    pair.heal();
    pair.run(30s);
    QVERIFY(pair.anna().status().head - pair.anna().status().released < 5);
    QCOMPARE(pair.takeovers(), 0);
}

void TestMember::aHostCutOffStepsAsideBeforeTheOtherTakesOver()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.cut();
    pair.run(14s);
    QVERIFY(!pair.anna().isOpen());
    QCOMPARE(pair.anna().status().phase, Phase::Aside);
    QVERIFY(!pair.bea().isOpen());
    pair.run(16s);
    QCOMPARE(pair.host(), &pair.bea());
    pair.heal();
    pair.run(60s);
    QCOMPARE(pair.host(), &pair.bea());
    QCOMPARE(pair.anna().status().phase, Phase::Following);
    QCOMPARE(pair.broken(), QStringList());
}

void TestMember::aHostWhoseStandbyOnlyOffersGoesOnAlone()
{
    Pair pair(1, Right::Offer);
    inStep(pair);
    pair.bea().kill();
    const Seq before = pair.anna().status().released;
    pair.run(10s);
    QVERIFY(pair.anna().isOpen());
    QVERIFY(pair.anna().status().released > before);
    QVERIFY(!pair.anna().status().isInStep);
}

void TestMember::aStandbyThatFallsBehindIsToldSoAndMayNotAct()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.bea().setDiskDelay(60s);
    pair.run(10s);
    QVERIFY(!pair.anna().status().isInStep);
    QVERIFY(!pair.bea().status().isInStep);
    QVERIFY(pair.anna().status().head - pair.anna().status().released < 3);
    pair.bea().setDiskDelay(0ms);
    pair.anna().kill();
    pair.run(3min);
    QCOMPARE(pair.bea().status().phase, Phase::Offering);
    QVERIFY(!pair.bea().isOpen());
}

void TestMember::comesIntoStepAgain()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.bea().setDiskDelay(6s);
    pair.run(10s);
    QVERIFY(!pair.bea().status().isInStep);
    pair.bea().setDiskDelay(10ms);
    pair.run(30s);
    QVERIFY(pair.anna().status().isInStep);
    QVERIFY(pair.bea().status().isInStep);
}

void TestMember::takingLeaveHoldsNobodyUp()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.bea().say(Word::Leave, pair.now());
    pair.run(1s);
    pair.bea().kill();
    pair.run(60s);
    QVERIFY(pair.anna().isOpen());
    QVERIFY(pair.anna().status().head - pair.anna().status().released < 3);
    pair.anna().kill();
    pair.anna().boot(pair.now()); // nobody can have been made the host meanwhile
    pair.run(8s);
    QVERIFY(pair.anna().isOpen());
}

//! The price of taking over by itself: from here the other one's death looks like a cut.
void TestMember::aStandbyThatDiesHoldsUpUntilAPersonDecides()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.bea().kill();
    pair.run(60s);
    QCOMPARE(pair.anna().status().phase, Phase::Aside);
    pair.anna().say(Word::GoOnAlone, pair.now());
    QVERIFY(pair.anna().isOpen());
    QCOMPARE(pair.anna().status().released, pair.anna().status().head);
    pair.bea().boot(pair.now());
    pair.run(15s);
    QCOMPARE(pair.host(), &pair.anna());
    QVERIFY(pair.bea().status().isInStep);
}

void TestMember::aStandbyThatStartsAnewHasNoRight()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.cut();
    pair.restart(1);
    pair.anna().kill();
    pair.run(60s);
    QVERIFY(!pair.bea().isOpen());
    QCOMPARE(pair.bea().status().phase, Phase::Offering);
}

void TestMember::aHostThatStartsAsksFirst()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.cut();
    pair.restart(0);
    pair.run(10s);
    QVERIFY(!pair.anna().isOpen());
    QCOMPARE(pair.anna().status().phase, Phase::Asking);
    pair.heal();
    pair.run(3s);
    QVERIFY(pair.anna().isOpen() || pair.bea().isOpen());
    QCOMPARE(pair.broken(), QStringList());
}

void TestMember::aHostThatNobodyCouldSucceedStartsAlone()
{
    Pair pair(1, Right::Succeed);
    pair.anna().boot(pair.now());
    pair.run(3s);
    QVERIFY(!pair.anna().isOpen());
    pair.run(4s);
    QVERIFY(pair.anna().isOpen());
}

void TestMember::doubtsAStandbyThatKnowsMoreThanTheHost()
{
    Pair pair(1, Right::Succeed);
    inStep(pair);
    pair.setLoad(0ms);
    pair.run(1s);
    pair.anna().kill();
    pair.anna().rollBack(3);
    pair.anna().boot(pair.now());
    pair.run(10s);
    QVERIFY(!pair.anna().isOpen());
    QVERIFY(pair.anna().status().hasTrouble || pair.bea().status().hasTrouble);
}

void TestMember::aRightIsToldWhenAllThatWasReleasedIsThere()
{
    Member host({1, true, 0, Right::None, false, {}, false}, 0, Right::None);
    std::ignore = host.start(0ms);
    std::ignore = host.linked(0ms);
    std::ignore = host.heard({1, say::Hello{false, 0, 0, false, Right::None, Right::Succeed}}, 0ms);
    std::ignore = host.stored(3, 10ms);
    std::ignore = host.heard({1, say::Kept{3}}, 100ms); // quick enough to be in step
    std::ignore = host.stored(5, 110ms); // alone
    QCOMPARE(host.status().released, 5U);

    const Actions granting = host.heard({1, say::Echo{0ms}}, 120ms);
    QCOMPARE(std::get<act::Write>(granting.first()).charter.granted, Right::Succeed);
    QVERIFY(!says<say::Grant>(granting));
    std::ignore = host.stored(6, 130ms);
    QCOMPARE(host.status().released, 5U); // its word is waited for already
    QVERIFY(!says<say::Grant>(host.heard({1, say::Kept{4}}, 140ms)));
    QVERIFY(says<say::Grant>(host.heard({1, say::Kept{5}}, 150ms)));
}

void TestMember::doesNotTakeOverBeforeAllThatItWasGivenIsOnTheDisk()
{
    Member follower({1, false, 0, Right::None, false, {}, false}, 0, Right::Succeed);
    std::ignore = follower.start(0ms);
    std::ignore = follower.linked(0ms);
    std::ignore = follower.heard({1, say::Hello{true, 0, 5, false, Right::None, Right::None}}, 0ms);
    std::ignore = follower.heard({1, say::Copy{5}}, 1s);
    std::ignore = follower.heard({1, say::Grant{Right::Succeed}}, 1s);
    std::ignore = follower.tick(30s);
    QCOMPARE(follower.status().phase, Phase::Following);
    std::ignore = follower.stored(5, 31s);
    std::ignore = follower.tick(31s);
    QCOMPARE(follower.status().phase, Phase::Serving);
    QCOMPARE(follower.charter().beganAt, 5U);
}

void TestMember::theLeaseCountsFromWhenTheBeatWasSent()
{
    Member host({1, true, 0, Right::None, false, {}, false}, 0, Right::None);
    std::ignore = host.start(0ms);
    std::ignore = host.linked(0ms);
    std::ignore = host.heard({1, say::Hello{false, 0, 0, false, Right::None, Right::Succeed}}, 0ms);
    QVERIFY(says<say::Grant>(host.heard({1, say::Echo{0ms}}, 100ms)));
    std::ignore = host.heard({1, say::Echo{0ms}}, 4s); // an old one, late
    std::ignore = host.tick(9'999ms);
    QCOMPARE(host.status().phase, Phase::Serving);
    std::ignore = host.tick(10s);
    QCOMPARE(host.status().phase, Phase::Aside);
}

//! It has nothing on the disk that the other one lacks, and may have in a moment.
void TestMember::aHostThatYieldsSetsApartWhatIsStillBeingWritten()
{
    Member host({1, true, 0, Right::None, false, {}, false}, 5, Right::None);
    std::ignore = host.start(0ms);
    std::ignore = host.linked(0ms);
    const Actions actions
        = host.heard({2, say::Hello{true, 5, 8, false, Right::None, Right::None}}, 10ms);
    QCOMPARE(std::get<act::Write>(actions.first()).charter.term, 2U);
    QCOMPARE(std::get<act::SetApart>(actions.last()).after, 5U);
}

void TestMember::aCrashBetweenYieldingAndSettingApartSetsApartAtTheNextStart()
{
    Charter charter;
    charter.term = 2;
    charter.beganAt = 7;
    charter.apart = 7;
    Member member(charter, 9, Right::Offer);
    const Actions actions = member.start(0ms);
    QCOMPARE(actions.size(), 1);
    QCOMPARE(std::get<act::SetApart>(actions.first()).after, 7U);
    const Actions after = member.wasSetApart(7, 1s);
    QVERIFY(!std::get<act::Write>(after.first()).charter.apart);
    QCOMPARE(member.status().phase, Phase::Following);
}

QTEST_GUILESS_MAIN(TestMember)
#include "tst_member.moc"
