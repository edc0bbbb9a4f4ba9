// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/configuration.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace sermo;
using desk::OpeningHours;
using server::Configuration;

//! A platform's `hours` as they are written in the configuration.
class TestHoursReader : public QObject
{
    Q_OBJECT
private slots:
    void readsSpans_data();
    void readsSpans();
    void refusesWithThePath_data();
    void refusesWithThePath();
    void isAlwaysOpenWithoutHours();
    void isOpenEveryDayWhenNoDayIsNamed();
    void letsADayBeatItsGroup();
    void readsHolidays();
    void knowsTheTimeZone();
};

namespace
{

Result<Configuration, Configuration::Error> read(const QByteArray &hours)
{
    return Configuration::parse(R"({"platforms":[{"id":"w","hours":)" + hours + "}]}");
}

OpeningHours hoursOf(const QByteArray &hours)
{
    const auto configuration = read(hours);
    return configuration ? *configuration->desk.platforms[0].hours : OpeningHours();
}

} // namespace

void TestHoursReader::readsSpans_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<OpeningHours::Day>("expected");
    const auto row = [](const char *name, const QByteArray &text, const OpeningHours::Day &day) {
        QTest::newRow(name) << text << day;
    };
    row("one span", "08:00-18:00", {{480, 1080}});
    row("two spans", "08:00-12:00,13:00-18:30", {{480, 720}, {780, 1110}});
    row("two spans with space between", "08:00-12:00, 12:00-18:00", {{480, 720}, {720, 1080}});
    row("a whole day", "00:00-24:00", {{0, 1440}});
    row("past midnight", "22:00-02:00", {{1320, 1560}});
    row("until midnight, said in the next day's words", "22:00-00:00", {{1320, 1440}});
    row("the last one past midnight", "08:00-12:00, 20:00-01:30", {{480, 720}, {1200, 1530}});
    row("closed", "closed", {});
}

void TestHoursReader::readsSpans()
{
    QFETCH(const QByteArray, text);
    QFETCH(const OpeningHours::Day, expected);
    const auto configuration = read(R"({"monday":")" + text + "\"}");
    QVERIFY(configuration);
    QCOMPARE(configuration->desk.platforms[0].hours->week[0], expected);
}

void TestHoursReader::refusesWithThePath_data()
{
    QTest::addColumn<QByteArray>("hours");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *name, const QByteArray &hours, const char *path) {
        QTest::newRow(name) << hours << u"platforms[0]."_s + QString::fromLatin1(path);
    };
    row("no object", R"("08:00-18:00")", "hours");
    row("an unknown day", R"({"someday":"08:00-18:00"})", "hours.someday");
    row("a span that is a number", R"({"weekdays":8})", "hours.weekdays");
    row("an empty text", R"({"weekdays":""})", "hours.weekdays");
    row("a word", R"({"weekdays":"open"})", "hours.weekdays");
    row("hours alone", R"({"weekdays":"8-18"})", "hours.weekdays");
    row("one digit", R"({"weekdays":"8:00-18:00"})", "hours.weekdays");
    row("signs for digits", R"({"weekdays":"+8:00-18:00"})", "hours.weekdays");
    row("digits of elsewhere", "{\"weekdays\":\"0\xd9\xa8:00-18:00\"}", "hours.weekdays");
    row("an hour that is none", R"({"weekdays":"08:00-25:00"})", "hours.weekdays");
    row("a minute that is none", R"({"weekdays":"08:60-18:00"})", "hours.weekdays");
    row("later than midnight", R"({"weekdays":"08:00-24:30"})", "hours.weekdays");
    row("from midnight at the day's end", R"({"weekdays":"24:00-08:00"})", "hours.weekdays");
    row("nothing at all", R"({"weekdays":"08:00-08:00"})", "hours.weekdays");
    row("no end", R"({"weekdays":"08:00"})", "hours.weekdays");
    row("a comma at the end", R"({"weekdays":"08:00-18:00,"})", "hours.weekdays");
    row("spans that overlap", R"({"monday":"08:00-12:00, 11:00-18:00"})", "hours.monday");
    row("spans in the wrong order", R"({"monday":"13:00-18:00, 08:00-12:00"})", "hours.monday");
    row("a span after one past midnight", R"({"monday":"20:00-02:00, 22:00-23:00"})",
        "hours.monday");
    row("a time zone that is none", R"({"timezone":"Mars/Base"})", "hours.timezone");
    row("a time zone without a name", R"({"timezone":""})", "hours.timezone");
    row("a time zone that is a number", R"({"timezone":1})", "hours.timezone");
    row("holidays as a list", R"({"holidays":["2026-12-24"]})", "hours.holidays");
    row("a holiday that is no date", R"({"holidays":{"Christmas":"closed"}})",
        "hours.holidays.Christmas");
    row("a day that no month has", R"({"holidays":{"2026-02-29":"closed"}})",
        "hours.holidays.2026-02-29");
    row("a holiday with wrong hours", R"({"holidays":{"12-24":"noon"}})", "hours.holidays.12-24");
    row("a holiday that is a switch", R"({"holidays":{"12-24":false}})", "hours.holidays.12-24");
}

