// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logsuite.h"
#include "tests/store/nats/clusterlog.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <array>
#include <iterator>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;
using test::NatsServer;

namespace
{

constexpr int Servers = 3;
//! Three servers and two brokers share the machine with whatever else runs on it.
constexpr int LongWaitMs = 90'000;

//! Moves no session.
EventFrame weather(const QString &user, const QString &id)
{
    return frameOf(R"({"type":"weather","direction":"internal","userId":")" + user.toUtf8()
                   + R"(","id":")" + id.toUtf8() + R"("})");
}

//! Looks ten times a second: what servers are, no event of ours tells.
template <typename Condition>
bool waitLong(Condition holds, int ms = LongWaitMs)
{
    const QDeadlineTimer deadline(ms);
    QTimer looks;
    looks.start(100);
    while (!holds() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return holds();
}

} // namespace

//! Three servers, one of which dies under load: nothing is lost, doubled or reordered.
class TestCluster : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void losesNothingWhenTheStreamsLeaderIsKilled();
    void losesNothingWhenTheStreamsLeaderStepsDown();
    void hearsAgainWhicheverServerIsKilled();

private:
    [[nodiscard]] bool startServers();
    [[nodiscard]] QJsonObject cluster(const QByteArray &suffix = {}) const;
    [[nodiscard]] QString leader() const;
    [[nodiscard]] NatsServer *called(const QString &name);
    [[nodiscard]] QStringList behind() const;
    [[nodiscard]] bool becomesWhole();
    [[nodiscard]] QString standing() const;
    void appendMore(int count);
    void checkAll(LogProbe &probe);

    std::array<NatsServer, Servers> m_servers;
    test::FakeClock m_clock;
    ClusterOptions m_options;
    std::unique_ptr<NatsLog> m_writer, m_reader;
    std::unique_ptr<LogProbe> m_writerProbe, m_readerProbe;
    QList<AppendOutcome> m_outcomes;
    int m_asked = 0;
    int m_streams = 0;
};

void TestCluster::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    // Each of the logs warns of each old server, and of each outage: what counts is asked below.
    QLoggingCategory::setFilterRules(u"sermo.store.nats=false"_s);
    constexpr int Tries = 3; // one of their ports may be taken in this moment
    bool areUp = false;
    for (int i = 0; i < Tries && !areUp; ++i)
        areUp = startServers();
    QVERIFY(areUp);
}

bool TestCluster::startServers()
{
    m_options.servers.clear();
    QList<quint16> ports = NatsServer::freePorts(Servers);
    for (NatsServer &server : m_servers) {
        server.kill();
        NatsServer::Setup setup;
        setup.name = u"n%1"_s.arg(m_options.servers.size() + 1);
        setup.clusterPorts = ports;
        if (!server.start(setup))
            return false;
        m_options.servers.append(server.url());
        ports.append(ports.takeFirst()); // each one's own port first
    }
    return true;
}

void TestCluster::init()
{
    m_options.stream = u"cluster%1"_s.arg(++m_streams);
    m_options.replicas = Servers;
    m_options.patience = std::chrono::milliseconds(LongWaitMs);
    m_writer = std::make_unique<NatsLog>(m_options, m_clock);
    m_reader = std::make_unique<NatsLog>(m_options, m_clock);
    m_writerProbe = std::make_unique<LogProbe>(*m_writer);
    m_readerProbe = std::make_unique<LogProbe>(*m_reader);
    for (NatsLog *log : {m_writer.get(), m_reader.get()}) {
        QSignalSpy opened(log, &EventLog::opened);
        QSignalSpy failed(log, &EventLog::openFailed);
        log->open();
        QVERIFY(waitLong([&] { return opened.count() + failed.count() > 0; }));
        QVERIFY2(failed.isEmpty(), qPrintable(failed.value(0).value(0).toString()));
    }
    m_outcomes.clear();
    m_asked = 0;
    connect(m_writer.get(), &EventLog::appended, this,
            [this](const QList<AppendOutcome> &outcomes) { m_outcomes += outcomes; });
}

void TestCluster::cleanup()
{
    m_writerProbe.reset();
    m_readerProbe.reset();
    m_writer.reset();
    m_reader.reset();
}

QString TestCluster::leader() const
{
    return cluster().value(u"leader"_s).toString();
}

NatsServer *TestCluster::called(const QString &name)
{
    const auto found = std::ranges::find(m_servers, name, &NatsServer::name);
    return found == m_servers.end() ? nullptr : &*found;
}

//! What the servers say of one of its streams; nothing while they have no leader for it.
QJsonObject TestCluster::cluster(const QByteArray &suffix) const
{
    ClusterOptions options = m_options;
    options.patience = options.answerWait; // it is asked again
    const auto info = askServers(options, "STREAM.INFO." + m_options.stream.toLatin1() + suffix);
    return info ? info->value(u"cluster"_s).toObject() : QJsonObject();
}

