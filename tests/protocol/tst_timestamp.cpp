// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/timestamp.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

using namespace sermo;

class TimestampTest : public QObject
{
    Q_OBJECT

private slots:
    void writesAMomentAsTheWireDoes_data();
    void writesAMomentAsTheWireDoes();
    void agreesWithQtOnEveryDayOfFourCenturies();
    void readsOtherTimeZonesAndRefusesTheRest_data();
    void readsOtherTimeZonesAndRefusesTheRest();
};

void TimestampTest::writesAMomentAsTheWireDoes_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("the beginning") << qint64(0) << QByteArray("1970-01-01T00:00:00.000Z");
    QTest::newRow("a millisecond before it")
        << qint64(-1) << QByteArray("1969-12-31T23:59:59.999Z");
    QTest::newRow("a leap day") << qint64(1709210096007) << QByteArray("2024-02-29T12:34:56.007Z");
    QTest::newRow("the last moment of a year")
        << qint64(1798761599999) << QByteArray("2026-12-31T23:59:59.999Z");
}

void TimestampTest::writesAMomentAsTheWireDoes()
{
    QFETCH(qint64, ms);
    QFETCH(QByteArray, text);
    QCOMPARE(toTimestamp(ms), text);
    QCOMPARE(fromTimestamp(QString::fromLatin1(text)), std::optional(ms));
}

void TimestampTest::agreesWithQtOnEveryDayOfFourCenturies()
{
    constexpr qint64 OddDay = 86'400'000 + 3'723'004; // so that the time of day moves as well
    QDateTime moment(QDate(1800, 1, 1), QTime(0, 0), QTimeZone::utc());
    const qint64 end = moment.addYears(400).toMSecsSinceEpoch();
    for (qint64 ms = moment.toMSecsSinceEpoch(); ms < end; ms += OddDay) {
        moment.setMSecsSinceEpoch(ms);
        QCOMPARE(toTimestamp(ms), moment.toUTC().toString(Qt::ISODateWithMs).toLatin1());
    }
}

void TimestampTest::readsOtherTimeZonesAndRefusesTheRest_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms"); // -1: no such text
    QTest::newRow("two hours east") << QStringLiteral("1970-01-01T02:00:00.000+02:00") << qint64(0);
    QTest::newRow("without milliseconds") << QStringLiteral("1970-01-01T00:00:01Z") << qint64(1000);
    QTest::newRow("nothing") << QString() << qint64(-1);
    QTest::newRow("words") << QStringLiteral("yesterday") << qint64(-1);
    QTest::newRow("a month too many") << QStringLiteral("2026-13-01T00:00:00.000Z") << qint64(-1);
}

void TimestampTest::readsOtherTimeZonesAndRefusesTheRest()
{
    QFETCH(QString, text);
    QFETCH(qint64, ms);
    QCOMPARE(fromTimestamp(text).value_or(-1), ms);
}

QTEST_GUILESS_MAIN(TimestampTest)
#include "tst_timestamp.moc"
