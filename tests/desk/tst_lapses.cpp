// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/goers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! The last rows of contract 5's table: what time and sockets do without any event.
class TestLapses : public QObject
{
    Q_OBJECT
private slots:
    void followsTheTable_data();
    void followsTheTable();
    void countsFromTheLastMomentOfAGoodLink();
    void startsCountingAtUnload();
    void neverLosesAChannelsUser();
    void findsABotByItsHeartbeats();
    void waitsForTheBotOfASession();
    void waitsForTheBotOfWhoBeganWithoutOne();
    void countsWhoWritesAsThere();
    void givesSessionsBackAtOnceWhenTheAgentIsLost();
    void keepsAnAgentWhoIsBackInTime();
    void takesAnAgentBackWhoSpeaksTheSeedOnly();
};

namespace
{

struct Row {
    const char *sentence;
    Stage stage;
    void (*lapse)(Scene &);
    const char *before; //!< just before the time is over
    std::chrono::milliseconds time;
    const char *after;
    const char *reason; //!< of the desk's event; null: it says none
};

constexpr char InBot[] = "bot";
constexpr char InLine[] = "queued 2 of 3 in general";
constexpr char WithAnna[] = "assigned to anna";
constexpr char Closing[] = "bot_closing to anna";
constexpr char Done[] = "done to anna";
constexpr char Over[] = "ended";
constexpr char Last[] = "queued 3 of 3 in general";
constexpr char First[] = "queued 1 of 3 in general";
constexpr char Gone[] = "end_session gone";

// clang-format off
QList<Row> rows()
{
    return {
        {"a lost link does nothing to a talk with the bot", Stage::Bot, goes, InBot, 45s, InBot, nullptr},
        {"a lost link keeps the place in line", Stage::Queued, goes, InLine, 45s, InLine, nullptr},
        {"a lost link does nothing to a talk with an agent", Stage::Assigned, goes, WithAnna, 45s, WithAnna, nullptr},
        {"a lost link does nothing while the bot closes", Stage::BotClosing, goes, Closing, 45s, Closing, nullptr},
        {"a lost link does nothing after done", Stage::Done, goes, Done, 45s, Done, nullptr},
        {"a lost link does nothing after the end", Stage::Ended, goes, Over, 45s, Over, nullptr},

        {"ten minutes end a talk with the bot", Stage::Bot, goes, InBot, 10min, Over, Gone},
        {"ten minutes end the waiting", Stage::Queued, goes, InLine, 10min, Over, Gone},
        {"an hour does not end a talk with an agent", Stage::Assigned, goes, WithAnna, 60min, WithAnna, nullptr},
        {"ten minutes end what the bot closes", Stage::BotClosing, goes, Closing, 10min, Over, Gone},
        {"a day ends what is done", Stage::Done, goes, Done, 24h, Over, Gone},
        {"ten minutes do nothing after the end", Stage::Ended, goes, Over, 10min, Over, nullptr},

        {"without a bot its customers go last in line", Stage::Bot, botGoes, InBot, 30s, Last,
         "handover_to_queue bot_unavailable"},
        {"without a bot the line stays", Stage::Queued, botGoes, InLine, 40s, InLine, nullptr},
        {"without a bot agents go on", Stage::Assigned, botGoes, WithAnna, 40s, WithAnna, nullptr},
        {"without a bot the agent takes back", Stage::BotClosing, botGoes, Closing, 30s, WithAnna,
         "claim_session returned"},
        {"without a bot done stays done", Stage::Done, botGoes, Done, 40s, Done, nullptr},
        {"without a bot the end stays the end", Stage::Ended, botGoes, Over, 40s, Over, nullptr},

        {"a lost agent's customer goes first", Stage::Assigned, annaGoes, WithAnna, 30s, First,
         "handover_to_queue agent_offline"},
        {"an offline agent's customer goes first", Stage::Assigned, annaSaysOffline, WithAnna, 30s, First,
         "handover_to_queue agent_offline"},
        {"a lost agent changes nothing with the bot", Stage::Bot, annaGoes, InBot, 40s, InBot, nullptr},
        {"a lost agent changes nothing in line", Stage::Queued, annaGoes, InLine, 40s, InLine, nullptr},
        {"a lost agent changes nothing while the bot closes", Stage::BotClosing, annaGoes, Closing, 40s, Closing, nullptr},
        {"a lost agent changes nothing after done", Stage::Done, annaGoes, Done, 40s, Done, nullptr},
        {"a lost agent changes nothing after the end", Stage::Ended, annaGoes, Over, 40s, Over, nullptr},
    };
}
// clang-format on

} // namespace

void TestLapses::followsTheTable_data()
{
    QTest::addColumn<Row>("row");
    for (const Row &row : rows())
        QTest::newRow(row.sentence) << row;
}

