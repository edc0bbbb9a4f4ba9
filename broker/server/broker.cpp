// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "broker/server/brokerparts.h"
#include "broker/server/pipepeer.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker")

constexpr auto DrainDeadline = 5s;
constexpr auto PruneEvery = std::chrono::milliseconds(1h);
constexpr auto KeepPresenceEvery
    = std::chrono::milliseconds(10min); //!< lost: read from the log again
constexpr Seq MuchToLearn = 20'000; //!< events: so many are not to be read again at a start
constexpr auto KeepMuchEvery = std::chrono::milliseconds(10s);

//! What was made of the configuration at the start and cannot be made anew while somebody uses it.
QStringList laterParts(const Configuration &now, const Configuration &wanted)
{
    QStringList later;
    const auto note = [&later](bool isSame, const QString &key) {
        if (!isSame)
            later += key;
    };
    note(now.limits == wanted.limits, u"limits"_s);
    note(now.origins == wanted.origins, u"origins"_s);
    note(now.avatarHosts == wanted.avatarHosts, u"avatarHosts"_s);
    note(now.trustedProxies == wanted.trustedProxies, u"trustedProxies"_s);
    note(now.tls == wanted.tls, u"tls"_s);
    return later;
}

} // namespace

Broker::Broker(Configuration configuration, std::unique_ptr<store::EventLog> log,
               std::unique_ptr<store::Credentials> credentials,
               std::unique_ptr<store::BlobStore> blobs, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_parts(new Parts(std::move(configuration), log.release(), credentials.release(),
                        blobs.release(), clock))
{
    m_parts->log->setParent(this);
    m_parts->credentials->setParent(this);
    m_parts->blobs->setParent(this);
    connect(m_parts->log, &store::EventLog::opened, this, &Broker::handleOpened);
    connect(m_parts->log, &store::EventLog::openFailed, this, [this](const QString &why) {
        m_parts->phase = Parts::Phase::Failed;
        emit failed(why);
    });
    connect(m_parts->log, &store::EventLog::storageFailed, this, [this](const QString &why) {
        qCCritical(lc) << "storage fails:" << why;
        handleStorage(why);
    });
    connect(m_parts->log, &store::EventLog::storageRecovered, this, [this] { handleStorage({}); });
    connect(m_parts->log, &store::EventLog::closed, this, [this] {
        m_parts->phase = Parts::Phase::Stopped;
        emit stopped();
    });
}

Broker::~Broker() = default;

void Broker::setControlDirectory(const QString &dataDirectory)
{
    m_parts->controlDirectory = dataDirectory;
}

void Broker::setHistoryDirectory(const QString &dataDirectory)
{
    m_parts->historyDirectory = dataDirectory;
}

void Broker::setTls(const TlsIdentity &identity)
{
    m_parts->tls = identity;
}

void Broker::setStandby(StandbyHouse house)
{
    m_parts->standby = std::move(house);
}

void Broker::rereadCertificate()
{
    if (m_parts->certificates)
        m_parts->certificates->reread();
}

void Broker::setImageProgram(const QString &program)
{
    m_parts->imageProgram = program;
}

void Broker::start(const QHostAddress &address, quint16 port)
{
    Q_ASSERT(m_parts->phase == Parts::Phase::New);
    m_parts->phase = Parts::Phase::Starting;
    m_parts->address = address;
    m_parts->port = port;
    m_parts->log->open();
}

void Broker::countHttp(int status)
{
    m_parts->metrics.countHttp(status);
}

//! What `GET /metrics` tells.
QByteArray Broker::metrics() const
{
    const Parts &parts = *m_parts;
    Gauges now;
    parts.router->measure(now);
    const desk::SessionTable &table = parts.desk->table();
    for (const desk::Queue &queue : parts.configuration.desk.queues)
        now.waiting.insert(queue.id.value().toUtf8(), table.lines.value(queue.id).size());
    now.openSessions = table.open.size();
    now.images = parts.ledger->count();
    now.head = parts.router->routed();
    now.isHealthy = parts.trouble.isEmpty();
    return parts.metrics.text() + now.text() + parts.tally->metrics();
}

void Broker::carryOut(const QJsonObject &order,
                      const std::function<void(const QJsonObject &)> &answer)
{
    if (m_parts->phase == Parts::Phase::Ready)
        return m_parts->keyOrders->carryOut(order, this, answer);
    answer({{u"ok"_s, false}, {u"error"_s, u"the broker is not ready"_s}});
}

Result<QStringList, Configuration::Error> Broker::takeOver(const Configuration &wanted)
{
    Parts &parts = *m_parts;
    if (parts.phase != Parts::Phase::Ready)
        return failure(Configuration::Error{{}, u"the broker is not ready"_s});
    Configuration &now = parts.configuration;
    for (const desk::Queue &queue : std::as_const(now.desk.queues)) {
        if (!wanted.desk.queue(queue.id) && parts.desk->usesQueue(queue.id))
            return failure(Configuration::Error{
                u"queues"_s, u"%1 cannot go while customers are in it"_s.arg(queue.id.value())});
    }
    now.desk = wanted.desk; // the gate of customers reads it here
    now.requireToken = wanted.requireToken;
    parts.desk->reconfigure(now.desk, parts.clock.now());
    parts.customers->setRequireToken(now.requireToken);
    parts.retention->reconfigure(now.desk);
    parts.snapshots->reconfigure(now.desk);
    parts.tally->reconfigure(now.desk);
    if (parts.lookback)
        parts.lookback->reconfigure(now.desk);
    if (parts.history)
        parts.history->setPlatformQueue(parts.platformQueues());
    parts.router->tellTerms();
    parts.router->pulse(parts.clock.now()); // what follows is told at once
    return laterParts(now, wanted);
}

void Broker::attach(std::unique_ptr<PipeEnd> end, const desk::Sender &identity,
                    const ReplayRequest &replay)
{
    if (m_parts->phase == Parts::Phase::New || m_parts->phase == Parts::Phase::Starting) {
        m_parts->waiting.push_back({std::move(end), identity, replay});
        return;
    }
    if (m_parts->phase != Parts::Phase::Ready)
        return end->close(CloseCode::Draining, u"the broker closes"_s);
    auto *peer = new PipePeer(std::move(end), identity, m_parts->router.get());
    m_parts->router->join(peer, replay);
}

void Broker::takeImage(const desk::Sender &sender, const QByteArray &bytes,
                       const ImageIntake::Handler &handler)
{
    Parts &parts = *m_parts;
    if (parts.phase != Parts::Phase::Ready)
        return handler(failure(503));
    if (bytes.size() > imaging::MaxBody)
        return handler(failure(413));
    if (parts.intake->admit(sender, bytes.size()).count() > 0)
        return handler(failure(429));
    parts.intake->take(sender, bytes, false, parts.intake.get(), handler);
}

void Broker::showImage(const ImageId &image, std::function<void(store::BlobStore::Found)> handler)
{
    if (m_parts->phase != Parts::Phase::Ready)
        return handler({});
    m_parts->intake->show(image, m_parts->intake.get(), std::move(handler));
}

//! What applications are told of the storage, for as long as it is so; none: all is well.
std::optional<EventFrame> Broker::noticeOf(const QString &why) const
{
    const QString damage = m_parts->log->damage();
    if (why.isEmpty() && damage.isEmpty())
        return std::nullopt;
    const event::BrokerState state = why.isEmpty() ? event::BrokerState{u"damaged"_s, damage}
                                                   : event::BrokerState{u"failing"_s, why};
    return compose(Direction::Internal, {}, state);
}

//! What `/health` adds to its status; empty: nothing.
QString Broker::healthDetail() const
{
    QStringList all{m_parts->storageTrouble, m_parts->log->damage(), m_parts->certificateTrouble};
    all.removeAll(QString());
    return all.join(u"; "_s);
}

void Broker::askHistory(const desk::Sender &sender, const QByteArray &method,
                        const QByteArray &target, const HistoryRoutes::Handler &handler)
{
    const qsizetype query = target.indexOf('?');
    const QByteArray path = query < 0 ? target : target.first(query);
    if (m_parts->phase != Parts::Phase::Ready || !HistoryRoutes::takes(path))
        return handler(HttpAnswer::plain(m_parts->phase == Parts::Phase::Ready ? 404 : 503));
    m_parts->historyRoutes->answer(
        {method, path, query < 0 ? QByteArray() : target.sliced(query + 1), sender},
        m_parts->historyGate.get(), handler);
}

//! `why` empty: it works again. Told by `/health` to machines, by `broker_state` to people.
void Broker::handleStorage(const QString &why)
{
    Parts &parts = *m_parts;
    if (parts.phase > Parts::Phase::Ready)
        return; // draining is what it tells then
    parts.trouble = why.isEmpty() ? QByteArray() : QByteArrayLiteral("storage");
    parts.storageTrouble = why;
    parts.notice = noticeOf(why);
    if (!parts.router)
        return;
    parts.router->setNotice(parts.notice);
    const event::BrokerState works{u"ok"_s, {}};
    parts.router->announce(parts.notice.value_or(compose(Direction::Internal, {}, works)));
}

//! The desk remembers what the log does, as after a restart; who is still there stays known.
void Broker::handleExpired(const UserId &user, Seq upTo)
{
    const auto session = m_parts->desk->table().sessionOf(user);
    if (session && !session->isOpen() && session->firstSeq <= upTo
        && !m_parts->router->hasTab(user))
        m_parts->desk->forget(user);
}

PresenceFile::Contents Broker::presence() const
{
    return {m_parts->desk->memory(), m_parts->log->epoch(), m_parts->desk->learned()};
}

void Broker::pulse()
{
    const Instant now = m_parts->clock.now();
    m_parts->router->pulse(now);
    m_parts->customers->pulse(now);
    m_parts->originals->pulse(now);
    m_parts->tokens->pulse();
    if (m_parts->certificates)
        m_parts->certificates->pulse(now);
    if (!m_parts->cluster || m_parts->cluster->isLeading())
        m_parts->retention->pulse(now);
    if (now.steady - m_parts->pruned >= PruneEvery) {
        m_parts->pruned = now.steady;
        m_parts->tokens->prune();
    }
    m_parts->snapshots->pulse(now);
    keepPresence(now);
}

void Broker::keepPresence(Instant now)
{
    Parts &parts = *m_parts;
    const auto age = now.steady - parts.presenceKept;
    const bool isMuch = parts.desk->learned() >= parts.presenceUpTo + MuchToLearn;
    if (age < KeepPresenceEvery && !(isMuch && age >= KeepMuchEvery))
        return;
    parts.presenceKept = now.steady;
    parts.presenceUpTo = parts.desk->learned();
    parts.presenceFile->saveLater(presence());
}

void Broker::stop()
{
    Parts &parts = *m_parts;
    if (parts.phase >= Parts::Phase::Draining)
        return;
    const bool wasReady = std::exchange(parts.phase, Parts::Phase::Draining) == Parts::Phase::Ready;
    parts.trouble = "draining";
    if (parts.cluster)
        parts.cluster->resign();
    parts.waiting.clear();
    if (!wasReady)
        return finishStopping();
    parts.upgrades->drain();
    parts.originals->drain();
    parts.control.reset();
    QTimer::singleShot(DrainDeadline, this, &Broker::finishStopping);
    parts.draining = 2;
    parts.customers->drain();
    parts.router->drain();
}

void Broker::handleDrained()
{
    if (--m_parts->draining == 0)
        finishStopping();
}

//! Everyone has left, or had the time to.
void Broker::finishStopping()
{
    Parts &parts = *m_parts;
    if (parts.phase != Parts::Phase::Draining)
        return;
    parts.phase = Parts::Phase::Closing;
    delete std::exchange(parts.pulse, nullptr);
    // Not out of a call of one of the parts.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_parts->retention.reset();
            m_parts->erasures.reset();
            m_parts->erasure.reset();
            if (!m_parts->router)
                return closeLog();
            m_parts->presenceFile->save(presence());
            m_parts->snapshots->finish([this] { closeLog(); });
        },
        Qt::QueuedConnection);
}

void Broker::closeLog()
{
    // Not out of a call of the keeper, which goes too.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_parts->snapshots.reset();
            m_parts->originals.reset();
            m_parts->upgrades.reset();
            m_parts->customers.reset();
            m_parts->router.reset();
            m_parts->http.reset();
            m_parts->historyGate.reset();
            m_parts->historyRoutes.reset();
            m_parts->history.reset();
            m_parts->lookback.reset();
            m_parts->tally.reset();
            m_parts->images.reset();
            m_parts->intake.reset();
            m_parts->workshop.reset();
            m_parts->log->close();
        },
        Qt::QueuedConnection);
}

} // namespace sermo::server
