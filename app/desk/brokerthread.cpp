// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/brokerthread.h"

#include "app/reception.h"
#include "broker/desk/sendernames.h"
#include "broker/server/broker.h"
#include "broker/server/epolldispatcher.h"
#include "broker/store/database.h"
#include "broker/store/sqliteblobs.h"
#include "broker/store/sqlitecredentials.h"
#include "broker/store/sqlitelog.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace sermo::app
{

using server::Broker;

namespace
{

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
    , m_configuration(std::move(configuration))
    , m_dataDir(std::move(dataDir))
    , m_rules(std::move(rules))
{
    m_thread.setObjectName(u"broker"_s);
}

BrokerThread::~BrokerThread()
{
    if (m_broker)
        m_broker->deleteLater(); // done when the thread ends, at the latest
    m_thread.quit();
    m_thread.wait();
}

void BrokerThread::start(const QHostAddress &address, quint16 port)
{
    Q_ASSERT(!m_broker);
    build();
    server::EpollDispatcher::useIn(m_thread);
    m_thread.start();
    const auto begin
        = [broker = m_broker, reception = m_reception, rules = m_rules, address, port] {
              reception->follow(rules);
              broker->start(address, port);
          };
    QMetaObject::invokeMethod(m_broker, begin);
}

void BrokerThread::build()
{
    const auto database = std::make_shared<store::Database>(m_dataDir, m_clock);
    m_broker = new Broker(m_configuration, std::make_unique<store::SqliteLog>(database),
                          std::make_unique<store::SqliteCredentials>(database),
                          std::make_unique<store::SqliteBlobs>(database), m_clock);
    m_broker->setControlDirectory(m_dataDir);
    m_broker->setHistoryDirectory(m_dataDir);
    if (m_tls)
        m_broker->setTls(*m_tls);
    if (!m_imageProgram.isEmpty())
        m_broker->setImageProgram(m_imageProgram);
    m_reception = new Reception(*m_broker, m_clock);
    m_broker->moveToThread(&m_thread);
    connect(m_broker, &Broker::ready, this, &BrokerThread::handleReady);
    connect(m_broker, &Broker::failed, this, &BrokerThread::handleFailed);
    connect(m_broker, &Broker::stopped, this, &BrokerThread::handleStopped);
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

void BrokerThread::stop()
{
    m_running = false;
    if (!m_broker) {
        emit stopped();
        return;
    }
    QMetaObject::invokeMethod(m_broker, &Broker::stop);
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
    m_broker->deleteLater();
    m_broker = nullptr;
    m_reception = nullptr;
    m_thread.quit();
    m_thread.wait(); // it has nothing left to do
}

std::unique_ptr<PipeEnd> BrokerThread::connectAgent(const AgentId &agent,
                                                    const model::EventLink::Resume &resume)
{
    if (!m_running)
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
    const auto tell = [this, context = QPointer(context), done](const Taken &taken) {
        QMetaObject::invokeMethod(
            this,
            [context, done, taken] {
                if (context)
                    done(taken);
            },
            Qt::QueuedConnection);
    };
    const auto take = [configuration, rules, tell, reception = m_reception](Broker &broker) {
        const Taken taken = broker.takeOver(configuration);
        if (taken)
            reception->follow(rules);
        tell(taken);
    };
    if (!ask(take))
        tell(failure(server::Configuration::Error{{}, u"no broker runs"_s}));
}

bool BrokerThread::ask(std::function<void(Broker &)> what)
{
    if (!m_running)
        return false;
    QMetaObject::invokeMethod(m_broker,
                              [broker = m_broker, what = std::move(what)] { what(*broker); });
    return true;
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
