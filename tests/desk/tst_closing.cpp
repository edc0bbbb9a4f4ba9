// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/officehours.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! What closing time does to whom (contract 5).
class TestClosing : public QObject
{
    Q_OBJECT
private slots:
    void closesWithoutABot();
    void letsTheBotTalkWhileClosed();
    void closesAroundWhoIsWithTheBot_data();
    void closesAroundWhoIsWithTheBot();
    void keepsThoseQueuedBeforeClosing();
    void agreesWithItselfAfterARestart();
};

void TestClosing::closesWithoutABot()
{
    Scene scene(officeHours());
    QVERIFY(!scene.desk().platformStatus(PlatformId(u"webchat"_s), scene.now())->closed);
    scene.pass(7h);
    QVERIFY(scene.desk().platformStatus(PlatformId(u"webchat"_s), scene.now())->closed);
    scene.bring("cleo", Stage::Bot);
    QCOMPARE(scene.state("cleo"), u"ended"_s);
    QCOMPARE(scene.heard(EventType::PlatformClosed, "cleo").size(), 1);
    QCOMPARE(scene.reasons("cleo"), QStringList{u"end_session closed"_s});
    QCOMPARE(scene.infos("cleo"), QStringList());
}

void TestClosing::letsTheBotTalkWhileClosed()
{
    Scene scene(officeHours());
    scene.botComes();
    scene.pass(7h);
    scene.bring("cleo", Stage::Bot);
    QCOMPARE(scene.heard(EventType::PlatformClosed, "cleo").size(), 1);
    QCOMPARE(scene.state("cleo"), u"bot"_s);
    QCOMPARE(inWords(scene.say(bot(), handoverToQueue("cleo", "general"))), u"accepted"_s);
    QCOMPARE(scene.state("cleo"), u"ended"_s);
    QCOMPARE(scene.reasons("cleo"), QStringList{u"end_session closed"_s});
    QCOMPARE(scene.infos("cleo"), QStringList());
    QCOMPARE(scene.numbers("cleo"), QList<int>());
}

//! He came while it was open, and is still with the bot when it closes.
void TestClosing::closesAroundWhoIsWithTheBot_data()
{
    using Act = std::function<void(Scene &)>;
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<Act>("act");
    QTest::addColumn<QString>("then");
    QTest::addColumn<int>("timesTold"); // that it is closed
    const auto says = [](const Sender &who, const EventFrame &what) -> Act {
        return [=](Scene &scene) { scene.say(who, what); };
    };
    const Act botGoes = [](Scene &scene) {
        scene.see(seen::BotDown{bot().name});
        scene.pass(30s);
    };
    const Act morning = [](Scene &scene) {
        scene.pass(17h);
        scene.say(bot(), handoverToQueue("cleo", "general"));
    };
    const auto row = [](const char *name, Stage stage, const Act &act, const QString &then,
                        int told) { QTest::newRow(name) << stage << act << then << told; };
    const Act nothing = [](Scene &) {};
    const EventFrame left = saying("client_left", "inbound", "cleo");
    const EventFrame ended = saying("end_session", "outbound", "cleo");
    row("the hour alone ends nothing", Stage::Bot, nothing, u"bot"_s, 0);
    row("he writes", Stage::Bot, says(customer("cleo"), text("cleo")), u"bot"_s, 0);
    row("to a queue", Stage::Bot, says(bot(), handoverToQueue("cleo", "general")), u"ended"_s, 1);
    row("to an agent", Stage::Bot, says(bot(), handoverToAgent("cleo")), u"ended"_s, 1);
    row("an agent takes him", Stage::Bot, says(agent("anna"), claim("cleo", "anna")),
        u"assigned to anna"_s, 0);
    row("the bot ends it", Stage::Bot, says(bot(), ended), u"ended"_s, 0);
    row("he leaves", Stage::Bot, says(customer("cleo"), left), u"ended"_s, 0);
    row("the bot goes", Stage::Bot, botGoes, u"ended"_s, 1);
    row("to a queue, when it is open again", Stage::Bot, morning, u"queued 1 of 1 in general"_s, 0);
    row("lent to the bot, which gives him back", Stage::BotClosing,
        says(bot(), handoverToAgent("cleo")), u"assigned to anna"_s, 0);
    row("lent to the bot, which goes", Stage::BotClosing, botGoes, u"assigned to anna"_s, 0);
    row("lent to the bot, then to a queue", Stage::BotClosing,
        says(bot(), handoverToQueue("cleo", "general")), u"ended"_s, 1);
}

