// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/brokerthread.h"

#include "app/desk/reply.h"
#include "app/reception.h"
#include "broker/desk/sendernames.h"
#include "broker/pair/pair.h"
#include "broker/server/broker.h"
#include "broker/server/epolldispatcher.h"
#include "broker/store/database.h"
#include "broker/store/sqliteblobs.h"
#include "broker/store/sqlitecredentials.h"
#include "broker/store/sqlitelog.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sermo::app
{

using server::Broker;

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.desk.broker")

//! The same wish as in a socket's address (contract 2).
server::ReplayRequest replayFor(const model::EventLink::Resume &resume)
{
    if (resume.isFresh())
        return {std::nullopt, {}, true};
    return {resume.since, resume.epoch, false};
}

} // namespace

BrokerThread::BrokerThread(server::Configuration configuration, QString dataDir,
                           std::optional<bot::Rules> rules, QObject *parent)
    : QObject(parent)
    , m_ways(std::make_shared<Ways>(Ways{std::move(configuration), std::move(rules), {}}))
    , m_dataDir(std::move(dataDir))
{
    m_thread.setObjectName(u"broker"_s);
}

BrokerThread::~BrokerThread()
{
    if (m_broker)
        m_broker->deleteLater(); // done when the thread ends, at the latest
    if (m_seat)
        m_seat->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

void BrokerThread::start(const QHostAddress &address, quint16 port)
{
    Q_ASSERT(!m_broker && !m_seat);
    server::EpollDispatcher::useIn(m_thread);
    if (m_terms)
        return buildPair(address, port);
    build();
    m_thread.start();
    QMetaObject::invokeMethod(m_broker, [broker = m_broker, ways = m_ways, address, port] {
        ways->reception->follow(ways->rules);
        broker->start(address, port);
    });
}

std::unique_ptr<Broker> BrokerThread::make(Ways &ways, Stores stores) const
{
    auto &[log, credentials, blobs] = stores;
    auto broker = std::make_unique<Broker>(ways.configuration, std::move(log),
                                           std::move(credentials), std::move(blobs), m_clock);
    broker->setControlDirectory(m_dataDir);
    broker->setHistoryDirectory(m_dataDir);
    if (m_tls)
        broker->setTls(*m_tls);
    if (!m_imageProgram.isEmpty())
        broker->setImageProgram(m_imageProgram);
    ways.reception = new Reception(*broker, m_clock);
    ways.isNewer = false;
    return broker;
}

void BrokerThread::Ways::keep(const server::Configuration &wanted,
                              const std::optional<bot::Rules> &itsRules)
{
    configuration = wanted;
    rules = itsRules;
    isNewer = true;
}

//! What came too late to make it by.
void BrokerThread::Ways::catchUp()
{
    if (!std::exchange(isNewer, false) || !pair->broker())
        return;
    if (const auto taken = pair->broker()->takeOver(configuration); taken)
        reception->follow(rules);
    else
        qCWarning(lc).noquote() << "what was saved counts from the next start on:"
                                << taken.error().message;
}

void BrokerThread::build()
{
    const auto database = std::make_shared<store::Database>(m_dataDir, m_clock);
    m_broker = make(*m_ways,
                    {std::make_unique<store::SqliteLog>(database),
                     std::make_unique<store::SqliteCredentials>(database),
                     std::make_unique<store::SqliteBlobs>(database)})
                   .release();
    m_broker->moveToThread(&m_thread);
    connect(m_broker, &Broker::ready, this, &BrokerThread::handleReady);
    connect(m_broker, &Broker::failed, this, &BrokerThread::handleFailed);
    connect(m_broker, &Broker::stopped, this, &BrokerThread::handleStopped);
}

//! What it makes in its thread is made by this object, which outlives that.
void BrokerThread::buildPair(const QHostAddress &address, quint16 port)
{
    pair::Terms terms = *m_terms;
    terms.directory = m_dataDir;
    terms.address = address;
    terms.port = port;
    terms.tls = m_tls;
    const auto makeBroker = [this, ways = m_ways](std::unique_ptr<store::EventLog> log,
                                                  std::unique_ptr<store::Credentials> credentials,
                                                  std::unique_ptr<store::BlobStore> blobs) {
        auto broker = make(*ways, {std::move(log), std::move(credentials), std::move(blobs)});
        ways->reception->follow(ways->rules);
        return broker;
    };
    m_seat = new QObject;
    m_seat->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_seat, [this, seat = m_seat, ways = m_ways, terms, makeBroker] {
        ways->pair = new pair::Pair(terms, m_clock, makeBroker, seat);
        listen(*ways->pair);
        ways->pair->start();
    });
}

