// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/broker.h"

#include "broker/protocol/eventbody.h"
#include "broker/server/controlsocket.h"
#include "broker/server/customergate.h"
#include "broker/server/door.h"
#include "broker/server/erasures.h"
#include "broker/server/httpserver.h"
#include "broker/server/imagegate.h"
#include "broker/server/imageledger.h"
#include "broker/server/keyorders.h"
#include "broker/server/pipepeer.h"
#include "broker/server/retention.h"
#include "broker/server/router.h"
#include "broker/server/socketpeer.h"
#include "broker/server/upgradegate.h"
#include "broker/store/memoryblobs.h"

#include <QHttpServer>
#include <QLoggingCategory>
#include <QTimer>

#include <deque>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker")

constexpr auto PulseEvery = 250ms; //!< how exactly deadlines of seconds are kept
constexpr auto DrainDeadline = 5s;
constexpr auto PruneEvery = std::chrono::milliseconds(1h);
//! Files and sockets that are no connection: the log, its readers, the control socket, Qt's own.
constexpr int ReservedDescriptors = 200;

} // namespace

//! Everything the façade owns, in the order it is made.
struct Broker::Parts {
    struct Waiting {
        std::unique_ptr<PipeEnd> end;
        desk::Sender identity;
        ReplayRequest replay;
    };
    enum class Phase { New, Starting, Ready, Failed, Draining, Closing, Stopped };

    Parts(Configuration config, store::EventLog *itsLog, store::Credentials *itsCredentials,
          store::BlobStore *itsBlobs, const Clock &itsClock)
        : configuration(std::move(config))
        , log(itsLog)
        , credentials(itsCredentials)
        , blobs(itsBlobs)
        , clock(itsClock)
    {
    }

    Configuration configuration;
    store::EventLog *log; //!< child of the broker, so that it moves along
    store::Credentials *credentials;
    store::BlobStore *blobs;
    const Clock &clock;
    QString controlDirectory;
    std::optional<TlsIdentity> tls;
    QString imageProgram = ImageWorkshop::programBesideThis();
    QHostAddress address;
    quint16 port = 0;
    Phase phase = Phase::New;
    int draining = 0; //!< of router and gate, how many still wait for someone to leave
    QByteArray trouble; //!< what `/health` tells
    std::optional<EventFrame> notice; //!< what applications are told of it
    std::deque<Waiting> waiting; //!< attached before we were ready
    QTimer *pulse = nullptr;
    std::chrono::milliseconds pruned{0};

    Metrics metrics;
    Keys keys;
    std::unique_ptr<desk::Desk> desk;
    std::unique_ptr<Tokens> tokens;
    std::unique_ptr<ImageLedger> ledger;
    std::unique_ptr<KeyOrders> keyOrders;
    std::unique_ptr<HttpRoutes> routes;
    std::unique_ptr<ImageWorkshop> workshop;
    std::unique_ptr<ImageGate> images;
    std::unique_ptr<QHttpServer> http; //!< owns the door
    std::unique_ptr<Router> router;
    std::unique_ptr<CustomerGate> customers;
    std::unique_ptr<UpgradeGate> upgrades;
    std::unique_ptr<store::CustomerErasure> erasure;
    std::unique_ptr<Erasures> erasures;
    std::unique_ptr<Retention> retention;
    std::unique_ptr<ControlSocket> control;
};

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

