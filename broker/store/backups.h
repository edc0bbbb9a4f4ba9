// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/sqlite.h"

//! The file as it was before it was brought up to date, `DIR/sermo.db.version-N` with the number of
//! its version: a database by itself, for the program that made it. It stays until somebody takes
//! it away, or anything in it has to be forgotten: what is erased or has expired is gone from every
//! file of ours, and nobody looks through a file of an older version for it.
namespace sermo::store::backups
{

[[nodiscard]] QString nameFor(const QString &databaseFile, int version);

//! Keeps a copy of a file that is about to be brought up to date, and finds it whole; does nothing
//! for a file that is new or up to date. A former copy of the same version is replaced. The error:
//! there is none, so that nothing may be done to the file.
[[nodiscard]] Result<void, QString> keep(sqlite::Connection &connection,
                                         const QString &databaseFile);

//! Keeps a copy of a log that is about to be replaced by another one, beside those of older
//! versions: `DIR/sermo.db.version-N.replaced-M`, M from 1. Gives its name. The error: there is
//! none, so that nothing may be replaced.
[[nodiscard]] Result<QString, QString> keepReplaced(sqlite::Connection &connection,
                                                    const QString &databaseFile);

//! Takes all copies away, one that was never finished too. False: one is still there.
[[nodiscard]] bool discard(const QString &databaseFile);

} // namespace sermo::store::backups
