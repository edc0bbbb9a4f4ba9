// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! Contract 5's table: each cell is a row. Cleo is in the state of the column; ida waits before her
//! in `general`, ivar came after her; a bot, anna (the holder) and bertil are there.
class TestTable : public QObject
{
    Q_OBJECT
private slots:
    void followsTheTable_data();
    void followsTheTable();
    void startsWithoutABotInTheQueue();
    void beginsANewSessionByStartAfterTheEnd();
    void goesFirstWhenTheBotHandsOverToAnAgentTwice();
    void takesABotClosingBackOnlyWhileItsAgentIsThere();
    void keepsWhatPassesOutOfTheState();
};

namespace
{

struct Row {
    const char *sentence;
    Stage stage;
    Sender who;
    EventFrame what;
    const char *verdict;
    const char *after;
};

constexpr char InBot[] = "bot";
constexpr char InLine[] = "queued 2 of 3 in general";
constexpr char WithAnna[] = "assigned to anna";
constexpr char Closing[] = "bot_closing to anna";
constexpr char DoneByAnna[] = "done to anna";
constexpr char Over[] = "ended";
constexpr char Last[] = "queued 3 of 3 in general";
constexpr char First[] = "queued 1 of 3 in general";
constexpr char FirstForAnna[] = "queued 1 of 3 in general kept for anna";
constexpr char LastInSales[] = "queued 1 of 1 in sales";
constexpr char Ok[] = "accepted";
constexpr char WrongState[] = "wrong_state";

// clang-format off
QList<Row> whatCustomersSay()
{
    const Sender cleo = customer("cleo");
    const EventFrame begin = start("cleo");
    const EventFrame words = text("cleo");
    const EventFrame left = saying("client_left", "inbound", "cleo");
    return {
        {"start with the bot passes", Stage::Bot, cleo, begin, Ok, InBot},
        {"start in line passes", Stage::Queued, cleo, begin, Ok, InLine},
        {"start with an agent passes", Stage::Assigned, cleo, begin, Ok, WithAnna},
        {"start while the bot closes passes", Stage::BotClosing, cleo, begin, Ok, Closing},
        {"start after done passes", Stage::Done, cleo, begin, Ok, DoneByAnna},
        {"start after the end begins anew with the bot", Stage::Ended, cleo, begin, Ok, InBot},

        {"text to the bot passes", Stage::Bot, cleo, words, Ok, InBot},
        {"text in line passes", Stage::Queued, cleo, words, Ok, InLine},
        {"text to the agent passes", Stage::Assigned, cleo, words, Ok, WithAnna},
        {"text while the bot closes passes", Stage::BotClosing, cleo, words, Ok, Closing},
        {"text after done goes first in line for the same agent", Stage::Done, cleo, words, Ok, FirstForAnna},
        {"text after the end is refused", Stage::Ended, cleo, words, "session_ended", Over},

        {"client_left with the bot ends", Stage::Bot, cleo, left, Ok, Over},
        {"client_left in line ends", Stage::Queued, cleo, left, Ok, Over},
        {"client_left with an agent stays", Stage::Assigned, cleo, left, Ok, "assigned to anna without the customer"},
        {"client_left while the bot closes ends", Stage::BotClosing, cleo, left, Ok, Over},
        {"client_left after done ends", Stage::Done, cleo, left, Ok, Over},
        {"client_left after the end passes", Stage::Ended, cleo, left, Ok, Over},
    };
}
// clang-format on

// clang-format off
QList<Row> whatTheBotSays()
{
    const EventFrame sales = handoverToQueue("cleo", "sales");
    const EventFrame general = handoverToQueue("cleo", "general");
    const EventFrame toAgent = handoverToAgent("cleo");
    return {
        {"handover_to_queue from the bot goes last", Stage::Bot, bot(), general, Ok, Last},
        {"handover_to_queue to another queue goes last there", Stage::Queued, bot(), sales, Ok, LastInSales},
        {"handover_to_queue to the same queue keeps the place", Stage::Queued, bot(), general, Ok, InLine},
        {"handover_to_queue from an agent goes last", Stage::Assigned, agent("anna"), general, Ok, Last},
        {"handover_to_queue while the bot closes goes last", Stage::BotClosing, bot(), general, Ok, Last},
        {"handover_to_queue after done goes last", Stage::Done, agent("anna"), general, Ok, Last},
        {"handover_to_queue after the end is refused", Stage::Ended, bot(), general, WrongState, Over},

        {"handover_to_agent from the bot goes last in the platform's queue", Stage::Bot, bot(), toAgent, Ok, Last},
        {"handover_to_agent in line changes nothing the first time", Stage::Queued, bot(), toAgent, Ok, InLine},
        {"handover_to_agent with an agent passes", Stage::Assigned, bot(), toAgent, Ok, WithAnna},
        {"handover_to_agent while the bot closes gives back at once", Stage::BotClosing, bot(), toAgent, Ok, WithAnna},
        {"handover_to_agent after done goes first", Stage::Done, bot(), toAgent, Ok, First},
        {"handover_to_agent after the end is refused", Stage::Ended, bot(), toAgent, WrongState, Over},
    };
}
// clang-format on

// clang-format off
QList<Row> whoClaims()
{
    const Sender anna = agent("anna");
    const Sender bertil = agent("bertil");
    const EventFrame byAnna = claim("cleo", "anna");
    const EventFrame byBertil = claim("cleo", "bertil");
    return {
        {"a claim from the bot assigns", Stage::Bot, bertil, byBertil, Ok, "assigned to bertil"},
        {"a claim from the line assigns", Stage::Queued, bertil, byBertil, Ok, "assigned to bertil"},
        {"the holder's second claim is acknowledged only", Stage::Assigned, anna, byAnna, "unchanged", WithAnna},
        {"another's claim of an assigned one is rejected", Stage::Assigned, bertil, byBertil, "claimed by anna", WithAnna},
        {"the holder takes back from the bot", Stage::BotClosing, anna, byAnna, Ok, WithAnna},
        {"another's claim from the closing bot is rejected", Stage::BotClosing, bertil, byBertil, "claimed by anna", Closing},
        {"a claim after done assigns", Stage::Done, bertil, byBertil, Ok, "assigned to bertil"},
        {"a claim after the end is refused", Stage::Ended, anna, byAnna, WrongState, Over},
    };
}
// clang-format on

// clang-format off
QList<Row> whatTheHolderSays()
{
    const Sender anna = agent("anna");
    const EventFrame done = saying("agent_done", "internal", "cleo");
    const EventFrame lend = saying("handover_to_bot", "internal", "cleo", R"("agentId":"anna")");
    const EventFrame end = saying("end_session", "outbound", "cleo");
    return {
        {"agent_done with the bot is refused", Stage::Bot, anna, done, WrongState, InBot},
        {"agent_done in line is refused", Stage::Queued, anna, done, WrongState, InLine},
        {"agent_done by the holder is done", Stage::Assigned, anna, done, Ok, DoneByAnna},
        {"agent_done by a supervisor is done", Stage::Assigned, supervisor(), done, Ok, DoneByAnna},
        {"agent_done while the bot closes is done", Stage::BotClosing, anna, done, Ok, DoneByAnna},
        {"agent_done after done passes", Stage::Done, anna, done, Ok, DoneByAnna},
        {"agent_done after the end is refused", Stage::Ended, anna, done, WrongState, Over},

        {"handover_to_bot with the bot is refused", Stage::Bot, anna, lend, WrongState, InBot},
        {"handover_to_bot in line is refused", Stage::Queued, anna, lend, WrongState, InLine},
        {"handover_to_bot by the holder lets the bot close", Stage::Assigned, anna, lend, Ok, Closing},
        {"handover_to_bot by a supervisor lets the bot close", Stage::Assigned, supervisor(), lend, Ok, Closing},
        {"handover_to_bot while the bot closes passes", Stage::BotClosing, anna, lend, Ok, Closing},
        {"handover_to_bot after done is refused", Stage::Done, anna, lend, WrongState, DoneByAnna},
        {"handover_to_bot after the end is refused", Stage::Ended, anna, lend, WrongState, Over},

        {"end_session with the bot ends", Stage::Bot, anna, end, Ok, Over},
        {"end_session in line ends", Stage::Queued, anna, end, Ok, Over},
        {"end_session with an agent ends", Stage::Assigned, anna, end, Ok, Over},
        {"end_session while the bot closes ends", Stage::BotClosing, bot(), end, Ok, Over},
        {"end_session after done ends", Stage::Done, anna, end, Ok, Over},
        {"end_session after the end passes", Stage::Ended, anna, end, Ok, Over},
    };
}
// clang-format on

void set(Scene &scene, Stage stage)
{
    scene.botComes();
    scene.agentComes("anna");
    scene.agentComes("bertil");
    scene.bring("ida", Stage::Queued);
    scene.bring("cleo", stage);
    scene.bring("ivar", Stage::Queued);
}

} // namespace

