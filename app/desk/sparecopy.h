// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QStringList>

//! A small file that another one's takes the place of is kept beside it, as `FILE.apart.N`, for its
//! owner's eyes alone, until a person takes it away. One that lies there is never written over.
//! Blocks for the disk.
namespace sermo::app::sparecopy
{

//! A copy of what stands there now. Its name; empty: nothing stands there.
[[nodiscard]] Result<QString, QString> keep(const QString &file);

//! All that were kept of this file, by number.
[[nodiscard]] QStringList of(const QString &file);

} // namespace sermo::app::sparecopy
