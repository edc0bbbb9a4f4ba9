// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"
#include "broker/standby/charter.h"

#include <QString>

//! Where one of two hosts keeps its charter: `DIR/standby.json`, beside the log, which may be set
//! apart.
namespace sermo::pair
{

//! None: the directory was never one of two. The error: what is there cannot be relied on.
[[nodiscard]] Result<std::optional<standby::Charter>, QString> loadCharter(
    const QString &directory);
//! On the disk, file and folder, when it returns; makes the directory where it is missing.
[[nodiscard]] Result<void, QString> saveCharter(const QString &directory,
                                                const standby::Charter &charter);
//! The directory is one host's alone from now on; where that fails, all is as it was. Nothing may
//! run on it.
[[nodiscard]] Result<void, QString> endPair(const QString &directory);

} // namespace sermo::pair
