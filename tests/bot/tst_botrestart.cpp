// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bot/play.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::bot;
using namespace sermo::test;
using namespace std::chrono_literals;

namespace
{

const QString Technical = payload::forQueue(QueueId(u"technical"_s));

} // namespace

//! Restarts, and answers that are no acknowledgement.
class TestRestart : public QObject
{
    Q_OBJECT
private slots:
    void goesOnWhereItWasAfterARestart_data();
    void goesOnWhereItWasAfterARestart();
    void goesOnWithAnErrandAfterARestart();
    void answersTheSameEventWithTheSameId();
    void saysAgainWhatStorageTurnedAway();
    void saysAgainThatItEndsTheSession();
    void leavesACustomerToTheAgentWhoTookHim_data();
    void leavesACustomerToTheAgentWhoTookHim();
    void handsOverToTheAgentsWhenTheQueueIsUnknown();
    void givesUpWhatTheDeskRefuses();
};

void TestRestart::goesOnWhereItWasAfterARestart_data()
{
    QTest::addColumn<int>("turns");
    QTest::addColumn<QString>("next");
    QTest::newRow("before the greeting") << 0 << u"greeting"_s;
    QTest::newRow("after the greeting") << 1 << u""_s;
    QTest::newRow("before the first answer") << 2 << u"number"_s;
    QTest::newRow("after the question for the number") << 3 << u""_s;
    QTest::newRow("with an odd answer waiting") << 4 << u"number-again"_s;
    QTest::newRow("after the second question") << 5 << u""_s;
    QTest::newRow("with the number waiting")
        << 6 << u"identified demo 1234567, thanks, handover technical"_s;
}

void TestRestart::goesOnWhereItWasAfterARestart()
{
    QFETCH(const int, turns);
    QFETCH(const QString, next);
    Play play;
    const QList<std::function<void()>> script{
        [&] { play.start(); },
        [&] { QCOMPARE(play.says(), u"greeting"_s); },
        [&] { play.customer(u"Technical support"_s, Technical); },
        [&] { QCOMPARE(play.says(), u"number"_s); },
        [&] { play.customer(u"Why?"_s); },
        [&] {
            play.wait(3s);
            QCOMPARE(play.says(), u"number-again"_s);
        },
        [&] { play.customer(u"1234567"_s); },
    };
    for (const auto &turn : script.first(turns + 1))
        turn();
    play.restart(u"bot"_s);
    QCOMPARE(play.saidDuringReplay(), u""_s); // not a word before the desk says whose turn it is
    play.wait(3s);
    QCOMPARE(play.says(), next);
}

void TestRestart::goesOnWithAnErrandAfterARestart()
{
    Play play;
    play.start();
    (void)play.says();
    play.handToBot(u"end_session"_s);
    QCOMPARE(play.says(), u"question as Anders"_s);
    play.restart(u"bot_closing"_s);
    QCOMPARE(play.saidDuringReplay(), u""_s);
    QCOMPARE(play.says(), u""_s); // it has been asked
    play.customer(u"No"_s);
    play.restart(u"bot_closing"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"goodbye as Anders, end"_s);
}

// Should a restart forget what was said after all, the broker knows the id and drops it.
void TestRestart::answersTheSameEventWithTheSameId()
{
    QList<EventId> ids;
    for (int i = 0; i < 2; ++i) {
        Play play;
        play.start();
        (void)play.says();
        ids += play.lastSaid().constFirst().id();
    }
    QCOMPARE(ids.at(0), EventId(u"reception:greeting:1"_s));
    QCOMPARE(ids.at(1), ids.at(0));
}

void TestRestart::saysAgainWhatStorageTurnedAway()
{
    Play play;
    play.setAcknowledges(false);
    play.start();
    QCOMPARE(play.says(), u"greeting"_s);
    const QByteArray greeting = play.lastSaid().constFirst().bytes();
    play.refuse(ErrorCode::StorageUnavailable, play.lastSaid().constFirst());
    QCOMPARE(play.says(), u""_s);
    QCOMPARE(play.untilNextWake(), 2s);
    play.wait(2s);
    QCOMPARE(play.says(), u"greeting"_s);
    QCOMPARE(play.lastSaid().constFirst().bytes(), greeting);
    play.wait(10s);
    QCOMPARE(play.says(), u""_s);
}

namespace
{

//! Up to where the bot hands over to a queue, by its last words.
void playToHandover(Play &play)
{
    play.start();
    (void)play.says();
    play.customer({}, Technical);
    (void)play.says();
    play.customer({}, payload::NoNumber);
    QCOMPARE(play.says(), u"thanks, handover technical"_s);
}

//! Up to where it ends the session in an agent's name, by its last words.
void playToEnd(Play &play)
{
    play.start();
    (void)play.says();
    play.handToBot(u"end_session"_s);
    (void)play.says();
    play.customer(u"No"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"goodbye as Anders, end"_s);
}

} // namespace

void TestRestart::saysAgainThatItEndsTheSession()
{
    Play play;
    play.setAcknowledges(false);
    playToEnd(play);
    play.refuse(ErrorCode::StorageUnavailable, play.lastSaid().constLast());
    play.state(u"bot_closing"_s); // told again, and as it was
    play.wait(2s);
    QCOMPARE(play.says(), u"end"_s);
}

void TestRestart::leavesACustomerToTheAgentWhoTookHim_data()
{
    QTest::addColumn<bool>("isClosing");
    QTest::addColumn<bool>("isRefusedFirst");
    QTest::newRow("a handover, refused before the claim") << false << true;
    QTest::newRow("a handover, refused after the claim") << false << false;
    QTest::newRow("the end, refused before the agent took him back") << true << true;
    QTest::newRow("the end, refused after the agent took him back") << true << false;
}

void TestRestart::leavesACustomerToTheAgentWhoTookHim()
{
    QFETCH(const bool, isClosing);
    QFETCH(const bool, isRefusedFirst);
    Play play;
    play.setAcknowledges(false);
    isClosing ? playToEnd(play) : playToHandover(play);
    const EventFrame last = play.lastSaid().constLast();
    if (isRefusedFirst)
        play.refuse(ErrorCode::StorageUnavailable, last);
    play.stored(Direction::Internal, event::ClaimSession{AgentId(u"anan01"_s), false, {}});
    play.state(u"assigned"_s);
    if (!isRefusedFirst)
        play.refuse(ErrorCode::StorageUnavailable, last);
    play.wait(2s);
    QCOMPARE(play.says(), u""_s);
}

void TestRestart::handsOverToTheAgentsWhenTheQueueIsUnknown()
{
    Play play;
    play.setAcknowledges(false);
    play.start();
    (void)play.says();
    play.customer({}, Technical);
    (void)play.says();
    play.customer({}, payload::NoNumber);
    QCOMPARE(play.says(), u"thanks, handover technical"_s);
    play.refuse(ErrorCode::UnknownQueue, play.lastSaid().constLast());
    QCOMPARE(play.says(), u"back"_s);
    QCOMPARE(play.lastSaid().constFirst().type(), EventType::HandoverToAgent);
}

void TestRestart::givesUpWhatTheDeskRefuses()
{
    Play play;
    play.setAcknowledges(false);
    play.start();
    (void)play.says();
    play.refuse(ErrorCode::WrongState, play.lastSaid().constFirst());
    play.wait(20s);
    QCOMPARE(play.says(), u""_s);
    // An error about somebody else's event.
    play.refuse(ErrorCode::StorageUnavailable, EventFrame());
    QCOMPARE(play.says(), u""_s);
}

QTEST_GUILESS_MAIN(TestRestart)
#include "tst_botrestart.moc"
