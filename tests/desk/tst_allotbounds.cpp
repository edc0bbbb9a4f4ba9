// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/allocations.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! How many the desk gives to one agent: sums, bounds and caps (contract 5; seed, "Count down
//! current sessions for agent").
class TestAllotBounds : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void givesThreeWhoAreThereAndNoFourth();
    void givesTheNextWhenTheSumHasHeldForFiveSeconds();
    void holdsEachAgentToHisOwnBoundAndCap();
    void countsASumAnewWhereTheBoundIsAnother();
    void goesByABoundThatASupervisorSets();
    void takesNothingAway();

private:
    QStringList allocations(const char *user) const { return test::allocations(*m_scene, user); }
    std::unique_ptr<Scene> m_scene;
};

namespace
{

void answer(Scene &scene, const char *user, const char *who = "anna")
{
    scene.say(agent(who), saying("text", "outbound", user, R"("text":"Jo.")"));
}

double sumOf(const Scene &scene, const char *who)
{
    return scene.desk().burden(AgentId(QString::fromLatin1(who))).sum.value();
}

} // namespace

void TestAllotBounds::init()
{
    m_scene = std::make_unique<Scene>(Scene::allocating());
    m_scene->botComes();
}

void TestAllotBounds::givesThreeWhoAreThereAndNoFourth()
{
    m_scene->agentComes("anna");
    for (const char *user : {"ada", "bea", "cia", "dea"})
        m_scene->bring(user, Stage::Queued);
    QCOMPARE(m_scene->state("cia"), u"assigned to anna"_s); // the sum was 2.0
    QCOMPARE(m_scene->state("dea"), u"queued 1 of 1 in general"_s);
    QCOMPARE(allocations("dea"), QStringList{u"nobody all_over_bound"_s});
    QCOMPARE(m_scene->numbers("dea"), QList<int>{1});
    QCOMPARE(m_scene->numbers("cia"), QList<int>()); // he never stood in line long enough
}

//! The sum falls while all are silent; when it comes to 2.0 the next one comes, five seconds later.
void TestAllotBounds::givesTheNextWhenTheSumHasHeldForFiveSeconds()
{
    m_scene->agentComes("anna");
    for (const char *user : {"ada", "bea", "cia"})
        m_scene->bring(user, Stage::Queued);
    m_scene->pass(16s);
    for (const char *user : {"ada", "bea", "cia"})
        answer(*m_scene, user);
    m_scene->bring("dea", Stage::Queued);
    std::optional<std::chrono::milliseconds> below;
    const auto late = m_scene->now().steady + 30min;
    while (m_scene->state("dea") != u"assigned to anna"_s) {
        m_scene->pass(100ms);
        if (!below && sumOf(*m_scene, "anna") <= 2.0)
            below = m_scene->now().steady;
        QVERIFY(m_scene->now().steady < late);
    }
    QVERIFY(below);
    const auto waited = m_scene->now().steady - *below;
    QVERIFY2(waited >= 5s && waited <= 5200ms, qPrintable(QString::number(waited.count())));
    QCOMPARE(
        allocations("dea"),
        QStringList({u"nobody all_over_bound"_s, u"nobody all_settling"_s, u"anna only_one"_s}));
}

void TestAllotBounds::holdsEachAgentToHisOwnBoundAndCap()
{
    DeskConfig config = Scene::allocating();
    config.agentLimits = {{AgentId(u"anna"_s), 0.0, {}}, {AgentId(u"bertil"_s), 20.0, 4}};
    m_scene = std::make_unique<Scene>(config);
    m_scene->botComes();
    m_scene->agentComes("anna");
    m_scene->bring("ada", Stage::Queued);
    m_scene->bring("bea", Stage::Queued);
    QCOMPARE(m_scene->state("bea"), u"queued 1 of 1 in general"_s); // a trainee's one at a time
    m_scene->agentComes("bertil");
    for (const char *user : {"cia", "dea", "eva", "fia"})
        m_scene->bring(user, Stage::Queued);
    m_scene->pass(10s);
    QCOMPARE(m_scene->desk().burden(AgentId(u"bertil"_s)).open, 4);
    QCOMPARE(m_scene->desk().burden(AgentId(u"anna"_s)).open, 1);
    QCOMPARE(m_scene->state("fia"), u"queued 1 of 1 in general"_s);
}

