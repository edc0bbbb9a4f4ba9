// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"

//! What every log must hold alike, said once: which events a condition is about, and which ones
//! start-up folds. Pure functions, any thread.
namespace sermo::store
{

//! Whether the event counts as its user's last control event, the one that a conditional append
//! names (architecture, rule 3).
[[nodiscard]] inline bool movesSession(const EventFrame &frame)
{
    return !frame.user().isEmpty() && info(frame.type()).movesSession;
}

//! Whether ReadQuery::controlOnly wants the event for what it is.
[[nodiscard]] inline bool isFoldedByType(const EventFrame &frame)
{
    return movesSession(frame) || frame.type() == EventType::AgentStatus
        || frame.type() == EventType::CustomerIdentified || frame.type() == EventType::CannedReply
        || frame.type() == EventType::PlatformStatus;
}

//! Whether ReadQuery::controlOnly wants the event if it is its user's first inbound one: that one
//! says whose user he is (contract 3, Routing), whatever its type.
[[nodiscard]] inline bool isFoldedWhenFirst(const EventFrame &frame)
{
    return frame.direction() == Direction::Inbound && !frame.user().isEmpty();
}

} // namespace sermo::store
