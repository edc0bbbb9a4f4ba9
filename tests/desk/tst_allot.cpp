// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "tests/desk/allocations.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! Who is given whom by the desk itself (contract 5; seed, "Count down current sessions for
//! agent").
class TestAllot : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void givesAndSaysWhyBeforehand();
    void givesToWhoHasLeastToDo();
    void saysOnceWhyNobodyTakesTheFirst();
    void givesAReturningCustomerToTheEarlierAgent();
    void givesHimToAnyoneAfterAMinute();
    void skipsTheParked();
    void asksNobodyBackWhoHandedOn();
    void leavesClaimingByHandAsItWas();
    void losesToAHandThatWasFaster();
    void asksAgainWhatStorageDidNotTake();
    void givesToNobodyWhoIsNotThere_data();
    void givesToNobodyWhoIsNotThere();
    void givesOnWhatALostAgentHad();
    void leavesToAnAgentWhoIsBackInTimeWhatHeHad();
    void givesNothingWhenItIsTurnedOff();
    void givesTheSameOnTheSameDay();
    void promisesAWaitThatOnlyFalls();

private:
    QStringList allocations(const char *user) const { return test::allocations(*m_scene, user); }
    std::unique_ptr<Scene> m_scene;
};

void TestAllot::init()
{
    m_scene = std::make_unique<Scene>(Scene::allocating());
    m_scene->botComes();
}

void TestAllot::givesAndSaysWhyBeforehand()
{
    m_scene->agentComes("anna");
    m_scene->bring("cleo", Stage::Queued);
    QCOMPARE(m_scene->state("cleo"), u"assigned to anna"_s);
    QCOMPARE(m_scene->reasons("cleo"),
             QStringList({u"allocation only_one"_s, u"claim_session allocated"_s}));
    QCOMPARE(allocations("cleo"), QStringList{u"anna only_one"_s});
    const auto told = std::get<event::Allocation>(
        decode(m_scene->heard(EventType::Allocation, "cleo").constFirst()));
    QCOMPARE(told.sum, 0.0);
    QCOMPARE(told.bound, 2.0);
    QCOMPARE(told.candidates.size(), 1);
    QCOMPARE(told.candidates[0].toObject(),
             QJsonObject({{u"agentId"_s, u"anna"_s}, {u"sum"_s, 0.0}, {u"open"_s, 0}}));
    // In the log the reason stands before the claim.
    QCOMPARE(m_scene->log.at(m_scene->log.size() - 2).frame.type(), EventType::Allocation);
    QCOMPARE(m_scene->log.constLast().frame.type(), EventType::ClaimSession);
}

void TestAllot::givesToWhoHasLeastToDo()
{
    m_scene->agentComes("anna");
    m_scene->bring("ada", Stage::Queued);
    m_scene->agentComes("bertil");
    m_scene->bring("bea", Stage::Queued);
    QCOMPARE(allocations("bea"), QStringList{u"bertil least_loaded"_s});
    m_scene->bring("cia", Stage::Queued); // both have one: anna has waited longest
    QCOMPARE(allocations("cia"), QStringList{u"anna waited_longest"_s});
    m_scene->bring("dea", Stage::Queued);
    QCOMPARE(allocations("dea"), QStringList{u"bertil least_loaded"_s});
}

void TestAllot::saysOnceWhyNobodyTakesTheFirst()
{
    m_scene->bring("ada", Stage::Queued);
    m_scene->bring("bea", Stage::Queued);
    m_scene->pass(30s);
    QCOMPARE(allocations("ada"), QStringList{u"nobody nobody_there"_s});
    QCOMPARE(allocations("bea"), QStringList()); // he is not the first
    m_scene->say(customer("ada"), saying("client_left", "inbound", "ada"));
    QCOMPARE(allocations("bea"), QStringList{u"nobody nobody_there"_s});
    m_scene->say(bot(), handoverToQueue("bea", "sales")); // another wait, told again
    QCOMPARE(allocations("bea").size(), 2);
}

void TestAllot::givesAReturningCustomerToTheEarlierAgent()
{
    m_scene->agentComes("anna");
    m_scene->bring("cleo", Stage::Queued);
    m_scene->say(agent("anna"), saying("agent_done", "internal", "cleo"));
    m_scene->agentComes("bertil"); // who has less to do
    m_scene->bring("ada", Stage::Queued);
    m_scene->forget();
    m_scene->say(customer("cleo"), text("cleo"));
    QCOMPARE(m_scene->state("cleo"), u"assigned to anna"_s);
    QCOMPARE(allocations("cleo"), QStringList{u"anna returned"_s});
}

