// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/pipe.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace sermo;

//! The connection inside the process, within one thread and across two.
class TestPipe : public QObject
{
    Q_OBJECT
private slots:
    void carriesFramesBothWaysInOrder();
    void deliversARoundsFramesAsOneBatch();
    void deliversNothingBeforeTheLoopTurns();
    void keepsFramesUntilSomeoneListens();
    void deliversWhatWasSentBeforeClosing();
    void tellsBothEndsOnceWhyItClosed();
    void believesTheFirstWhoCloses();
    void dropsWhatIsSentToAClosedPipe();
    void receivesNothingAfterClosingItself();
    void deliversWhatWasSentBeforeAnEndWasDestroyed();
    void survivesAnOwnerWhoDestroysItWhileReceiving();
    void survivesAnOwnerWhoDestroysItWhenClosed();
    void countsWhatIsPending();
    void keepsEveryFrameAcrossThreads();
    void closesWhileTheOtherThreadIsSending();
    void staysWholeWhenBothThreadsLetGoAtOnce();
};

namespace
{

QList<QByteArray> framesOf(const QSignalSpy &received)
{
    QList<QByteArray> frames;
    for (const QList<QVariant> &batch : received)
        frames += batch.constFirst().value<QList<QByteArray>>();
    return frames;
}

//! A thread with a loop, ended in order.
class Loop
{
public:
    Loop() { m_thread.start(); }
    ~Loop() { stop(); }

    void stop()
    {
        m_thread.quit();
        m_thread.wait();
    }
    QThread *thread() { return &m_thread; }

private:
    QThread m_thread;
};

//! Sends back what it gets; lives in the thread of its end.
class Echo : public QObject
{
public:
    explicit Echo(std::unique_ptr<PipeEnd> end, QThread *thread)
        : m_end(std::move(end))
    {
        connect(m_end.get(), &PipeEnd::received, this, [this](const QList<QByteArray> &frames) {
            for (const QByteArray &frame : frames)
                m_end->send(frame);
        });
        m_end->setParent(nullptr);
        m_end->moveToThread(thread);
        moveToThread(thread);
    }

private:
    std::unique_ptr<PipeEnd> m_end;
};

void turnLoop()
{
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
}

} // namespace

void TestPipe::carriesFramesBothWaysInOrder()
{
    auto [left, right] = PipeEnd::make();
    QSignalSpy atLeft(left.get(), &PipeEnd::received);
    QSignalSpy atRight(right.get(), &PipeEnd::received);
    for (const auto &frame : {"1"_ba, "2"_ba, "3"_ba})
        left->send(frame);
    right->send("4");
    turnLoop();
    QCOMPARE(framesOf(atRight), (QList{"1"_ba, "2"_ba, "3"_ba}));
    QCOMPARE(framesOf(atLeft), QList{"4"_ba});
    QVERIFY(left->isOpen() && right->isOpen());
}

void TestPipe::deliversARoundsFramesAsOneBatch()
{
    auto [left, right] = PipeEnd::make();
    QSignalSpy received(right.get(), &PipeEnd::received);
    for (int i = 0; i < 100; ++i)
        left->send(QByteArray::number(i));
    turnLoop();
    QCOMPARE(received.size(), 1);
    QCOMPARE(framesOf(received).size(), 100);
    left->send("again");
    turnLoop();
    QCOMPARE(received.size(), 2);
}

void TestPipe::deliversNothingBeforeTheLoopTurns()
{
    auto [left, right] = PipeEnd::make();
    QSignalSpy received(right.get(), &PipeEnd::received);
    QSignalSpy closed(left.get(), &PipeEnd::closed);
    left->send("1");
    left->close(CloseCode::Normal);
    QVERIFY(received.isEmpty());
    QVERIFY(closed.isEmpty());
}

