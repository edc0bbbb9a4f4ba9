// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/store/logprobe.h"

#include <functional>
#include <memory>

namespace sermo::store
{

//! One implementation under the contract suite: how to make it, and how to take the disk from
//! under it and give it back. A new implementation is one more of these, and passes the suite.
struct LogCase {
    std::unique_ptr<EventLog> log;
    std::function<void()> breakStorage;
    std::function<void()> mendStorage;
};

struct LogFactory {
    QByteArray name;
    bool isLasting = false; //!< it is there when it is opened again
    bool isSqlite = false; //!< in files of ours, which can be looked into
    std::function<LogCase(const QString &directory, const Clock &clock)> make;
};

//! Those that are to be tested: with `SERMO_LOG=nats` the one of a cluster, else the others.
[[nodiscard]] const QList<LogFactory> &logFactories();

//! Why none of them can be tested here; empty: they can.
[[nodiscard]] QByteArray whyNoLog();

} // namespace sermo::store
