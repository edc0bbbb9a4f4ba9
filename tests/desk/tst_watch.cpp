// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "tests/desk/answer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! Who is still there, as the desk tells it, and what that weighs (contract 5, `presence`).
class TestWatch : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void tellsTheFirstValueAlways();
    void tellsWhatChangesByTwoHundredths();
    void tellsAtMostOnceASecond();
    void saysWhy();
    void briefsApplications();
    void believesInWhoTypes();
    void believesNotInWhoHasLeftUntilHeWrites();
    void looksAtTheLink();
    void addsUpEachAgentsLoad();
    void looksAtThoseOnlyWhoAreDue();

private:
    std::unique_ptr<Scene> m_scene;
};

void TestWatch::init()
{
    m_scene = std::make_unique<Scene>();
    m_scene->botComes();
    m_scene->agentComes("anna");
}

void TestWatch::tellsTheFirstValueAlways()
{
    m_scene->bring("cleo", Stage::Bot);
    QCOMPARE(m_scene->heard(EventType::Presence, "cleo").size(), 1);
    const double first = m_scene->probability("cleo");
    QVERIFY2(first > 0.5 && first < 1, qPrintable(QString::number(first)));
}

void TestWatch::tellsWhatChangesByTwoHundredths()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(agent("anna"), answer("cleo"));
    m_scene->pass(2s);
    m_scene->forget();
    m_scene->pass(11min);
    const QList<EventFrame> told = m_scene->heard(EventType::Presence, "cleo");
    QVERIFY(told.size() > 4);
    double last = 1;
    for (const EventFrame &frame : told) {
        const double probability = std::get<event::Presence>(decode(frame)).probability;
        QVERIFY2(probability <= last - 0.0199, qPrintable(QString::number(probability)));
        last = probability;
    }
    m_scene->forget();
    m_scene->pass(2min); // nothing changes any more
    QCOMPARE(m_scene->heard(EventType::Presence, "cleo").size(), 0);
}

void TestWatch::tellsAtMostOnceASecond()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->pass(2s);
    m_scene->forget();
    for (int i = 0; i < 50; ++i) { // to and fro within five seconds
        m_scene->say(agent("anna"), answer("cleo"));
        m_scene->types("cleo");
        m_scene->pass(100ms);
    }
    m_scene->say(agent("anna"), answer("cleo"));
    m_scene->pass(8s);
    qint64 lastMs = -1000;
    for (const Scene::Heard &heard : m_scene->all()) {
        if (heard.frame.type() != EventType::Presence)
            continue;
        QVERIFY(heard.atMs - lastMs >= 1000);
        lastMs = heard.atMs;
    }
    QVERIFY(m_scene->probability("cleo") < 0.98); // the last word is what is true
}

void TestWatch::saysWhy()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(agent("anna"), answer("cleo"));
    m_scene->pass(95s);
    const QList<EventFrame> told = m_scene->heard(EventType::Presence, "cleo");
    const auto presence = std::get<event::Presence>(decode(told.constLast()));
    QVERIFY(!presence.reasons.isEmpty());
    const QJsonObject first = presence.reasons.first().toObject();
    QVERIFY(first.value("text"_L1).toString().contains("after your last answer"_L1));
    QVERIFY(first.value("weight"_L1).isDouble());
}

void TestWatch::briefsApplications()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->bring("ida", Stage::Queued);
    m_scene->bring("dora", Stage::Ended);
    QStringList users;
    for (const EventFrame &frame : m_scene->desk().briefing(m_scene->now())) {
        if (frame.type() == EventType::Presence)
            users.append(frame.user().value());
    }
    QCOMPARE(users, QStringList({u"cleo"_s, u"ida"_s}));
}

void TestWatch::believesInWhoTypes()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(agent("anna"), answer("cleo"));
    m_scene->pass(5min);
    QVERIFY(m_scene->probability("cleo") < 0.7);
    m_scene->pass(2s);
    m_scene->types("cleo");
    QCOMPARE(m_scene->probability("cleo"), 0.99);
    m_scene->pass(7s);
    QVERIFY(m_scene->probability("cleo") < 0.98);
}

