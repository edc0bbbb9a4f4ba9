// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskconfig.h"
#include "broker/desk/session.h"

namespace sermo::desk {

//! Folds one stored event into the table: the only way a session's state changes, in the broker
//! and in every console (architecture, rule 2). Events must come in the order of `seq`; one
//! already folded is skipped. What the event means is in it and in the table: no clock, no socket.
SessionChange reduce(SessionTable &table, const DeskConfig &config, const StoredEvent &event);

//! The waiting of one queue in the line's order, parked ones included.
[[nodiscard]] QList<const Session *> line(const SessionTable &table, const QueueId &queue);

} // namespace sermo::desk
