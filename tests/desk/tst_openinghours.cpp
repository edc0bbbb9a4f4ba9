// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/openinghours.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::desk;

//! When a platform is open, in its own time zone (contract 6).
class TestOpeningHours : public QObject
{
    Q_OBJECT
private slots:
    void keepsItsHours_data();
    void keepsItsHours();
    void goesWithTheClocks_data();
    void goesWithTheClocks();
    void goesOnPastMidnight_data();
    void goesOnPastMidnight();
    void keepsHolidays_data();
    void keepsHolidays();
    void isNeverOpenWithoutASpan();
    void countsFromMidnightToMidnight();
};

namespace
{

constexpr size_t Sunday = 6;

OpeningHours in(const char *zone)
{
    OpeningHours hours;
    hours.zone = QTimeZone(zone);
    return hours;
}

int at(int hour, int minute = 0)
{
    return hour * 60 + minute;
}

//! Weekdays with a pause, in Stockholm.
OpeningHours office()
{
    OpeningHours hours = in("Europe/Stockholm");
    for (size_t day = 0; day < 5; ++day)
        hours.week[day] = {{at(8), at(12)}, {at(13), at(18)}};
    return hours;
}

bool isOpen(const OpeningHours &hours, const QString &utc)
{
    const QDateTime when = QDateTime::fromString(utc, Qt::ISODate);
    Q_ASSERT(when.isValid());
    return hours.isOpenAt(when.toMSecsSinceEpoch());
}

void row(const char *name, const char *utc, bool isOpen)
{
    QTest::newRow(name) << QString::fromLatin1(utc) << isOpen;
}

void columns()
{
    QTest::addColumn<QString>("utc");
    QTest::addColumn<bool>("expected");
}

} // namespace

void TestOpeningHours::keepsItsHours_data()
{
    columns();
    // 2026: Stockholm's clocks go forward on 29 March and back on 25 October, both at 01:00 UTC.
    row("a second before opening in winter", "2026-03-02T06:59:59Z", false);
    row("at opening in winter", "2026-03-02T07:00:00Z", true);
    row("a second before the pause", "2026-03-02T10:59:59Z", true);
    row("in the pause", "2026-03-02T11:30:00Z", false);
    row("after the pause", "2026-03-02T12:00:00Z", true);
    row("a second before closing in winter", "2026-03-02T16:59:59Z", true);
    row("at closing in winter", "2026-03-02T17:00:00Z", false);
    row("at opening in summer, an hour earlier in UTC", "2026-03-30T06:00:00Z", true);
    row("before the winter's closing in summer", "2026-03-30T16:30:00Z", false);
    row("half an hour before opening after summer", "2026-10-26T06:30:00Z", false);
    row("at opening after summer", "2026-10-26T07:00:00Z", true);
    row("on Friday", "2026-03-06T14:00:00Z", true);
    row("on Saturday", "2026-03-07T14:00:00Z", false);
    row("on Sunday", "2026-03-08T14:00:00Z", false);
}

void TestOpeningHours::keepsItsHours()
{
    QFETCH(const QString, utc);
    QFETCH(const bool, expected);
    QVERIFY(office().zone.isValid());
    QCOMPARE(isOpen(office(), utc), expected);
}

void TestOpeningHours::goesWithTheClocks_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    columns();
    const auto add = [](const char *name, int from, int to, const char *utc, bool isOpen) {
        QTest::newRow(name) << from << to << QString::fromLatin1(utc) << isOpen;
    };
    // 29 March, a Sunday: 01:59:59 is followed by 03:00, at 01:00 UTC.
    add("a span that begins in the hour left out: not before the jump", at(2, 30), at(5),
        "2026-03-29T00:59:59Z", false);
    add("a span that begins in the hour left out: from the jump", at(2, 30), at(5),
        "2026-03-29T01:00:00Z", true);
    add("a span that ends in the hour left out: until the jump", at(0), at(2, 30),
        "2026-03-29T00:59:59Z", true);
    add("a span that ends in the hour left out: not beyond", at(0), at(2, 30),
        "2026-03-29T01:00:00Z", false);
    add("a span within the hour left out never comes", at(2, 10), at(2, 50), "2026-03-29T01:00:00Z",
        false);
    add("a span over the jump ends by the clock", at(1), at(4), "2026-03-29T01:59:59Z", true);
    add("a span over the jump is an hour shorter", at(1), at(4), "2026-03-29T02:00:00Z", false);
    // 25 October, a Sunday: 02:59:59 is followed by 02:00, at 01:00 UTC.
    add("a span that begins in the hour that repeats: the first time", at(2, 30), at(5),
        "2026-10-25T00:30:00Z", true);
    add("a span that begins in the hour that repeats: not before", at(2, 30), at(5),
        "2026-10-25T00:29:59Z", false);
    add("a span that begins in the hour that repeats is not torn", at(2, 30), at(5),
        "2026-10-25T01:15:00Z", true);
    add("a span that ends in the hour that repeats is not torn", at(0), at(2, 30),
        "2026-10-25T00:45:00Z", true);
    add("a span that ends in the hour that repeats: the second time", at(0), at(2, 30),
        "2026-10-25T01:29:59Z", true);
    add("a span that ends in the hour that repeats: not beyond", at(0), at(2, 30),
        "2026-10-25T01:30:00Z", false);
    add("a whole day of 25 hours: its first second", 0, at(24), "2026-10-24T22:00:00Z", true);
    add("a whole day of 25 hours: its last second", 0, at(24), "2026-10-25T22:59:59Z", true);
    add("a whole day of 25 hours: not beyond", 0, at(24), "2026-10-25T23:00:00Z", false);
    add("a whole day of 23 hours: its last second", 0, at(24), "2026-03-29T21:59:59Z", true);
    add("a whole day of 23 hours: not beyond", 0, at(24), "2026-03-29T22:00:00Z", false);
}

