// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

//! How whatever is set apart from a file is called: `FILE.apart.N`, beside it, until a person takes
//! it away. A number is not given again while there is a higher one, so that of two the higher is
//! always the later. Blocks for the disk.
namespace sermo::store::apartname
{

//! What lies there, by number.
[[nodiscard]] QStringList allOf(const QString &file);
//! And what goes with it under a longer name, such as `FILE.apart.1-wal`.
[[nodiscard]] QStringList allWithCompanionsOf(const QString &file);
//! For what is to be set apart now.
[[nodiscard]] QString nextOf(const QString &file);

} // namespace sermo::store::apartname
