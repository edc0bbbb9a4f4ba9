// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/sqlite.h"

namespace sermo::store
{

//! The file in a directory for who only looks at it (`check`, `export`), whether a broker runs or
//! not. The error says why there is nothing to look at.
[[nodiscard]] Result<sqlite::Connection, QString> openToLook(const QString &directory);

//! Whether the file in a directory was made by a newer version of this program, which is left
//! untouched.
[[nodiscard]] bool isOfNewerVersion(const QString &directory);

} // namespace sermo::store
