// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskstate.h"

//! What replaying the log has made of a DeskState, as bytes: a start takes them and replays only
//! what came after. A shortcut and nothing else: they are written from a replay, never from a desk
//! that lives, so that with them nothing is other than without.
namespace sermo::desk
{

//! Raised whenever a replay comes to other bytes than before: by another member, another cell of
//! the table, another word in reduce() or hear(). `tst_snapshot` tells when.
inline constexpr quint32 SnapshotVersion = 2;

//! Under what a log is folded: the version, and all of the configuration that has a say. Of another
//! stamp a snapshot is another desk's.
[[nodiscard]] QByteArray snapshotStamp(const DeskConfig &config);

//! Of a desk that has only replayed. Times are the log's own, in ms since 1970.
[[nodiscard]] QByteArray snapshotOf(const DeskState &desk);

//! Makes an unused desk what it was. False: these bytes are none, and nothing is changed.
[[nodiscard]] bool restoreSnapshot(DeskState &desk, QByteArrayView bytes);

} // namespace sermo::desk
