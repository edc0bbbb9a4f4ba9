// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"
#include "broker/protocol/result.h"

#include <functional>

namespace sermo::store
{

//! Reads the whole log in a directory, in order, for commands that look back. It only reads,
//! whether a broker runs or not. Blocks the caller; the error says why it stopped.
[[nodiscard]] Result<void, QString> readLog(const QString &directory,
                                            const std::function<void(const StoredEvent &)> &take);

} // namespace sermo::store