void TestClosing::closesAroundWhoIsWithTheBot()
{
    QFETCH(const Stage, stage);
    QFETCH(const std::function<void(Scene &)>, act);
    QFETCH(const QString, then);
    QFETCH(const int, timesTold);
    Scene scene(officeHours());
    scene.botComes();
    scene.agentComes("anna");
    scene.pass(5h + 50min);
    scene.bring("cleo", stage);
    scene.pass(20min);
    QVERIFY(scene.desk().platformStatus(PlatformId(u"webchat"_s), scene.now())->closed);
    act(scene);
    QCOMPARE(scene.state("cleo"), then);
    QCOMPARE(scene.heard(EventType::PlatformClosed, "cleo").size(), timesTold);
    QCOMPARE(scene.reasons("cleo").contains(u"end_session closed"_s), timesTold == 1);
    QCOMPARE(scene.refusedOfDesk, QStringList());
}

void TestClosing::keepsThoseQueuedBeforeClosing()
{
    Scene scene(officeHours());
    scene.botComes();
    scene.agentComes("anna");
    scene.pass(5h + 50min);
    scene.bring("queued", Stage::Queued);
    scene.bring("held", Stage::Assigned);
    scene.bring("done", Stage::Done);
    scene.bring("late", Stage::Done);
    scene.pass(1h);
    QCOMPARE(scene.state("queued"), u"queued 1 of 1 in general"_s);
    scene.say(agent("anna"), handoverToQueue("queued", "technical")); // nor does moving him end it
    QCOMPARE(scene.state("queued"), u"queued 1 of 1 in technical"_s);
    scene.say(agent("anna"), handoverToQueue("held", "general"));
    QCOMPARE(scene.state("held"), u"queued 1 of 1 in general"_s);
    scene.say(customer("done"), text("done")); // his agent is still there
    QCOMPARE(scene.state("done"), u"queued 1 of 2 in general kept for anna"_s);
    scene.say(agent("anna"), agentStatus("anna", "away"));
    scene.say(customer("late"), text("late"));
    QCOMPARE(scene.state("late"), u"ended"_s);
}

//! Killed between an event that came while it was closed and what follows of it, or long after.
void TestClosing::agreesWithItselfAfterARestart()
{
    Scene scene(officeHours());
    scene.botComes();
    scene.pass(5h + 50min);
    scene.bring("early", Stage::Queued);
    scene.bring("talking", Stage::Bot);
    scene.pass(20min);
    scene.storageFails = true;
    scene.bring("late", Stage::Bot);
    scene.say(bot(), handoverToQueue("late", "general"));
    QCOMPARE(scene.state("late"), u"queued 2 of 2 in general"_s);

    scene.restart();
    scene.storageFails = false;
    scene.customerComes("early");
    scene.customerComes("talking");
    scene.botComes();
    scene.pass(1s);
    QCOMPARE(scene.state("early"), u"queued 1 of 1 in general"_s);
    QCOMPARE(scene.state("talking"), u"bot"_s);
    QCOMPARE(scene.state("late"), u"ended"_s);
    QCOMPARE(scene.reasons("late"), QStringList{u"end_session closed"_s});
    scene.see(seen::BotDown{bot().name});
    scene.pass(30s);
    QCOMPARE(scene.state("talking"), u"ended"_s);
    QCOMPARE(scene.heard(EventType::PlatformClosed, "talking").size(), 1);
    QCOMPARE(scene.state("early"), u"queued 1 of 1 in general"_s);
}

QTEST_GUILESS_MAIN(TestClosing)
#include "tst_closing.moc"
