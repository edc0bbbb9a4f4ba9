// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/allocation/customer.h"

namespace sermo::bench
{

namespace
{

constexpr double Patience = 240; // in the line
constexpr double PatienceInSession = 3600; // for an answer
constexpr double SilentShare = 0.713; // of who gives up
constexpr double MoreExchanges = 5;
constexpr double Questions = 0.5; // of the agents' messages but the last
constexpr double GapEvery = 500;
constexpr double Refreshes = 0.6; // of the gaps
constexpr double LinkLives = 1200; // where the tab stays open
constexpr int Shaky = 15, Gone = 60, Parked = 45;
constexpr int UnloadGrace = 15;

} // namespace

Customer::Customer(quint64 seed, int arrivalAt, const Scenario &scenario)
    : dice(seed)
    , arrival(arrivalAt)
    , closesTab(scenario.closesTab)
{
    exchanges = 1 + dice.poisson(dice.gammaOfTwo(MoreExchanges));
    isSlow = dice.happens(scenario.slow);
}

void Customer::begin(int now)
{
    talk = presence::Conversation(qint64(now) * 1000);
    talk.customerWrote(qint64(now) * 1000, 40);
    queuedAt = actedAt = now;
    askedAt = now;
    nextGap = now + int(dice.exponential(GapEvery));
    waitInLine(now);
}

void Customer::waitInLine(int now)
{
    patienceAt = now + int(dice.exponential(Patience));
}

void Customer::serve(int now)
{
    stage = Stage::Served;
    wasServed = true;
    isReturning = false;
    givenAt = now;
    handCloseAt = Never;
    patienceAt = now + int(dice.exponential(PatienceInSession));
}

void Customer::wrote(int now)
{
    actedAt = now;
    answerAt = handCloseAt = Never;
    askedAt = now;
    patienceAt = now + int(dice.exponential(PatienceInSession));
}

double Customer::timeToAnswer()
{
    return isSlow ? dice.lognormal(150, 1.0) : dice.lognormal(22, 0.7);
}

bool Customer::isAskedNext()
{
    return exchanged + 1 < exchanges && dice.happens(Questions);
}

void Customer::hear(int now, const Scenario &scenario)
{
    askedAt.reset();
    patienceAt = Never;
    ++exchanged;
    handCloseAt = now + int(scenario.handCloseLeast + dice.exponential(scenario.handCloseMore));
    if (!isThere)
        return;
    if (dice.happens(isSolved() ? scenario.silentEnd : scenario.silentTurn))
        return goSilently(now);
    answerAt = now + 1 + int(timeToAnswer());
}

bool Customer::leavesSilently(int now)
{
    if (!dice.happens(SilentShare))
        return false;
    goSilently(now);
    return true;
}

void Customer::goSilently(int now)
{
    isThere = false;
    patienceAt = answerAt = Never;
    if (dice.happens(closesTab)) {
        badSince = now;
        goodAgain = Never;
        hasUnloaded = true;
        linkDies = Never;
        nextGap = Never;
        return;
    }
    linkDies = now + int(dice.exponential(LinkLives));
}

//! Tabs are refreshed and trains drive into tunnels, as long as he is there.
void Customer::moveLink(int now)
{
    if (now >= goodAgain) {
        badSince = goodAgain = Never;
        hasUnloaded = false;
        nextGap = now + int(dice.exponential(GapEvery));
    }
    if (now >= linkDies) {
        badSince = std::min(badSince, now);
        linkDies = goodAgain = nextGap = Never;
    }
    if (now < nextGap || !isThere)
        return;
    nextGap = Never;
    badSince = now;
    hasUnloaded = dice.happens(Refreshes);
    const double lasts = hasUnloaded ? 3 + 12 * dice.uniform() : 15 + 75 * dice.uniform();
    goodAgain = now + int(lasts);
}

presence::Link Customer::link(int now) const
{
    if (now < badSince)
        return presence::Link::Ok;
    const int bad = now - badSince;
    if (bad > Gone || (hasUnloaded && bad > UnloadGrace))
        return presence::Link::Gone;
    return bad >= Shaky ? presence::Link::Shaky : presence::Link::Ok;
}

bool Customer::isParked(int now) const
{
    return badSince <= now && now - badSince >= Parked;
}

bool Customer::isOver() const
{
    const bool canAct = isThere && stage != Stage::Ended;
    return stage == Stage::Ended || (stage == Stage::Closed && !canAct && !points.expiryMs());
}

} // namespace sermo::bench
