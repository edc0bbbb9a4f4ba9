// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/timestamp.h"

#include <QDateTime>

#include <chrono>

namespace sermo
{

namespace
{

//! `number` in so many digits, zeros in front.
void append(QByteArray &text, qint64 number, int digits)
{
    const QByteArray decimal = QByteArray::number(number);
    text.append(std::max<qsizetype>(0, digits - decimal.size()), '0').append(decimal);
}

} // namespace

QByteArray toTimestamp(qint64 wallMs)
{
    using namespace std::chrono;
    const sys_time<milliseconds> moment{milliseconds(wallMs)};
    const sys_days midnight = floor<days>(moment);
    const year_month_day date{midnight};
    const hh_mm_ss time{moment - midnight};

    QByteArray text;
    text.reserve(24);
    append(text, int{date.year()}, 4);
    append(text.append('-'), unsigned{date.month()}, 2);
    append(text.append('-'), unsigned{date.day()}, 2);
    append(text.append('T'), time.hours().count(), 2);
    append(text.append(':'), time.minutes().count(), 2);
    append(text.append(':'), time.seconds().count(), 2);
    append(text.append('.'), time.subseconds().count(), 3);
    return text.append('Z');
}

std::optional<qint64> fromTimestamp(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    return time.toMSecsSinceEpoch();
}

} // namespace sermo
