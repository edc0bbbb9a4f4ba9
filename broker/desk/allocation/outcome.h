// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/allocation/load.h"
#include "broker/protocol/eventbody.h"

namespace sermo::allocation
{

//! Why an agent is not given this customer now; None: he could be.
enum class Bar : quint8 {
    None,
    NotHisQueue,
    PlaceKept, //!< for another agent
    HandedOn, //!< he has just handed this customer on
    HardCap,
    OverBound,
    Settling, //!< his sum is at most his bound, but has not been for long enough
    GivenJustNow, //!< one customer an agent and pass
};

//! Why it was decided so.
enum class Why : quint8 {
    // to somebody
    LeastLoaded,
    WaitedLongest, //!< no one was loaded less; he has waited longest for one
    OnlyOne, //!< nobody else could be given any
    Returned, //!< to the agent he had
    // to nobody
    NobodyThere, //!< no available agent for the queue
    AllOverBound, //!< everyone's sum is above his bound, or he has too many open
    AllSettling, //!< somebody will do, if his sum holds
    KeptForAgent, //!< the place is kept for the agent he had
};

[[nodiscard]] QLatin1StringView wireName(Bar bar);
[[nodiscard]] QLatin1StringView wireName(Why why);

//! What was decided about one customer, with everyone who was looked at. The `allocation` event.
struct Outcome {
    struct Weighed {
        AgentId agent;
        Load sum;
        int open = 0;
        Bar bar = Bar::None;
    };

    UserId user;
    QueueId queue;
    AgentId agent; //!< empty: nobody
    Load sum; //!< his, before; of the least loaded one who was looked at, where it is nobody
    Load bound;
    Why why = Why::NobodyThere;
    QList<Weighed> candidates; //!< in the order of their ids
    std::optional<Ms> due; //!< to nobody: when it may be otherwise by time alone

    [[nodiscard]] event::Allocation toEvent() const;
};

} // namespace sermo::allocation