void TestLapses::followsTheTable()
{
    QFETCH(Row, row);
    Scene scene;
    set(scene, row.stage);
    scene.pass(1s);
    scene.forget();
    row.lapse(scene);
    scene.pass(row.time - 1s);
    QCOMPARE(scene.state("cleo"), QString::fromLatin1(row.before));
    scene.pass(1s);
    QCOMPARE(scene.state("cleo"), QString::fromLatin1(row.after));
    QCOMPARE(scene.reasons("cleo"),
             row.reason ? QStringList{QString::fromLatin1(row.reason)} : QStringList());
    QCOMPARE(scene.refusedOfDesk, QStringList());
}

void TestLapses::countsFromTheLastMomentOfAGoodLink()
{
    Scene scene;
    set(scene, Stage::Queued);
    const UserId cleo(u"cleo"_s);
    const auto isParked = [&] { return scene.desk().briefing(cleo).isEmpty(); };
    // The socket stays open but answers nothing: good for 15 s more, then the 45 s begin.
    scene.customerGoes("cleo");
    scene.see(seen::LinkUp{cleo, {}});
    scene.pass(59s);
    QVERIFY(!isParked());
    scene.pass(1s);
    QVERIFY(isParked());
    scene.see(seen::LinkBeat{cleo, {}});
    QVERIFY(!isParked());

    // Gone and back again within the time: nothing has happened.
    scene.forget();
    for (int i = 0; i < 5; ++i) {
        scene.customerGoes("cleo");
        scene.pass(40s);
        QVERIFY(!isParked());
        scene.customerComes("cleo");
    }
    QCOMPARE(scene.heard(EventType::SessionState, "cleo").size(), 0);
}

void TestLapses::startsCountingAtUnload()
{
    Scene scene;
    set(scene, Stage::Queued);
    const UserId cleo(u"cleo"_s);
    scene.see(seen::Unload{cleo});
    scene.pass(500ms);
    scene.customerGoes("cleo"); // the socket follows: it does not start anew
    scene.pass(44400ms);
    QCOMPARE(scene.desk().briefing(cleo).size(), 1);
    scene.pass(100ms);
    QCOMPARE(scene.desk().briefing(cleo).size(), 0);
}

void TestLapses::neverLosesAChannelsUser()
{
    Scene scene;
    scene.say(channel(), text("mia"));
    QCOMPARE(scene.state("mia"), u"queued 1 of 1 in general"_s);
    scene.pass(25h);
    QCOMPARE(scene.state("mia"), u"queued 1 of 1 in general"_s);
    QCOMPARE(scene.desk().briefing(UserId(u"mia"_s)).size(), 1);
}

void TestLapses::findsABotByItsHeartbeats()
{
    Scene scene;
    const auto isThere = [&] {
        return scene.desk().platformStatus(PlatformId(u"webchat"_s), scene.now())->available;
    };
    const SenderName name = bot().name;
    QVERIFY(!isThere());
    scene.see(seen::BotUp{name});
    QVERIFY(!isThere()); // connected, but it has not said so
    scene.see(seen::BotBeat{name, true});
    QVERIFY(isThere());
    scene.pass(89s);
    QVERIFY(isThere());
    scene.pass(2s);
    QVERIFY(!isThere()); // the last heartbeat is too old
    scene.see(seen::BotBeat{name, true});
    scene.see(seen::BotDown{name});
    QVERIFY(!isThere());
    scene.see(seen::BotUp{name});
    QVERIFY(isThere()); // what it said still holds
    scene.see(seen::BotBeat{name, false});
    QVERIFY(!isThere());
}

void TestLapses::waitsForTheBotOfASession()
{
    Scene scene;
    scene.botComes();
    scene.bring("cleo", Stage::Bot);
    scene.see(seen::BotBeat{bot().name, false});
    scene.pass(900ms); // it says so again before the thirty seconds are over
    scene.see(seen::BotBeat{bot().name, true});
    scene.pass(60s);
    QCOMPARE(scene.state("cleo"), u"bot"_s);

    // Several at once go into the line in the order of their coming.
    for (const char *user : {"zoe", "bo", "max"})
        scene.bring(user, Stage::Bot);
    scene.see(seen::BotDown{bot().name});
    scene.pass(30s);
    QCOMPARE(scene.state("cleo"), u"queued 1 of 4 in general"_s);
    QCOMPARE(scene.state("zoe"), u"queued 2 of 4 in general"_s);
    QCOMPARE(scene.state("max"), u"queued 4 of 4 in general"_s);
}

