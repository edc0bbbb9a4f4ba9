// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/cannedreplies.h"
#include "tests/desk/judged.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! What is taken of what somebody may say: values, news, and for how long (contract 5).
class TestJudge : public QObject
{
    Q_OBJECT
private slots:
    void takesAScoreThatIsOne_data();
    void takesAScoreThatIsOne();
    void keepsThePlaceForTheAgentForAMinute();
    void offersATransferForHalfAMinute();
    void takesQueuesThatAreSome_data();
    void takesQueuesThatAreSome();
    void findsThePlatformBesideAnOddParameter();
    void takesAStatusOnlyWhenItIsNews();
    void takesACannedReplyOnlyWhenItIsNews();
    void cannedRepliesHaveAnEnd();
    void namesWhatItsVerdictIsBasedOn();
};

void TestJudge::takesAScoreThatIsOne_data()
{
    QTest::addColumn<QByteArray>("direction");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QString>("verdict");
    const QString yes = u"accepted"_s;
    const QString no = u"bad_event"_s;
    QTest::newRow("the least") << "inbound"_ba
                               << R"("score":1)"_ba << yes;
    QTest::newRow("the most, with words") << "inbound"_ba
                                          << R"("score":5,"text":"Tack")"_ba << yes;
    QTest::newRow("words alone") << "inbound"_ba
                                 << R"("text":"Tack")"_ba << yes;
    QTest::newRow("none") << "inbound"_ba
                          << R"("score":0)"_ba << no;
    QTest::newRow("below") << "inbound"_ba
                           << R"("score":-1)"_ba << no;
    QTest::newRow("beyond") << "inbound"_ba
                            << R"("score":6)"_ba << no;
    QTest::newRow("far beyond") << "inbound"_ba
                                << R"("score":4294967301)"_ba << no;
    QTest::newRow("between") << "inbound"_ba
                             << R"("score":4.5)"_ba << no;
    QTest::newRow("in quotes") << "inbound"_ba
                               << R"("score":"5")"_ba << no;
    QTest::newRow("null") << "inbound"_ba
                          << R"("score":null)"_ba << no;
    QTest::newRow("another rating, of which we know nothing") << "internal"_ba
                                                              << R"("score":"A+")"_ba << yes;
}

void TestJudge::takesAScoreThatIsOne()
{
    QFETCH(const QByteArray, direction);
    QFETCH(const QByteArray, more);
    Scene scene;
    set(scene, Stage::Ended);
    const Sender who = direction == "inbound" ? customer("cleo") : supervisor();
    QTEST(inWords(scene.say(who, saying("rating", direction.data(), "cleo", more))), "verdict");
}

void TestJudge::keepsThePlaceForTheAgentForAMinute()
{
    Scene scene;
    set(scene, Stage::Done);
    scene.say(customer("cleo"), text("cleo"));
    scene.pass(59s);
    QCOMPARE(inWords(scene.say(agent("bertil"), claim("cleo", "bertil"))), u"claimed by anna"_s);
    QCOMPARE(inWords(scene.say(supervisor(), claim("cleo", "bertil"))), u"claimed by anna"_s);
    scene.pass(1s);
    QCOMPARE(inWords(scene.say(agent("bertil"), claim("cleo", "bertil"))), u"accepted"_s);

    // For nobody, if he is not there.
    scene.say(agent("bertil"), agentStatus("bertil", "away"));
    scene.say(agent("bertil"), saying("agent_done", "internal", "cleo"));
    scene.say(customer("cleo"), text("cleo"));
    QCOMPARE(scene.state("cleo"), u"queued 1 of 1 in general"_s);

    // A supervisor's force does not wait.
    scene.say(agent("anna"), claim("cleo", "anna"));
    scene.say(agent("anna"), saying("agent_done", "internal", "cleo"));
    scene.say(customer("cleo"), text("cleo"));
    QCOMPARE(inWords(scene.say(supervisor(), claim("cleo", "bertil", true))), u"accepted"_s);
}

void TestJudge::offersATransferForHalfAMinute()
{
    Scene scene;
    set(scene, Stage::Assigned);
    scene.agentComes("carl");
    scene.say(agent("anna"), handoverToAgent("cleo", "bertil"));
    QCOMPARE(scene.state("cleo"), u"assigned to anna offered to bertil"_s);
    QCOMPARE(inWords(scene.say(agent("carl"), claim("cleo", "carl"))), u"claimed by anna"_s);
    scene.pass(30s);
    QCOMPARE(inWords(scene.say(agent("bertil"), claim("cleo", "bertil"))), u"claimed by anna"_s);

    scene.say(agent("anna"), handoverToAgent("cleo", "bertil"));
    scene.say(agent("anna"), handoverToAgent("cleo", "anna")); // taken back
    QCOMPARE(scene.state("cleo"), u"assigned to anna"_s);
    QCOMPARE(inWords(scene.say(agent("bertil"), claim("cleo", "bertil"))), u"claimed by anna"_s);

    scene.say(agent("anna"), handoverToAgent("cleo", "bertil"));
    scene.pass(29s);
    QCOMPARE(inWords(scene.say(agent("bertil"), claim("cleo", "bertil"))), u"accepted"_s);
    QCOMPARE(scene.state("cleo"), u"assigned to bertil"_s);
}

