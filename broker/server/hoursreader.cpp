// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/hoursreader.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

using desk::OpeningHours;

constexpr int WholeDay = 24 * 60;
constexpr int LeapYear = 2000;

//! Days that one key names, Monday being 0. Groups first: a day of its own beats them.
struct DaysKey {
    QLatin1StringView name;
    size_t first, last;
};
constexpr DaysKey DaysKeys[] = {
    {"weekdays"_L1, 0, 4}, {"weekends"_L1, 5, 6},  {"monday"_L1, 0, 0},
    {"tuesday"_L1, 1, 1},  {"wednesday"_L1, 2, 2}, {"thursday"_L1, 3, 3},
    {"friday"_L1, 4, 4},   {"saturday"_L1, 5, 5},  {"sunday"_L1, 6, 6},
};

//! Minutes since midnight of `08:00`; `24:00` ends a day.
std::optional<int> minuteOfDay(QStringView text)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (text.size() != 5 || text.at(2) != u':' || std::ranges::count_if(text, isDigit) != 4)
        return std::nullopt;
    const int minutes = text.last(2).toInt();
    const int all = text.first(2).toInt() * 60 + minutes;
    return minutes > 59 || all > WholeDay ? std::nullopt : std::optional(all);
}

//! `08:00-18:00`; what ends before it begins goes on past midnight.
std::optional<OpeningHours::Span> spanOf(QStringView text)
{
    const qsizetype dash = text.indexOf(u'-');
    if (dash < 0)
        return std::nullopt;
    const auto from = minuteOfDay(text.first(dash));
    const auto to = minuteOfDay(text.sliced(dash + 1));
    if (!from || !to || *from == *to || *from == WholeDay)
        return std::nullopt;
    return OpeningHours::Span{*from, *to < *from ? *to + WholeDay : *to};
}

//! `closed`, or spans in their order and apart, with commas between.
std::optional<OpeningHours::Day> dayOf(const QString &text)
{
    OpeningHours::Day day;
    if (text == "closed"_L1)
        return day;
    const QList<QStringView> parts = QStringView(text).split(u',');
    for (const QStringView part : parts) {
        const auto span = spanOf(part.trimmed());
        if (!span || (!day.isEmpty() && span->from < day.constLast().to))
            return std::nullopt;
        day.append(*span);
    }
    return day;
}

std::optional<OpeningHours::Day> readDay(ConfigReader &in, QLatin1StringView key)
{
    QString text;
    in.read(key, text);
    if (!in.has(key))
        return std::nullopt;
    const auto day = dayOf(text);
    if (!day)
        in.fail(key, u"must be like \"08:00-12:00, 13:00-18:00\", or \"closed\""_s);
    return day;
}

void readHoliday(ConfigReader &in, const QString &name, OpeningHours &hours)
{
    const QByteArray key = name.toLatin1();
    const auto day = readDay(in, QLatin1StringView(key));
    const QDate once = QDate::fromString(name, u"yyyy-MM-dd"_s);
    const QDate each = QDate::fromString(u"%1-%2"_s.arg(LeapYear).arg(name), u"yyyy-MM-dd"_s);
    if (!once.isValid() && !each.isValid())
        return in.fail(QLatin1StringView(key), u"must be a date such as 2026-12-24 or 12-24"_s);
    if (once.isValid())
        hours.dates.insert(once, day.value_or(OpeningHours::Day()));
    else
        hours.yearly.insert({each.month(), each.day()}, day.value_or(OpeningHours::Day()));
}

QTimeZone readZone(ConfigReader &in)
{
    QString name = u"UTC"_s;
    in.read("timezone"_L1, name);
    if (QTimeZone::isTimeZoneIdAvailable(name.toUtf8()))
        return QTimeZone(name.toUtf8());
    in.fail("timezone"_L1, u"is not a known time zone"_s);
    return QTimeZone::utc();
}

} // namespace

OpeningHours readHours(ConfigReader &in)
{
    OpeningHours hours;
    hours.zone = readZone(in);
    const bool isAnyNamed
        = std::ranges::any_of(DaysKeys, [&in](const DaysKey &days) { return in.has(days.name); });
    if (!isAnyNamed)
        hours.week.fill({OpeningHours::Span()});
    for (const DaysKey &days : DaysKeys) {
        const auto day = readDay(in, days.name);
        for (size_t i = days.first; day && i <= days.last; ++i)
            hours.week[i] = *day;
    }
    in.object("holidays"_L1, [&hours](ConfigReader &holidays) {
        const QStringList names = holidays.keys();
        for (const QString &name : names)
            readHoliday(holidays, name, hours);
    });
    return hours;
}

} // namespace sermo::server
