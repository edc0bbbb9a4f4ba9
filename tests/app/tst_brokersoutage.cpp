// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/wire.h"
#include "tests/app/brokerprocess.h"
#include "tests/server/talk.h"
#include "tests/support/natsserver.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <array>
#include <memory>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

constexpr int Servers = 3;
constexpr int Brokers = 2;
constexpr int Customers = 11;
//! Three servers, two brokers and whatever else runs share the machine.
constexpr int LongWaitMs = 90'000;
//! What an outage may take. Servers need up to nine seconds to agree on another leader, and more
//! where the machine is busy with something else; how long it was is told.
constexpr qint64 OutageMs = 15'000;

bool waitLong(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, LongWaitMs);
}

//! What a client was told that has a number, read once: the ids by number, and each in its order.
class Record
{
public:
    Record(const Client &client, const QString &type)
        : m_client(client)
        , m_type(type)
    {
    }
    qsizetype read()
    {
        for (; m_read < m_client.frames().size(); ++m_read) {
            const QJsonObject frame = objectOf(m_client.frames().at(m_read));
            if (frame.value("type"_L1) == m_type && frame.value("seq"_L1).toInteger() > 0)
                m_told.append({frame.value("seq"_L1).toInteger(), frame.value("id"_L1).toString()});
        }
        return m_told.size();
    }
    [[nodiscard]] const QList<std::pair<qint64, QString>> &told() const { return m_told; }

private:
    const Client &m_client;
    const QString m_type;
    qsizetype m_read = 0;
    QList<std::pair<qint64, QString>> m_told;
};

int numberOf(const QString &id)
{
    return id.mid(1).toInt();
}

} // namespace

//! Brokers over three servers of NATS, of which one is killed while customers write: what was
//! acknowledged is heard at every broker, once, in its order, and it goes on by itself.
class BrokersOutageTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void losesNothingWhenTheStreamsLeaderIsKilled();
    void losesNothingWhenAnyOtherServerIsKilled();

private:
    [[nodiscard]] bool startServers();
    [[nodiscard]] QStringList urls() const;
    [[nodiscard]] QJsonObject cluster(const QString &stream) const;
    [[nodiscard]] QString leader() const;
    [[nodiscard]] bool isWhole() const;
    void write(int count);
    void checkThatNothingIsLost(NatsServer &victim);

    std::array<NatsServer, Servers> m_servers;
    std::array<QTemporaryDir, Brokers> m_directories;
    std::array<std::unique_ptr<Running>, Brokers> m_brokers;
    std::unique_ptr<Client> m_messenger, m_boss; // at one broker each
    QByteArray m_messengerKey, m_bossKey;
    int m_written = 0;
};

void BrokersOutageTest::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    constexpr int Tries = 3; // one of their ports may be taken in this moment
    bool areUp = false;
    for (int i = 0; i < Tries && !areUp; ++i)
        areUp = startServers();
    QVERIFY(areUp);
    for (int i = 0; i < Brokers; ++i) {
        const QStringList words{u"--cluster"_s, urls().join(u',')};
        // Servers that have just met may not have agreed on anything yet.
        m_brokers[i] = std::make_unique<Running>(m_directories[i].path(), words);
        QVERIFY(waitLong([this, i] { return m_brokers[i]->isReady(); }));
    }
    m_messengerKey = createKey(m_directories[0].path(), u"channel"_s, u"messenger"_s);
    m_bossKey = createKey(m_directories[1].path(), u"supervisor"_s, u"boss"_s);
    m_messenger = std::make_unique<Client>(m_brokers[0]->events(m_messengerKey));
    m_boss = std::make_unique<Client>(m_brokers[1]->events(m_bossKey));
    QVERIFY(!m_messenger->take(u"welcome"_s).isEmpty());
    QVERIFY(!m_boss->take(u"welcome"_s).isEmpty());
}

bool BrokersOutageTest::startServers()
{
    QList<quint16> ports = NatsServer::freePorts(Servers);
    for (int i = 0; i < Servers; ++i) {
        m_servers[i].kill();
        NatsServer::Setup setup;
        setup.name = u"n%1"_s.arg(i + 1);
        setup.clusterPorts = ports;
        if (!m_servers[i].start(setup))
            return false;
        ports.append(ports.takeFirst()); // each one's own port first
    }
    return true;
}

