// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/openinghours.h"

#include <QDateTime>

#include <algorithm>

namespace sermo::desk
{

namespace
{

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 DayMs = 24 * 60 * MinuteMs;
constexpr int DaysAhead = 366;

qint64 offsetMs(const QTimeZone &zone, qint64 utcMs)
{
    return zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, QTimeZone::utc())) * 1000LL;
}

//! What the wall's clock shows, as if it were UTC.
qint64 localMs(QDate date, int minutes)
{
    return QDate(1970, 1, 1).daysTo(date) * DayMs + minutes * MinuteMs;
}

//! When the offset becomes `after`, between a moment before that and one that is not.
qint64 changeBetween(const QTimeZone &zone, qint64 before, qint64 notBefore, qint64 after)
{
    while (notBefore - before > 1) {
        const qint64 middle = before + (notBefore - before) / 2;
        (offsetMs(zone, middle) == after ? notBefore : before) = middle;
    }
    return notBefore;
}

//! The first and the last moment at which the wall's clock shows this: two where an hour comes
//! twice, and where one is left out that of the jump.
std::pair<qint64, qint64> momentsOf(const QTimeZone &zone, qint64 local)
{
    // No zone is a day from UTC, so these two lie on either side of a change nearby.
    const qint64 before = offsetMs(zone, local - DayMs);
    const qint64 after = offsetMs(zone, local + DayMs);
    const qint64 early = local - before;
    const qint64 late = local - after;
    const bool isEarly = offsetMs(zone, early) == before;
    const bool isLate = offsetMs(zone, late) == after;
    if (isEarly || isLate)
        return {isEarly ? early : late, isLate ? late : early};
    const qint64 jump = changeBetween(zone, late, early, after);
    return {jump, jump};
}

} // namespace

OpeningHours::Day OpeningHours::on(QDate date) const
{
    if (const auto once = dates.constFind(date); once != dates.cend())
        return *once;
    if (const auto each = yearly.constFind({date.month(), date.day()}); each != yearly.cend())
        return *each;
    return week[static_cast<size_t>(date.dayOfWeek() - 1)];
}

bool OpeningHours::isOpenAt(qint64 wallMs) const
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(wallMs, zone).date();
    // Yesterday's may go on, and where midnight comes twice tomorrow's may have begun.
    for (const int away : {-1, 0, 1}) {
        const QDate date = today.addDays(away);
        const Day spans = on(date);
        const bool isOpen = std::ranges::any_of(spans, [&](const Span &span) {
            return momentsOf(zone, localMs(date, span.from)).first <= wallMs
                && wallMs < momentsOf(zone, localMs(date, span.to)).second;
        });
        if (isOpen)
            return true;
    }
    return false;
}

std::optional<qint64> OpeningHours::opensAfter(qint64 wallMs) const
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(wallMs, zone).date();
    for (int away = -1; away <= DaysAhead; ++away) {
        const QDate date = today.addDays(away);
        std::optional<qint64> first;
        for (const Span &span : on(date)) {
            const qint64 begin = momentsOf(zone, localMs(date, span.from)).first;
            if (begin > wallMs && (!first || begin < *first))
                first = begin;
        }
        if (first)
            return first;
    }
    return std::nullopt;
}

} // namespace sermo::desk
