// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "broker/store/eventlog.h"
#include "broker/store/snapshotfile.h"

#include <atomic>

namespace sermo::server
{

//! A snapshot to be made of the log in a directory.
struct SnapshotOrder {
    QString directory;
    desk::DeskConfig config;
    store::Snapshot
        log; //!< what it will say of the log; `upTo`: its head. Neither anchor nor state
    std::atomic_bool isCalledOff = false; //!< from any thread: not needed any more
    QString why; //!< it could not be made; empty: its draft waits to be adopted
};

//! The events that a desk replays, after one of them.
[[nodiscard]] store::ReadQuery replayAfter(Seq seq);

//! Whether a snapshot is of that log, as far as it is known without reading it.
[[nodiscard]] bool fits(const store::Snapshot &snapshot, const store::Snapshot &log);

//! Reads what a start reads, from an earlier snapshot on where one fits, with a desk of its own,
//! and writes the draft. Blocks, for as long as that takes: in a thread of its own.
void carryOut(SnapshotOrder &order);

} // namespace sermo::server