//! In the broker's thread; what it says comes to this one.
void BrokerThread::listen(pair::Pair &pair)
{
    connect(&pair, &pair::Pair::ready, &pair, [ways = m_ways] { ways->catchUp(); });
    connect(&pair, &pair::Pair::ready, this, &BrokerThread::handleReady);
    connect(&pair, &pair::Pair::aside, this, [this] {
        m_running = false;
        emit aside();
    });
    connect(&pair, &pair::Pair::listening, this, &BrokerThread::listening);
    connect(&pair, &pair::Pair::otherFound, this, &BrokerThread::otherFound);
    connect(&pair, &pair::Pair::luggageCame, this, &BrokerThread::luggageCame);
    connect(&pair, &pair::Pair::failed, this, &BrokerThread::handlePairFailed);
    connect(&pair, &pair::Pair::stopped, this, &BrokerThread::handleStopped);
}

void BrokerThread::handleReady(const QUrl &address)
{
    m_running = true;
    emit ready(address);
}

void BrokerThread::handleFailed(const QString &why)
{
    // It holds the log's lock until it has stopped, and another attempt needs that.
    m_whyFailed = why;
    stop();
}

//! It does nothing more, and does not have to be stopped.
void BrokerThread::handlePairFailed(const QString &why)
{
    m_running = false;
    dismiss();
    emit failed(why);
}

void BrokerThread::stop()
{
    m_running = false;
    if (askPair([](pair::Pair &pair) { pair.stop(); }))
        return;
    if (m_broker)
        QMetaObject::invokeMethod(m_broker, &Broker::stop);
    else
        QMetaObject::invokeMethod(this, &BrokerThread::stopped, Qt::QueuedConnection);
}

void BrokerThread::handleStopped()
{
    dismiss();
    const QString why = std::exchange(m_whyFailed, {});
    if (why.isEmpty())
        emit stopped();
    else
        emit failed(why);
}

void BrokerThread::dismiss()
{
    if (m_broker)
        std::exchange(m_broker, nullptr)->deleteLater();
    if (m_seat)
        std::exchange(m_seat, nullptr)->deleteLater(); // and what sits on it
    m_thread.quit();
    m_thread.wait(); // it has nothing left to do
}

std::unique_ptr<PipeEnd> BrokerThread::connectAgent(const AgentId &agent,
                                                    const model::EventLink::Resume &resume)
{
    if (!m_running || !m_broker)
        return nullptr;
    auto [near, far] = PipeEnd::make();
    attach(std::move(far), senderFor(agent), replayFor(resume));
    return std::move(near);
}

desk::Sender BrokerThread::senderFor(const AgentId &agent)
{
    return {Role::Supervisor, desk::keyHolderName(u"desk-"_s + agent.value()), agent, {}, {}};
}

void BrokerThread::takeOver(const server::Configuration &configuration,
                            const std::optional<bot::Rules> &rules, QObject *context,
                            const TakenOver &done)
{
    using Taken = Result<QStringList, server::Configuration::Error>;
    const Reply<Taken> tell(*this, this, context, done,
                            failure(server::Configuration::Error{{}, u"no broker runs"_s}));
    const auto take = [configuration, rules, tell, ways = m_ways](Broker &broker) {
        const Taken taken = broker.takeOver(configuration);
        if (taken) {
            ways->configuration = configuration;
            ways->rules = rules;
            ways->reception->follow(rules);
        }
        tell(taken);
    };
    const auto takeOrKeep = [configuration, rules, tell, take, ways = m_ways](pair::Pair &pair) {
        if (auto *broker = pair.broker())
            return take(*broker);
        if (!pair.hosts())
            return; // the other one's counts, and takes the place of this one's
        ways->keep(configuration, rules);
        tell(QStringList());
    };
    if (!askPair(takeOrKeep))
        ask(take);
}

bool BrokerThread::ask(std::function<void(Broker &)> what)
{
    if (!m_running)
        return false;
    if (m_seat)
        return askPair([what = std::move(what)](pair::Pair &pair) {
            if (auto *broker = pair.broker()) // it may have stepped aside just now
                what(*broker);
        });
    QMetaObject::invokeMethod(m_broker,
                              [broker = m_broker, what = std::move(what)] { what(*broker); });
    return true;
}

bool BrokerThread::askPair(std::function<void(pair::Pair &)> what)
{
    if (!m_seat)
        return false;
    QMetaObject::invokeMethod(m_seat,
                              [ways = m_ways, what = std::move(what)] { what(*ways->pair); });
    return true;
}

void BrokerThread::prepare(const server::Configuration &configuration,
                           const std::optional<bot::Rules> &rules)
{
    askPair(
        [ways = m_ways, configuration, rules](pair::Pair &) { ways->keep(configuration, rules); });
}

void BrokerThread::attach(std::unique_ptr<PipeEnd> end, const desk::Sender &identity,
                          const server::ReplayRequest &replay)
{
    end->moveToThread(&m_thread);
    // A queued functor must be copyable.
    const auto box = std::make_shared<std::unique_ptr<PipeEnd>>(std::move(end));
    QMetaObject::invokeMethod(m_broker, [broker = m_broker, box, identity, replay] {
        broker->attach(std::move(*box), identity, replay);
    });
}

} // namespace sermo::app