//! Three given just now weigh 3.0, which does not change for a while by itself.
void TestAllotBounds::countsASumAnewWhereTheBoundIsAnother()
{
    const auto setBound = [this](double bound) {
        DeskConfig config = Scene::allocating();
        config.bound = bound;
        m_scene->reconfigure(config);
    };
    m_scene->agentComes("anna");
    for (const char *user : {"ada", "bea", "cia", "dea"})
        m_scene->bring(user, Stage::Queued);
    QCOMPARE(m_scene->state("dea"), u"queued 1 of 1 in general"_s);
    setBound(3.0);
    m_scene->pass(3s);
    setBound(2.0); // the five seconds have not been
    m_scene->pass(1s);
    setBound(3.0);
    m_scene->pass(4900ms);
    QCOMPARE(m_scene->state("dea"), u"queued 1 of 1 in general"_s);
    m_scene->pass(100ms);
    QCOMPARE(m_scene->state("dea"), u"assigned to anna"_s);
}

//! From the moment it is said, back again, and whatever he says of his own status meanwhile.
void TestAllotBounds::goesByABoundThatASupervisorSets()
{
    const auto set = [this](const QByteArray &bound) {
        m_scene->say(supervisor(),
                     saying("agent_status", "internal", nullptr,
                            R"("agentId":"anna","status":"available","bound":)" + bound));
    };
    m_scene->agentComes("anna");
    for (const char *user : {"ada", "bea", "cia", "dea"})
        m_scene->bring(user, Stage::Queued);
    m_scene->pass(10s);
    QCOMPARE(m_scene->state("dea"), u"queued 1 of 1 in general"_s);
    set("10");
    m_scene->say(agent("anna"), agentStatus("anna", "finishing"));
    m_scene->say(agent("anna"), agentStatus("anna", "available"));
    m_scene->pass(10s);
    QCOMPARE(m_scene->state("dea"), u"assigned to anna"_s);
    set("0"); // as all have it
    m_scene->bring("eva", Stage::Queued);
    m_scene->pass(10s);
    QCOMPARE(m_scene->state("eva"), u"queued 1 of 1 in general"_s);
    set("10");
    m_scene->pass(10s);
    QCOMPARE(m_scene->state("eva"), u"assigned to anna"_s);
    m_scene->restart();
    QCOMPARE(m_scene->desk().table().agents.value(AgentId(u"anna"_s)).bound, 10.0);
}

void TestAllotBounds::takesNothingAway()
{
    m_scene->agentComes("anna");
    for (const char *user : {"ada", "bea", "cia"})
        m_scene->bring(user, Stage::Queued);
    m_scene->pass(16s);
    for (const char *user : {"ada", "bea", "cia"})
        answer(*m_scene, user);
    m_scene->pass(10min); // none of them is believed in any more
    m_scene->bring("dea", Stage::Queued);
    m_scene->bring("eva", Stage::Queued);
    m_scene->pass(10s);
    QCOMPARE(m_scene->desk().burden(AgentId(u"anna"_s)).open, 5);
    for (const char *user : {"ada", "bea", "cia"}) // all are back
        m_scene->types(user);
    QVERIFY(sumOf(*m_scene, "anna") > 4);
    m_scene->bring("fia", Stage::Queued);
    m_scene->pass(1s);
    for (const char *user : {"ada", "bea", "cia", "dea", "eva"})
        QCOMPARE(m_scene->state(user), u"assigned to anna"_s);
    QCOMPARE(m_scene->state("fia"), u"queued 1 of 1 in general"_s);
}

QTEST_GUILESS_MAIN(TestAllotBounds)
#include "tst_allotbounds.moc"
