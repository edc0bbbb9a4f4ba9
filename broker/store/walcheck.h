// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sermo::store
{

//! How many commits of a database's write-ahead log are lost by a damaged place and behind it,
//! where SQLite does not read them and says nothing: for it the log ends there. 0: none. One alone
//! does not count: it may be what a crash tore, which was never acknowledged. Only reads; whoever
//! writes meanwhile makes nothing look damaged. `databaseFile` is the database's; a log that is not
//! there is whole.
[[nodiscard]] qint64 commitsLostToDamage(const QString &databaseFile);

} // namespace sermo::store
