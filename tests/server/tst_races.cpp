// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "broker/server/broker.h"
#include "broker/store/database.h"
#include "broker/store/memoryblobs.h"
#include "broker/store/memorycredentials.h"
#include "broker/store/memorylog.h"
#include "broker/store/sqlitelog.h"
#include "tests/support/fakeclock.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::test;

//! Many who want the same, and agents who are lost meanwhile: over both logs the same holds.
class RacesTest : public QObject
{
    Q_OBJECT
private slots:
    void givesEachSessionToExactlyOneOfEight_data() { overBothLogs(); }
    void givesEachSessionToExactlyOneOfEight();
    void allocatesBesideHands_data() { overBothLogs(); }
    void allocatesBesideHands();
    void givesOnWhatADeskThatDiedHad_data() { overBothLogs(); }
    void givesOnWhatADeskThatDiedHad();
    void keepsWhatWasLearnedWithTheData();

private:
    static void overBothLogs();
};

namespace
{

constexpr int Sessions = 200;
constexpr int Agents = 8;
//! Each has no divisor in common with the number of sessions: so each order meets all of them.
constexpr std::array<int, Agents> Steps{1, 3, 7, 9, 11, 13, 17, 19};
constexpr int PatienceMs = 30'000;

QString userNamed(int number)
{
    return u"user-%1"_s.arg(number);
}

//! An application in this process, and all that it heard.
class Application
{
public:
    Application(server::Broker &broker, Role role, const QString &name)
        : m_name(name)
    {
        auto [near, far] = PipeEnd::make();
        m_end = std::move(near);
        QObject::connect(m_end.get(), &PipeEnd::received, m_end.get(),
                         [this](const QList<QByteArray> &frames) {
                             for (const QByteArray &frame : frames)
                                 hear(frame);
                         });
        const bool isAgent = role == Role::Agent;
        broker.attach(std::move(far),
                      {role, u"key:"_s + name, isAgent ? AgentId(name) : AgentId(), {}, {}});
    }

    void say(Direction direction, const QString &user, const EventBody &body,
             const QString &id = {}) const
    {
        m_end->send(compose(direction, UserId(user), body, EventId(id)).bytes());
    }
    void claim(const QString &user) const
    {
        say(Direction::Internal, user, event::ClaimSession{AgentId(m_name), false, {}}, user);
    }
    void isAvailable() const
    {
        say(Direction::Internal, {}, event::AgentStatus{AgentId(m_name), u"available"_s, {}, {}});
    }
    void die() { m_end.reset(); }

    QSet<QString> won, lost; //!< by the claims' ids, which are the users'
    QHash<QString, QStringList> claims; //!< who was given each user, as heard, in order
    int nobody = 0; //!< allocations to nobody
    Seq head = 0;

private:
    void hear(const QByteArray &frame)
    {
        if (const auto answer = decodeDialogue(frame)) {
            if (const auto *ack = std::get_if<event::Ack>(&*answer); ack && ack->seq)
                won.insert(ack->id.value());
            else if (const auto *rejected = std::get_if<event::ClaimRejected>(&*answer))
                lost.insert(rejected->id.value());
            return;
        }
        const auto heard = readDelivered(frame);
        if (!heard)
            return;
        head = std::max(head, heard->seq);
        const EventBody body = decode(heard->frame);
        if (const auto *claim = std::get_if<event::ClaimSession>(&body))
            claims[heard->frame.user().value()].append(claim->agent.value());
    }

    QString m_name;
    std::unique_ptr<PipeEnd> m_end;
};

//! A broker over one of the logs, and a channel that brings its users.
class Arena
{
public:
    explicit Arena(bool onDisk, bool allocates)
        : m_onDisk(onDisk)
    {
        m_configuration.desk.allocate = allocates;
        open();
    }
    ~Arena() { close(); }

    [[nodiscard]] server::Broker &broker() { return *m_broker; }
    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    FakeClock clock;