void TestOpeningHours::goesWithTheClocks()
{
    QFETCH(const int, from);
    QFETCH(const int, to);
    QFETCH(const QString, utc);
    QFETCH(const bool, expected);
    OpeningHours hours = in("Europe/Stockholm");
    hours.week[Sunday] = {{from, to}};
    QCOMPARE(isOpen(hours, utc), expected);
}

void TestOpeningHours::goesOnPastMidnight_data()
{
    columns();
    row("a minute before", "2026-03-08T21:59:00Z", false);
    row("late on Sunday", "2026-03-08T23:59:00Z", true);
    row("early on Monday", "2026-03-09T01:59:00Z", true);
    row("at closing on Monday", "2026-03-09T02:00:00Z", false);
    row("early on Tuesday", "2026-03-10T01:00:00Z", false);
    row("early on a Monday that is a holiday", "2026-04-06T01:00:00Z", true);
    row("late on a Sunday that is a holiday", "2026-04-12T23:00:00Z", false);
}

void TestOpeningHours::goesOnPastMidnight()
{
    QFETCH(const QString, utc);
    QFETCH(const bool, expected);
    OpeningHours hours;
    hours.week[Sunday] = {{at(22), at(24 + 2)}};
    hours.dates = {{QDate(2026, 4, 6), {}}, {QDate(2026, 4, 12), {}}};
    QCOMPARE(isOpen(hours, utc), expected);
}

void TestOpeningHours::keepsHolidays_data()
{
    columns();
    row("the day before, as ever", "2026-12-23T14:00:00Z", true);
    row("a short day each year", "2026-12-24T09:00:00Z", true);
    row("the afternoon of a short day", "2026-12-24T13:00:00Z", false);
    row("the same day of another year", "2027-12-24T13:00:00Z", false);
    row("once something else on that day", "2025-12-24T13:00:00Z", true);
    row("closed for once", "2026-05-15T14:00:00Z", false);
    row("open on a Sunday for once", "2026-11-29T14:00:00Z", true);
    row("the holiday is over at the zone's midnight", "2026-12-24T23:30:00Z", true);
}

void TestOpeningHours::keepsHolidays()
{
    QFETCH(const QString, utc);
    QFETCH(const bool, expected);
    OpeningHours hours = office();
    hours.yearly = {{{12, 24}, {{at(8), at(12)}}}, {{12, 25}, {{0, at(24)}}}};
    hours.dates = {{QDate(2025, 12, 24), {{at(13), at(15)}}},
                   {QDate(2026, 5, 15), {}},
                   {QDate(2026, 11, 29), {{at(10), at(16)}}}};
    QCOMPARE(isOpen(hours, utc), expected);
}

void TestOpeningHours::isNeverOpenWithoutASpan()
{
    for (int hour = 0; hour < 7 * 24; ++hour)
        QVERIFY(!OpeningHours().isOpenAt(hour * 3'600'000LL));
}

void TestOpeningHours::countsFromMidnightToMidnight()
{
    OpeningHours hours; // in UTC
    hours.week[0] = {OpeningHours::Span()};
    QVERIFY(!isOpen(hours, u"2026-03-01T23:59:59Z"_s));
    QVERIFY(isOpen(hours, u"2026-03-02T00:00:00Z"_s));
    QVERIFY(isOpen(hours, u"2026-03-02T23:59:59Z"_s));
    QVERIFY(!isOpen(hours, u"2026-03-03T00:00:00Z"_s));
}

QTEST_GUILESS_MAIN(TestOpeningHours)
#include "tst_openinghours.moc"
