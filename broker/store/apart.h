// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"

//! A log that is another one's no longer: two hosts took events while they did not know of each
//! other, and this one was not the one that goes on. It is kept whole, as `DIR/sermo.db.apart.N`,
//! for people to look into with `sermo-broker export` and their eyes; and every start says so until
//! it was taken away. Blocks, for who has nothing open in the directory.
namespace sermo::store::apart
{

//! The last change that is noted in the directory's file; 0: there is none, or no file.
[[nodiscard]] Seq headOf(const QString &directory);

//! Away with the file, and with all that was made of it. What a crash left half done is finished.
[[nodiscard]] Result<void, QString> setApart(const QString &directory);

//! What there is to say of what was set apart, in one sentence; empty: nothing was.
[[nodiscard]] QString told(const QString &directory);

//! The files, oldest first; none: nothing was.
[[nodiscard]] QStringList filesIn(const QString &directory);

//! Takes it away: something must be forgotten, and nobody looks for it in there. False: one is
//! still there.
[[nodiscard]] bool discard(const QString &directory);

//! Removes what is only made of a log, and is not that of another one.
[[nodiscard]] bool removeProjections(const QString &directory);

} // namespace sermo::store::apart
