// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/judged.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! Who may say what, and when: contract 3 (Routing, Errors) and what contract 5 says of rights.
class TestRights : public QObject
{
    Q_OBJECT
private slots:
    void letsEachRoleSpeakInItsDirections_data();
    void letsEachRoleSpeakInItsDirections();
    void judges_data();
    void judges();
    void givesAUserToTheKeyThatBroughtHimFirst();
    void letsAfterTheEndPassWhatTheContractNames_data();
    void letsAfterTheEndPassWhatTheContractNames();
};

namespace
{

struct Row {
    const char *sentence;
    Stage stage;
    Sender who;
    EventFrame what;
    const char *verdict;
};

EventFrame about(const char *type, const char *user = "cleo", const QByteArray &more = {})
{
    return saying(type, "internal", user, more);
}

// clang-format off
QList<Row> rightsOfHolders()
{
    const EventFrame done = about("agent_done");
    const EventFrame lend = about("handover_to_bot");
    const EventFrame end = saying("end_session", "outbound", "cleo");
    return {
        {"a colleague's agent_done is not his to say", Stage::Assigned, agent("bertil"), done, "forbidden_type"},
        {"a bot's agent_done is not its to say", Stage::Assigned, bot(), done, "forbidden_type"},
        {"the state is judged before the right", Stage::Queued, agent("bertil"), done, "wrong_state"},
        {"a colleague's handover_to_bot is not his to say", Stage::Assigned, agent("bertil"), lend, "forbidden_type"},
        {"an offer by a colleague is not his to make", Stage::Assigned, agent("bertil"), handoverToAgent("cleo", "bertil"), "forbidden_type"},
        {"an offer by the holder is made", Stage::Assigned, agent("anna"), handoverToAgent("cleo", "bertil"), "accepted"},
        {"an agent's claim for another is not his to say", Stage::Queued, agent("bertil"), claim("cleo", "anna"), "forbidden_type"},
        {"a bot does not claim", Stage::Queued, bot(), claim("cleo", "anna"), "forbidden_type"},
        {"a lost claim for another is lost first", Stage::Assigned, agent("bertil"), claim("cleo", "carl"), "claimed by anna"},
        {"a supervisor claims for anyone", Stage::Queued, supervisor(), claim("cleo", "bertil"), "accepted"},
        {"a supervisor's claim does not take over by itself", Stage::Assigned, supervisor(), claim("cleo", "bertil"), "claimed by anna"},
        {"a supervisor takes over by force", Stage::Assigned, supervisor(), claim("cleo", "bertil", true), "accepted"},
        {"an agent has no force", Stage::Assigned, agent("bertil"), claim("cleo", "bertil", true), "claimed by anna"},
        {"a claim without an agentId is no claim", Stage::Queued, supervisor(), about("claim_session"), "bad_event"},
        {"a bot's text while an agent holds is forbidden", Stage::Assigned, bot(), saying("text", "outbound", "cleo"), "forbidden_type"},
        {"a bot's text in the agent's name passes", Stage::BotClosing, bot(), saying("text", "outbound", "cleo"), "accepted"},
        {"a bot's text in line passes", Stage::Queued, bot(), saying("text", "outbound", "cleo"), "accepted"},
        {"an agent's text passes", Stage::Assigned, agent("bertil"), saying("text", "outbound", "cleo"), "accepted"},
        {"anyone at the desk may end", Stage::Assigned, agent("bertil"), end, "accepted"},
        {"an agent's note is his own", Stage::Assigned, agent("anna"), about("note", "cleo", R"("agentId":"bertil","text":"")"), "forbidden_type"},
        {"a customer may be identified at any time", Stage::Ended, bot(), about("customer_identified"), "accepted"},
        {"an unknown queue has no line", Stage::Bot, bot(), handoverToQueue("cleo", "nowhere"), "unknown_queue"},
        {"the state is judged before the queue", Stage::Ended, bot(), handoverToQueue("cleo", "nowhere"), "wrong_state"},
        {"start on an unknown platform is no start", Stage::Ended, customer("cleo"), start("cleo", "moon"), "bad_event"},
        {"start on a known platform is one", Stage::Ended, customer("cleo"), start("cleo", "butiken"), "accepted"},
        {"an agent's status is his own", Stage::Bot, agent("bertil"), agentStatus("anna", "away"), "forbidden_type"},
        {"a supervisor sets anyone's status", Stage::Bot, supervisor(), agentStatus("anna", "away"), "accepted"},
        {"a bot has no agent's status", Stage::Bot, bot(), agentStatus("anna", "away"), "forbidden_type"},
        {"a status that is none is no event", Stage::Bot, agent("anna"), agentStatus("anna", "asleep"), "bad_event"},
    };
}
// clang-format on

// clang-format off
QList<Row> aboutWords()
{
    const auto set = [](const QByteArray &shortcut) { return cannedReply(R"("agentId":"anna","shortcut":")" + shortcut + R"(","text":"Klart")"); };
    return {
        {"an agent sets a canned reply", Stage::Bot, agent("anna"), set("adress"), "accepted"},
        {"an agent's canned reply is said by himself", Stage::Bot, agent("bertil"), set("adress"), "forbidden_type"},
        {"a bot sets no canned reply", Stage::Bot, bot(), set("adress"), "forbidden_type"},
        {"a shortcut is one word", Stage::Bot, agent("anna"), set("ny adress"), "bad_event"},
        {"a shortcut has no slash", Stage::Bot, agent("anna"), set("/adress"), "bad_event"},
        {"a shortcut has an end", Stage::Bot, agent("anna"), set(QByteArray(41, 'a')), "bad_event"},
        {"a canned reply has a shortcut", Stage::Bot, agent("anna"), set(""), "bad_event"},
        {"a canned reply says something", Stage::Bot, agent("anna"), cannedReply(R"("agentId":"anna","shortcut":"adress","text":" ")"), "bad_event"},
        {"a canned reply has an end", Stage::Bot, agent("anna"), cannedReply(R"("agentId":"anna","shortcut":"adress","text":")" + QByteArray(4001, 'a') + '"'), "bad_event"},
        {"to take away what is not there changes nothing", Stage::Bot, agent("anna"), cannedReply(R"("agentId":"anna","shortcut":"adress","removed":true)"), "unchanged"},
        {"an agent tags a session", Stage::Assigned, agent("anna"), about("tag", "cleo", R"("agentId":"anna","tag":"faktura")"), "accepted"},
        {"a tag is a word", Stage::Assigned, agent("anna"), about("tag", "cleo", R"("agentId":"anna","tag":" ")"), "bad_event"},
        {"an agent's tag is his own", Stage::Assigned, agent("bertil"), about("tag", "cleo", R"("agentId":"anna","tag":"faktura")"), "forbidden_type"},
    };
}
// clang-format on

// clang-format off
QList<Row> aboutTheTeamsWork()
{
    const auto bound = [](const QByteArray &value) { return saying("agent_status", "internal", nullptr, R"("agentId":"anna","status":"available","bound":)" + value); };
    const auto platform = [](const QByteArray &id, const QByteArray &status) { return saying("platform_status", "internal", nullptr, R"("platformId":")" + id + R"(","status":")" + status + '"'); };
    const EventFrame up = about("hand", "cleo", R"("agentId":"anna","raised":true,"text":"Vad säger avtalet?")");
    const EventFrame down = about("hand", "cleo", R"("agentId":"anna","raised":false)");
    return {
        {"a supervisor sets an agent's bound", Stage::Bot, supervisor(), bound("2.5"), "accepted"},
        {"an agent does not set his own", Stage::Bot, agent("anna"), bound("2.5"), "forbidden_type"},
        {"a bound is not below nothing", Stage::Bot, supervisor(), bound("-1"), "bad_event"},
        {"a bound has an end", Stage::Bot, supervisor(), bound("1e300"), "bad_event"},
        {"a supervisor closes a platform", Stage::Bot, supervisor(), platform("webchat", "closed"), "accepted"},
        {"an agent closes none", Stage::Bot, agent("anna"), platform("webchat", "closed"), "forbidden_type"},
        {"a bot closes none", Stage::Bot, bot(), platform("webchat", "closed"), "forbidden_type"},
        {"a platform that is none is not closed", Stage::Bot, supervisor(), platform("moon", "closed"), "bad_event"},
        {"a platform is open, closed, or as its hours say", Stage::Bot, supervisor(), platform("webchat", "ajar"), "bad_event"},
        {"who goes by its hours already does so", Stage::Bot, supervisor(), platform("webchat", "hours"), "unchanged"},
        {"who has the session asks for help", Stage::Assigned, agent("anna"), up, "accepted"},
        {"nobody asks for help in another's name", Stage::Assigned, agent("bertil"), up, "forbidden_type"},
        {"nobody asks for help with another's session", Stage::Assigned, agent("bertil"), about("hand", "cleo", R"("agentId":"bertil","raised":true)"), "forbidden_type"},
        {"nobody asks for help with a session that is nobody's", Stage::Queued, agent("anna"), up, "wrong_state"},
        {"a supervisor takes a hand down", Stage::Assigned, supervisor(), down, "accepted"},
        {"a hand is taken down at any time", Stage::Queued, supervisor(), down, "accepted"},
        {"a question has an end", Stage::Assigned, agent("anna"), about("hand", "cleo", R"("agentId":"anna","raised":true,"text":")" + QByteArray(4001, 'a') + '"'), "bad_event"},
        {"a hand wants a session", Stage::Bot, agent("anna"), about("hand", "nobody", R"("agentId":"anna","raised":true)"), "unknown_user"},
    };
}
// clang-format on

// clang-format off
QList<Row> withoutASession()
{
    return {
        {"handover_to_queue wants a session", Stage::Bot, bot(), handoverToQueue("nobody", "general"), "unknown_user"},
        {"handover_to_agent wants a session", Stage::Bot, bot(), handoverToAgent("nobody"), "unknown_user"},
        {"claim_session wants a session", Stage::Bot, agent("anna"), claim("nobody", "anna"), "unknown_user"},
        {"agent_done wants a session", Stage::Bot, agent("anna"), about("agent_done", "nobody"), "unknown_user"},
        {"handover_to_bot wants a session", Stage::Bot, agent("anna"), about("handover_to_bot", "nobody"), "unknown_user"},
        {"end_session wants a session", Stage::Bot, agent("anna"), saying("end_session", "outbound", "nobody"), "unknown_user"},
        {"outbound text wants none", Stage::Bot, bot(), saying("text", "outbound", "nobody"), "accepted"},
        {"unknown events want none", Stage::Bot, bot(), about("weather", "nobody"), "accepted"},
        {"customer_identified wants none", Stage::Bot, bot(), about("customer_identified", "nobody"), "accepted"},
        {"a customer's unknown event wants none", Stage::Bot, customer("nobody"), saying("weather", "inbound", "nobody"), "accepted"},
    };
}
// clang-format on

// clang-format off
QList<Row> theDesksOwn()
{
    QList<Row> rows;
    for (const char *type : {"session_state", "queue_state", "presence", "presence_point", "allocation", "welcome",
                             "ack", "error", "claim_rejected"}) {
        rows.append({type, Stage::Bot, supervisor(), about(type), "forbidden_type"});
        rows.append({type, Stage::Bot, bot(), saying(type, "outbound", "cleo"), "forbidden_type"});
        rows.append({type, Stage::Bot, customer("cleo"), saying(type, "inbound", "cleo"), "forbidden_type"});
    }
    rows.append({"what is erased", Stage::Bot, supervisor(), about("audit"), "forbidden_type"});
    rows.append({"what is erased", Stage::Bot, bot(), saying("audit", "internal", nullptr), "forbidden_type"});
    rows.append({"another audit, of which we know nothing", Stage::Bot, bot(), saying("audit", "outbound", "cleo"), "accepted"});
    return rows;
}
// clang-format on

} // namespace

void TestRights::letsEachRoleSpeakInItsDirections_data()
{
    QTest::addColumn<Sender>("who");
    QTest::addColumn<QByteArray>("direction");
    QTest::addColumn<QString>("verdict");
    const QString yes = u"accepted"_s;
    const QString no = u"forbidden_direction"_s;
    QTest::newRow("a customer speaks inbound") << customer("cleo") << QByteArray("inbound") << yes;
    QTest::newRow("a customer does not speak outbound")
        << customer("cleo") << QByteArray("outbound") << no;
    QTest::newRow("a customer does not speak internal")
        << customer("cleo") << QByteArray("internal") << no;
    QTest::newRow("a customer speaks for himself only")
        << customer("dora") << QByteArray("inbound") << u"foreign_user"_s;
    QTest::newRow("a channel does not speak outbound") << channel() << QByteArray("outbound") << no;
    QTest::newRow("a channel speaks internal, but not of another's user")
        << channel() << QByteArray("internal") << u"foreign_user"_s;
    QTest::newRow("a channel speaks for its own users only")
        << channel() << QByteArray("inbound") << u"foreign_user"_s;
    for (const Sender &who : {bot(), agent("anna"), supervisor()}) {
        const QByteArray name = wireName(who.role).data();
        QTest::addRow("%s does not speak inbound", name.data())
            << who << QByteArray("inbound") << no;
        QTest::addRow("%s speaks outbound", name.data()) << who << QByteArray("outbound") << yes;
        QTest::addRow("%s speaks internal", name.data()) << who << QByteArray("internal") << yes;
    }
}

void TestRights::letsEachRoleSpeakInItsDirections()
{
    QFETCH(Sender, who);
    QFETCH(QByteArray, direction);
    QFETCH(QString, verdict);
    Scene scene;
    set(scene, Stage::Bot);
    QCOMPARE(inWords(scene.say(who, saying("weather", direction.data(), "cleo"))), verdict);
}

void TestRights::judges_data()
{
    QTest::addColumn<int>("stage");
    QTest::addColumn<Sender>("who");
    QTest::addColumn<EventFrame>("what");
    QTest::addColumn<QString>("verdict");
    for (const Row &row : rightsOfHolders() + aboutWords() + aboutTheTeamsWork() + withoutASession()
             + theDesksOwn()) {
        QTest::addRow("%s (%s %s)", row.sentence, wireName(row.who.role).data(),
                      wireName(row.what.direction()).data())
            << static_cast<int>(row.stage) << row.who << row.what
            << QString::fromLatin1(row.verdict);
    }
}

void TestRights::judges()
{
    QFETCH(int, stage);
    QFETCH(Sender, who);
    QFETCH(EventFrame, what);
    QFETCH(QString, verdict);
    Scene scene;
    set(scene, static_cast<Stage>(stage));
    QCOMPARE(inWords(scene.say(who, what)), verdict);
    QCOMPARE(scene.state("nobody"), u"no session"_s);
}

void TestRights::givesAUserToTheKeyThatBroughtHimFirst()
{
    Scene scene;
    QCOMPARE(inWords(scene.say(channel(), text("mia"))), u"accepted"_s);
    const Sender other = application(Role::Channel, "other");
    QCOMPARE(inWords(scene.say(other, text("mia"))), u"foreign_user"_s);
    QCOMPARE(inWords(scene.say(customer("mia"), text("mia"))), u"foreign_user"_s);
    QCOMPARE(inWords(scene.say(channel(), text("mia"))), u"accepted"_s);
}

void TestRights::letsAfterTheEndPassWhatTheContractNames_data()
{
    QTest::addColumn<EventFrame>("what");
    QTest::addColumn<QString>("verdict");
    for (const char *type :
         {"heartbeat", "messages_read", "client_left", "client_unload", "rating"})
        QTest::addRow("%s is still taken", type)
            << saying(type, "inbound", "cleo") << u"accepted"_s;
    for (const char *type : {"text", "typing_on", "weather"})
        QTest::addRow("%s is not taken any more", type)
            << saying(type, "inbound", "cleo") << u"session_ended"_s;
}

void TestRights::letsAfterTheEndPassWhatTheContractNames()
{
    QFETCH(EventFrame, what);
    QFETCH(QString, verdict);
    Scene scene;
    set(scene, Stage::Ended);
    QCOMPARE(inWords(scene.say(customer("cleo"), what)), verdict);
    QCOMPARE(inWords(scene.say(agent("anna"), saying("text", "outbound", "cleo"))), u"accepted"_s);
    QCOMPARE(scene.state("cleo"), u"ended"_s);
}

QTEST_GUILESS_MAIN(TestRights)
#include "tst_rights.moc"