//! The servers whose copy of a stream has not all of it; every one where nobody can tell.
QStringList TestCluster::behind() const
{
    QStringList behind;
    for (const char *suffix : {"", "_notes"}) {
        const QJsonArray copies = cluster(suffix).value(u"replicas"_s).toArray();
        if (copies.size() != Servers - 1)
            std::ranges::transform(m_servers, std::back_inserter(behind), &NatsServer::name);
        for (const QJsonValue &copy : copies) {
            if (!copy[u"current"_s].toBool())
                behind.append(copy[u"name"_s].toString());
        }
    }
    return behind;
}

//! Then any server may go. Debian's 2.9 may leave a copy behind for good after a crash: who runs it
//! starts that server again.
bool TestCluster::becomesWhole()
{
    constexpr int Tries = 3;
    for (int i = 0; i < Tries; ++i) {
        if (waitLong([&] { return behind().isEmpty(); }, LongWaitMs / Tries))
            return true;
        const QString first = behind().value(0);
        if (NatsServer *server = called(first); server && !server->startAgain())
            return false;
    }
    return false;
}

//! What there is to say where a wait ends in vain: whether the servers are at fault, or we.
QString TestCluster::standing() const
{
    const auto said = [this](const QByteArray &suffix) {
        return QString::fromUtf8(QJsonDocument(cluster(suffix)).toJson(QJsonDocument::Compact));
    };
    return u"%1 of %2 answered, heads %3 and %4; the servers: log %5, notes %6"_s
        .arg(m_outcomes.size())
        .arg(m_asked)
        .arg(m_writer->head())
        .arg(m_reader->head())
        .arg(said({}), said("_notes"));
}

//! Of eleven customers, some of it on a condition that always holds.
void TestCluster::appendMore(int count)
{
    QList<AppendRequest> batch;
    for (int i = 0; i < count; ++i, ++m_asked) {
        const QString user = u"u%1"_s.arg(m_asked % 11);
        const auto one = request(quint64(m_asked), Ann, weather(user, u"id%1"_s.arg(m_asked)));
        batch.append(m_asked % 3 == 0 ? onCondition(one, user, 0) : one);
    }
    m_writer->append(batch);
}

void TestCluster::checkAll(LogProbe &probe)
{
    QVERIFY2(waitLong([&] { return m_outcomes.size() == m_asked; }), qPrintable(standing()));
    QCOMPARE(kinds(m_outcomes), QList<Kind>(m_asked, Kind::Stored));
    for (qsizetype i = 1; i < m_outcomes.size(); ++i)
        QVERIFY(m_outcomes.at(i).event.seq > m_outcomes.at(i - 1).event.seq);
    QVERIFY2(waitLong([&] { return m_reader->head() == Seq(m_asked); }), qPrintable(standing()));
    const auto events = probe.all();
    QCOMPARE(events.size(), m_asked);
    QHash<UserId, int> last;
    for (const StoredEvent &event : events) {
        const int number = event.frame.id().value().mid(2).toInt();
        QVERIFY(!last.contains(event.frame.user()) || number > last.value(event.frame.user()));
        last[event.frame.user()] = number;
    }
    for (const AppendOutcome &outcome : std::as_const(m_outcomes))
        QCOMPARE(events.at(qsizetype(outcome.event.seq) - 1).frame.bytes(),
                 outcome.event.frame.bytes());
}

void TestCluster::losesNothingWhenTheStreamsLeaderIsKilled()
{
    QVERIFY2(becomesWhole(), qPrintable(standing()));
    NatsServer *first = called(leader());
    QVERIFY(first);
    appendMore(500);
    QVERIFY(waitLong([&] { return m_outcomes.size() > 100; }));
    appendMore(1000); // on its way when it dies
    first->kill();
    appendMore(500);
    checkAll(*m_readerProbe);
    const NatsServer *next = called(leader());
    QVERIFY(next && next != first);
    QVERIFY(first->startAgain());
}

//! As at every restart of servers one after the other: what the old leader has not passed on yet is
//! answered with "not leader", and asked again.
void TestCluster::losesNothingWhenTheStreamsLeaderStepsDown()
{
    QVERIFY2(becomesWhole(), qPrintable(standing()));
    for (int i = 0; i < 3; ++i) {
        appendMore(500);
        QVERIFY(waitLong([&] { return m_outcomes.size() > m_asked - 400; }));
        const auto answer
            = askServers(m_options, "STREAM.LEADER.STEPDOWN." + m_options.stream.toLatin1());
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().why));
        appendMore(200);
    }
    checkAll(*m_readerProbe);
}

void TestCluster::hearsAgainWhicheverServerIsKilled()
{
    for (NatsServer &server : m_servers) {
        QVERIFY2(becomesWhole(), qPrintable(standing()));
        appendMore(200);
        server.kill();
        appendMore(200);
        checkAll(*m_readerProbe);
        if (QTest::currentTestFailed())
            return;
        QVERIFY(server.startAgain());
    }
}

QTEST_GUILESS_MAIN(TestCluster)
#include "tst_cluster.moc"