void TestAllot::givesHimToAnyoneAfterAMinute()
{
    m_scene->agentComes("anna");
    m_scene->bring("cleo", Stage::Queued);
    m_scene->say(agent("anna"), saying("agent_done", "internal", "cleo"));
    for (const char *user : {"ada", "bea", "cia"})
        m_scene->bring(user, Stage::Queued); // anna is full
    m_scene->agentComes("bertil");
    m_scene->forget();
    m_scene->say(customer("cleo"), text("cleo"));
    m_scene->bring("dea", Stage::Queued);
    QCOMPARE(m_scene->state("dea"), u"assigned to bertil"_s); // the line behind moves on
    QCOMPARE(m_scene->state("cleo"), u"queued 1 of 1 in general kept for anna"_s);
    // Anna's customers write, so that her sum stays high.
    for (int i = 0; i < 59; ++i) {
        for (const char *user : {"ada", "bea", "cia"})
            m_scene->types(user);
        m_scene->pass(1s);
        QVERIFY(m_scene->state("cleo").startsWith("queued"_L1));
    }
    m_scene->pass(1s);
    QCOMPARE(m_scene->state("cleo"), u"assigned to bertil"_s);
    QCOMPARE(allocations("cleo").constFirst(), u"nobody kept_for_agent"_s);
}

void TestAllot::skipsTheParked()
{
    m_scene->bring("ada", Stage::Queued);
    m_scene->bring("bea", Stage::Queued);
    m_scene->customerGoes("ada");
    m_scene->pass(46s);
    m_scene->agentComes("anna");
    QCOMPARE(m_scene->state("bea"), u"assigned to anna"_s);
    QCOMPARE(m_scene->state("ada"), u"queued 1 of 1 in general"_s);
    m_scene->customerComes("ada");
    QCOMPARE(m_scene->state("ada"), u"assigned to anna"_s);
}

void TestAllot::asksNobodyBackWhoHandedOn()
{
    m_scene->agentComes("anna");
    m_scene->bring("cleo", Stage::Queued);
    m_scene->say(agent("anna"), handoverToQueue("cleo", "technical"));
    QCOMPARE(m_scene->state("cleo"), u"queued 1 of 1 in technical"_s);
    m_scene->pass(59s);
    QCOMPARE(m_scene->state("cleo"), u"queued 1 of 1 in technical"_s);
    m_scene->pass(2s); // nobody else came: better she than nobody
    QCOMPARE(m_scene->state("cleo"), u"assigned to anna"_s);
}

void TestAllot::leavesClaimingByHandAsItWas()
{
    m_scene->agentComes("anna", "away");
    m_scene->bring("cleo", Stage::Queued);
    QCOMPARE(inWords(m_scene->say(agent("anna"), claim("cleo", "anna"))), u"accepted"_s);
    QCOMPARE(m_scene->state("cleo"), u"assigned to anna"_s);
    QCOMPARE(allocations("cleo"), QStringList{u"nobody nobody_there"_s});
    QCOMPARE(m_scene->desk().burden(AgentId(u"anna"_s)).open, 1);
}

void TestAllot::losesToAHandThatWasFaster()
{
    m_scene->agentComes("anna");
    m_scene->agentComes("bertil", "away");
    m_scene->storageFails = true; // the desk's own is still under way …
    m_scene->bring("cleo", Stage::Queued);
    QVERIFY(m_scene->lost >= 2);
    m_scene->storageFails = false;
    QCOMPARE(inWords(m_scene->say(agent("bertil"), claim("cleo", "bertil"))), u"accepted"_s);
    m_scene->pass(10s);
    QCOMPARE(m_scene->state("cleo"), u"assigned to bertil"_s);
    QCOMPARE(allocations("cleo"), QStringList());
    QCOMPARE(m_scene->desk().burden(AgentId(u"anna"_s)).open, 0);
}

void TestAllot::asksAgainWhatStorageDidNotTake()
{
    m_scene->agentComes("anna");
    m_scene->storageFails = true;
    m_scene->bring("cleo", Stage::Queued);
    const int lost = m_scene->lost;
    m_scene->pass(4s);
    m_scene->storageFails = false;
    QCOMPARE(m_scene->lost, lost); // it is waited for
    m_scene->pass(2s);
    QCOMPARE(m_scene->state("cleo"), u"assigned to anna"_s);
}

void TestAllot::givesToNobodyWhoIsNotThere_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<bool>("hasSocket");
    QTest::newRow("away") << QByteArray("away") << true;
    QTest::newRow("finishing") << QByteArray("finishing") << true;
    QTest::newRow("offline") << QByteArray("offline") << true;
    QTest::newRow("available without a socket") << QByteArray("available") << false;
}

void TestAllot::givesToNobodyWhoIsNotThere()
{
    QFETCH(const QByteArray, status);
    QFETCH(const bool, hasSocket);
    m_scene->agentComes("anna", status.constData());
    if (!hasSocket)
        m_scene->see(seen::AgentDown{AgentId(u"anna"_s)});
    m_scene->bring("cleo", Stage::Queued);
    m_scene->pass(20s);
    QCOMPARE(m_scene->state("cleo"), u"queued 1 of 1 in general"_s);
    m_scene->agentComes("anna");
    QCOMPARE(m_scene->state("cleo"), u"assigned to anna"_s);
}

