// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QHash>
#include <QList>
#include <QTimeZone>

#include <array>
#include <optional>
#include <utility>

namespace sermo::desk
{

//! When a platform is open (contract 6, `hours`): spans of the local time of its own zone. A plain
//! value, asked with the time as an argument, so that who asks of the same moment hears the same.
//! A span belongs to the day on which it begins, also where it goes on past midnight. It is never
//! torn by summer time: it begins when the clock first shows its beginning (or jumps over it), and
//! ends when the clock shows its end for the last time.
struct OpeningHours {
    //! Minutes since local midnight; `to` beyond 24 h: it goes on into the next day.
    struct Span {
        int from = 0, to = 24 * 60;
        friend bool operator==(const Span &, const Span &) = default;
    };
    using Day = QList<Span>; //!< in their order; none: closed that day
    using YearDay = std::pair<int, int>; //!< month and day

    QTimeZone zone = QTimeZone::utc();
    std::array<Day, 7> week; //!< Monday first
    QHash<YearDay, Day> yearly; //!< instead of the week's, each year …
    QHash<QDate, Day> dates; //!< … and instead of both, once

    [[nodiscard]] bool isOpenAt(qint64 wallMs) const;
    //! When the next span begins after that moment; none: not within a year.
    [[nodiscard]] std::optional<qint64> opensAfter(qint64 wallMs) const;

private:
    [[nodiscard]] Day on(QDate date) const;
};

} // namespace sermo::desk
