// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QString>

//! A small file that another one's takes the place of is kept beside it, for its owner's eyes
//! alone, under a name of its own (broker/store/apartname.h). Blocks for the disk.
namespace sermo::app::sparecopy
{

//! A copy of what stands there now. Its name; empty: nothing stands there.
[[nodiscard]] Result<QString, QString> keep(const QString &file);

} // namespace sermo::app::sparecopy
