// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bot/play.h"
#include "tests/support/corpus.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::bot;
using namespace sermo::test;
using namespace std::chrono_literals;

namespace
{

const QString Technical = payload::forQueue(QueueId(u"technical"_s));

} // namespace

//! When the reception speaks and when it does not, whose words it remembers, and what it survives.
class TestBotFloor : public QObject
{
    Q_OBJECT
private slots:
    void staysSilentWithoutTheFloor_data();
    void staysSilentWithoutTheFloor();
    void staysSilentWhenTheAgentWasQuicker();
    void staysSilentAfterHandingOver();
    void staysSilentWhenTheCustomerHasLeft();
    void greetsAgainInANewSession();
    void doesNotGreetTwiceForASecondStart();
    void keepsCustomersApart();
    void forgetsWhoseSessionIsOver();
    void hearsAnythingWithoutHarm_data();
    void hearsAnythingWithoutHarm();
    void saysNothingBeforeItIsWelcome();
};

void TestBotFloor::staysSilentWithoutTheFloor_data()
{
    QTest::addColumn<QString>("state");
    for (const char *state : {"queued", "assigned", "done", "ended", "something new"})
        QTest::newRow(state) << QString::fromLatin1(state);
}

void TestBotFloor::staysSilentWithoutTheFloor()
{
    QFETCH(const QString, state);
    Play play;
    play.stored(Direction::Inbound, event::Start{});
    QCOMPARE(play.says(), u""_s); // the desk has not said whose it is
    play.state(state);
    play.customer(u"My broadband is slow"_s);
    play.wait(20s);
    QCOMPARE(play.says(), u""_s);
}

void TestBotFloor::staysSilentWhenTheAgentWasQuicker()
{
    Play play;
    play.start();
    (void)play.says();
    play.customer(u"My broadband is slow"_s);
    play.stored(Direction::Internal, event::ClaimSession{AgentId(u"anan01"_s), false, {}});
    play.wait(20s);
    QCOMPARE(play.says(), u""_s); // even before session_state says so
}

void TestBotFloor::staysSilentAfterHandingOver()
{
    Play play;
    play.start();
    (void)play.says();
    play.customer({}, Technical);
    (void)play.says();
    play.customer({}, payload::NoNumber);
    QCOMPARE(play.says(), u"thanks, handover technical"_s);
    play.customer(u"How long does it take?"_s);
    play.wait(20s);
    QCOMPARE(play.says(), u""_s);
    play.state(u"queued"_s);
    play.customer(u"Hello?"_s);
    play.wait(5s);
    QCOMPARE(play.says(), u""_s);
}

void TestBotFloor::staysSilentWhenTheCustomerHasLeft()
{
    Play play;
    play.start();
    (void)play.says();
    play.customer(u"My broadband is slow"_s);
    play.stored(Direction::Inbound, event::ClientLeft{});
    play.wait(20s);
    QCOMPARE(play.says(), u""_s);
}

void TestBotFloor::greetsAgainInANewSession()
{
    Play play;
    play.start();
    QCOMPARE(play.says(), u"greeting"_s);
    play.customer({}, Technical);
    (void)play.says();
    play.stored(Direction::Inbound, event::ClientLeft{});
    play.start();
    QCOMPARE(play.says(), u"greeting"_s);
    play.customer(u"?"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"offer"_s); // what was chosen before is forgotten

    play.stored(Direction::Outbound, event::EndSession{{}, u"gone"_s});
    play.state(u"ended"_s);
    play.start();
    QCOMPARE(play.says(), u"greeting"_s);
}

void TestBotFloor::doesNotGreetTwiceForASecondStart()
{
    Play play;
    play.start();
    QCOMPARE(play.says(), u"greeting"_s);
    play.start();
    QCOMPARE(play.says(), u""_s);
}

void TestBotFloor::keepsCustomersApart()
{
    Play play;
    play.start();
    QCOMPARE(play.says(), u"greeting"_s);
    play.customer({}, Technical);
    play.setUser(u"other"_s);
    play.start();
    play.customer(u"I want to buy one"_s);
    QCOMPARE(play.says(), u"greeting, number"_s);
    for (const EventFrame &frame : play.lastSaid())
        QCOMPARE(frame.user().value(),
                 frame.id().value().contains("greeting"_L1) ? u"other"_s : u"u"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"number"_s);
    QCOMPARE(play.lastSaid().constFirst().user().value(), u"other"_s);
}

void TestBotFloor::forgetsWhoseSessionIsOver()
{
    Play play;
    play.start();
    (void)play.says();
    QCOMPARE(play.remembered(), 1);
    play.stored(Direction::Outbound, event::EndSession{});
    play.state(u"ended"_s);
    play.stored(Direction::Inbound, event::Rating{});
    play.stored(Direction::Internal, event::Note{});
    play.stored(Direction::Internal, event::PresencePoint{});
    play.stored(Direction::Inbound, event::ClientUnload{});
    QCOMPARE(play.remembered(), 0);
}

void TestBotFloor::hearsAnythingWithoutHarm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const CorpusFile &file : corpus())
        QTest::newRow(file.rowName().constData()) << file.bytes;
}

void TestBotFloor::hearsAnythingWithoutHarm()
{
    QFETCH(const QByteArray, bytes);
    Play play;
    play.setUser(u"8a8b5c18-c0dd-467b-bd77-7e7685fadf6d"_s);
    play.start();
    play.hear(bytes);
    if (const auto event = EventFrame::fromSender(bytes))
        play.hear(StoredEvent{100, 1, {}, *event}.delivered());
    play.wait(3s);
    (void)play.says();
    for (const EventFrame &frame : play.lastSaid())
        QVERIFY(EventFrame::fromSender(frame.bytes()));
}

void TestBotFloor::saysNothingBeforeItIsWelcome()
{
    const FakeClock clock;
    BotBrain brain(Rules{Script::reception(), desk::DeskConfig::defaults()});
    QVERIFY(brain.speak(clock.now()).isEmpty());
    QVERIFY(!brain.nextWake());
}

QTEST_GUILESS_MAIN(TestBotFloor)
#include "tst_botfloor.moc"
