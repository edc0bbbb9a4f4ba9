// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVersionNumber>

//! Which servers may be trusted with what was acknowledged. Blocks; for the opening.
namespace sermo::store::nats
{

//! Older ones can lose a whole stream when they crash (2.10.20 to 2.10.22), or much of what they
//! have held when they are many (2.9).
inline const QVersionNumber OldestTrusted(2, 10, 23);

//! What a server says of itself as soon as it is reached, before anybody logs in. Null: nothing.
[[nodiscard]] QVersionNumber serverVersion(const QString &url, int waitMs);

//! One sentence for each server that should be newer. Those that are not reached within `waitMs`,
//! of them all, say nothing.
[[nodiscard]] QStringList versionWarnings(const QStringList &urls, int waitMs);
[[nodiscard]] QString versionWarning(const QString &url, const QVersionNumber &version);

} // namespace sermo::store::nats