void Broker::setTls(const TlsIdentity &identity)
{
    m_parts->tls = identity;
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

void Broker::handleOpened()
{
    Parts &parts = *m_parts;
    parts.desk = std::make_unique<desk::Desk>(parts.configuration.desk, parts.clock.now());
    parts.tokens = std::make_unique<Tokens>(*parts.credentials, parts.clock, nullptr);
    parts.ledger = std::make_unique<ImageLedger>(*parts.blobs, parts.clock, nullptr);
    parts.credentials->load(this, [this](const store::Credentials::Contents &contents) {
        handleCredentials(contents);
    });
}

void Broker::handleCredentials(const store::Credentials::Contents &contents)
{
    if (contents.failed) {
        m_parts->phase = Parts::Phase::Failed;
        emit failed(u"the keys cannot be read"_s);
        return;
    }
    m_parts->keys.load(contents.keys);
    m_parts->tokens->load(contents.tokens);
    m_parts->blobs->load(this, [this](const store::BlobStore::Contents &images) {
        if (images.failed) {
            m_parts->phase = Parts::Phase::Failed;
            emit failed(u"the list of images cannot be read"_s);
            return;
        }
        m_parts->ledger->load(images);
        replayLog();
    });
}

void Broker::replayLog()
{
    store::ReadQuery query;
    query.after = m_parts->desk->table().lastSeq;
    query.controlOnly = true;
    m_parts->log->read(query, this, [this](const store::Page &page) { handlePage(page); });
}

void Broker::handlePage(const store::Page &page)
{
    if (m_parts->phase != Parts::Phase::Starting)
        return; // stopped meanwhile
    if (page.failed) {
        m_parts->phase = Parts::Phase::Failed;
        emit failed(u"the log cannot be read"_s);
        return;
    }
    for (const StoredEvent &event : page.events)
        m_parts->desk->replay(event);
    if (page.events.isEmpty())
        openDoor();
    else
        replayLog();
}

void Broker::openDoor()
{
    Parts &parts = *m_parts;
    const Configuration &config = parts.configuration;
    const Origins origins(config.origins, parts.address.isLoopback());
    const Census::Limits limits{config.limits.connectionsPerAddress, config.limits.connections};

    parts.router = std::make_unique<Router>(*parts.log, *parts.desk, config.limits, parts.clock,
                                            parts.metrics, nullptr);
    parts.router->setNotice(parts.notice);
    parts.customers
        = std::make_unique<CustomerGate>(*parts.router, *parts.tokens, config.desk,
                                         config.requireToken, config.limits, parts.clock, nullptr);
    parts.upgrades = std::make_unique<UpgradeGate>(
        parts.keys, origins, Proxies(config.trustedProxies), limits, parts.clock, nullptr);
    parts.keyOrders = std::make_unique<KeyOrders>(
        parts.keys, *parts.credentials, parts.clock, [this](const KeyName &name) {
            m_parts->router->closeConnectionsOf(senderNameOf(name), CloseCode::NotAuthorised,
                                                u"the key was revoked"_s);
        });
    parts.erasure
        = std::make_unique<store::CustomerErasure>(*parts.log, *parts.credentials, *parts.blobs);
    parts.erasures = std::make_unique<Erasures>(
        Erasures::House{*parts.log, *parts.desk, *parts.tokens, *parts.router, *parts.customers,
                        *parts.erasure, *parts.ledger});
    parts.retention
        = std::make_unique<Retention>(*parts.log, *parts.blobs, parts.configuration.desk);
    connect(parts.retention.get(), &Retention::sessionExpired, this, &Broker::handleExpired);
    const auto submit = [this](const desk::Sender &who, const EventFrame &event) {
        m_parts->router->submit(who, event);
    };
    const HttpRoutes::House house{parts.desk.get(),
                                  &parts.clock,
                                  &parts.keys,
                                  parts.tokens.get(),
                                  [this] { return m_parts->trouble; },
                                  submit,
                                  [this] { return metrics(); },
                                  [this](int status) { m_parts->metrics.countHttp(status); }};
    parts.routes = std::make_unique<HttpRoutes>(house, origins, parts.address.isLoopback());

    parts.router->setImages(parts.ledger.get());
    openImages();
    connect(parts.router.get(), &Router::drained, this, &Broker::handleDrained);
    connect(parts.customers.get(), &CustomerGate::drained, this, &Broker::handleDrained);
    connect(parts.router.get(), &Router::customerSeen, parts.tokens.get(), &Tokens::touch);
    connect(parts.upgrades.get(), &UpgradeGate::customerArrived, parts.customers.get(),
            &CustomerGate::receive);
    connect(parts.upgrades.get(), &UpgradeGate::applicationArrived, parts.router.get(),
            [router = parts.router.get()](Peer *peer, const ReplayRequest &replay) {
                router->join(peer, replay);
            });
    const auto countUpgrade = [this] { m_parts->metrics.countHttp(101); };
    connect(parts.upgrades.get(), &UpgradeGate::customerArrived, this, countUpgrade);
    connect(parts.upgrades.get(), &UpgradeGate::applicationArrived, this, countUpgrade);
    connect(parts.upgrades.get(), &UpgradeGate::refused, this,
            [this](int status) { m_parts->metrics.countHttp(status); });
    if (!listen())
        return;
    parts.pulse = new QTimer(this);
    connect(parts.pulse, &QTimer::timeout, this, &Broker::pulse);
    parts.pulse->start(PulseEvery);
    for (Parts::Waiting &waiting : parts.waiting)
        attach(std::move(waiting.end), waiting.identity, waiting.replay);
    parts.waiting.clear();
}

void Broker::openImages()
{
    Parts &parts = *m_parts;
    const Origins origins(parts.configuration.origins, parts.address.isLoopback());
    parts.workshop = std::make_unique<ImageWorkshop>(parts.imageProgram);
    const ImageGate::House house{&parts.keys, parts.tokens.get(), parts.ledger.get(),
                                 parts.workshop.get(),
                                 [this](int status) { m_parts->metrics.countHttp(status); }};
    parts.images = std::make_unique<ImageGate>(house, origins, nullptr);
}

bool Broker::listen()
{
    Parts &parts = *m_parts;
    const int descriptors = raiseDescriptorLimit();
    Door::Limits limits;
    limits.connections = {parts.configuration.limits.connectionsPerAddress,
                          parts.configuration.limits.connections};
    limits.proxies = Proxies(parts.configuration.trustedProxies);
    limits.descriptors = std::max(descriptors - ReservedDescriptors, descriptors / 2);
    auto *door = new Door(limits, [routes = parts.routes.get()](const RequestHead &head) {
        return routes->refusal(head);
    });
    QString why;
    if (parts.tls)
        door->setTls(parts.tls->configuration());
    else if (TlsIdentity::isWanted(parts.configuration.tls, parts.address))
        why = u"no certificate to listen beyond loopback with"_s;
    if (why.isEmpty() && !door->listen(parts.address, parts.port))
        why = u"cannot listen on %1:%2: %3"_s.arg(parts.address.toString())
                  .arg(parts.port)
                  .arg(door->errorString());
    parts.http.reset(serveHttp(door, *parts.routes, nullptr));
    connect(door, &Door::refused, this, [this](int status) { m_parts->metrics.countHttp(status); });
    door->setTaker(&ImageGate::takes);
    connect(door, &Door::requestTaken, parts.images.get(), &ImageGate::handle);
    connect(door, &Door::upgradeRequested, parts.upgrades.get(), &UpgradeGate::handle);
    if (why.isEmpty() && !parts.controlDirectory.isEmpty()) {
        parts.control = std::make_unique<ControlSocket>(
            [this](const QJsonObject &order, const ControlSocket::Answer &answer) {
                if (order.value("do"_L1) == "erase"_L1)
                    m_parts->erasures->carryOut(order, answer);
                else
                    m_parts->keyOrders->carryOut(order, this, answer);
            });
        if (const auto listening = parts.control->listen(parts.controlDirectory); !listening)
            why = listening.error();
    }
    if (!why.isEmpty()) {
        parts.phase = Parts::Phase::Failed;
        emit failed(why);
        return false;
    }
    parts.phase = Parts::Phase::Ready;
    QUrl url;
    url.setScheme(parts.tls ? u"https"_s : u"http"_s);
    url.setHost(parts.address.toString());
    url.setPort(door->serverPort());
    tellTls();
    emit ready(url);
    return true;
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
    now.head = parts.router->routed();
    now.isHealthy = parts.trouble.isEmpty();
    return parts.metrics.text() + now.text();
}

//! Into the log: what a colleague needs to know to join, or why nobody should from outside.
void Broker::tellTls() const
{
    if (m_parts->tls)
        qCInfo(lc).noquote() << "the certificate's fingerprint is" << m_parts->tls->fingerprint();
    else if (!m_parts->address.isLoopback())
        qCWarning(lc) << "listening beyond loopback without TLS, as configured: only a proxy that "
                         "speaks it may be reached from outside";
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

//! `why` empty: it works again. Told by `/health` to machines, by `broker_state` to people.
void Broker::handleStorage(const QString &why)
{
    Parts &parts = *m_parts;
    if (parts.phase > Parts::Phase::Ready)
        return; // draining is what it tells then
    parts.trouble = why.isEmpty() ? QByteArray() : QByteArrayLiteral("storage");
    const QString state = why.isEmpty() ? u"ok"_s : u"failing"_s;
    const EventFrame frame = compose(Direction::Internal, {}, event::BrokerState{state, why});
    parts.notice = why.isEmpty() ? std::nullopt : std::optional(frame);
    if (!parts.router)
        return;
    parts.router->setNotice(parts.notice);
    parts.router->announce(frame);
}

//! The desk remembers what the log does, as after a restart; who is still there stays known.
void Broker::handleExpired(const UserId &user, Seq upTo)
{
    const desk::Session *session = m_parts->desk->table().find(user);
    if (session && !session->isOpen() && session->firstSeq <= upTo
        && !m_parts->router->hasTab(user))
        m_parts->desk->forget(user);
}

void Broker::pulse()
{
    const Instant now = m_parts->clock.now();
    m_parts->router->pulse(now);
    m_parts->customers->pulse(now);
    m_parts->retention->pulse(now);
    if (now.steady - m_parts->pruned >= PruneEvery) {
        m_parts->pruned = now.steady;
        m_parts->tokens->prune();
    }
}

void Broker::stop()
{
    Parts &parts = *m_parts;
    if (parts.phase >= Parts::Phase::Draining)
        return;
    const bool wasReady = std::exchange(parts.phase, Parts::Phase::Draining) == Parts::Phase::Ready;
    parts.trouble = "draining";
    parts.waiting.clear();
    if (!wasReady)
        return finishStopping();
    parts.upgrades->drain();
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
            m_parts->upgrades.reset();
            m_parts->customers.reset();
            m_parts->router.reset();
            m_parts->http.reset();
            m_parts->images.reset();
            m_parts->workshop.reset();
            m_parts->log->close();
        },
        Qt::QueuedConnection);
}

} // namespace sermo::server
