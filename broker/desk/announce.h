// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/decide.h"

namespace sermo::desk
{

//! What the customer reads of a change: placed in a queue, the agent is done, the platform is
//! closed. Nothing when `announce` is off.
[[nodiscard]] Emissions announce(const DeskState &desk, const SessionChange &change, Instant now);

//! `session_state` of one that is in no line, if it differs from what was told, and notes in
//! `beside` what is told now.
void tellState(DeskState &desk, const Session &session, Instant now, Emissions &out);

//! `session_state` and `queue_number` of all in a line, and its `queue_state`, as far as they
//! differ from what was told. Numbers and states wait until a second has gone by since the last:
//! the answer is when to ask again.
std::optional<Ms> tellLine(DeskState &desk, const QueueId &queue, Instant now, Emissions &out);

//! Until when a long line, told a moment ago, is left alone: it may change a thousand times a
//! second, and each telling walks all of it. None: it may be told.
[[nodiscard]] std::optional<Ms> lineRestsUntil(const DeskState &desk, const QueueId &queue,
                                               Instant now);

//! Notes what is true as told: after a restart who comes is briefed.
void settle(DeskState &desk);

//! The rank in its line, 1 is next; none: not queued, or parked.
[[nodiscard]] std::optional<int> positionOf(const DeskState &desk, const Session &session);

//! The ranks of all who have one.
[[nodiscard]] QHash<UserId, int> positions(const DeskState &desk);

//! How many wait in a queue; the parked do not count.
[[nodiscard]] int waitingIn(const DeskState &desk, const QueueId &queue);

//! How long the one at this place of a line will wait; none: nothing is known, and nobody works.
[[nodiscard]] std::optional<ExpectedWait> expectedWait(const DeskState &desk, const QueueId &queue,
                                                       int place, Ms now);

// What is true now, as events.
[[nodiscard]] EventFrame sessionState(const DeskState &desk, const Session &session,
                                      std::optional<int> position);
[[nodiscard]] EventFrame queueState(const DeskState &desk, const QueueId &queue, Instant now);
[[nodiscard]] EventFrame queueNumber(const Session &session, int number,
                                     std::optional<ExpectedWait> wait);
[[nodiscard]] EventFrame agentStatus(const AgentRecord &record);
[[nodiscard]] EventFrame platformStatusOf(const DeskState &desk, const Platform &platform);
[[nodiscard]] EventFrame cannedReply(const QString &shortcut, const QString &text);

} // namespace sermo::desk