void TestWatch::believesNotInWhoHasLeftUntilHeWrites()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(customer("cleo"), saying("client_left", "inbound", "cleo"));
    m_scene->pass(1s);
    QCOMPARE(m_scene->probability("cleo"), 0.0);
    QCOMPARE(m_scene->desk().burden(AgentId(u"anna"_s)).sum, allocation::Load()); // new as it is
    m_scene->types("cleo");
    m_scene->pass(2s);
    QCOMPARE(m_scene->probability("cleo"), 0.0);
    m_scene->say(customer("cleo"), text("cleo"));
    m_scene->pass(1s);
    QVERIFY(m_scene->probability("cleo") > 0.5);
}

void TestWatch::looksAtTheLink()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->pass(20s);
    const double good = m_scene->probability("cleo");
    m_scene->customerGoes("cleo");
    m_scene->pass(1s);
    const double shaky = m_scene->probability("cleo");
    QVERIFY(shaky < good - 0.02);
    m_scene->pass(45s);
    const double gone = m_scene->probability("cleo");
    QVERIFY(gone < shaky - 0.5);
    m_scene->customerComes("cleo");
    m_scene->pass(1s);
    QVERIFY(m_scene->probability("cleo") > gone + 0.5);
}

void TestWatch::addsUpEachAgentsLoad()
{
    const AgentId anna(u"anna"_s);
    QCOMPARE(m_scene->desk().burden(anna), Burden());
    for (const char *user : {"ada", "bea", "cia"})
        m_scene->bring(user, Stage::Assigned);
    QCOMPARE(m_scene->desk().burden(anna), (Burden{allocation::Load::whole(3), 3})); // all new
    m_scene->pass(20s);
    for (const char *user : {"ada", "bea", "cia"})
        m_scene->say(agent("anna"), answer(user));
    m_scene->pass(95s);
    double sum = 0;
    for (const char *user : {"ada", "bea", "cia"})
        sum += m_scene->probability(user);
    const Burden burden = m_scene->desk().burden(anna);
    QCOMPARE(burden.open, 3);
    QVERIFY(sum < 2.5 && std::abs(burden.sum.value() - sum) < 0.06); // within what is not told
    m_scene->say(agent("anna"), saying("agent_done", "internal", "ada"));
    m_scene->say(agent("anna"), saying("end_session", "outbound", "bea"));
    m_scene->say(supervisor(), claim("cia", "bertil", true));
    QCOMPARE(m_scene->desk().burden(anna), Burden());
    QCOMPARE(m_scene->desk().burden(AgentId(u"bertil"_s)), (Burden{allocation::Load::whole(1), 1}));
}

void TestWatch::looksAtThoseOnlyWhoAreDue()
{
    // Two thousand who are silent: one who writes costs what one costs, and nobody is looked at
    // every second.
    Desk desk(Scene::usual(), m_scene->now());
    Instant now = m_scene->now();
    Seq seq = 0;
    for (int i = 0; i < 2'000; ++i) {
        const QByteArray user = "user-" + QByteArray::number(i);
        (void)desk.committed({++seq, now.wallMs, u"customer:"_s + QString::fromLatin1(user),
                              start(user.constData())},
                             now);
    }
    int wakes = 0;
    const auto end = now.steady + 10s;
    while (desk.nextWake() && *desk.nextWake() <= end) {
        now.wallMs += std::max<qint64>(0, (*desk.nextWake() - now.steady).count());
        now.steady = std::max(now.steady, *desk.nextWake());
        (void)desk.tick(now);
        ++wakes;
    }
    QVERIFY2(wakes <= 12, qPrintable(QString::number(wakes)));
    now.steady += 10ms;
    const Emissions follow
        = desk.committed({++seq, now.wallMs, u"customer:user-7"_s, text("user-7")}, now);
    for (const Emission &emission : follow)
        QCOMPARE(emission.frame.user(), UserId(u"user-7"_s));
}

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