//! Whoever there was to talk to when he came: now a bot has him, and is waited for.
void TestLapses::waitsForTheBotOfWhoBeganWithoutOne()
{
    Scene scene;
    scene.agentComes("anna");
    scene.customerComes("cleo");
    scene.say(customer("cleo"), start("cleo"));
    QCOMPARE(scene.state("cleo"), u"queued 1 of 1 in general"_s);
    scene.say(agent("anna"), claim("cleo", "anna"));
    scene.botComes();
    scene.say(agent("anna"), saying("handover_to_bot", "internal", "cleo", R"("agentId":"anna")"));
    scene.forget();
    botGoes(scene);
    scene.pass(29s);
    QCOMPARE(scene.state("cleo"), u"bot_closing to anna"_s);
    scene.see(seen::BotUp{bot().name}); // there again in time
    scene.pass(5min);
    QCOMPARE(scene.state("cleo"), u"bot_closing to anna"_s);
    botGoes(scene);
    scene.pass(30s);
    QCOMPARE(scene.state("cleo"), u"assigned to anna"_s);
    QCOMPARE(scene.reasons("cleo"), QStringList{u"claim_session returned"_s});
}

//! The socket was open and answered nothing; what comes through it proves the link at once.
void TestLapses::countsWhoWritesAsThere()
{
    Scene scene;
    set(scene, Stage::Queued);
    const UserId cleo(u"cleo"_s);
    scene.customerGoes("cleo");
    scene.see(seen::LinkUp{cleo, {}});
    scene.pass(60s);
    QVERIFY(scene.desk().briefing(cleo).isEmpty()); // parked
    scene.forget();
    scene.say(customer("cleo"), text("cleo"));
    QCOMPARE(scene.desk().briefing(cleo).size(), 1);
    QCOMPARE(scene.numbers("cleo"), QList<int>{2}); // told anew on return
}

void TestLapses::givesSessionsBackAtOnceWhenTheAgentIsLost()
{
    Scene scene;
    set(scene, Stage::Assigned);
    annaGoes(scene);
    scene.pass(30s);
    QCOMPARE(scene.desk().table().statusOf(AgentId(u"anna"_s)), u"offline"_s);
    QCOMPARE(scene.state("cleo"), u"queued 1 of 3 in general"_s);

    // Declared offline, and then the socket: whichever comes first.
    scene.agentComes("bertil");
    scene.say(agent("bertil"), claim("cleo", "bertil"));
    scene.say(agent("bertil"), agentStatus("bertil", "offline"));
    scene.pass(20s);
    scene.see(seen::AgentDown{AgentId(u"bertil"_s)});
    scene.pass(9900ms);
    QCOMPARE(scene.state("cleo"), u"assigned to bertil"_s);
    scene.pass(100ms);
    QCOMPARE(scene.state("cleo"), u"queued 1 of 3 in general"_s);
}

void TestLapses::keepsAnAgentWhoIsBackInTime()
{
    Scene scene;
    set(scene, Stage::Assigned);
    annaGoes(scene);
    scene.pass(29s);
    scene.see(seen::AgentUp{AgentId(u"anna"_s)});
    scene.pass(5min);
    QCOMPARE(scene.state("cleo"), u"assigned to anna"_s);
    annaSaysOffline(scene);
    scene.pass(29s);
    scene.say(agent("anna"), agentStatus("anna", "away"));
    scene.pass(5min);
    QCOMPARE(scene.state("cleo"), u"assigned to anna"_s);
}

void TestLapses::takesAnAgentBackWhoSpeaksTheSeedOnly()
{
    Scene scene; // he never says what his status is
    scene.botComes();
    scene.bring("cleo", Stage::Queued);
    const AgentId olof(u"olof"_s);
    scene.see(seen::AgentUp{olof});
    scene.say(agent("olof"), claim("cleo", "olof"));
    scene.see(seen::AgentDown{olof});
    scene.pass(30s);
    QCOMPARE(scene.desk().table().statusOf(olof), u"offline"_s);
    QCOMPARE(scene.state("cleo"), u"queued 1 of 1 in general"_s);

    scene.pass(1h);
    scene.see(seen::AgentUp{olof});
    QCOMPARE(scene.desk().table().statusOf(olof), u"away"_s);
    scene.say(agent("olof"), claim("cleo", "olof"));
    scene.pass(1h);
    QCOMPARE(scene.state("cleo"), u"assigned to olof"_s);

    // Who says himself that he is offline stays so.
    scene.say(agent("olof"), agentStatus("olof", "offline"));
    scene.see(seen::AgentDown{olof});
    scene.see(seen::AgentUp{olof});
    QCOMPARE(scene.desk().table().statusOf(olof), u"offline"_s);
}

QTEST_GUILESS_MAIN(TestLapses)
#include "tst_lapses.moc"
