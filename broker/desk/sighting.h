// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"

#include <optional>
#include <variant>

namespace sermo::desk
{

//! What the sockets know and the log does not. Lost with the process; the desk starts anew from
//! "nobody is connected since now". Told by the owner of the sockets, in the order of happening.
namespace seen
{

//! A tab opened (`platform`: the one its `hello` named, if it did), or a channel's user spoke.
//! Told before the tab is briefed.
struct LinkUp {
    UserId user;
    PlatformId platform;
    bool isElsewhere = false; //!< at another broker of a cluster, whose events may come sooner
};
struct LinkDown {
    UserId user;
}; //!< the last tab's socket is gone
//! A heartbeat, or a ping answered. An open socket that gives none for 15 s is no good link any
//! more, so pings must go out oftener than that.
struct LinkBeat {
    UserId user;
    std::optional<bool> hidden; //!< whether the page is in the background; none: it did not say
};
//! Somebody types: the customer, or who answers him.
struct Typing {
    UserId user;
    bool isCustomers = false;
};
struct Unload {
    UserId user;
}; //!< `client_unload`, told only when no other tab is open
struct AgentUp {
    AgentId agent;
}; //!< his first socket, or one more
struct AgentDown {
    AgentId agent;
}; //!< his last socket is gone
struct BotUp {
    SenderName bot;
}; //!< its first connection, or one more
struct BotDown {
    SenderName bot;
}; //!< its last connection is gone
struct BotBeat {
    SenderName bot;
    bool available = false;
}; //!< `application_heartbeat`

} // namespace seen

using Sighting
    = std::variant<seen::LinkUp, seen::LinkDown, seen::LinkBeat, seen::Typing, seen::Unload,
                   seen::AgentUp, seen::AgentDown, seen::BotUp, seen::BotDown, seen::BotBeat>;

} // namespace sermo::desk
