// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringView>

#include <optional>

namespace sermo
{

//! A moment as the wire writes it (contract 3, `receivedAt`): RFC 3339, UTC, to the millisecond,
//! `2026-03-02T08:00:00.000Z`. Milliseconds since 1970. Called for each stored event, so it is
//! arithmetic and no QDateTime.
[[nodiscard]] QByteArray toTimestamp(qint64 wallMs);

//! The same backwards, for any time zone; none: it is no such text.
[[nodiscard]] std::optional<qint64> fromTimestamp(const QString &text);

} // namespace sermo
