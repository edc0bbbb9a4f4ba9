// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"

#include <QString>
#include <QStringList>

namespace sermo::store
{

//! What a look at every row of the log found.
struct CheckReport {
    static constexpr qsizetype MaxProblems = 100; //!< more are counted, not listed

    QStringList problems; //!< in words; none: the log is whole
    qsizetype unlisted = 0; //!< problems beyond those
    Seq events = 0; //!< rows seen, the erased ones among them
    Seq erased = 0;

    [[nodiscard]] bool isWhole() const { return problems.isEmpty(); }
};

//! Verifies the log in a directory for `sermo-broker check` (contract 1): the file's structure,
//! every row's checksum, no gap in `seq`, keys and tokens too. It only reads, whether a broker runs
//! or not, and lets go of the log between steps, so that one which runs can checkpoint. The file's
//! structure is one step, for what is wrong between tables is seen in all of it alone: while it is
//! looked through, a running broker's write-ahead log grows by what comes meanwhile. A commit torn
//! by a crash is no damage: SQLite leaves it out, and it was never acknowledged. Blocks the caller;
//! the error says why nothing could be checked at all.
[[nodiscard]] Result<CheckReport, QString> checkLog(const QString &directory);

} // namespace sermo::store