//! What is no list of queues must not come to be all of them.
void TestJudge::takesQueuesThatAreSome_data()
{
    QTest::addColumn<QByteArray>("queues");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *queues, const char *verdict) {
        QTest::newRow(queues) << QByteArray(queues) << QString::fromLatin1(verdict);
    };
    row(R"(["general"])", "accepted");
    row(R"([])", "accepted");
    row("null", "accepted");
    row(R"("general")", "bad_event");
    row(R"({"general":true})", "bad_event");
    row("1", "bad_event");
    row(R"(["general",1])", "bad_event");
    row(R"(["general",1e400])", "bad_event");
}

void TestJudge::takesQueuesThatAreSome()
{
    QFETCH(const QByteArray, queues);
    Scene scene;
    const EventFrame status = saying("agent_status", "internal", nullptr,
                                     R"("agentId":"anna","status":"available","queues":)" + queues);
    QTEST(inWords(scene.say(agent("anna"), status)), "verdict");
}

void TestJudge::findsThePlatformBesideAnOddParameter()
{
    Scene scene;
    const auto said = [&](const char *user, const QByteArray &params) {
        return inWords(scene.say(customer(user), saying("start", "inbound", user, params)));
    };
    QCOMPARE(said("cleo", R"("params":{"platformId":"butiken","x":1e400})"), u"accepted"_s);
    QCOMPARE(scene.session("cleo").platform.value(), u"butiken"_s);
    QCOMPARE(said("dora", R"("params":{"x":1e400,"platformId":"moon"})"), u"bad_event"_s);
}

void TestJudge::takesAStatusOnlyWhenItIsNews()
{
    Scene scene;
    const QByteArray whole
        = R"("agentId":"anna","status":"available","name":"Anna","queues":["general"])";
    const QByteArray wider = R"("agentId":"anna","status":"available","name":"Anna")";
    const auto said = [&](const QByteArray &more) {
        return inWords(scene.say(agent("anna"), saying("agent_status", "internal", nullptr, more)));
    };
    QCOMPARE(said(whole), u"accepted"_s);
    QCOMPARE(said(whole), u"unchanged"_s);
    QCOMPARE(said(wider), u"accepted"_s); // all queues now
    QCOMPARE(said(R"("agentId":"anna","status":"available")"), u"unchanged"_s); // her name stays
    QCOMPARE(said(R"("agentId":"anna","status":"finishing")"), u"accepted"_s);
    QCOMPARE(scene.desk().table().agents.value(AgentId(u"anna"_s)).name, u"Anna"_s);
}

void TestJudge::takesACannedReplyOnlyWhenItIsNews()
{
    Scene scene;
    const auto said = [&](const QByteArray &more) {
        return inWords(scene.say(agent("anna"),
                                 cannedReply(R"("agentId":"anna","shortcut":"adress",)" + more)));
    };
    QCOMPARE(said(R"("text":"Klart")"), u"accepted"_s);
    QCOMPARE(said(R"("text":"Klart")"), u"unchanged"_s);
    QCOMPARE(said(R"("text":"Klart nu")"), u"accepted"_s);
    QCOMPARE(scene.desk().table().replies.value(u"adress"_s), u"Klart nu"_s);
    QCOMPARE(said(R"("removed":true)"), u"accepted"_s);
    QCOMPARE(said(R"("removed":true)"), u"unchanged"_s);
    QVERIFY(scene.desk().table().replies.isEmpty());
}

void TestJudge::cannedRepliesHaveAnEnd()
{
    Scene scene;
    const auto set = [&](const QByteArray &shortcut, const QByteArray &text) {
        return inWords(scene.say(agent("anna"),
                                 cannedReply(R"("agentId":"anna","shortcut":")" + shortcut
                                             + R"(","text":")" + text + '"')));
    };
    for (int i = 0; i < CannedReplies::Most; ++i)
        QCOMPARE(set("r" + QByteArray::number(i), "Klart"), u"accepted"_s);
    QCOMPARE(set("one-more", "Klart"), u"bad_event"_s);
    QCOMPARE(set("r7", "Klart nu"), u"accepted"_s); // the ones there may change
}

void TestJudge::namesWhatItsVerdictIsBasedOn()
{
    Scene scene;
    set(scene, Stage::Queued);
    const Seq last = scene.session("cleo").lastControl;
    scene.say(bot(), saying("info", "outbound", "cleo")); // moves nobody
    const Verdict verdict = scene.desk().judge(agent("anna"), claim("cleo", "anna"), scene.now());
    QCOMPARE(verdict.basedOn, last);
    scene.say(agent("anna"), claim("cleo", "anna"));
    QVERIFY(scene.session("cleo").lastControl > last);
}

QTEST_GUILESS_MAIN(TestJudge)
#include "tst_judge.moc"
