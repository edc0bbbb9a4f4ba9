// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

//! What the store keeps in its directory, and who may use it.
namespace sermo::store::files
{

[[nodiscard]] QString databaseIn(const QString &directory); //!< DIR/sermo.db
[[nodiscard]] QString historyIn(const QString &directory); //!< DIR/history.db
[[nodiscard]] QString snapshotIn(const QString &directory); //!< DIR/desk.snapshot
[[nodiscard]] QString lockIn(const QString &directory); //!< DIR/sermo.lock
//! DIR/standby.json: where it is, the directory is one of two (broker/standby), and is written by
//! whoever serves or follows there and by nobody else.
[[nodiscard]] QString charterIn(const QString &directory);
//! Why this directory is not to be written by a command; empty: it may be.
[[nodiscard]] QString oneOfTwo(const QString &directory);
//! DIR/cluster: where it is, the directory is a broker's of a cluster, and the log is not in it,
//! but a copy of it there.
[[nodiscard]] QString clusterCopyIn(const QString &directory);
//! Whether it is.
[[nodiscard]] bool isOfCluster(const QString &directory);

//! Makes the directory where it is missing, for its owner alone. One that is there stays as it is:
//! whoever made it has decided who may look in. What we put in it is ours alone all the same.
[[nodiscard]] Result<void, QString> makeDirectory(const QString &directory);

//! Makes the directory and the (empty) file where they are missing, readable by their owner alone,
//! since customers' words are in them; and takes the lock that keeps a second process out.
[[nodiscard]] Result<std::unique_ptr<QLockFile>, QString> prepare(const QString &directory);

//! Whether the lock is ours now. Of one that a killed process left nothing is in the way.
[[nodiscard]] bool takeLock(QLockFile &lock);

//! Why nothing can be written in the directory now, for what a look tells: it is read-only, or the
//! disk has less room than a broker needs to go on in order. Empty: nothing is in the way.
[[nodiscard]] QString obstacle(const QString &directory);

} // namespace sermo::store::files