void TestPipe::keepsFramesUntilSomeoneListens()
{
    auto [left, right] = PipeEnd::make();
    left->send("early");
    turnLoop();
    QCOMPARE(left->pendingBytes(), 5);
    QSignalSpy received(right.get(), &PipeEnd::received);
    turnLoop();
    QCOMPARE(framesOf(received), QList{"early"_ba});
    QCOMPARE(left->pendingBytes(), 0);

    // Nobody will, once it is closed.
    auto deaf = PipeEnd::make();
    QSignalSpy closed(deaf.second.get(), &PipeEnd::closed);
    deaf.first->send("unheard");
    deaf.first->close(CloseCode::Draining);
    turnLoop();
    QCOMPARE(closed.size(), 1);
}

void TestPipe::deliversWhatWasSentBeforeClosing()
{
    auto [left, right] = PipeEnd::make();
    QStringList seen;
    connect(right.get(), &PipeEnd::received, right.get(), [&seen](const QList<QByteArray> &frames) {
        for (const QByteArray &frame : frames)
            seen += QString::fromUtf8(frame);
    });
    connect(right.get(), &PipeEnd::closed, right.get(), [&seen] { seen += u"closed"_s; });
    left->send("1");
    left->send("2");
    left->close(CloseCode::Draining);
    QVERIFY(!right->isOpen());
    turnLoop();
    QCOMPARE(seen, (QStringList{u"1"_s, u"2"_s, u"closed"_s}));
}

void TestPipe::tellsBothEndsOnceWhyItClosed()
{
    auto [left, right] = PipeEnd::make();
    QSignalSpy atLeft(left.get(), &PipeEnd::closed);
    QSignalSpy atRight(right.get(), &PipeEnd::closed);
    left->close(CloseCode::TooSlow, u"8 MiB behind"_s);
    turnLoop();
    left->close(CloseCode::Normal);
    right->close(CloseCode::Normal);
    turnLoop();
    for (const QSignalSpy *spy : {&atLeft, &atRight}) {
        QCOMPARE(spy->size(), 1);
        QCOMPARE(spy->constFirst().at(0).value<CloseCode>(), CloseCode::TooSlow);
        QCOMPARE(spy->constFirst().at(1).toString(), u"8 MiB behind"_s);
    }
}

void TestPipe::believesTheFirstWhoCloses()
{
    auto [left, right] = PipeEnd::make();
    QSignalSpy atLeft(left.get(), &PipeEnd::closed);
    QSignalSpy atRight(right.get(), &PipeEnd::closed);
    right->close(CloseCode::NotAuthorised, u"first"_s);
    left->close(CloseCode::Normal, u"second"_s);
    turnLoop();
    for (const QSignalSpy *spy : {&atLeft, &atRight}) {
        QCOMPARE(spy->size(), 1);
        QCOMPARE(spy->constFirst().at(1).toString(), u"first"_s);
    }
}

void TestPipe::dropsWhatIsSentToAClosedPipe()
{
    auto [left, right] = PipeEnd::make();
    QSignalSpy received(right.get(), &PipeEnd::received);
    left->close(CloseCode::Normal);
    left->send("late");
    turnLoop();
    QVERIFY(received.isEmpty());
    QCOMPARE(left->pendingBytes(), 0);
}

void TestPipe::receivesNothingAfterClosingItself()
{
    auto [left, right] = PipeEnd::make();
    QSignalSpy received(left.get(), &PipeEnd::received);
    QSignalSpy closed(left.get(), &PipeEnd::closed);
    right->send("crossed the closing on its way");
    left->close(CloseCode::Normal);
    turnLoop();
    QVERIFY(received.isEmpty());
    QCOMPARE(closed.size(), 1);
}