    void open()
    {
        std::unique_ptr<store::EventLog> log;
        if (m_onDisk)
            log = std::make_unique<store::SqliteLog>(
                std::make_shared<store::Database>(m_folder.path(), clock));
        else
            log = std::make_unique<store::MemoryLog>(clock);
        m_broker = std::make_unique<server::Broker>(m_configuration, std::move(log),
                                                    std::make_unique<store::MemoryCredentials>(),
                                                    std::make_unique<store::MemoryBlobs>(), clock);
        m_broker->setControlDirectory(m_onDisk ? m_folder.path() : QString());
        QObject::connect(m_broker.get(), &server::Broker::ready, m_broker.get(),
                         [this] { m_ready = true; });
        m_broker->start(QHostAddress(QHostAddress::LocalHost), 0);
        (void)QTest::qWaitFor([this] { return m_ready; }, PatienceMs);
    }

    void close()
    {
        bool stopped = false;
        QObject::connect(m_broker.get(), &server::Broker::stopped, m_broker.get(),
                         [&stopped] { stopped = true; });
        m_broker->stop();
        (void)QTest::qWaitFor([&stopped] { return stopped; }, PatienceMs);
        m_broker.reset();
        m_ready = false;
    }

private:
    QTemporaryDir m_folder;
    bool m_onDisk;
    bool m_ready = false;
    server::Configuration m_configuration;
    std::unique_ptr<server::Broker> m_broker;
};

std::vector<std::unique_ptr<Application>> eightAgents(server::Broker &broker)
{
    std::vector<std::unique_ptr<Application>> agents;
    for (int i = 0; i < Agents; ++i)
        agents.push_back(std::make_unique<Application>(broker, Role::Agent, u"agent-%1"_s.arg(i)));
    return agents;
}

void bringCustomers(const Application &channel, int from, int to)
{
    event::Text hello;
    hello.text = u"Hej"_s;
    for (int i = from; i < to; ++i)
        channel.say(Direction::Inbound, userNamed(i), hello);
}

} // namespace

void RacesTest::overBothLogs()
{
    QTest::addColumn<bool>("onDisk");
    QTest::newRow("in memory") << false;
    QTest::newRow("in SQLite") << true;
}

