// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/deskconfig.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::desk;

//! When a platform is open, in its own time zone (contract 6).
class TestOpeningHours : public QObject
{
    Q_OBJECT
private slots:
    void keepsItsHours_data();
    void keepsItsHours();
    void goesOnPastMidnight();
    void isAlwaysUtcWithoutAZone();
};

void TestOpeningHours::keepsItsHours_data()
{
    QTest::addColumn<QString>("utc");
    QTest::addColumn<bool>("isOpen");
    // 2026: Stockholm's clocks go forward on 29 March at 01:00 UTC, back on 25 October at 01:00
    // UTC.
    QTest::newRow("a minute before opening in winter") << u"2026-03-02T06:59:59Z"_s << false;
    QTest::newRow("at opening in winter") << u"2026-03-02T07:00:00Z"_s << true;
    QTest::newRow("a second before closing in winter") << u"2026-03-02T16:59:59Z"_s << true;
    QTest::newRow("at closing in winter") << u"2026-03-02T17:00:00Z"_s << false;
    QTest::newRow("at opening in summer, an hour earlier in UTC")
        << u"2026-03-30T06:00:00Z"_s << true;
    QTest::newRow("at the winter's closing in summer") << u"2026-03-30T16:30:00Z"_s << false;
    QTest::newRow("at opening after summer") << u"2026-10-26T06:30:00Z"_s << false;
    QTest::newRow("on Saturday") << u"2026-03-07T12:00:00Z"_s << false;
    QTest::newRow("on Friday") << u"2026-03-06T12:00:00Z"_s << true;
    QTest::newRow("on Sunday") << u"2026-03-08T12:00:00Z"_s << false;
}

void TestOpeningHours::keepsItsHours()
{
    QFETCH(QString, utc);
    QFETCH(bool, isOpen);
    OpeningHours hours;
    hours.timezone = u"Europe/Stockholm"_s;
    QVERIFY(QTimeZone::isTimeZoneIdAvailable(hours.timezone.toUtf8()));
    for (int day = 0; day < 5; ++day)
        hours.days[day] = OpeningHours::Span{8 * 60, 18 * 60};
    QCOMPARE(hours.isOpenAt(QDateTime::fromString(utc, Qt::ISODate).toMSecsSinceEpoch()), isOpen);
}

void TestOpeningHours::goesOnPastMidnight()
{
    OpeningHours hours;
    hours.days[6] = OpeningHours::Span{22 * 60, 2 * 60}; // Sunday night
    const auto at = [&](const QString &utc) {
        return hours.isOpenAt(QDateTime::fromString(utc, Qt::ISODate).toMSecsSinceEpoch());
    };
    QVERIFY(!at(u"2026-03-08T21:59:00Z"_s));
    QVERIFY(at(u"2026-03-08T23:59:00Z"_s));
    QVERIFY(at(u"2026-03-09T01:59:00Z"_s)); // Monday
    QVERIFY(!at(u"2026-03-09T02:00:00Z"_s));
    QVERIFY(!at(u"2026-03-10T01:00:00Z"_s));
}

void TestOpeningHours::isAlwaysUtcWithoutAZone()
{
    OpeningHours hours;
    hours.days[0] = OpeningHours::Span{};
    QVERIFY(hours.isOpenAt(QDateTime(QDate(2026, 3, 2), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch()));
    QVERIFY(hours.isOpenAt(
        QDateTime(QDate(2026, 3, 2), QTime(23, 59, 59), Qt::UTC).toMSecsSinceEpoch()));
    QVERIFY(
        !hours.isOpenAt(QDateTime(QDate(2026, 3, 3), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch()));
}

QTEST_GUILESS_MAIN(TestOpeningHours)
#include "tst_openinghours.moc"
