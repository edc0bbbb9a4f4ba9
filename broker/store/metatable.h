// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"
#include "broker/store/sqlite.h"

#include <QLatin1StringView>

#include <optional>

namespace sermo::store
{

//! What the file knows of itself, a few values by name. In the writer's thread, in the transaction
//! that is open.
class MetaTable
{
public:
    [[nodiscard]] Result<void, QString> prepare(sqlite::Connection &connection);

    //! Nothing: it is not there, or damaged.
    [[nodiscard]] std::optional<QString> text(QLatin1StringView name);
    //! 0 when it was never set; nothing: damaged, or it cannot be read.
    [[nodiscard]] std::optional<qint64> number(QLatin1StringView name);
    [[nodiscard]] bool set(QLatin1StringView name, qint64 value);
    //! The log is another one from now on.
    [[nodiscard]] bool renewEpoch();

private:
    sqlite::Statement m_get, m_set, m_renew;
};

//! The names of its numbers.
namespace meta
{
//! Rises with every erasure of a customer …
inline constexpr QLatin1StringView Erasures("erasures");
//! … and is here what it was when the file was last rid of all traces.
inline constexpr QLatin1StringView Scrubbed("scrubbed");
//! The highest number whose event was emptied because its time was up.
inline constexpr QLatin1StringView Expired("expired");
//! The last damaged write-ahead log that this log has gone on without (damagedlog.h).
inline constexpr QLatin1StringView Damages("damages");
//! Of a copy: which log it is of (mirrorchange.h), and what had been erased there.
inline constexpr QLatin1StringView MirrorOf("mirrorOf");
inline constexpr QLatin1StringView MirrorErasures("mirrorErasures");
inline constexpr QLatin1StringView MirrorExpired("mirrorExpired");
} // namespace meta

} // namespace sermo::store
