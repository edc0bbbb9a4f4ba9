// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QString>

namespace sermo::app
{

//! A new folder, its owner's alone, that is gone a moment after this process is, however that ends:
//! a small process of its own waits for the end and takes the folder away. To be called before the
//! process has threads.
[[nodiscard]] Result<QString, QString> makePassingFolder();

} // namespace sermo::app
