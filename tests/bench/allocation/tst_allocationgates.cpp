// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/allocation/simulation.h"

#include <QTest>

using namespace sermo;
using namespace sermo::bench;

//! A short form of bench_allocation for every day: one small desk for one day, sanitized.
class TestAllocationGates : public QObject
{
    Q_OBJECT
private slots:
    void playsTheSameDayToTheBit();
    void beatsTheFixedCapWithoutOverload();
};

namespace
{

Scenario smallDesk()
{
    Scenario scenario;
    scenario.agents = 4;
    return scenario;
}

} // namespace

void TestAllocationGates::playsTheSameDayToTheBit()
{
    presence::Model once;
    presence::Model again;
    const Day first = simulate(smallDesk(), {}, 7, 20'000, once);
    QVERIFY(first == simulate(smallDesk(), {}, 7, 20'000, again));
    QCOMPARE(once.save(), again.save());
    QVERIFY(once.save() != presence::Model().save()); // it has learned
    QVERIFY(first.arrivals > 300);
}

void TestAllocationGates::beatsTheFixedCapWithoutOverload()
{
    presence::Model model;
    const Day capped = simulate(smallDesk(), fixedCap(3), 7, 20'000, model);
    const Day ours = simulate(smallDesk(), {}, 7, 20'001, model); // after one day
    const Day perfect = simulate(smallDesk(), {Counting::Truth, 2, 1000, true}, 7, 20'001, model);
    QVERIFY2(ours.wait <= 0.6 * capped.wait, qPrintable(QString::number(ours.wait)));
    QVERIFY2(ours.overloaded <= 8, qPrintable(QString::number(ours.overloaded)));
    QVERIFY2(ours.solved >= capped.solved + 5, qPrintable(QString::number(ours.solved)));
    QVERIFY2(ours.brier <= 0.12, qPrintable(QString::number(ours.brier)));
    QCOMPARE(capped.overloaded, 0.0); // three is three
    QCOMPARE(perfect.overloaded, 0.0);
}

QTEST_GUILESS_MAIN(TestAllocationGates)
#include "tst_allocationgates.moc"
