// SPDX-License-Identifier: GPL-3.0-or-later
// A working day, recorded from a desk that gives customers to agents by itself, and played back to
// the dashboard at sixty times its speed: a minute of it each second.
#include "tests/dashboard/boardscene.h"
#include "tests/desk/scene.h"

#include <QAbstractItemView>
#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>
#include <ctime>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::test;
using desk::Stage;

namespace
{

constexpr auto Chunk = 301s; // the scene goes by the second where it is long
constexpr int Chunks = 96; // eight hours
constexpr qint64 MinuteMs = 60'000;
constexpr Seq Earlier = 1000; // what the console has heard before

const QStringList Agents{u"anna"_s, u"bert"_s, u"cia"_s, u"dan"_s};

//! What a dashboard is told, when, and how the desk itself stood then.
struct Recording {
    struct Told {
        qint64 ms = 0;
        QByteArray bytes;
    };
    struct Stand {
        qint64 ms = 0;
        qsizetype told = 0; //!< until then: what comes next may be of the same moment
        QHash<QString, int> held; //!< by agent
        QHash<QString, int> waiting; //!< by queue
    };
    QList<Told> told;
    QList<Stand> stands;
};

Recording::Stand standOf(const Scene &scene)
{
    Recording::Stand stand{scene.now().wallMs, scene.all().size(), {}, {}};
    for (const UserId &user : scene.desk().table().open) {
        const desk::Session &session = *scene.desk().table().find(user);
        if (session.stage == Stage::Assigned)
            ++stand.held[session.agent.value()];
        if (session.stage == Stage::Queued)
            ++stand.waiting[session.queue.value()];
    }
    return stand;
}

//! What people do in five minutes.
void live(Scene &scene, QRandomGenerator &dice, int &customers)
{
    const auto happens = [&dice](double share) { return dice.generateDouble() < share; };
    QList<UserId> open(scene.desk().table().open.cbegin(), scene.desk().table().open.cend());
    std::ranges::sort(open); // a set has another order each time, and the day would be another
    for (const UserId &user : std::as_const(open)) {
        const QByteArray name = user.value().toUtf8();
        const desk::Session session = scene.session(name.constData());
        const QByteArray holder = session.agent.value().toUtf8();
        if (session.stage == Stage::Queued && happens(0.1))
            scene.say(customer(name.constData()),
                      saying("client_left", "inbound", name.constData()));
        if (session.stage != Stage::Assigned)
            continue;
        if (happens(0.7))
            scene.say(agent(holder.constData()),
                      saying("text", "outbound", name.constData(), R"("text":"Jo.")"));
        if (happens(0.6))
            scene.say(customer(name.constData()), text(name.constData()));
        else if (happens(0.4))
            scene.say(agent(holder.constData()),
                      saying("end_session", "outbound", name.constData()));
    }
    for (int i = dice.bounded(4); i > 0; --i) {
        const QByteArray name = "user" + QByteArray::number(++customers);
        scene.customerComes(name.constData());
        scene.say(customer(name.constData()), start(name.constData()));
        scene.say(bot(), handoverToQueue(name.constData(), happens(0.7) ? "general" : "technical"));
    }
}

Recording record()
{
    Scene scene(Scene::allocating());
    QRandomGenerator dice(7);
    Recording day;
    const qint64 wall = scene.now().wallMs - scene.now().steady.count();
    scene.botComes();
    for (const QString &id : Agents)
        scene.agentComes(id.toUtf8().constData());
    int customers = 0;
    for (int chunk = 0; chunk < Chunks; ++chunk) {
        live(scene, dice, customers);
        scene.pass(Chunk);
        day.stands += standOf(scene);
    }
    QHash<Seq, const StoredEvent *> stored;
    for (const StoredEvent &event : std::as_const(scene.log))
        stored.insert(event.seq, &event);
    for (const Scene::Heard &heard : scene.all()) {
        if (heard.seq == 0) {
            day.told.append({wall + heard.atMs, heard.frame.bytes()});
            continue;
        }
        StoredEvent event = *stored.value(heard.seq);
        event.seq += Earlier;
        day.told.append({wall + heard.atMs, event.delivered()});
    }
    return day;
}

} // namespace

class RecordedDayTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { m_day = record(); }
    void theDashboardStandsAsTheDeskDidAllDay();
    void sixtyTimesItsSpeedTakesATenthOfACore();

private:
    //! Delivers a minute at a time, as far as it stood so.
    static void play(BoardScene &scene, const Recording &day, qsizetype &next,
                     const Recording::Stand &until);

    Recording m_day;
};

void RecordedDayTest::play(BoardScene &scene, const Recording &day, qsizetype &next,
                           const Recording::Stand &until)
{
    qint64 ms = scene.clock.now().wallMs;
    while (ms < until.ms) {
        ms = std::min(ms + MinuteMs, until.ms);
        QList<QByteArray> frames;
        for (; next < until.told && day.told.at(next).ms <= ms; ++next)
            frames += day.told.at(next).bytes;
        scene.clock.setWall(ms);
        scene.link.deliver(frames);
        scene.settle();
    }
}

void RecordedDayTest::theDashboardStandsAsTheDeskDidAllDay()
{
    const Recording &day = m_day;
    QVERIFY(day.told.size() > 2000);
    BoardScene scene;
    scene.clock.setWall(day.told.constFirst().ms);
    scene.show();
    qsizetype next = 0;
    int busiest = 0;
    for (const Recording::Stand &stand : day.stands) {
        play(scene, day, next, stand);
        const auto *agents = scene.find<QAbstractItemView>(u"agentTable"_s)->model();
        for (int row = 0; row < agents->rowCount(); ++row) {
            const auto agent = agents->index(row, 0)
                                   .data(model::BoardAgents::ItemRole)
                                   .value<model::BoardAgent>();
            QCOMPARE(agent.open, stand.held.value(agent.key.value()));
            busiest = std::max(busiest, agent.open);
        }
        const auto *queues = scene.find<QAbstractItemView>(u"queueTable"_s)->model();
        for (int row = 0; row < queues->rowCount(); ++row) {
            const auto queue = queues->index(row, 0)
                                   .data(model::BoardQueues::ItemRole)
                                   .value<model::BoardQueue>();
            QCOMPARE(queue.waiting, stand.waiting.value(queue.key.value()));
        }
    }
    QVERIFY(busiest >= 2); // it was a day with something in it
    // And the day's figures are those of all that was.
    figures::Live whole(desk::DeskConfig::defaults(),
                        figures::usualZone(desk::DeskConfig::defaults()));
    for (const Recording::Told &told : day.told) {
        if (const auto event = readDelivered(told.bytes); event && event->seq > 0)
            whole.take(*event);
    }
    const figures::Figures all = whole.figures(scene.clock.now().wallMs);
    scene.figures.advance();
    QCOMPARE(scene.figures.day().waits.answered, int(all.wait.count()));
    QCOMPARE(scene.figures.day().waits.left, int(all.abandoned.size()));
    QCOMPARE(scene.figures.day().handling.finished, int(all.handle.count()));
}

//! Eight hours in eight minutes, of which the dashboard, the store and the figures together may use
//! 48 seconds; under the sanitizers, too.
void RecordedDayTest::sixtyTimesItsSpeedTakesATenthOfACore()
{
    const Recording &day = m_day;
    BoardScene scene;
    scene.clock.setWall(day.told.constFirst().ms);
    scene.show();
    qsizetype next = 0;
    const std::clock_t began = std::clock();
    play(scene, day, next, day.stands.constLast());
    const double used = double(std::clock() - began) / CLOCKS_PER_SEC;
    const double played = double(day.stands.constLast().ms - day.told.constFirst().ms) / 60'000;
    qInfo("%.1f s of processor for a day played in %.0f s", used, played);
    QCOMPARE(next, day.told.size());
    QVERIFY2(used < played / 10, qPrintable(QString::number(used)));
}

QTEST_MAIN(RecordedDayTest)
#include "tst_recordedday.moc"
