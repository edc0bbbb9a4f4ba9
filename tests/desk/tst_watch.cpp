// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/point.h"
#include "broker/protocol/eventbody.h"
#include "tests/desk/scene.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! Who is still there, as the desk tells it, and what it learns from that (contract 5, `presence`
//! and `presence_point`).
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
    void storesAPointForEachBinAtTheNextAct();
    void storesAPointAfterTenMinutesOfSilence();
    void storesNothingOfWhatCannotHappenAnyMore();
    void makesNoLessonOfTheLine();
    void tellsEachSignalInThePointsAndIsNeutral_data();
    void tellsEachSignalInThePointsAndIsNeutral();
    void forgetsAPageThatWasOnlyLoadedAgain();
    void makesNoPointsOnceTheAgentIsDone();
    void learnsOnlyWhatTheLogHas();
    void learnsTheSameBytesFromAReplay();
    void goesOnFromWhatItRecalls();
    void addsUpEachAgentsLoad();
    void looksAtThoseOnlyWhoAreDue();

private:
    QList<event::PresencePoint> points(const char *user) const;
    QList<int> silences(const char *user, int label) const;
    void chat(QRandomGenerator &dice);

    std::unique_ptr<Scene> m_scene;
};

namespace
{

EventFrame answer(const char *user, bool isQuestion = false)
{
    return saying("text", "outbound", user, isQuestion ? R"("text":"Jo?")" : R"("text":"Jo.")");
}

} // namespace

void TestWatch::init()
{
    m_scene = std::make_unique<Scene>();
    m_scene->botComes();
    m_scene->agentComes("anna");
}

QList<event::PresencePoint> TestWatch::points(const char *user) const
{
    QList<event::PresencePoint> all;
    for (const EventFrame &frame : m_scene->heard(EventType::PresencePoint, user))
        all.append(std::get<event::PresencePoint>(decode(frame)));
    return all;
}

QList<int> TestWatch::silences(const char *user, int label) const
{
    QList<int> all;
    for (const event::PresencePoint &point : points(user)) {
        if (point.label == label)
            all.append(point.silence);
    }
    return all;
}

// --- Telling -------------------------------------------------------------------------------------

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

// --- Lessons -------------------------------------------------------------------------------------

void TestWatch::storesAPointForEachBinAtTheNextAct()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(agent("anna"), answer("cleo"));
    m_scene->say(customer("cleo"), text("cleo"));
    m_scene->say(agent("anna"), answer("cleo", true));
    m_scene->forget();
    m_scene->pass(40s);
    QCOMPARE(points("cleo").size(), 0); // nobody knows yet
    m_scene->types("cleo");
    QCOMPARE(silences("cleo", 1), QList<int>({5, 15, 30}));
    const event::PresencePoint last = points("cleo").constLast();
    QCOMPARE(last.state, u"Q1"_s);
    QCOMPARE(last.link, u"ok"_s);
    QCOMPARE(last.after, 10);
    QCOMPARE(last.number, 3);
    QVERIFY(!last.waiting);
    QVERIFY(last.probability > 0.5 && last.probability < 1);
}

void TestWatch::storesAPointAfterTenMinutesOfSilence()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(agent("anna"), answer("cleo"));
    m_scene->forget();
    m_scene->pass(10min + 3s);
    QCOMPARE(points("cleo").size(), 0);
    m_scene->pass(3s);
    QCOMPARE(silences("cleo", 0), QList<int>{5});
    m_scene->say(customer("cleo"), text("cleo"));
    QCOMPARE(silences("cleo", 1), QList<int>({15, 30, 60, 90, 120, 180, 240, 300, 450, 600}));
}

void TestWatch::storesNothingOfWhatCannotHappenAnyMore()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(agent("anna"), answer("cleo"));
    m_scene->pass(20s);
    m_scene->forget();
    m_scene->say(agent("anna"), saying("end_session", "outbound", "cleo"));
    m_scene->pass(20min);
    QCOMPARE(points("cleo").size(), 0);

    m_scene->bring("dora", Stage::Bot); // who goes himself was there to go
    m_scene->pass(20s);
    m_scene->say(customer("dora"), saying("client_left", "inbound", "dora"));
    QCOMPARE(silences("dora", 1), QList<int>({5, 15}));
}

void TestWatch::makesNoLessonOfTheLine()
{
    m_scene->bring("cleo", Stage::Queued);
    const QByteArray before = m_scene->desk().model().save();
    m_scene->pass(20s);
    m_scene->say(customer("cleo"), text("cleo"));
    QCOMPARE(silences("cleo", 1), QList<int>({5, 15}));
    for (const event::PresencePoint &point : points("cleo"))
        QVERIFY(point.waiting);
    const auto learned = presence::Model::load(m_scene->desk().model().save());
    QCOMPARE(learned->sessions(), 0);
    QCOMPARE(learned->cell(presence::Turn::WroteFirst, presence::Link::Ok, 0).cases, 0.0);
    QVERIFY(before != m_scene->desk().model().save()); // the day, which it fades by
}

void TestWatch::tellsEachSignalInThePointsAndIsNeutral_data()
{
    QTest::addColumn<QString>("sign");
    for (const char *sign : {"read", "hidden", "unloading", "mobile"})
        QTest::newRow(sign) << QString::fromLatin1(sign);
}

