// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/deskconfig.h"

#include <QDateTime>
#include <QTimeZone>

namespace sermo::desk
{

bool OpeningHours::isOpenAt(qint64 wallMs) const
{
    const QTimeZone zone = timezone.isEmpty() ? QTimeZone::utc() : QTimeZone(timezone.toUtf8());
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(wallMs, zone);
    const int minute = local.time().msecsSinceStartOfDay() / 60'000;
    const auto spanOf = [this](int weekday) { return days[(weekday + 6) % 7]; }; // 0 is Sunday too

    // What ends before it begins goes on past midnight into the next day.
    const auto today = spanOf(local.date().dayOfWeek());
    if (today && today->fromMinute <= minute
        && (minute < today->toMinute || today->toMinute < today->fromMinute))
        return true;
    const auto yesterday = spanOf(local.date().dayOfWeek() - 1);
    return yesterday && yesterday->toMinute < yesterday->fromMinute && minute < yesterday->toMinute;
}

} // namespace sermo::desk
