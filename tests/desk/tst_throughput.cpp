// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/throughput.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace sermo::desk;

//! How fast a line moves, and what that means for who stands in it (allocation.md, 3).
class TestThroughput : public QObject
{
    Q_OBJECT
private slots:
    void countsByTheTimeInWhichSomebodyWaited();
    void saysNothingOfTooLittle_data();
    void saysNothingOfTooLittle();
    void forgetsWhatWasAQuarterOfAnHourAgo();
    void promisesARangeInWholeMinutes();
};

void TestThroughput::countsByTheTimeInWhichSomebodyWaited()
{
    Throughput line;
    line.waits(true, 0s);
    line.served(10s);
    line.served(40s);
    line.waits(false, 40s); // nobody waits for a while: that does not count
    line.waits(true, 200s);
    line.waits(true, 210s); // one more: no news
    line.served(260s);
    QCOMPARE(line.perSecond(260s), std::optional(3.0 / 100));
    QCOMPARE(line.perSecond(320s), std::optional(3.0 / 160)); // he who waits now counts
}

void TestThroughput::saysNothingOfTooLittle_data()
{
    QTest::addColumn<int>("served");
    QTest::addColumn<int>("busy"); // seconds
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("two are too few") << 2 << 300 << false;
    QTest::newRow("less than a minute is too short") << 5 << 59 << false;
    QTest::newRow("three in a minute will do") << 3 << 60 << true;
}

void TestThroughput::saysNothingOfTooLittle()
{
    QFETCH(const int, served);
    QFETCH(const int, busy);
    QFETCH(const bool, isKnown);
    Throughput line;
    line.waits(true, 0s);
    for (int i = 0; i < served; ++i)
        line.served(1s);
    QCOMPARE(line.perSecond(std::chrono::seconds(busy)).has_value(), isKnown);
}

void TestThroughput::forgetsWhatWasAQuarterOfAnHourAgo()
{
    Throughput line;
    line.waits(true, 0s);
    for (int i = 0; i < 30; ++i)
        line.served(1s);
    for (int i = 0; i < 3; ++i)
        line.served(10min);
    QCOMPARE(line.perSecond(10min), std::optional(33.0 / 600));
    QCOMPARE(line.perSecond(16min), std::optional(3.0 / 900));
    line.waits(false, 16min);
    QVERIFY(!line.perSecond(60min));
}

void TestThroughput::promisesARangeInWholeMinutes()
{
    const ExpectedWait wait = ExpectedWait::of(3, 1.0 / 30);
    QCOMPARE(wait.likely, 90);
    QCOMPARE(wait.most, 135);
    QCOMPARE(wait.inMinutes().likely, 120);
    QCOMPARE(wait.inMinutes().most, 180);
    QCOMPARE(ExpectedWait::of(1, 1e-9).likely, 24 * 3600); // what is longer is no forecast
    QCOMPARE(ExpectedWait::of(0, 1).inMinutes().likely, 0);
}

QTEST_APPLESS_MAIN(TestThroughput)
#include "tst_throughput.moc"
