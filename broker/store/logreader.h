// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"

#include <functional>

namespace sermo::store
{

//! Reads the log in a directory, in order, for who looks back. It only reads, whether a broker runs
//! or not. Blocks the caller; the error says why it stopped.
[[nodiscard]] Result<void, QString> readLog(const QString &directory,
                                            const std::function<void(const StoredEvent &)> &take);

//! The part that the query wants, in pages of its limit, until `take` says false.
[[nodiscard]] Result<void, QString> readLog(const QString &directory, ReadQuery query,
                                            const std::function<bool(const StoredEvent &)> &take);

} // namespace sermo::store
