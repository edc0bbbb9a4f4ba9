// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/epolldispatcher.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <atomic>
#include <memory>

using namespace Qt::StringLiterals;
using namespace sermo::server;
using namespace std::chrono_literals;

//! Timers, threads and interruptions in a loop of this kind: main() below.
class EpollTimersTest : public QObject
{
    Q_OBJECT

private slots:
    void firesNoTimerEarlyAndNoneTwiceInALoopWithin();
    void startsAndStopsTimersInTheirOwnEvents();
    void wakesForEveryThread();
    void isInterrupted();
    void doesNotSleepOverAnInterruptionBeforeItsRound();
    void takesOverFromAnotherThread();
};

void EpollTimersTest::firesNoTimerEarlyAndNoneTwiceInALoopWithin()
{
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    int depth = 0;
    int deepest = 0;
    int fired = 0;
    connect(&timer, &QTimer::timeout, this, [&] {
        deepest = std::max(deepest, ++depth);
        ++fired;
        QEventLoop within;
        QTimer::singleShot(10ms, &within, &QEventLoop::quit);
        QElapsedTimer since;
        since.start();
        within.exec();
        QVERIFY(since.nsecsElapsed() >= 10'000'000);
        --depth;
    });
    timer.start(1);
    QTRY_VERIFY(fired >= 3);
    QCOMPARE(deepest, 1);
}

void EpollTimersTest::startsAndStopsTimersInTheirOwnEvents()
{
    QTimer timer;
    QTimer other;
    QStringList told;
    connect(&timer, &QTimer::timeout, this, [&] {
        told += u"one"_s;
        timer.stop();
        other.start(1);
        QCOMPARE(QAbstractEventDispatcher::instance()->remainingTime(other.timerId()), 1);
    });
    connect(&other, &QTimer::timeout, this, [&] {
        told += u"other"_s;
        other.stop();
    });
    timer.start(0);
    QTRY_COMPARE(told, (QStringList{u"one"_s, u"other"_s}));
    QCoreApplication::processEvents();
    QCOMPARE(told.size(), 2);
    QCOMPARE(QAbstractEventDispatcher::instance()->remainingTime(1 << 20), -1);
}

void EpollTimersTest::wakesForEveryThread()
{
    constexpr int Each = 2'000;
    std::array<std::unique_ptr<QThread>, 4> threads;
    int heard = 0;
    for (auto &thread : threads) {
        thread.reset(QThread::create([this, &heard] {
            for (int i = 0; i < Each; ++i)
                QMetaObject::invokeMethod(
                    this, [&heard] { ++heard; }, Qt::QueuedConnection);
        }));
        thread->start();
    }
    QTRY_COMPARE(heard, Each * int(threads.size()));
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
}

void EpollTimersTest::isInterrupted()
{
    auto *loop = QAbstractEventDispatcher::instance();
    QDeadlineTimer patience(30s);
    const std::unique_ptr<QThread> other(QThread::create([loop, &patience] {
        // Until it is heard: the loop may not yet have begun to wait.
        while (!patience.hasExpired() && !QThread::currentThread()->isInterruptionRequested()) {
            loop->interrupt();
            QThread::yieldCurrentThread();
        }
    }));
    other->start();
    loop->processEvents(QEventLoop::WaitForMoreEvents); // for ever, but for the other thread
    other->requestInterruption();
    QVERIFY(other->wait());
    QVERIFY(!patience.hasExpired());
}

//! As when a thread is told to quit between two rounds of its loop: nobody says it twice.
void EpollTimersTest::doesNotSleepOverAnInterruptionBeforeItsRound()
{
    QAbstractEventDispatcher::instance()->interrupt();
    QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
}

void EpollTimersTest::takesOverFromAnotherThread()
{
    QThread thread;
    EpollDispatcher::useIn(thread);
    thread.start();
    auto *timer = new QTimer;
    timer->start(1); // in this loop, and then in that one
    timer->moveToThread(&thread);
    std::atomic_int fired = 0;
    connect(timer, &QTimer::timeout, timer, [&fired] { ++fired; });
    QTRY_VERIFY(fired > 3);
    connect(&thread, &QThread::finished, timer, &QObject::deleteLater);
    thread.quit();
    QVERIFY(thread.wait());
}

int main(int argc, char *argv[])
{
    EpollDispatcher::useIn(*QThread::currentThread());
    const QCoreApplication app(argc, argv);
    EpollTimersTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epolltimers.moc"
