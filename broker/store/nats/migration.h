// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"
#include "broker/store/nats/clusteroptions.h"

//! A log from a directory into a cluster, and back: every event with its bytes, number, sender, id
//! and time. The copy is another log and has an epoch of its own. The one that is read stays as it
//! is; nobody may write to either meanwhile. Block, for commands.
namespace sermo::store
{

struct Moved {
    Seq events = 0; //!< without the erased ones, of which the numbers alone were moved
    Seq head = 0;
    QString backup; //!< where the log is kept that was replaced; empty: there was nothing in it
};

//! Into a stream that is not there, or empty. What was not finished is begun anew, and until it is
//! finished no broker opens it.
[[nodiscard]] Result<Moved, QString> moveToCluster(const QString &directory,
                                                   const ClusterOptions &cluster);
//! Whether a stream is there that can be moved, before anything is made of a directory.
[[nodiscard]] Result<void, QString> canMoveFrom(const ClusterOptions &cluster);
//! In place of the events in the directory, all of them or none, after a copy of its database was
//! made. Keys, tokens and images stay.
[[nodiscard]] Result<Moved, QString> moveFromCluster(const ClusterOptions &cluster,
                                                     const QString &directory);

} // namespace sermo::store
