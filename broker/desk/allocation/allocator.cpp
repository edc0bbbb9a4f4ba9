// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/allocation/allocator.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace sermo::allocation
{

namespace
{

//! A candidate in the middle of a pass.
struct Seat {
    Candidate candidate;
    bool isGiven = false;
};

bool isSettled(const Candidate &candidate, Ms now)
{
    if (candidate.open < SettlesFrom)
        return true;
    return candidate.steadySince && now - *candidate.steadySince >= SettlesFor;
}

//! What does not change with the customer.
Bar barOfLoad(const Seat &seat, Ms now)
{
    const Candidate &candidate = seat.candidate;
    if (seat.isGiven)
        return Bar::GivenJustNow;
    if (candidate.open >= candidate.limits.hardCap)
        return Bar::HardCap;
    if (candidate.sum > candidate.limits.bound)
        return Bar::OverBound;
    return isSettled(candidate, now) ? Bar::None : Bar::Settling;
}

Bar barOf(const Seat &seat, const Waiting &waiting, Ms now)
{
    const Candidate &candidate = seat.candidate;
    if (candidate.queues && !candidate.queues->contains(waiting.queue))
        return Bar::NotHisQueue;
    if (!waiting.keptFor.isEmpty() && waiting.keptFor != candidate.agent)
        return Bar::PlaceKept;
    if (!waiting.handedOnBy.isEmpty() && waiting.handedOnBy == candidate.agent)
        return Bar::HandedOn;
    return barOfLoad(seat, now);
}

//! Less is better: load, then how long he has waited for a customer, then who he is.
bool isBetter(const Candidate &a, const Candidate &b)
{
    // No value is less than any: who was never given one has waited longest.
    return std::tie(a.sum, a.lastGiven, a.agent) < std::tie(b.sum, b.lastGiven, b.agent);
}

//! One pass over the line.
class Pass
{
public:
    Pass(QList<Candidate> candidates, Ms now)
        : m_now(now)
    {
        std::ranges::sort(candidates, {}, &Candidate::agent);
        m_seats.reserve(candidates.size());
        for (Candidate &candidate : candidates)
            m_seats.append({std::move(candidate), false});
    }

    //! None: as with the one before him in the same queue, nobody can take him.
    std::optional<Outcome> place(const Waiting &waiting)
    {
        const bool isPlain = waiting.keptFor.isEmpty() && waiting.handedOnBy.isEmpty();
        if (isPlain && m_full.contains(waiting.queue))
            return std::nullopt;
        Seat *best = nullptr;
        for (Seat &seat : m_seats) {
            const bool isFree = barOf(seat, waiting, m_now) == Bar::None;
            if (isFree && (!best || isBetter(seat.candidate, best->candidate)))
                best = &seat;
        }
        if (best)
            return give(waiting, *best);
        if (isPlain)
            m_full.insert(waiting.queue);
        if (m_told.contains(waiting.queue))
            return std::nullopt;
        m_told.insert(waiting.queue);
        return keep(waiting);
    }

private:
    Outcome weigh(const Waiting &waiting) const
    {
        Outcome outcome;
        outcome.user = waiting.user;
        outcome.queue = waiting.queue;
        outcome.candidates.reserve(m_seats.size());
        for (const Seat &seat : m_seats) {
            const Candidate &candidate = seat.candidate;
            outcome.candidates.append(
                {candidate.agent, candidate.sum, candidate.open, barOf(seat, waiting, m_now)});
        }
        return outcome;
    }

    Outcome give(const Waiting &waiting, Seat &seat)
    {
        Candidate &candidate = seat.candidate;
        Outcome outcome = weigh(waiting);
        outcome.agent = candidate.agent;
        outcome.sum = candidate.sum;
        outcome.bound = candidate.limits.bound;
        outcome.why = whyGiven(waiting, seat, outcome.candidates);
        seat.isGiven = true;
        candidate.sum += Load::whole(1);
        ++candidate.open;
        return outcome;
    }

    static Why whyGiven(const Waiting &waiting, const Seat &seat,
                        const QList<Outcome::Weighed> &weighed)
    {
        if (!waiting.keptFor.isEmpty())
            return Why::Returned;
        int free = 0;
        int alike = 0;
        for (const Outcome::Weighed &other : weighed) {
            free += other.bar == Bar::None ? 1 : 0;
            alike += other.bar == Bar::None && other.sum == seat.candidate.sum ? 1 : 0;
        }
        if (free == 1)
            return Why::OnlyOne;
        return alike == 1 ? Why::LeastLoaded : Why::WaitedLongest;
    }

    Outcome keep(const Waiting &waiting) const
    {
        Outcome outcome = weigh(waiting);
        outcome.why = whyKept(waiting, outcome.candidates);
        const Candidate *least = nullptr;
        for (qsizetype i = 0; i < m_seats.size(); ++i) {
            const Bar bar = outcome.candidates[i].bar;
            const Candidate &candidate = m_seats[i].candidate;
            if (bar == Bar::NotHisQueue || bar == Bar::PlaceKept)
                continue;
            if (!least || isBetter(candidate, *least))
                least = &candidate;
            if (bar == Bar::Settling && candidate.steadySince) {
                const Ms at = *candidate.steadySince + SettlesFor;
                outcome.due = outcome.due ? std::min(*outcome.due, at) : at;
            }
        }
        if (least) {
            outcome.sum = least->sum;
            outcome.bound = least->limits.bound;
        }
        return outcome;
    }

    static Why whyKept(const Waiting &waiting, const QList<Outcome::Weighed> &weighed)
    {
        const auto is = [&](Bar bar) {
            return std::ranges::find(weighed, bar, &Outcome::Weighed::bar) != weighed.cend();
        };
        if (!waiting.keptFor.isEmpty())
            return Why::KeptForAgent;
        if (is(Bar::Settling) || is(Bar::GivenJustNow))
            return Why::AllSettling;
        return is(Bar::OverBound) || is(Bar::HardCap) ? Why::AllOverBound : Why::NobodyThere;
    }

    QList<Seat> m_seats; //!< by id
    QSet<QueueId> m_full; //!< nobody can take a plain customer of it any more
    QSet<QueueId> m_told; //!< its first one who is not given was answered for
    Ms m_now;
};

} // namespace

QList<Outcome> allocate(const QList<Waiting> &line, QList<Candidate> candidates, Ms now)
{
    QList<Outcome> outcomes;
    Pass pass(std::move(candidates), now);
    for (const Waiting &waiting : line) {
        if (auto outcome = pass.place(waiting))
            outcomes.append(*std::move(outcome));
    }
    return outcomes;
}

} // namespace sermo::allocation
