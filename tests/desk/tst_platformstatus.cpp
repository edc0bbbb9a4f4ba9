// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! Which platform somebody is on, and whether anyone answers there (contract 2, `/api/platforms`).
class TestPlatformStatus : public QObject
{
    Q_OBJECT
private slots:
    void learnsThePlatformOfWhoIsElsewhereBehindTheStart_data();
    void learnsThePlatformOfWhoIsElsewhereBehindTheStart();
    void tellsWhetherAPlatformIsStaffed();
};

void TestPlatformStatus::learnsThePlatformOfWhoIsElsewhereBehindTheStart_data()
{
    QTest::addColumn<bool>("isElsewhere");
    QTest::addColumn<QString>("platform");
    QTest::newRow("at another broker, whose events came sooner") << true << u"butiken"_s;
    QTest::newRow("here, where a connection comes before what it says") << false << u"webchat"_s;
}

void TestPlatformStatus::learnsThePlatformOfWhoIsElsewhereBehindTheStart()
{
    QFETCH(const bool, isElsewhere);
    Scene scene;
    scene.say(customer("cleo"), start("cleo"));
    scene.see(seen::LinkUp{UserId(u"cleo"_s), PlatformId(u"butiken"_s), isElsewhere});
    scene.pass(1s);
    QTEST(scene.session("cleo").platform.value(), "platform");
}

void TestPlatformStatus::tellsWhetherAPlatformIsStaffed()
{
    DeskConfig config = Scene::usual();
    config.queues[0].maxWaiting = 1;
    Scene scene(config);
    const auto status
        = [&] { return *scene.desk().platformStatus(PlatformId(u"webchat"_s), scene.now()); };
    QVERIFY(!scene.desk().platformStatus(PlatformId(u"moon"_s), scene.now()));
    QCOMPARE(status().queue.value(), u"general"_s);
    scene.say(agent("anna"), agentStatus("anna", "available"));
    QVERIFY(!status().hasWorkingAgents); // no socket
    scene.see(seen::AgentUp{AgentId(u"anna"_s)});
    QVERIFY(status().hasWorkingAgents && status().available);
    scene.say(agent("anna"), agentStatus("anna", "finishing"));
    QVERIFY(!status().hasWorkingAgents);
    scene.say(agent("anna"),
              saying("agent_status", "internal", nullptr,
                     R"("agentId":"anna","status":"available","queues":["sales"])"));
    QVERIFY(!status().hasWorkingAgents);
    scene.say(agent("anna"), agentStatus("anna", "available"));
    scene.bring("a", Stage::Bot);
    QVERIFY(status().available);
    scene.bring("b", Stage::Bot); // longer than its limit now
    QVERIFY(!status().available);
}

QTEST_GUILESS_MAIN(TestPlatformStatus)
#include "tst_platformstatus.moc"
