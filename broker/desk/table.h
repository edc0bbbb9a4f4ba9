// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/session.h"

#include <array>

namespace sermo::desk
{

//! What an event does to a session in one state: a cell of contract 5's table. judge() asks it
//! whether the event may happen, reduce() does what it says.
enum class Cell : quint8 {
    Pass, //!< –: passes and changes nothing
    Wrong, //!< E: `wrong_state`
    Begin, //!< a new session
    BeginAgain, //!< a channel's user begins a new session, any other customer gets `session_ended`
    Speak, //!< he who left is there again
    Return, //!< first in line, for the same agent if he is there
    EnterLast, //!< last in the line that the event names
    ChangeLine, //!< last in another line; in its own the place is kept
    EnterLastOfPlatform, //!< last in the line of the platform
    EnterFirst, //!< first in the line it was in
    Confirm, //!< the second time: first
    Offer, //!< with an agentId, by the holder: for a colleague to claim; else –
    ComeBack, //!< the desk gives it back to the same agent
    Claim, //!< assigned
    ClaimFromLine, //!< assigned, unless the place is kept for another
    TakeOver, //!< the holder: nothing new; the offered one and who forces: assigned; others:
              //!< rejected
    TakeBack, //!< the holder: assigned; others: rejected
    Finish, //!< done
    LendToBot, //!< the bot goes on in the agent's name; no bot: `wrong_state`
    End, //!< ended
    Leave, //!< stays, though nobody is there
    SetPlatform, //!< the desk's own: the platform that only `hello` told
};

//! The cell for this event on a session in this stage; Pass for events that are no row.
[[nodiscard]] Cell cellOf(const EventFrame &frame, Stage stage);

//! A row of the table, so something that needs a session to work on (`start` and a first text make
//! one; a customer may also leave without ever having had one).
[[nodiscard]] bool isControl(const EventFrame &frame);

//! What time or a socket does to a session without any event (the table's last rows).
enum class Lapse : quint8 {
    None,
    Park, //!< place kept, not given to anyone, number hidden
    EndSoon, //!< ended when the link is gone for 10 minutes
    EndLate, //!< ended when it is gone for 24 hours
    ToLine, //!< last in the platform's line
    GiveBack, //!< to the agent who lent it to the bot
    ToFront, //!< first in the line it was in
    FrontOnReturn, //!< first in line when it comes back
};

struct Lapses {
    std::array<Lapse, StageCount> linkLost; //!< link gone 45 s
    std::array<Lapse, StageCount> gone; //!< gone 10 min (`done`: 24 h)
    std::array<Lapse, StageCount> botMissing; //!< bot not available for 30 s
    std::array<Lapse, StageCount> agentOffline; //!< agent offline for 30 s
};

[[nodiscard]] const Lapses &lapses();

} // namespace sermo::desk
