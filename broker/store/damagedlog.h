// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"

#include <QString>
#include <QStringList>

//! What becomes of a write-ahead log that was found damaged. SQLite takes it for ended at the
//! damaged place and writes on there: what was committed behind it is lost, though it was
//! acknowledged. So a copy is kept, `DIR/sermo.db-wal.damaged.N`, for who can read more of it, and
//! for as long as one is there everybody is told.
namespace sermo::store::damagedlog
{

//! Before SQLite opens the database: keeps a copy of its log if that is damaged, and says whether
//! it is. The error: it is, and no copy could be kept.
[[nodiscard]] Result<bool, QString> setAside(const QString &databaseFile);

//! The number of the last copy; 0: there is none.
[[nodiscard]] int last(const QString &databaseFile);

//! What there is to say of the copies, in one sentence; empty: there are none.
[[nodiscard]] QString told(const QString &databaseFile);

//! Who is erased is erased there too: the copies stay, without a byte. False: one could not be
//! emptied.
[[nodiscard]] bool empty(const QString &databaseFile);

//! A session's time is up, which ended then: copies that name its customer are emptied, and those
//! that are older than its end, since the time of all in them is up. False: one could not be.
[[nodiscard]] bool expire(const QString &databaseFile, const UserId &user, qint64 endedMs);

} // namespace sermo::store::damagedlog
