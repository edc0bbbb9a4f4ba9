// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/goers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! How the desk asks for what it wants done: once, and again where the log was slow, refused it or
//! another broker was to do it.
class TestAsking : public QObject
{
    Q_OBJECT
private slots:
    void doesNotRepeatItselfWhileTheLogIsSlow();
    void asksAnewWhenSomebodyElseWasFaster();
    void asksAtOnceForWhatIsWantedWhenItComesToAct();
};

void TestAsking::doesNotRepeatItselfWhileTheLogIsSlow()
{
    Scene scene;
    set(scene, Stage::Bot);
    botGoes(scene);
    scene.storageFails = true;
    scene.pass(29s);
    scene.pass(1s);
    QCOMPARE(scene.lost, 1);
    scene.pass(4900ms);
    QCOMPARE(scene.lost, 1);
    scene.pass(100ms);
    QCOMPARE(scene.lost, 2);
    QCOMPARE(scene.state("cleo"), u"bot"_s);
    scene.storageFails = false;
    scene.pass(5s);
    QCOMPARE(scene.state("cleo"), u"queued 3 of 3 in general"_s);

    // An agent's `offline` likewise.
    scene.storageFails = true;
    annaGoes(scene);
    scene.pass(39s);
    QCOMPARE(scene.lost, 4);
    scene.storageFails = false;
    scene.pass(1s);
    QCOMPARE(scene.desk().table().statusOf(AgentId(u"anna"_s)), u"offline"_s);
}

void TestAsking::asksAnewWhenSomebodyElseWasFaster()
{
    Scene scene;
    scene.bring("ida", Stage::Queued);
    scene.storageFails = true; // what the desk asks for is under way …
    scene.bring("cleo", Stage::Bot);
    QCOMPARE(scene.state("cleo"), u"bot"_s);
    scene.storageFails = false;
    scene.say(customer("cleo"), text("cleo")); // … and becomes stale
    QCOMPARE(scene.state("cleo"), u"queued 2 of 2 in general"_s);
}

//! Until then another broker did what the desk does, or was about to when it was killed.
void TestAsking::asksAtOnceForWhatIsWantedWhenItComesToAct()
{
    Scene scene(Scene::allocating());
    scene.agentComes("anna", "away");
    scene.customerComes("cleo");
    scene.storageFails = true;
    scene.say(customer("cleo"), start("cleo"));
    QCOMPARE(scene.state("cleo"), u"bot"_s);
    scene.storageFails = false;
    scene.comeToAct();
    QCOMPARE(scene.state("cleo"), u"queued 1 of 1 in general"_s);
    QCOMPARE(scene.infos("cleo").size(), 1);

    scene.storageFails = true; // a claim is under way …
    scene.say(agent("anna"), agentStatus("anna", "available"));
    QCOMPARE(scene.state("cleo"), u"queued 1 of 1 in general"_s);
    scene.storageFails = false; // … and never arrives
    scene.comeToAct();
    QCOMPARE(scene.state("cleo"), u"assigned to anna"_s);

    scene.forget();
    scene.comeToAct(); // nothing is wanted: nothing is said twice
    scene.pass(6s);
    QVERIFY(scene.infos("cleo").isEmpty());
    QVERIFY(scene.heard(EventType::ClaimSession, "cleo").isEmpty());
}

QTEST_GUILESS_MAIN(TestAsking)
#include "tst_desksasking.moc"