void TestPipe::deliversWhatWasSentBeforeAnEndWasDestroyed()
{
    auto [left, right] = PipeEnd::make();
    QSignalSpy received(right.get(), &PipeEnd::received);
    QSignalSpy closed(right.get(), &PipeEnd::closed);
    left->send("last words");
    left.reset();
    QVERIFY(!right->isOpen());
    right->send("to nobody");
    turnLoop();
    QCOMPARE(framesOf(received), QList{"last words"_ba});
    QCOMPARE(closed.size(), 1);
    QCOMPARE(closed.constFirst().at(0).value<CloseCode>(), CloseCode::Normal);
}

void TestPipe::survivesAnOwnerWhoDestroysItWhileReceiving()
{
    auto ends = PipeEnd::make();
    QSignalSpy closed(ends.first.get(), &PipeEnd::closed);
    connect(ends.second.get(), &PipeEnd::received, this, [&ends] { ends.second.reset(); });
    ends.first->send("1");
    ends.first->send("2");
    turnLoop();
    QVERIFY(!ends.second);
    turnLoop();
    QCOMPARE(closed.size(), 1);
}

void TestPipe::survivesAnOwnerWhoDestroysItWhenClosed()
{
    auto ends = PipeEnd::make();
    connect(ends.second.get(), &PipeEnd::closed, this, [&ends] { ends.second.reset(); });
    ends.first->send("1");
    ends.first->close(CloseCode::Normal);
    turnLoop();
    QVERIFY(!ends.second);
}

void TestPipe::countsWhatIsPending()
{
    auto [left, right] = PipeEnd::make();
    const QSignalSpy received(right.get(), &PipeEnd::received);
    QSignalSpy taken(left.get(), &PipeEnd::taken);
    left->send("12345");
    left->send("678");
    QCOMPARE(left->pendingBytes(), 8);
    QCOMPARE(right->pendingBytes(), 0);
    turnLoop();
    QCOMPARE(left->pendingBytes(), 0);
    QTRY_COMPARE(taken.size(), 1);
}

void TestPipe::keepsEveryFrameAcrossThreads()
{
    constexpr int Count = 20'000;
    Loop loop;
    auto ends = PipeEnd::make();
    auto echo = std::make_unique<Echo>(std::move(ends.second), loop.thread());
    QSignalSpy received(ends.first.get(), &PipeEnd::received);
    QList<QByteArray> sent;
    for (int i = 0; i < Count; ++i) {
        sent += QByteArray::number(i);
        ends.first->send(sent.constLast());
        if (i % 1000 == 0)
            turnLoop();
    }
    QTRY_COMPARE_WITH_TIMEOUT(framesOf(received).size(), Count, 30'000);
    QCOMPARE(framesOf(received), sent);
    loop.stop();
}

void TestPipe::closesWhileTheOtherThreadIsSending()
{
    for (int round = 0; round < 200; ++round) {
        Loop loop;
        auto ends = PipeEnd::make();
        auto echo = std::make_unique<Echo>(std::move(ends.second), loop.thread());
        QSignalSpy closed(ends.first.get(), &PipeEnd::closed);
        for (int i = 0; i < 50; ++i)
            ends.first->send(QByteArray::number(i));
        turnLoop();
        if (round % 2)
            QMetaObject::invokeMethod(
                echo.get(), [&echo] { echo.reset(); }, Qt::QueuedConnection);
        else
            ends.first->close(CloseCode::Draining, u"enough"_s);
        QVERIFY(!closed.isEmpty() || closed.wait());
        QCOMPARE(closed.size(), 1);
        loop.stop();
    }
}

void TestPipe::staysWholeWhenBothThreadsLetGoAtOnce()
{
    for (int round = 0; round < 200; ++round) {
        Loop loop;
        auto ends = PipeEnd::make();
        auto *echo = new Echo(std::move(ends.second), loop.thread());
        for (int i = 0; i < 10; ++i)
            ends.first->send("x");
        echo->deleteLater();
        ends.first.reset();
        loop.stop(); // whatever is left over goes with the thread
    }
}

QTEST_GUILESS_MAIN(TestPipe)
#include "tst_pipe.moc"
