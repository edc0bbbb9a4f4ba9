// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bot/play.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::bot;
using namespace sermo::test;
using namespace std::chrono_literals;

//! What the reception does in the name of an agent, and for who stands in line.
class TestErrands : public QObject
{
    Q_OBJECT
private slots:
    void endsASessionInTheAgentsName_data();
    void endsASessionInTheAgentsName();
    void givesTheSessionBackWhenThereIsMore_data();
    void givesTheSessionBackWhenThereIsMore();
    void asksWhetherTheCustomerIsStillThere();
    void endsTheSessionOfWhoDoesNotAnswer_data();
    void endsTheSessionOfWhoDoesNotAnswer();
    void letsTheAgentTakeBackHisSession();
    void worksWithoutASpeaker();
    void asksInLineWhetherTheCustomerIsStillThere();
    void asksInLineOnceAWait();
    void doesNotAskWhoWritesOrIsServed_data();
    void doesNotAskWhoWritesOrIsServed();
    void remembersAfterARestartWhomItAskedInLine();
};

void TestErrands::endsASessionInTheAgentsName_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("payload");
    QTest::addColumn<std::chrono::milliseconds>("wait");
    QTest::newRow("the button") << u"No, thank you"_s << QString(payload::No) << 0ms;
    QTest::newRow("in words") << u"No thanks!"_s << QString() << 3000ms;
}

void TestErrands::endsASessionInTheAgentsName()
{
    QFETCH(const QString, words);
    QFETCH(const QString, payload);
    QFETCH(const std::chrono::milliseconds, wait);
    Play play;
    play.start();
    (void)play.says();
    play.stored(Direction::Internal, event::ClaimSession{AgentId(u"anan01"_s), false, {}});
    play.state(u"assigned"_s);
    play.customer(u"Thank you"_s);
    play.agent(u"You are welcome"_s);
    play.handToBot(u"end_session"_s);
    QCOMPARE(play.says(), u"question as Anders"_s);
    QCOMPARE(play.lastText().text, u"Is there anything else I can help you with?"_s);
    play.customer(words, payload);
    play.wait(wait);
    QCOMPARE(play.says(), u"goodbye as Anders, end"_s);
    QCOMPARE(std::get<event::EndSession>(decode(play.lastSaid().constLast())).reasonText,
             Script::reception().phrases(u"en"_s).ended);
    play.wait(10min);
    QCOMPARE(play.says(), u"heartbeat"_s);
}

void TestErrands::givesTheSessionBackWhenThereIsMore_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("payload");
    QTest::addColumn<std::chrono::milliseconds>("wait");
    QTest::newRow("the button") << u"Yes"_s << QString(payload::Yes) << 0ms;
    QTest::newRow("a question") << u"When is it due?"_s << QString() << 3000ms;
    QTest::newRow("an empty text, as of an image") << u""_s << QString() << 3000ms;
}

void TestErrands::givesTheSessionBackWhenThereIsMore()
{
    QFETCH(const QString, words);
    QFETCH(const QString, payload);
    QFETCH(const std::chrono::milliseconds, wait);
    Play play;
    play.start();
    (void)play.says();
    play.handToBot(u"end_session"_s);
    QCOMPARE(play.says(), u"question as Anders"_s);
    play.customer(words, payload);
    play.wait(wait);
    QCOMPARE(play.says(), u"back"_s);
    QCOMPARE(play.lastSaid().constFirst().type(), EventType::HandoverToAgent);
    play.state(u"assigned"_s);
    play.customer(u"Hello?"_s);
    play.wait(20s);
    QCOMPARE(play.says(), u""_s);
    // And once more, later.
    play.handToBot(u"end_session"_s);
    QCOMPARE(play.says(), u"question as Anders"_s);
}

void TestErrands::asksWhetherTheCustomerIsStillThere()
{
    Play play;
    play.start();
    (void)play.says();
    play.handToBot(u"confirm_present"_s);
    QCOMPARE(play.says(), u"question as Anders"_s);
    QCOMPARE(play.lastText().text, u"Are you still there?"_s);
    play.customer(u"No"_s); // whoever says so is there
    play.wait(3s);
    QCOMPARE(play.says(), u"back"_s);
}

void TestErrands::endsTheSessionOfWhoDoesNotAnswer_data()
{
    QTest::addColumn<QString>("reason");
    QTest::newRow("anything else?") << u"end_session"_s;
    QTest::newRow("still there?") << u"confirm_present"_s;
}

void TestErrands::endsTheSessionOfWhoDoesNotAnswer()
{
    QFETCH(const QString, reason);
    Play play;
    play.start();
    (void)play.says();
    play.handToBot(reason);
    QCOMPARE(play.says(), u"question as Anders"_s);
    play.wait(2min);
    play.types();
    play.wait(2min);
    QCOMPARE(play.says(), u"heartbeat"_s); // he has typed meanwhile
    play.wait(1min);
    QCOMPARE(play.says(), u"heartbeat, end"_s);
}