QStringList BrokersOutageTest::urls() const
{
    QStringList urls;
    for (const NatsServer &server : m_servers)
        urls.append(server.url());
    return urls;
}

QJsonObject BrokersOutageTest::cluster(const QString &stream) const
{
    store::ClusterOptions options;
    options.servers = urls();
    options.patience = std::chrono::milliseconds(5'000);
    store::nats::Wire wire(options);
    if (!wire.open())
        return {};
    const auto info = wire.askNow("$JS.API.STREAM.INFO." + stream.toLatin1(), {});
    return info ? info->value("cluster"_L1).toObject() : QJsonObject();
}

QString BrokersOutageTest::leader() const
{
    return cluster(u"sermo"_s).value("leader"_L1).toString();
}

//! Whether every copy of each stream has all of it: then any server may go.
bool BrokersOutageTest::isWhole() const
{
    return std::ranges::all_of(
        QStringList{u"sermo"_s, u"sermo_notes"_s, u"sermo_kept"_s}, [this](const QString &stream) {
            const QJsonArray copies = cluster(stream).value("replicas"_L1).toArray();
            return copies.size() == Servers - 1
                && std::ranges::all_of(copies, [](const QJsonValue &copy) {
                       return copy.toObject().value("current"_L1).toBool();
                   });
        });
}

void BrokersOutageTest::write(int count)
{
    for (int i = 0; i < count; ++i) {
        ++m_written;
        m_messenger->send(made(u"text"_s, u"inbound"_s, u"u%1"_s.arg(m_written % Customers),
                               u"m%1"_s.arg(m_written)));
    }
}

void BrokersOutageTest::checkThatNothingIsLost(NatsServer &victim)
{
    QVERIFY(waitLong([this] { return isWhole(); }));
    const int before = m_written;
    Record acked(*m_messenger, u"ack"_s);
    Record heard(*m_boss, u"text"_s);
    const qsizetype ackedBefore = acked.read();
    const qsizetype heardBefore = heard.read();
    write(50);
    QVERIFY(waitLong([&] { return acked.read() > ackedBefore + 10; }));
    write(100); // on its way when it dies
    victim.kill();
    QElapsedTimer outage;
    outage.start();
    write(100);
    // Of those that were written behind its end the first one says that it goes on.
    const int firstBehind = before + 151;
    QVERIFY(waitLong([&] {
        (void)heard.read();
        return std::ranges::any_of(
            heard.told(), [&](const auto &told) { return numberOf(told.second) >= firstBehind; });
    }));
    const qint64 silent = outage.elapsed();
    const qsizetype count = m_written - before;
    QVERIFY(waitLong([&] { return acked.read() == ackedBefore + count; }));
    QVERIFY(waitLong([&] { return heard.read() == heardBefore + count; }));

    const auto &told = heard.told();
    for (qsizetype i = 1; i < told.size(); ++i)
        QVERIFY(told.at(i).first > told.at(i - 1).first);
    QHash<int, int> last; // of each customer
    QHash<QString, qint64> numbers;
    for (const auto &[seq, id] : told) {
        QVERIFY2(!numbers.contains(id), qPrintable(id));
        numbers.insert(id, seq);
        QVERIFY(numberOf(id) > last.value(numberOf(id) % Customers));
        last[numberOf(id) % Customers] = numberOf(id);
    }
    for (const auto &[seq, id] : acked.told())
        QCOMPARE(numbers.value(id), seq);
    qInfo("%lld ms after its end the first that was written behind it was heard", silent);
    QVERIFY2(silent < OutageMs, qPrintable(QString::number(silent)));
    QVERIFY(victim.startAgain());
}

void BrokersOutageTest::losesNothingWhenTheStreamsLeaderIsKilled()
{
    QString name;
    QVERIFY(waitLong([&] { return !(name = leader()).isEmpty(); }));
    const auto victim = std::ranges::find(m_servers, name, &NatsServer::name);
    QVERIFY(victim != m_servers.end());
    checkThatNothingIsLost(*victim);
}

//! To it a broker may be connected, or it may have the consumer by which one hears.
void BrokersOutageTest::losesNothingWhenAnyOtherServerIsKilled()
{
    for (NatsServer &server : m_servers) {
        if (server.name() != leader())
            checkThatNothingIsLost(server);
    }
}

QTEST_GUILESS_MAIN(BrokersOutageTest)
#include "tst_brokersoutage.moc"
