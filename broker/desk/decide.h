// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskstate.h"

namespace sermo::desk
{

//! An event the desk makes of its own accord. Stored ones are appended on the condition that the
//! user's last control event is still `basedOn`; when it is not, the desk has a better idea by
//! then.
struct Emission {
    EventFrame frame;
    Seq basedOn = 0;
    bool conditional = false;
};
using Emissions = QList<Emission>;

//! What the desk does by itself with one session now, and when to ask again if nothing happens.
struct Decision {
    QList<EventFrame> frames; //!< in this order; none: nothing is to be done now
    std::optional<Ms> due; //!< later than now; none: only an event changes anything
};

//! The last rows of contract 5's table, and what follows of the others: the same answer for the
//! same state, asked as often as one likes. What it wants is wanted until the log has it.
[[nodiscard]] Decision decide(const DeskState &desk, const Session &session, Instant now);

//! When the link will have been lost for 45 s, or was, and the session is one to be parked then;
//! none: it is not, or its link cannot be lost (a channel's user).
[[nodiscard]] std::optional<Ms> parkedAt(const DeskState &desk, const Session &session);

//! The same for an agent: `offline` when his last socket has been gone for 30 s, and not any more
//! when he is back.
[[nodiscard]] Decision decide(const DeskState &desk, const AgentId &agent, Instant now);

} // namespace sermo::desk
