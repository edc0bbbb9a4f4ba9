// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/glimpse.h"
#include "broker/protocol/eventbody.h"

namespace sermo::presence
{

//! One lesson: what was seen of a conversation when its silence entered a new bin, what was
//! believed then, and whether the customer acted within ten minutes of it. The stored event
//! `presence_point`, read.
struct Point {
    Glimpse glimpse;
    double probability = 0; //!< as the model of that day had it
    bool came = false; //!< the label
    qint64 afterMs = 0; //!< how long it took to be known
    int number = 1; //!< of the points of its session, from 1: the first one counts a session

    [[nodiscard]] event::PresencePoint toEvent() const;
    //! None: a state or link that nobody knows, or figures out of bounds.
    [[nodiscard]] static std::optional<Point> fromEvent(const event::PresencePoint &event);
};

} // namespace sermo::presence
