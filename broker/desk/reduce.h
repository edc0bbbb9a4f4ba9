// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskconfig.h"
#include "broker/desk/session.h"
#include "broker/protocol/eventbody.h"

namespace sermo::desk
{

//! Folds one stored event into the table: the only way a session's state changes, in the broker
//! and in every console (architecture, rule 2). Events must come in the order of `seq`; one
//! already folded, or one that only passed (seq 0), is skipped. What the event means is in it and
//! in the table: no clock, no socket. An event in the log was accepted: it is not judged again.
SessionChange reduce(SessionTable &table, const DeskConfig &config, const StoredEvent &event);

//! Folds what an agent's status is, from the log or, in a console, from a briefing (where
//! `agent_status` only passes). False: nothing changed.
bool foldStatus(SessionTable &table, const event::AgentStatus &status);

//! What the record would be after that status.
[[nodiscard]] AgentRecord recordAfter(const SessionTable &table, const event::AgentStatus &status);

//! Folds a canned reply of the team's, from the log or from a briefing. False: nothing changed.
bool foldReply(SessionTable &table, const event::CannedReply &reply);

//! Folds what a supervisor says of a platform, from the log or from a briefing. False: nothing
//! changed.
bool foldPlatform(SessionTable &table, const event::PlatformStatus &status);

//! Puts a session's value in all its places: the table, the line, the open ones. For reduce(), and
//! for a console that the desk tells better by `session_state`.
void put(SessionTable &table, const Session &session);

//! The waiting of one queue in the line's order, parked ones included.
[[nodiscard]] QList<const Session *> line(const SessionTable &table, const QueueId &queue);

} // namespace sermo::desk
