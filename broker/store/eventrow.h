// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"
#include "broker/protocol/result.h"
#include "broker/store/sqlite.h"

namespace sermo::store
{

//! One row of the table `events`, and the checksum that says that all of it is as it was written.
//! An erased event keeps its number and nothing else: it is empty, so that `seq` stays gap-free
//! while nothing of the customer is left (contract 3).
struct EventRow {
    Seq seq = 0;
    qint64 receivedMs = 0;
    // Not bool or enum: what rotted must be seen as it is.
    qint64 direction = 0; //!< 0 inbound, 1 outbound, 2 internal
    qint64 moves = 0; //!< 1: counts as its user's last control event
    qint64 folded = 0; //!< 1: start-up folds it
    sqlite::Name sender, user, id; //!< user, id: null when there is none
    QByteArray bytes; //!< as received; empty: erased

    [[nodiscard]] static EventRow of(const StoredEvent &event, bool folded);
    [[nodiscard]] static EventRow erased(Seq seq);
    //! From a statement that selects columns().
    [[nodiscard]] static EventRow read(const sqlite::Statement &statement);
    //! As it stands there, all of it: a bit beyond the 32 of a checksum is rot too.
    [[nodiscard]] static qint64 storedChecksum(const sqlite::Statement &statement);

    //! For a statement with columns() as its parameters; they live as long as this row.
    void bind(sqlite::Statement &statement) const;

    [[nodiscard]] bool isErased() const { return bytes.isEmpty(); }
    //! Over every column.
    [[nodiscard]] quint32 checksum() const;
    [[nodiscard]] Result<StoredEvent, QString> toEvent() const;
};

//! The columns in the order that EventRow::read() expects.
#define SERMO_EVENT_COLUMNS                                                                        \
    "seq, received_ms, direction, moves, folded, sender, user_id, id, bytes, checksum"

} // namespace sermo::store