void RacesTest::givesEachSessionToExactlyOneOfEight()
{
    QFETCH(const bool, onDisk);
    Arena arena(onDisk, false);
    QVERIFY(arena.isReady());
    Application channel(arena.broker(), Role::Channel, u"messenger"_s);
    const Application boss(arena.broker(), Role::Supervisor, u"boss"_s);
    const auto agents = eightAgents(arena.broker());
    bringCustomers(channel, 0, Sessions);
    QTRY_VERIFY_WITH_TIMEOUT(boss.head >= Sessions, PatienceMs);

    // Each in an order of his own, so that all meet everywhere.
    for (int i = 0; i < Sessions; ++i) {
        for (int agent = 0; agent < Agents; ++agent)
            agents[size_t(agent)]->claim(userNamed((i * Steps[size_t(agent)] + agent) % Sessions));
    }
    for (const auto &agent : agents)
        QTRY_COMPARE_WITH_TIMEOUT(agent->won.size() + agent->lost.size(), Sessions, PatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(boss.claims.size(), Sessions, PatienceMs);
    for (int i = 0; i < Sessions; ++i) {
        const QString user = userNamed(i);
        QStringList winners;
        for (int agent = 0; agent < Agents; ++agent) {
            if (agents[size_t(agent)]->won.contains(user))
                winners.append(u"agent-%1"_s.arg(agent));
        }
        QCOMPARE(winners.size(), 1);
        QCOMPARE(boss.claims.value(user), winners);
    }
}

void RacesTest::allocatesBesideHands()
{
    QFETCH(const bool, onDisk);
    Arena arena(onDisk, true);
    QVERIFY(arena.isReady());
    Application channel(arena.broker(), Role::Channel, u"messenger"_s);
    const Application boss(arena.broker(), Role::Supervisor, u"boss"_s);
    const auto agents = eightAgents(arena.broker());
    for (const auto &agent : agents)
        agent->isAvailable();
    // The desk gives each the three he may have while all of them grab what they can.
    bringCustomers(channel, 0, 40);
    QTRY_VERIFY_WITH_TIMEOUT(boss.head >= 40, PatienceMs);
    for (int i = 0; i < 40; ++i) {
        for (int agent = 0; agent < Agents; ++agent)
            agents[size_t(agent)]->claim(userNamed((i * 3 + agent * 5) % 40));
    }
    QTRY_COMPARE_WITH_TIMEOUT(boss.claims.size(), 40, PatienceMs);
    for (int i = 0; i < 40; ++i)
        QCOMPARE(boss.claims.value(userNamed(i)).size(), 1);
}

void RacesTest::givesOnWhatADeskThatDiedHad()
{
    QFETCH(const bool, onDisk);
    Arena arena(onDisk, true);
    QVERIFY(arena.isReady());
    Application channel(arena.broker(), Role::Channel, u"messenger"_s);
    const Application boss(arena.broker(), Role::Supervisor, u"boss"_s);
    Application anna(arena.broker(), Role::Agent, u"anna"_s);
    anna.isAvailable();
    bringCustomers(channel, 0, 2);
    QTRY_COMPARE_WITH_TIMEOUT(boss.claims.size(), 2, PatienceMs);
    const Application bert(arena.broker(), Role::Agent, u"bert"_s);
    bert.isAvailable();
    bringCustomers(channel, 2, 3);
    QTRY_COMPARE_WITH_TIMEOUT(boss.claims.size(), 3, PatienceMs);

    anna.die();
    arena.clock.advance(20s); // back in time: hers stay hers
    {
        const Application again(arena.broker(), Role::Agent, u"anna"_s);
        bringCustomers(channel, 3, 4);
        QTRY_COMPARE_WITH_TIMEOUT(boss.claims.size(), 4, PatienceMs);
        arena.clock.advance(20s);
        bringCustomers(channel, 4, 5);
        QTRY_COMPARE_WITH_TIMEOUT(boss.claims.size(), 5, PatienceMs);
        QCOMPARE(boss.claims.value(userNamed(0)), QStringList{u"anna"_s});
    }
    const Seq before = boss.head;
    bert.say(Direction::Outbound, userNamed(2), event::EndSession{});
    bert.say(Direction::Outbound, userNamed(3), event::EndSession{});
    QTRY_VERIFY_WITH_TIMEOUT(boss.head >= before + 2, PatienceMs);
    arena.clock.advance(31s); // now she is lost: first in line, and on to who is there
    QTRY_COMPARE_WITH_TIMEOUT(boss.claims.value(userNamed(0)), QStringList({u"anna"_s, u"bert"_s}),
                              PatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(boss.claims.value(userNamed(1)), QStringList({u"anna"_s, u"bert"_s}),
                              PatienceMs);
}

void RacesTest::keepsWhatWasLearnedWithTheData()
{
    Arena arena(true, true);
    const auto file = [&arena] {
        QFile kept(QDir(arena.folder()).filePath(u"presence.json"_s));
        return kept.open(QIODevice::ReadOnly) ? kept.readAll() : QByteArray();
    };
    QVERIFY(arena.isReady());
    {
        Application channel(arena.broker(), Role::Channel, u"messenger"_s);
        const Application anna(arena.broker(), Role::Agent, u"anna"_s);
        const Application boss(arena.broker(), Role::Supervisor, u"boss"_s);
        anna.isAvailable();
        bringCustomers(channel, 0, 1);
        QTRY_COMPARE_WITH_TIMEOUT(boss.claims.size(), 1, PatienceMs);
        arena.clock.advance(20s);
        const Seq before = boss.head;
        bringCustomers(channel, 0, 1);
        QTRY_VERIFY_WITH_TIMEOUT(boss.head >= before + 3, PatienceMs); // the text, two points
    }
    arena.close();
    const QByteArray kept = file();
    const auto contents = server::PresenceFile::read(kept);
    QVERIFY2(contents, contents ? "" : qPrintable(contents.error()));
    desk::Desk desk(desk::DeskConfig::defaults(), arena.clock.now());
    QVERIFY(desk.recall(contents->model, contents->learned));
    QCOMPARE(desk.model().sessions(), 1);

    // Without the file, or with a torn one, the same is learned from the log.
    for (const QByteArray &damage : {QByteArray(), kept.first(kept.size() / 2)}) {
        QFile torn(QDir(arena.folder()).filePath(u"presence.json"_s));
        QVERIFY(torn.open(QIODevice::WriteOnly | QIODevice::Truncate));
        torn.write(damage);
        torn.close();
        arena.open();
        QVERIFY(arena.isReady());
        arena.close();
        const auto again = server::PresenceFile::read(file());
        QVERIFY(again);
        QCOMPARE(again->model, contents->model);
        QCOMPARE(again->epoch, contents->epoch);
    }
    arena.open(); // for its own end
}

QTEST_GUILESS_MAIN(RacesTest)
#include "tst_races.moc"