void TestTable::followsTheTable_data()
{
    QTest::addColumn<int>("stage");
    QTest::addColumn<Sender>("who");
    QTest::addColumn<EventFrame>("what");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("after");
    for (const Row &row :
         whatCustomersSay() + whatTheBotSays() + whoClaims() + whatTheHolderSays()) {
        QTest::newRow(row.sentence)
            << static_cast<int>(row.stage) << row.who << row.what
            << QString::fromLatin1(row.verdict) << QString::fromLatin1(row.after);
    }
}

void TestTable::followsTheTable()
{
    QFETCH(int, stage);
    QFETCH(Sender, who);
    QFETCH(EventFrame, what);
    QFETCH(QString, verdict);
    QFETCH(QString, after);
    Scene scene;
    set(scene, static_cast<Stage>(stage));
    const qsizetype before = scene.log.size();

    QCOMPARE(inWords(scene.say(who, what)), verdict);
    QCOMPARE(scene.state("cleo"), after);
    // What passes is stored even where it changes nothing, what is refused is not.
    QCOMPARE(scene.log.size() > before, verdict == u"accepted"_s);
    QCOMPARE(scene.refusedOfDesk, QStringList());
}

void TestTable::startsWithoutABotInTheQueue()
{
    Scene scene;
    scene.bring("cleo", Stage::Bot);
    QCOMPARE(scene.state("cleo"), u"queued 1 of 1 in general"_s);
    QCOMPARE(scene.reasons("cleo"), QStringList{u"handover_to_queue bot_unavailable"_s});
}

