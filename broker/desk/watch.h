// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/allocation/load.h"
#include "broker/desk/deadlines.h"
#include "broker/desk/presence/model.h"
#include "broker/desk/presence/pointrecorder.h"
#include "broker/desk/session.h"

namespace sermo::desk
{

//! One open session as the presence model looks at it. Times are on the steady clock.
struct Watched {
    explicit Watched(Ms began = Ms(0))
        : talk(began.count())
    {
    }

    presence::Conversation talk;
    presence::PointRecorder points;
    double probability = 1; //!< as it was worked out last
    std::optional<double> told;
    Ms toldAt{0};
    Ms givenAt{0}; //!< to who holds it
    AgentId holder; //!< whose load it is part of; empty: nobody's
    allocation::Load weight; //!< with that much
};

//! How much an agent has to do: what the allocator looks at.
struct Burden {
    allocation::Load sum;
    int open = 0;
    friend bool operator==(const Burden &, const Burden &) = default;
};

//! Who is still there, by all that the desk has heard and learned, and what each agent has to do
//! by that. Kept up session by session: nobody adds up everything at once.
struct Watch {
    presence::Model model;
    Seq learned = 0; //!< every point up to this event is in the model
    QHash<UserId, Watched> sessions; //!< the open ones
    QHash<AgentId, Burden> burdens; //!< of those who hold any
    allocation::Steadiness steadiness;
    Deadlines<UserId> due; //!< when each session wants to be looked at
};

} // namespace sermo::desk