void TestHoursReader::refusesWithThePath()
{
    QFETCH(const QByteArray, hours);
    QFETCH(const QString, path);
    const auto configuration = read(hours);
    QVERIFY(!configuration);
    QCOMPARE(configuration.error().path, path);
    QVERIFY(!configuration.error().message.isEmpty());
}

void TestHoursReader::isAlwaysOpenWithoutHours()
{
    const auto configuration = Configuration::parse(R"({"platforms":[{"id":"w"}]})");
    QVERIFY(configuration);
    QVERIFY(!configuration->desk.platforms[0].hours);
}

void TestHoursReader::isOpenEveryDayWhenNoDayIsNamed()
{
    const OpeningHours hours = hoursOf(R"({"holidays":{"2026-03-03":"closed"}})");
    const qint64 monday
        = QDateTime(QDate(2026, 3, 2), QTime(0, 0), QTimeZone::utc()).toMSecsSinceEpoch();
    const qint64 day = 24 * 3'600'000LL;
    QVERIFY(hours.isOpenAt(monday + day - 1));
    QVERIFY(!hours.isOpenAt(monday + day));
    QVERIFY(hours.isOpenAt(monday + 2 * day));
}

void TestHoursReader::letsADayBeatItsGroup()
{
    const OpeningHours hours = hoursOf(
        R"({"friday":"closed","weekdays":"08:00-18:00","weekends":"10:00-14:00","sunday":"10:00-24:00"})");
    const OpeningHours::Day weekday{{480, 1080}};
    QCOMPARE(hours.week[0], weekday);
    QCOMPARE(hours.week[3], weekday);
    QCOMPARE(hours.week[4], OpeningHours::Day());
    QCOMPARE(hours.week[5], (OpeningHours::Day{{600, 840}}));
    QCOMPARE(hours.week[6], (OpeningHours::Day{{600, 1440}}));
}

void TestHoursReader::readsHolidays()
{
    const OpeningHours hours = hoursOf(
        R"({"holidays":{"12-24":"08:00-12:00","02-29":"closed","2026-12-24":"10:00-11:00"}})");
    QCOMPARE(hours.yearly.value({12, 24}), (OpeningHours::Day{{480, 720}}));
    QVERIFY(hours.yearly.contains({2, 29}));
    QCOMPARE(hours.dates.value(QDate(2026, 12, 24)), (OpeningHours::Day{{600, 660}}));
}

void TestHoursReader::knowsTheTimeZone()
{
    QCOMPARE(hoursOf(R"({"timezone":"Europe/Stockholm"})").zone, QTimeZone("Europe/Stockholm"));
    QCOMPARE(hoursOf("{}").zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(0)), 0);
}

QTEST_GUILESS_MAIN(TestHoursReader)
#include "tst_hoursreader.moc"
