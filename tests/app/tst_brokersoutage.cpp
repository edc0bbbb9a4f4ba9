// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/wire.h"
#include "tests/app/brokerprocess.h"
#include "tests/server/talk.h"
#include "tests/support/natsserver.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QScopeGuard>
#include <QTest>
#include <QTimer>

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
//! From the end of a server until the first that is written behind it is heard, where the servers
//! have needed no longer themselves.
constexpr qint64 OutageMs = 10'000;
//! Servers take four to nine seconds to vote for another leader of the stream, and of all streams;
//! where he who asks first knows less than the other one, as long again. So this is what we may add
//! to it.
constexpr qint64 OursMs = 4'000;
constexpr std::chrono::milliseconds WriteEvery(50);
constexpr int AtOnce = 5;

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

//! When the servers have their leaders again, as who has nothing to do with our brokers sees it:
//! the stream's, who is asked for what he has to refuse, and the one of all streams, without whom
//! none is read.
class Outside
{
public:
    explicit Outside(const QStringList &urls)
        : m_wire(optionsFor(urls))
    {
    }
    [[nodiscard]] bool open() { return m_wire.open().has_value(); }
    void ask()
    {
        m_time.start();
        const auto handle = [this](const store::nats::Answer &) {
            if (--m_missing == 0)
                m_backMs = m_time.elapsed();
        };
        store::nats::Outgoing write{"sermo.log.event.nobody",
                                    {{"Nats-Expected-Last-Sequence", QByteArray::number(Never)}},
                                    "nobody"};
        store::nats::Outgoing read{"$JS.API.STREAM.MSG.GET.sermo", {}, "{\"seq\":1}"};
        for (store::nats::Outgoing *question : {&write, &read}) {
            question->isEager = true;
            m_wire.ask(*question, handle);
        }
    }
    [[nodiscard]] std::optional<qint64> backMs() const { return m_backMs; }

private:
    static constexpr qint64 Never = 1'000'000'000;

    [[nodiscard]] static store::ClusterOptions optionsFor(const QStringList &urls)
    {
        store::ClusterOptions options;
        options.servers = urls;
        options.patience = std::chrono::milliseconds(LongWaitMs);
        options.answerWait = std::chrono::milliseconds(100);
        return options;
    }

    store::nats::Wire m_wire;
    QElapsedTimer m_time;
    int m_missing = 2;
    std::optional<qint64> m_backMs;
};

} // namespace

//! Brokers over three servers of NATS, of which one is killed while customers write: what was
//! acknowledged is heard at every broker, once, in its order, and it goes on by itself.
class BrokersOutageTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void losesNothingWhenTheServerOfABrokerIsKilled();
    void losesNothingWhenTheStreamsLeaderIsKilled();
    void losesNothingWhenAnyOtherServerIsKilled();

private:
    [[nodiscard]] bool startServers();
    [[nodiscard]] QStringList urls() const;
    [[nodiscard]] QJsonObject cluster(const QString &stream) const;
    [[nodiscard]] QString leader() const;
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] NatsServer *serverNamed(const QString &name);
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
        // Each begins at a server of its own, who tells it of the others.
        const QStringList words{u"--cluster"_s, m_servers[i].url()};
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

NatsServer *BrokersOutageTest::serverNamed(const QString &name)
{
    const auto found = std::ranges::find(m_servers, name, &NatsServer::name);
    return found == m_servers.end() ? nullptr : &*found;
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
    QStringList left = urls();
    left.removeOne(victim.url());
    Outside servers(left);
    QVERIFY(servers.open());
    write(100); // on its way when it dies
    victim.kill();
    const auto revival = qScopeGuard([&victim] { (void)victim.startAgain(); });
    QElapsedTimer outage;
    outage.start();
    servers.ask();
    QTimer load; // customers do not wait for it
    connect(&load, &QTimer::timeout, this, [this] { write(AtOnce); });
    load.start(WriteEvery);
    // Of those that were written behind its end the first one says that it goes on.
    const int firstBehind = m_written + 1;
    QVERIFY(waitLong([&] {
        (void)heard.read();
        return std::ranges::any_of(
            heard.told(), [&](const auto &told) { return numberOf(told.second) >= firstBehind; });
    }));
    const qint64 silent = outage.elapsed();
    load.stop();
    QVERIFY(waitLong([&] { return servers.backMs().has_value(); }));
    const qint64 voting = *servers.backMs();
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
    qInfo("the first that was written behind its end was heard after %lld ms, the servers had "
          "leaders "
          "after %lld ms; %lld events in all",
          silent, voting, qint64(count));
    QVERIFY2(silent < std::max(OutageMs, voting + OursMs), qPrintable(QString::number(silent)));
    QVERIFY2(silent - voting < OursMs, qPrintable(QString::number(silent - voting)));
}

//! All that a broker says and hears goes over it, and the stream is led elsewhere.
void BrokersOutageTest::losesNothingWhenTheServerOfABrokerIsKilled()
{
    QString name;
    QVERIFY(waitLong([&] { return !(name = leader()).isEmpty(); }));
    for (int i = 0; i < Brokers; ++i) {
        if (m_servers[i].name() != name)
            checkThatNothingIsLost(m_servers[i]);
    }
}

void BrokersOutageTest::losesNothingWhenTheStreamsLeaderIsKilled()
{
    QString name;
    QVERIFY(waitLong([&] { return !(name = leader()).isEmpty(); }));
    NatsServer *victim = serverNamed(name);
    QVERIFY(victim);
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
