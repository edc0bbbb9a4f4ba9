// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/timerline.h"

#include <QTest>

using namespace sermo::server;
using namespace std::chrono_literals;

class TimerLineTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_line = {}; }
    void isDueInOrderAndNotBefore();
    void leavesOutWhatWasMissed();
    void isNotDueAgainWhileItsEventIsHandled();
    void forgetsWhatWasRemovedMeanwhile();
    void isNotMistakenForAnotherWithItsNumber();
    void comesBackAtOnceWithoutAnInterval();
    void tellsTheTimersOfAnObject();

private:
    //! Fires all that is due, and says which.
    QList<int> fire(TimerLine::Time now)
    {
        QList<int> fired;
        const QList<TimerLine::Due> due = m_line.due(now);
        for (const TimerLine::Due &one : due) {
            if (m_line.begin(one, now))
                fired.append(one.id);
            m_line.end(one);
        }
        return fired;
    }

    TimerLine m_line;
    QObject m_object;
};

void TimerLineTest::isDueInOrderAndNotBefore()
{
    m_line.add(1, 30ms, Qt::PreciseTimer, &m_object, 0ms);
    m_line.add(2, 10ms, Qt::CoarseTimer, &m_object, 0ms);
    QCOMPARE(m_line.next(), TimerLine::Time(10ms));
    QCOMPARE(fire(10ms - 1ns), QList<int>());
    QCOMPARE(m_line.remaining(1, 4ms), TimerLine::Time(26ms));
    QCOMPARE(fire(10ms), QList<int>{2});
    QCOMPARE(fire(30ms), (QList<int>{2, 1}));
}

void TimerLineTest::leavesOutWhatWasMissed()
{
    m_line.add(1, 10ms, Qt::PreciseTimer, &m_object, 0ms);
    QCOMPARE(fire(47ms), QList<int>{1}); // once for four times
    QCOMPARE(m_line.next(), TimerLine::Time(50ms)); // and in step again
}

void TimerLineTest::isNotDueAgainWhileItsEventIsHandled()
{
    m_line.add(1, 10ms, Qt::PreciseTimer, &m_object, 0ms);
    const QList<TimerLine::Due> due = m_line.due(10ms);
    QCOMPARE(m_line.begin(due.first(), 10ms), &m_object);
    QVERIFY(!m_line.next()); // a loop within the handler would find no rest otherwise
    QVERIFY(m_line.due(100ms).isEmpty());
    m_line.end(due.first());
    QCOMPARE(m_line.next(), TimerLine::Time(20ms));
}

void TimerLineTest::forgetsWhatWasRemovedMeanwhile()
{
    m_line.add(1, 10ms, Qt::PreciseTimer, &m_object, 0ms);
    const QList<TimerLine::Due> due = m_line.due(10ms);
    QVERIFY(m_line.remove(1));
    QVERIFY(!m_line.remove(1));
    QVERIFY(!m_line.begin(due.first(), 10ms));
    m_line.end(due.first());
    QVERIFY(!m_line.next());
    QVERIFY(!m_line.remaining(1, 0ms));
}

void TimerLineTest::isNotMistakenForAnotherWithItsNumber()
{
    m_line.add(1, 10ms, Qt::PreciseTimer, &m_object, 0ms);
    const QList<TimerLine::Due> due = m_line.due(10ms);
    QVERIFY(m_line.begin(due.first(), 10ms));
    m_line.add(1, 500ms, Qt::PreciseTimer, &m_object,
               10ms); // killed in its handler, and taken again
    m_line.end(due.first());
    QCOMPARE(m_line.next(), TimerLine::Time(510ms));
    QVERIFY(!m_line.begin(due.first(), 10ms));
}

void TimerLineTest::comesBackAtOnceWithoutAnInterval()
{
    m_line.add(1, 0ms, Qt::PreciseTimer, &m_object, 5ms);
    QCOMPARE(fire(5ms), QList<int>{1});
    QCOMPARE(fire(9ms), QList<int>{1}); // once in a round
    QCOMPARE(m_line.remaining(1, 9ms), TimerLine::Time(0));
}

void TimerLineTest::tellsTheTimersOfAnObject()
{
    QObject other;
    m_line.add(1, 10ms, Qt::PreciseTimer, &m_object, 0ms);
    m_line.add(2, 20ms, Qt::VeryCoarseTimer, &other, 0ms);
    const QList<TimerLine::Info> infos = m_line.of(&other);
    QCOMPARE(infos.size(), 1);
    QCOMPARE(infos.first().timerId, 2);
    QCOMPARE(infos.first().interval, 20);
    QCOMPARE(infos.first().timerType, Qt::VeryCoarseTimer);
    QVERIFY(m_line.removeOf(&other));
    QVERIFY(!m_line.removeOf(&other));
    QCOMPARE(m_line.of(&m_object).size(), 1);
}

QTEST_GUILESS_MAIN(TimerLineTest)
#include "tst_timerline.moc"
