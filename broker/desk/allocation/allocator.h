// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/allocation/outcome.h"

namespace sermo::allocation
{

//! An agent who takes customers now: available, with an open socket.
struct Candidate {
    AgentId agent;
    Limits limits;
    Load sum; //!< of the probabilities of all his open sessions; one just given counts 1
    int open = 0;
    std::optional<Ms> steadySince; //!< since when the sum has been at most the bound: Steadiness
    std::optional<Ms> lastGiven; //!< none: he was not given any yet
    std::optional<QList<QueueId>> queues; //!< none: all
};

//! A customer in line who is there to be given: not parked.
struct Waiting {
    UserId user;
    QueueId queue;
    AgentId keptFor; //!< whose place it is now; empty: anyone's
    AgentId handedOnBy; //!< who has just handed him on and is not asked again; empty: nobody
};

//! Gives the waiting to agents: each in the line's order to the agent with the least sum among
//! those whose sum is at most their bound and who have fewer open than their cap; among equals to
//! the one who has waited longest for a customer, then by id. At most one an agent and call, since
//! a sum says nothing of who was given a moment ago. Nothing is ever taken away: an agent whose sum
//! rises above his bound only gets no more. Deterministic: the same arguments, the same answer.
//! The answer has everyone who was given, and of each queue the first who was not.
[[nodiscard]] QList<Outcome> allocate(const QList<Waiting> &line, QList<Candidate> candidates,
                                      Ms now);

} // namespace sermo::allocation
