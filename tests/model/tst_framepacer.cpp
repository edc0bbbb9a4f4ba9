// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeclock.h"
#include "ui/model/framepacer.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace std::chrono_literals;

//! Its own timer may ring at any time: by a clock that stands still that changes nothing.
class FramePacerTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void handsOnAtOnceAfterAQuietTime();
    void gathersWhatComesInOneRound();
    void handsOnOnceAFrame();
    void isNotHurriedByItsOwnTimer();
    void handsOnAtOnceWhenTheConnectionIsLost();
    void forgetsWhatNobodyWants();

private:
    void passAFrame();

    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<FramePacer> m_pacer;
    QList<QList<QByteArray>> m_batches;
};

void FramePacerTest::init()
{
    m_pacer.reset();
    m_clock = std::make_unique<test::FakeClock>();
    m_pacer = std::make_unique<FramePacer>(*m_clock);
    m_batches.clear();
    connect(m_pacer.get(), &FramePacer::due, this,
            [this](const QList<QByteArray> &frames) { m_batches.append(frames); });
}

void FramePacerTest::passAFrame()
{
    m_clock->advance(FramePacer::Frame);
    m_pacer->advance();
}

void FramePacerTest::handsOnAtOnceAfterAQuietTime()
{
    m_pacer->add({"first"});
    QCOMPARE(m_batches.size(), 0); // never out of the call that brings it
    QCoreApplication::processEvents();
    QCOMPARE(m_batches, (QList<QList<QByteArray>>{{"first"}}));

    m_clock->advance(FramePacer::Frame);
    m_pacer->add({"a keystroke later"});
    QCoreApplication::processEvents();
    QCOMPARE(m_batches.constLast(), QList<QByteArray>{"a keystroke later"});
}

void FramePacerTest::gathersWhatComesInOneRound()
{
    m_pacer->add({"one", "two"});
    m_pacer->add({});
    m_pacer->add({"three"});
    QCoreApplication::processEvents();
    QCOMPARE(m_batches, (QList<QList<QByteArray>>{{"one", "two", "three"}}));
}

void FramePacerTest::handsOnOnceAFrame()
{
    m_pacer->add({"first"});
    QCoreApplication::processEvents();
    for (int i = 0; i < 100; ++i) {
        m_pacer->add({QByteArray::number(i)});
        QCoreApplication::processEvents();
    }
    QCOMPARE(m_batches.size(), 1);
    passAFrame();
    QCOMPARE(m_batches.size(), 2);
    QCOMPARE(m_batches.constLast().size(), 100);
    QCOMPARE(m_batches.constLast().constLast(), "99");

    passAFrame(); // nothing came
    QCOMPARE(m_batches.size(), 2);
}

void FramePacerTest::isNotHurriedByItsOwnTimer()
{
    m_pacer->add({"first"});
    QCoreApplication::processEvents();
    m_pacer->add({"second"});
    m_clock->advance(FramePacer::Frame - 1ms);
    m_pacer->advance();
    QCOMPARE(m_batches.size(), 1);
    m_clock->advance(1ms);
    QTRY_COMPARE(m_batches.size(), 2); // and here it was not forgotten
}

void FramePacerTest::handsOnAtOnceWhenTheConnectionIsLost()
{
    m_pacer->add({"first"});
    QCoreApplication::processEvents();
    m_pacer->add({"the last that came"});
    m_pacer->flush();
    QCOMPARE(m_batches.constLast(), QList<QByteArray>{"the last that came"});
    m_pacer->flush();
    QCOMPARE(m_batches.size(), 2);
}

void FramePacerTest::forgetsWhatNobodyWants()
{
    m_pacer->add({"of a connection that was closed"});
    m_pacer->clear();
    QCoreApplication::processEvents();
    passAFrame();
    QCOMPARE(m_batches.size(), 0);
}

QTEST_GUILESS_MAIN(FramePacerTest)
#include "tst_framepacer.moc"
