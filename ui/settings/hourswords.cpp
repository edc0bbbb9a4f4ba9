// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/hourswords.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

const QString Closed = u"closed"_s;
const QString AllDay = u"00:00-24:00"_s;

const QStringList &dayKeys()
{
    static const QStringList keys{u"monday"_s, u"tuesday"_s,  u"wednesday"_s, u"thursday"_s,
                                  u"friday"_s, u"saturday"_s, u"sunday"_s};
    return keys;
}

QString written(const QString &day)
{
    return day.isEmpty() ? Closed : day;
}

QString shown(const QJsonValue &value)
{
    return value.toString() == Closed ? QString() : value.toString();
}

} // namespace

QString tidiedHours(const QString &text)
{
    static const QRegularExpression span(
        u"^(\\d{1,2})(?:[:.](\\d{2}))?\\s*[-–—]\\s*(\\d{1,2})(?:[:.](\\d{2}))?$"_s);
    QStringList spans;
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const auto match = span.match(part.trimmed());
        if (!match.hasMatch())
            return text.trimmed();
        const auto time = [&match](int hour, int minute) {
            const QString minutes = match.captured(minute);
            return match.captured(hour).rightJustified(2, u'0') + u':'
                + (minutes.isEmpty() ? u"00"_s : minutes);
        };
        spans += time(1, 2) + u'-' + time(3, 4);
    }
    return spans.join(u", "_s);
}

WeekWords weekOf(const QJsonObject &hours)
{
    const auto isNamed = [&hours](const QString &key) { return hours.contains(key); };
    const bool isAnyNamed = isNamed(u"weekdays"_s) || isNamed(u"weekends"_s)
        || std::ranges::any_of(dayKeys(), isNamed);
    WeekWords week;
    if (!isAnyNamed) {
        week.fill(AllDay);
        return week;
    }
    for (size_t day = 0; day < week.size(); ++day) {
        const QString key = dayKeys().at(qsizetype(day));
        week[day] = shown(isNamed(key) ? hours.value(key)
                                       : hours.value(day < 5 ? u"weekdays"_s : u"weekends"_s));
    }
    return week;
}

QJsonObject withWeek(QJsonObject hours, const WeekWords &week)
{
    if (weekOf(hours) == week)
        return hours;
    for (const QString &key : dayKeys())
        hours.remove(key);
    hours.remove(u"weekdays"_s);
    hours.remove(u"weekends"_s);
    const auto say = [&](size_t first, size_t end, const QString &group) {
        const bool isSame = std::all_of(week.begin() + first, week.begin() + end,
                                        [&](const QString &day) { return day == week[first]; });
        if (isSame) {
            hours.insert(group, written(week[first]));
            return;
        }
        for (size_t day = first; day < end; ++day)
            hours.insert(dayKeys().at(qsizetype(day)), written(week[day]));
    };
    say(0, 5, u"weekdays"_s);
    say(5, 7, u"weekends"_s);
    return hours;
}

} // namespace sermo::ui