void TestErrands::letsTheAgentTakeBackHisSession()
{
    Play play;
    play.start();
    (void)play.says();
    play.handToBot(u"end_session"_s);
    QCOMPARE(play.says(), u"question as Anders"_s);
    play.stored(Direction::Internal, event::ClaimSession{AgentId(u"anan01"_s), false, {}});
    play.customer(u"No"_s);
    play.wait(5min);
    QCOMPARE(play.says(), u"heartbeat"_s);
}

void TestErrands::worksWithoutASpeaker()
{
    Play play;
    play.start();
    (void)play.says();
    play.stored(Direction::Internal, event::HandoverToBot{});
    play.state(u"bot_closing"_s);
    QCOMPARE(play.says(), u"question"_s); // in its own name
}

namespace
{

//! The bot has put him through, and the desk has put him in line.
void standInLine(Play &play)
{
    play.start();
    (void)play.says();
    play.customer(u"Invoice"_s, payload::forQueue(QueueId(u"general"_s)));
    (void)play.says();
    play.customer(u"1234567"_s);
    play.wait(3s);
    QVERIFY(play.says().endsWith("handover general"_L1));
    play.state(u"queued"_s);
}

QString saysBeside(Play &play)
{
    return play.says().remove(u"heartbeat, "_s).remove(u"heartbeat"_s);
}

} // namespace

//! Seed, "The bot asks if the customer is still there".
void TestErrands::asksInLineWhetherTheCustomerIsStillThere()
{
    Play play;
    standInLine(play);
    play.wait(119s);
    QCOMPARE(saysBeside(play), u""_s);
    play.wait(1s);
    QCOMPARE(saysBeside(play), u"waiting, checking"_s);
    QVERIFY(play.lastText().text.startsWith("Are you still there?"_L1));
    QCOMPARE(play.lastText().quickReplies.size(), 1);
    QCOMPARE(play.lastSaid().constLast().type(), EventType::HandoverToAgent);
    play.state(u"queued"_s); // a step forward
    play.wait(10s);
    QCOMPARE(saysBeside(play), u""_s);
    play.customer(u"Yes, I am here"_s, payload::StillHere);
    QCOMPARE(play.says(), u"confirmed"_s);
    QCOMPARE(play.lastSaid().constLast().type(), EventType::HandoverToAgent);
}

void TestErrands::asksInLineOnceAWait()
{
    Play play;
    standInLine(play);
    play.wait(2min);
    QCOMPARE(saysBeside(play), u"waiting, checking"_s);
    play.wait(1h); // no answer: he keeps his place
    QCOMPARE(saysBeside(play), u""_s);
    play.customer(u"Sorry, here"_s);
    play.wait(3s);
    QCOMPARE(saysBeside(play), u"confirmed"_s);
    play.customer(u"Hello?"_s);
    play.wait(1h);
    QCOMPARE(saysBeside(play), u""_s);
    play.stored(Direction::Internal, event::ClaimSession{AgentId(u"anan01"_s), false, {}});
    play.state(u"assigned"_s);
    play.stored(Direction::Internal,
                event::HandoverToQueue{QueueId(u"sales"_s), {}, {}}); // another wait
    play.state(u"queued"_s);
    play.wait(2min);
    QCOMPARE(saysBeside(play), u"waiting, checking"_s);
}

void TestErrands::doesNotAskWhoWritesOrIsServed_data()
{
    QTest::addColumn<bool>("isServed");
    QTest::newRow("who types") << false;
    QTest::newRow("who is with an agent") << true;
}

void TestErrands::doesNotAskWhoWritesOrIsServed()
{
    QFETCH(const bool, isServed);
    Play play;
    standInLine(play);
    play.wait(110s);
    if (isServed)
        play.stored(Direction::Internal, event::ClaimSession{AgentId(u"anan01"_s), false, {}});
    else
        play.types();
    play.wait(110s);
    QCOMPARE(saysBeside(play), u""_s);
}

void TestErrands::remembersAfterARestartWhomItAskedInLine()
{
    Play play;
    standInLine(play);
    play.wait(2min);
    QCOMPARE(saysBeside(play), u"waiting, checking"_s);
    play.restart(u"queued"_s);
    play.wait(10min);
    QCOMPARE(saysBeside(play), u""_s);
    play.customer(u"Yes"_s, payload::StillHere);
    QCOMPARE(saysBeside(play), u"confirmed"_s);
}

QTEST_GUILESS_MAIN(TestErrands)
#include "tst_boterrands.moc"
