// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/point.h"
#include "broker/protocol/eventbody.h"
#include "tests/desk/answer.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! What the desk learns from who was still there (contract 5, `presence_point`): stored, and
//! learned the same from the log.
class TestLessons : public QObject
{
    Q_OBJECT
private slots:
    void init();
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

private:
    QList<event::PresencePoint> points(const char *user) const;
    QList<int> silences(const char *user, int label) const;
    void chat(QRandomGenerator &dice);

    std::unique_ptr<Scene> m_scene;
};

void TestLessons::init()
{
    m_scene = std::make_unique<Scene>();
    m_scene->botComes();
    m_scene->agentComes("anna");
}

QList<event::PresencePoint> TestLessons::points(const char *user) const
{
    QList<event::PresencePoint> all;
    for (const EventFrame &frame : m_scene->heard(EventType::PresencePoint, user))
        all.append(std::get<event::PresencePoint>(decode(frame)));
    return all;
}

QList<int> TestLessons::silences(const char *user, int label) const
{
    QList<int> all;
    for (const event::PresencePoint &point : points(user)) {
        if (point.label == label)
            all.append(point.silence);
    }
    return all;
}

void TestLessons::chat(QRandomGenerator &dice)
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

void TestLessons::storesAPointForEachBinAtTheNextAct()
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

void TestLessons::storesAPointAfterTenMinutesOfSilence()
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

void TestLessons::storesNothingOfWhatCannotHappenAnyMore()
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

void TestLessons::makesNoLessonOfTheLine()
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

void TestLessons::tellsEachSignalInThePointsAndIsNeutral_data()
{
    QTest::addColumn<QString>("sign");
    for (const char *sign : {"read", "hidden", "unloading", "mobile"})
        QTest::newRow(sign) << QString::fromLatin1(sign);
}

void TestLessons::tellsEachSignalInThePointsAndIsNeutral()
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

void TestLessons::forgetsAPageThatWasOnlyLoadedAgain()
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

void TestLessons::makesNoPointsOnceTheAgentIsDone()
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

void TestLessons::learnsOnlyWhatTheLogHas()
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

void TestLessons::learnsTheSameBytesFromAReplay()
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

void TestLessons::goesOnFromWhatItRecalls()
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

QTEST_GUILESS_MAIN(TestLessons)
#include "tst_lessons.moc"