void TestTable::beginsANewSessionByStartAfterTheEnd()
{
    Scene scene;
    scene.botComes();
    scene.bring("cleo", Stage::Ended);
    const Seq first = scene.session("cleo").firstSeq;
    scene.say(customer("cleo"), start("cleo"));
    QVERIFY(scene.session("cleo").firstSeq > first);

    // A channel's user has no widget that says `start`: his text does.
    const EventFrame hi = text("mia");
    scene.say(channel(), hi);
    scene.say(supervisor(), saying("end_session", "outbound", "mia"));
    QCOMPARE(scene.state("mia"), u"ended"_s);
    QCOMPARE(inWords(scene.say(channel(), hi)), u"accepted"_s);
    QCOMPARE(scene.state("mia"), u"bot"_s);
}

void TestTable::goesFirstWhenTheBotHandsOverToAnAgentTwice()
{
    // The seed's "the bot asks if the customer is still there".
    Scene scene;
    set(scene, Stage::Bot);
    scene.say(bot(), handoverToAgent("cleo"));
    QCOMPARE(scene.state("cleo"), u"queued 3 of 3 in general"_s);
    scene.say(bot(), handoverToAgent("cleo"));
    QCOMPARE(scene.state("cleo"), u"queued 1 of 3 in general"_s);

    // By another way in, the second one while queued.
    scene.say(bot(), handoverToAgent("ivar"));
    QCOMPARE(scene.state("ivar"), u"queued 3 of 3 in general"_s);
    scene.say(bot(), handoverToAgent("ivar"));
    QCOMPARE(scene.state("ivar"), u"queued 1 of 3 in general"_s); // he entered the line before her
}

void TestTable::takesABotClosingBackOnlyWhileItsAgentIsThere()
{
    Scene scene;
    set(scene, Stage::BotClosing);
    scene.forget();
    scene.say(bot(), handoverToAgent("cleo"));
    QCOMPARE(scene.reasons("cleo"), QStringList{u"claim_session returned"_s});
    QCOMPARE(scene.infos("cleo"), QStringList());
    QCOMPARE(scene.numbers("cleo"), QList<int>());

    scene.say(agent("anna"), saying("handover_to_bot", "internal", "cleo"));
    scene.say(agent("anna"), agentStatus("anna", "offline"));
    scene.pass(5min);
    QCOMPARE(scene.state("cleo"), u"bot_closing to anna"_s); // only when it comes back
    scene.say(bot(), handoverToAgent("cleo"));
    QCOMPARE(scene.state("cleo"), u"queued 1 of 3 in general"_s);
    QCOMPARE(scene.session("cleo").lineClass, LineClass::BackFromBot);
}

void TestTable::keepsWhatPassesOutOfTheState()
{
    Scene scene;
    set(scene, Stage::Queued);
    const SessionTable before = scene.desk().table();
    scene.say(agent("anna"), saying("typing_on", "outbound", "cleo"));
    scene.say(agent("anna"), saying("draft", "internal", "cleo", R"("agentId":"anna","text":"H")"));
    QCOMPARE(scene.desk().table() == before, true);

    // A known type in a direction where neither seed nor contract has it is opaque.
    scene.say(agent("anna"), saying("claim_session", "outbound", "cleo", R"("agentId":"anna")"));
    scene.say(agent("anna"), saying("end_session", "internal", "cleo"));
    QCOMPARE(scene.state("cleo"), u"queued 2 of 3 in general"_s);
}

QTEST_GUILESS_MAIN(TestTable)
#include "tst_table.moc"
