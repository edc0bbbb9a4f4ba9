// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/decide.h"

//! What the desk does to its Watch: hears what happens, looks at a session when it is time, tells
//! what has changed (`presence`, `presence_point`: contract 5) and keeps the agents' loads.
namespace sermo::desk
{

//! The customer's link as the model knows it: good, lost for less than 45 s, lost.
[[nodiscard]] presence::Link linkOf(const DeskState &desk, const UserId &user, Ms now);

//! Notes the bins that the silence has entered until now. Before anything that breaks the silence
//! or moves the session is told.
void observe(DeskState &desk, const UserId &user, Ms now);

//! A stored event that was just folded, as it was then (`at`): what it labels.
[[nodiscard]] QList<presence::Point> hear(DeskState &desk, const SessionChange &change,
                                          const StoredEvent &event, Ms at);
//! Somebody types: the customer, or who answers him.
[[nodiscard]] QList<presence::Point> hearTyping(DeskState &desk, const seen::Typing &typing,
                                                Ms now);

//! The points as events.
void tellPoints(const UserId &user, const QList<presence::Point> &points, Emissions &out);

//! Works the session's probability out anew, tells it when it has changed enough, and says when it
//! wants to be looked at again. True: an agent's load is another.
bool look(DeskState &desk, const UserId &user, Instant now, Emissions &out);

//! The session has ended or is forgotten.
void stopWatching(DeskState &desk, const UserId &user, Ms now);

//! Learns from a `presence_point` of the log; each event once, in order.
void learn(Watch &watch, const StoredEvent &event);

//! What is true of one session now, as an event; none: it is not watched.
[[nodiscard]] std::optional<EventFrame> presenceOf(const DeskState &desk, const UserId &user,
                                                   Ms now);

//! His bound may be another now: whether his sum is under it counts from now on.
void noteBound(DeskState &desk, const AgentId &agent, Ms now);
//! All have another.
void noteBounds(DeskState &desk, Ms now);

//! How much an agent may be given.
[[nodiscard]] allocation::Limits limitsOf(const DeskState &desk, const AgentId &agent);

} // namespace sermo::desk