void TestWatch::tellsEachSignalInThePointsAndIsNeutral()
{
    QFETCH(const QString, sign);
    const UserId cleo(u"cleo"_s);
    const auto params = sign == u"mobile"_s ? R"("params":{"mobile":true})" : R"("params":{})";
    m_scene->customerComes("cleo");
    m_scene->say(customer("cleo"), saying("start", "inbound", "cleo", params));
    m_scene->say(agent("anna"), claim("cleo", "anna"));
    m_scene->say(agent("anna"), answer("cleo"));
    if (sign == u"read"_s) {
        m_scene->say(customer("cleo"), saying("messages_read", "inbound", "cleo"));
    } else if (sign == u"hidden"_s) {
        m_scene->see(seen::LinkBeat{cleo, true});
    } else if (sign == u"unloading"_s) {
        m_scene->see(seen::Unload{cleo});
        m_scene->customerGoes("cleo");
    }
    m_scene->forget();
    m_scene->pass(6s);
    m_scene->types("cleo");
    QCOMPARE(points("cleo").size(), 1);
    const event::PresencePoint point = points("cleo").constFirst();
    QCOMPARE(point.signs, QJsonArray{sign});
    const auto link = *presence::linkNamed(point.link);
    const double fresh = presence::priorOfBin(presence::Turn::ToldFirst, link, 0);
    QVERIFY(std::abs(point.probability - fresh) < 1e-6); // nobody has learned what it is worth
}

void TestWatch::forgetsAPageThatWasOnlyLoadedAgain()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(agent("anna"), answer("cleo"));
    m_scene->see(seen::Unload{UserId(u"cleo"_s)});
    m_scene->customerGoes("cleo");
    m_scene->pass(2s);
    m_scene->customerComes("cleo");
    m_scene->forget();
    m_scene->pass(4s);
    m_scene->types("cleo");
    QCOMPARE(points("cleo").size(), 1);
    QCOMPARE(points("cleo").constFirst().signs, QJsonArray());
    QCOMPARE(points("cleo").constFirst().link, u"ok"_s);
}

void TestWatch::makesNoPointsOnceTheAgentIsDone()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(agent("anna"), answer("cleo"));
    m_scene->pass(10s);
    m_scene->say(agent("anna"), saying("agent_done", "internal", "cleo"));
    m_scene->forget();
    m_scene->pass(5min);
    m_scene->say(customer("cleo"), text("cleo")); // he returns: so he was there
    QCOMPARE(silences("cleo", 1), QList<int>{5});
}

// --- Learning ------------------------------------------------------------------------------------

void TestWatch::chat(QRandomGenerator &dice)
{
    static constexpr std::array Users{"ada", "bea", "cia", "dea"};
    const char *user = Users.at(dice.bounded(quint32(Users.size())));
    switch (dice.bounded(7)) {
    case 0:
        m_scene->bring(user, Stage::Assigned);
        break;
    case 1:
    case 2:
        m_scene->say(agent("anna"), answer(user, dice.bounded(2) == 0));
        break;
    case 3:
    case 4:
        m_scene->say(customer(user), text(user));
        break;
    case 5:
        m_scene->types(user, dice.bounded(2) == 0);
        break;
    default:
        m_scene->say(customer(user), saying("messages_read", "inbound", user));
    }
    m_scene->pass(std::chrono::seconds(dice.bounded(100)));
}

void TestWatch::learnsOnlyWhatTheLogHas()
{
    m_scene->bring("cleo", Stage::Assigned);
    m_scene->say(agent("anna"), answer("cleo"));
    m_scene->pass(20s);
    m_scene->storageFails = true;
    m_scene->types("cleo");
    QVERIFY(m_scene->lost > 0);
    QCOMPARE(m_scene->desk().model().sessions(), 0);
    m_scene->storageFails = false;
    m_scene->pass(20s);
    m_scene->types("cleo");
    QCOMPARE(m_scene->desk().model().cell(presence::Turn::ToldFirst, presence::Link::Ok, 0).cases,
             1.0);
}

void TestWatch::learnsTheSameBytesFromAReplay()
{
    QRandomGenerator dice(7);
    for (int i = 0; i < 200; ++i)
        chat(dice);
    const QByteArray learned = m_scene->desk().model().save();
    QVERIFY(m_scene->desk().model().sessions() >= 3);
    m_scene->restart();
    QCOMPARE(m_scene->desk().model().save(), learned);
    QCOMPARE(m_scene->desk().learned(), m_scene->log.constLast().seq);
}

void TestWatch::goesOnFromWhatItRecalls()
{
    QRandomGenerator dice(11);
    for (int i = 0; i < 60; ++i)
        chat(dice);
    const QByteArray half = m_scene->desk().memory();
    const Seq learned = m_scene->desk().learned();
    for (int i = 0; i < 60; ++i)
        chat(dice);
    Desk other(Scene::usual(), m_scene->now());
    QVERIFY(!other.recall(half.first(half.size() / 2), learned));
    QVERIFY(other.recall(half, learned));
    for (const StoredEvent &stored : std::as_const(m_scene->log))
        other.relearn(stored); // those up to `learned` are known and skipped
    QVERIFY(half != m_scene->desk().memory());
    QCOMPARE(other.memory(), m_scene->desk().memory());
}

// --- Loads ---------------------------------------------------------------------------------------

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
