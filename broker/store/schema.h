// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/sqlite.h"

//! What is in `sermo.db`, how it came there, and how to tell it from other files.
namespace sermo::store::schema
{

inline constexpr int ApplicationId = 0x5352'4d4f; //!< "SRMO", for file(1) and against mistakes
inline constexpr int Version = 4; //!< of the tables: the number of migrations

//! The settings of the one connection that writes: WAL, every commit on the disk before it is
//! acknowledged. It alone checkpoints; two that do can corrupt the file (SQLite before 3.51.3).
[[nodiscard]] Result<void, QString> configureWriter(sqlite::Connection &connection);

//! Whether the file is ours and of a version that this program knows.
[[nodiscard]] Result<void, QString> verify(sqlite::Connection &connection);

//! The version of a file that is ours; 0: there is nothing in it yet.
[[nodiscard]] Result<int, QString> versionOf(sqlite::Connection &connection);

//! Makes the tables, or brings older ones up to date: wholly, or the file stays what it was.
[[nodiscard]] Result<void, QString> migrate(sqlite::Connection &connection);

} // namespace sermo::store::schema
