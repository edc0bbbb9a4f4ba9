// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/calendar.h"

#include <QCalendarWidget>
#include <QDateEdit>
#include <QLocale>
#include <QTextCharFormat>

#include <algorithm>

namespace sermo::ui
{

namespace
{

constexpr int DaysAWeek = 7, Lines = 8; // a month's six weeks, the days' names, and the month's
constexpr int AroundDay = 18, AroundLine = 12;

} // namespace

void addCalendar(QDateEdit &edit)
{
    edit.setCalendarPopup(true);
    QCalendarWidget *calendar = edit.calendarWidget();
    for (const Qt::DayOfWeek off : {Qt::Saturday, Qt::Sunday})
        calendar->setWeekdayTextFormat(off, {});
    calendar->ensurePolished();
    const QFontMetrics metrics = calendar->fontMetrics();
    int widest = 0;
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day) {
        const QString name = calendar->locale().dayName(day, QLocale::ShortFormat);
        widest = std::max(widest, metrics.horizontalAdvance(name));
    }
    calendar->setMinimumSize(DaysAWeek * (widest + AroundDay),
                             Lines * (metrics.height() + AroundLine));
}

} // namespace sermo::ui
