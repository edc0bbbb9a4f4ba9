// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/spread.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo::figures;

//! Mean, median and p90, worked out by hand.
class TestSpread : public QObject
{
    Q_OBJECT
private slots:
    void tellsMeanMedianAndP90_data();
    void tellsMeanMedianAndP90();
    void tellsNothingOfNothing();
    void mergesToTheSameWhateverTheOrder();
    void tellsTheSameOfCasesThatAreNotListed();
};

namespace
{

Spread spreadOf(const QList<double> &values)
{
    Spread spread;
    for (const double value : values)
        spread.add({{}, 1, 1, 1, qint64(spread.count()), value});
    return spread;
}

} // namespace

void TestSpread::tellsMeanMedianAndP90_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("median");
    QTest::addColumn<double>("p90");
    QTest::newRow("one") << QList<double>{7} << 7.0 << 7.0 << 7.0;
    QTest::newRow("two: the median is between them")
        << QList<double>{30, 10} << 20.0 << 20.0 << 30.0;
    QTest::newRow("three") << QList<double>{3, 100, 2} << 35.0 << 3.0 << 100.0;
    QTest::newRow("four") << QList<double>{60, 60, 20, 70} << 52.5 << 60.0 << 70.0;
    QTest::newRow("ten: the ninth")
        << QList<double>{10, 9, 8, 7, 6, 5, 4, 3, 2, 1} << 5.5 << 5.5 << 9.0;
    QTest::newRow("eleven: the tenth")
        << QList<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 110} << 15.0 << 6.0 << 10.0;
    QTest::newRow("twenty: the eighteenth")
        << QList<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}
        << 10.5 << 10.5 << 18.0;
}

void TestSpread::tellsMeanMedianAndP90()
{
    QFETCH(const QList<double>, values);
    QFETCH(const double, mean);
    QFETCH(const double, median);
    QFETCH(const double, p90);
    const Spread spread = spreadOf(values);
    QCOMPARE(*spread.mean(), mean);
    QCOMPARE(*spread.median(), median);
    QCOMPARE(*spread.p90(), p90);
}

void TestSpread::tellsNothingOfNothing()
{
    const Spread none;
    QVERIFY(!none.mean());
    QVERIFY(!none.median());
    QVERIFY(!none.p90());
}

void TestSpread::mergesToTheSameWhateverTheOrder()
{
    const Spread whole = spreadOf({5, 1, 4});
    Spread first;
    Spread last;
    first.add(whole.cases().at(0));
    last.add(whole.cases().at(1));
    last.add(whole.cases().at(2));
    Spread other = last;
    first.merge(last);
    QCOMPARE(first, whole);
    other.merge(spreadOf({5}));
    QCOMPARE(other, whole);
}

//! Of a year nobody reads every case: their values still count, the later ones too.
void TestSpread::tellsTheSameOfCasesThatAreNotListed()
{
    Spread whole = spreadOf({7, 1, 9, 3});
    Spread later;
    for (qint64 ms = 4; ms < 8; ++ms)
        later.add({{}, 1, 1, 1, ms, double(20 - ms)});
    Spread unlisted = whole;
    unlisted.unlist(1);
    whole.merge(later);
    unlisted.merge(later);
    unlisted.unlist(1);
    QCOMPARE(unlisted.cases().listed().size(), 1);
    QCOMPARE(unlisted.cases().first(), whole.cases().first());
    QCOMPARE(unlisted.count(), whole.count());
    QCOMPARE(unlisted.values(), whole.values());
    QCOMPARE(unlisted.mean(), whole.mean());
    QCOMPARE(unlisted.median(), whole.median());
    QCOMPARE(unlisted.p90(), whole.p90());
}

QTEST_GUILESS_MAIN(TestSpread)
#include "tst_spread.moc"