void TestAllot::givesOnWhatALostAgentHad()
{
    m_scene->agentComes("anna");
    m_scene->bring("ada", Stage::Queued);
    m_scene->bring("bea", Stage::Queued);
    m_scene->agentComes("bertil");
    m_scene->see(seen::AgentDown{AgentId(u"anna"_s)});
    m_scene->pass(29s);
    QCOMPARE(m_scene->state("ada"), u"assigned to anna"_s);
    m_scene->pass(2s);
    QCOMPARE(m_scene->state("ada"), u"assigned to bertil"_s);
    QCOMPARE(m_scene->state("bea"), u"assigned to bertil"_s);
    QCOMPARE(m_scene->reasons("ada").mid(2),
             QStringList({u"handover_to_queue agent_offline"_s, u"allocation only_one"_s,
                          u"claim_session allocated"_s}));
    QCOMPARE(m_scene->refusedOfDesk, QStringList());
}

void TestAllot::leavesToAnAgentWhoIsBackInTimeWhatHeHad()
{
    m_scene->agentComes("anna");
    m_scene->bring("ada", Stage::Queued);
    m_scene->agentComes("bertil");
    m_scene->see(seen::AgentDown{AgentId(u"anna"_s)});
    m_scene->pass(20s);
    m_scene->bring("bea", Stage::Queued); // meanwhile nothing comes to her
    QCOMPARE(m_scene->state("bea"), u"assigned to bertil"_s);
    m_scene->see(seen::AgentUp{AgentId(u"anna"_s)});
    m_scene->pass(60s);
    QCOMPARE(m_scene->state("ada"), u"assigned to anna"_s);
    m_scene->bring("cia", Stage::Queued);
    m_scene->bring("dea", Stage::Queued); // she said `available` before, and it stands
    QCOMPARE(m_scene->desk().burden(AgentId(u"anna"_s)).open, 2);
}

void TestAllot::givesNothingWhenItIsTurnedOff()
{
    m_scene = std::make_unique<Scene>(Scene::usual());
    m_scene->botComes();
    m_scene->agentComes("anna");
    m_scene->bring("cleo", Stage::Queued);
    m_scene->pass(2min);
    QCOMPARE(m_scene->state("cleo"), u"queued 1 of 1 in general"_s);
    QCOMPARE(allocations("cleo"), QStringList());
}

void TestAllot::givesTheSameOnTheSameDay()
{
    const auto day = [] {
        Scene scene(Scene::allocating());
        scene.botComes();
        for (const char *who : {"carl", "anna", "bertil"})
            scene.agentComes(who);
        for (int i = 0; i < 40; ++i) {
            const QByteArray user = "user-" + QByteArray::number(i);
            scene.bring(user.constData(), Stage::Queued);
            if (i % 3 == 0)
                scene.say(customer(user.constData()), text(user.constData()));
            scene.pass(std::chrono::seconds(i % 7 * 5));
        }
        scene.pass(15min);
        QByteArrayList log;
        for (const StoredEvent &stored : std::as_const(scene.log))
            log.append(stored.frame.bytes());
        return log;
    };
    const QByteArrayList first = day();
    QVERIFY(first.size() > 200);
    QCOMPARE(day(), first);
}

void TestAllot::promisesAWaitThatOnlyFalls()
{
    m_scene->agentComes("anna");
    for (const char *user : {"ada", "bea", "cia", "dea", "eva"})
        m_scene->bring(user, Stage::Queued);
    m_scene->pass(2s);
    const auto told = [&] {
        return std::get<event::QueueNumber>(
            decode(m_scene->heard(EventType::QueueNumber, "eva").constLast()));
    };
    QCOMPARE(told().queueNumber, 2);
    QCOMPARE(told().expectedWaitSeconds, std::optional<qint64>(600)); // 2 of the usual 12 an hour
    QCOMPARE(told().expectedWaitMostSeconds, std::optional<qint64>(900));
    m_scene->say(agent("anna"), saying("end_session", "outbound", "ada"));
    m_scene->pass(2s);
    QCOMPARE(told().queueNumber, 1);
    QCOMPARE(told().expectedWaitSeconds, std::optional<qint64>(300));
    QList<EventFrame> states = m_scene->heard(EventType::QueueState);
    const auto state = std::get<event::QueueState>(decode(states.constLast()));
    QCOMPARE(state.waiting, 1);
    QCOMPARE(state.expectedWaitSeconds, std::optional<qint64>(300));
    QCOMPARE(state.expectedWaitMostSeconds, std::optional<qint64>(450));
}

QTEST_GUILESS_MAIN(TestAllot)
#include "tst_allot.moc"
