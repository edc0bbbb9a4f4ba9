// SPDX-License-Identifier: GPL-3.0-or-later
// The broker's way from an opened log to an open door.
#include "broker/server/brokerparts.h"
#include "broker/server/door.h"
#include "broker/server/socketpeer.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker")

constexpr int LessonsAtOnce = 2000; //!< events a page, of which few are lessons
constexpr auto PulseEvery = 250ms; //!< how exactly deadlines of seconds are kept
//! Files and sockets that are no connection: the log, its readers, the control socket, Qt's own.
constexpr int ReservedDescriptors = 200;

} // namespace

void Broker::handleOpened()
{
    Parts &parts = *m_parts;
    if (parts.phase != Parts::Phase::Starting)
        return; // stopped meanwhile
    if (const QString damage = parts.log->damage(); !damage.isEmpty()) {
        qCCritical(lc).noquote() << damage;
        parts.notice = noticeOf({});
    }
    parts.desk = std::make_unique<desk::Desk>(parts.configuration.desk, parts.clock.now());
    parts.presenceFile = std::make_unique<PresenceFile>(parts.controlDirectory);
    const auto kept = parts.presenceFile->load();
    const bool isOurs
        = kept && kept->epoch == parts.log->epoch() && kept->learned <= parts.log->head();
    if (isOurs && !parts.desk->recall(kept->model, kept->learned))
        qCWarning(lc) << "what was learned of presence is of another version: it is learned anew";
    parts.presenceUpTo = parts.desk->learned();
    parts.snapshots = std::make_unique<SnapshotKeeper>(
        parts.cluster ? QString() : parts.controlDirectory, parts.configuration.desk, *parts.log);
    parts.tokens = std::make_unique<Tokens>(*parts.credentials, parts.clock, nullptr);
    parts.ledger = std::make_unique<ImageLedger>(*parts.blobs, parts.clock, nullptr);
    parts.credentials->load(this, [this](const store::Credentials::Contents &contents) {
        handleCredentials(contents);
    });
}

void Broker::handleCredentials(const store::Credentials::Contents &contents)
{
    if (!canGoOn(contents.failed, u"the keys cannot be read"_s))
        return;
    m_parts->keys.load(contents.keys);
    m_parts->tokens->load(contents.tokens);
    followOthers();
    m_parts->blobs->load(this, [this](const store::BlobStore::Contents &images) {
        if (!canGoOn(images.failed, u"the list of images cannot be read"_s))
            return;
        m_parts->ledger->load(images);
        m_parts->snapshots->restore(*m_parts->desk, [this] { replayLog(); });
    });
}

void Broker::replayLog()
{
    m_parts->log->read(replayAfter(m_parts->desk->table().lastSeq), this,
                       [this](const store::Page &page) { handlePage(page); });
}

void Broker::handlePage(const store::Page &page)
{
    if (!canGoOn(page.failed, u"the log cannot be read"_s))
        return;
    for (const StoredEvent &event : page.events)
        m_parts->desk->replay(event);
    m_parts->replayedTo = page.head;
    if (page.events.isEmpty())
        learnPresence();
    else
        replayLog();
}

//! Whether the start goes on after one of its answers: not when it was stopped meanwhile, whatever
//! the answer (a store that closes fails them all), and not when this one failed.
bool Broker::canGoOn(bool hasFailed, const QString &why)
{
    if (m_parts->phase != Parts::Phase::Starting)
        return false;
    if (!hasFailed)
        return true;
    m_parts->phase = Parts::Phase::Failed;
    emit failed(why);
    return false;
}

//! What was learned is kept beside the log; here is learned what came after.
void Broker::learnPresence()
{
    store::ReadQuery query;
    query.after = m_parts->desk->learned();
    query.limit = LessonsAtOnce;
    m_parts->log->read(query, this, [this](const store::Page &page) { handleLessons(page); });
}

void Broker::handleLessons(const store::Page &page)
{
    if (!canGoOn(page.failed, u"the log cannot be read"_s))
        return;
    for (const StoredEvent &event : page.events)
        m_parts->desk->relearn(event);
    if (page.events.isEmpty())
        openDoor();
    else
        learnPresence();
}

void Broker::openDoor()
{
    Parts &parts = *m_parts;
    for (const UserId &user : parts.desk->present())
        parts.desk->remind(user, parts.tokens->platformOf(user));
    parts.desk->begin();
    parts.log->follow(parts.replayedTo);
    makeRouter();
    makeGates();
    makeErasers();
    shareErasures();
    makeRoutes();
    makeHistory();
    if (const QString why = listen(); !why.isEmpty()) {
        parts.phase = Parts::Phase::Failed;
        emit failed(why);
        return;
    }
    parts.phase = Parts::Phase::Ready;
    tellTls();
    emit ready(parts.url);
    parts.pulse = new QTimer(this);
    connect(parts.pulse, &QTimer::timeout, this, &Broker::pulse);
    parts.pulse->start(PulseEvery);
    for (Parts::Waiting &waiting : parts.waiting)
        attach(std::move(waiting.end), waiting.identity, waiting.replay);
    parts.waiting.clear();
}

void Broker::makeRouter()
{
    Parts &parts = *m_parts;
    parts.router = std::make_unique<Router>(*parts.log, *parts.desk, parts.configuration.limits,
                                            parts.clock, parts.metrics, nullptr, parts.cluster);
    parts.router->setNotice(parts.notice);
    parts.router->setOtherHost(parts.standby.other);
    parts.router->setImages(parts.ledger.get());
    parts.router->setCustomers(
        [tokens = parts.tokens.get()](const UserId &user) { return tokens->exists(user); });
    connect(parts.router.get(), &Router::drained, this, &Broker::handleDrained);
    connect(parts.router.get(), &Router::customerSeen, parts.tokens.get(), &Tokens::touch);
}

//! Who is let in as what: WebSockets of customers and applications.
void Broker::makeGates()
{
    Parts &parts = *m_parts;
    const Configuration &config = parts.configuration;
    const Census::Limits limits{config.limits.connectionsPerAddress, config.limits.connections};
    parts.customers
        = std::make_unique<CustomerGate>(*parts.router, *parts.tokens, config.desk,
                                         config.requireToken, config.limits, parts.clock, nullptr);
    parts.upgrades = std::make_unique<UpgradeGate>(
        parts.keys, parts.origins(), Proxies(config.trustedProxies), limits, parts.clock, nullptr);
    connect(parts.customers.get(), &CustomerGate::drained, this, &Broker::handleDrained);
    connect(parts.upgrades.get(), &UpgradeGate::customerArrived, parts.customers.get(),
            &CustomerGate::receive);
    const auto join = [router = parts.router.get()](Peer *peer, const ReplayRequest &replay) {
        router->join(peer, replay);
    };
    connect(parts.upgrades.get(), &UpgradeGate::applicationArrived, parts.router.get(), join);
    parts.originals = std::make_unique<socketio::Gate>(
        socketio::Gate::House{&parts.keys, &parts.clock, parts.upgrades.get(),
                              Proxies(config.trustedProxies),
                              [this](int status) { countHttp(status); }},
        parts.origins(), nullptr);
    connect(parts.originals.get(), &socketio::Gate::applicationArrived, parts.router.get(), join);
    connect(parts.originals.get(), &socketio::Gate::customerArrived, parts.customers.get(),
            &CustomerGate::receive);
    const auto countUpgrade = [this] { m_parts->metrics.countHttp(101); };
    connect(parts.upgrades.get(), &UpgradeGate::customerArrived, this, countUpgrade);
    connect(parts.upgrades.get(), &UpgradeGate::applicationArrived, this, countUpgrade);
    connect(parts.upgrades.get(), &UpgradeGate::refused, this, &Broker::countHttp);
    parts.upgrades->setStandbyTaker(parts.standby.receive);
}

//! What takes away: keys, customers, and what its time is up for.
void Broker::makeErasers()
{
    Parts &parts = *m_parts;
    parts.keyOrders = std::make_unique<KeyOrders>(
        parts.keys, *parts.credentials, parts.clock, [this](const KeyName &name) {
            m_parts->router->closeConnectionsOf(senderNameOf(name), CloseCode::NotAuthorised,
                                                u"the key was revoked"_s);
            if (m_parts->standby.keyRevoked)
                m_parts->standby.keyRevoked(name);
        });
    parts.erasure
        = std::make_unique<store::CustomerErasure>(*parts.log, *parts.credentials, *parts.blobs);
    parts.erasures = std::make_unique<Erasures>(Erasures::House{
        *parts.log, *parts.desk, *parts.tokens, *parts.router, *parts.erasure, *parts.ledger});
    parts.retention
        = std::make_unique<Retention>(*parts.log, *parts.blobs, parts.configuration.desk);
    connect(parts.retention.get(), &Retention::sessionExpired, this, &Broker::handleExpired);
    connect(parts.retention.get(), &Retention::imagesExpired, parts.ledger.get(),
            &ImageLedger::forget);
}

//! Plain requests, those for images apart.
void Broker::makeRoutes()
{
    Parts &parts = *m_parts;
    const auto submit = [this](const desk::Sender &who, const EventFrame &event) {
        m_parts->router->submit(who, event);
    };
    // As fast as a customer's socket may say it.
    const Configuration::Limits &limits = parts.configuration.limits;
    const auto mayUnload
        = [this,
           pace = std::make_shared<PaceOfEach<UserId>>(limits.eventsPerSecond, limits.eventBurst)](
              const UserId &user) { return pace->take(user, m_parts->clock.now().steady); };
    const auto count = [this](int status) { countHttp(status); };
    const HttpRoutes::House house{parts.desk.get(),
                                  &parts.clock,
                                  &parts.keys,
                                  parts.tokens.get(),
                                  [this] { return m_parts->trouble; },
                                  [this] { return healthDetail(); },
                                  parts.standby.status,
                                  mayUnload,
                                  submit,
                                  [this] { return metrics(); },
                                  count,
                                  parts.configuration.avatarHosts,
                                  [this](const QByteArray &origin) { tellNotFramed(origin); }};
    parts.routes = std::make_unique<HttpRoutes>(house, parts.origins(), parts.address.isLoopback());
    parts.workshop = std::make_unique<ImageWorkshop>(parts.imageProgram);
    parts.intake = std::make_unique<ImageIntake>(
        ImageIntake::House{parts.ledger.get(), parts.workshop.get(), parts.tokens.get(),
                           &parts.clock, &parts.metrics});
    const ImageGate::House imagesHouse{&parts.keys,
                                       parts.tokens.get(),
                                       parts.ledger.get(),
                                       parts.intake.get(),
                                       Proxies(parts.configuration.trustedProxies),
                                       count};
    parts.images = std::make_unique<ImageGate>(imagesHouse, parts.origins(), nullptr);
}

//! The browser tells nobody but who opens its console; his visitors see nothing at all.
void Broker::tellNotFramed(const QByteArray &origin)
{
    if (!m_parts->frames.isNews(origin, m_parts->clock.now().steady))
        return;
    qCWarning(lc).noquote()
        << "a page of" << origin
        << "may not show the chat, and shows an empty frame: \"origins\" in the "
           "configuration does not name it";
}

//! What was: searched by the history, counted by the tally; both follow the log from here on.
void Broker::makeHistory()
{
    Parts &parts = *m_parts;
    if (!parts.historyDirectory.isEmpty())
        parts.history
            = std::make_unique<store::History>(parts.historyDirectory, parts.platformQueues());
    parts.tally
        = std::make_unique<Tally>(parts.configuration.desk, parts.historyDirectory, parts.clock);
    connect(parts.router.get(), &Router::stored, parts.tally.get(), &Tally::take);
    connect(parts.erasures.get(), &Erasures::erased, parts.tally.get(), &Tally::forget);
    if (!parts.historyDirectory.isEmpty()) {
        parts.lookback = std::make_unique<Lookback>(parts.configuration.desk,
                                                    parts.historyDirectory, parts.clock);
        connect(parts.erasures.get(), &Erasures::erased, parts.lookback.get(), &Lookback::forget);
    }
    parts.historyRoutes = std::make_unique<HistoryRoutes>(HistoryRoutes::House{
        parts.history.get(), parts.tally.get(), parts.erasures.get(), parts.lookback.get()});
    parts.historyGate = std::make_unique<HistoryGate>(HistoryGate::House{
        &parts.keys, parts.historyRoutes.get(), [this](int status) { countHttp(status); }});
}

//! Why not; empty: the port and the control socket are open.
QString Broker::listen()
{
    Parts &parts = *m_parts;
    const int descriptors = raiseDescriptorLimit();
    Door::Limits limits;
    limits.connections = {parts.configuration.limits.connectionsPerAddress,
                          parts.configuration.limits.connections};
    limits.proxies = Proxies(parts.configuration.trustedProxies);
    limits.descriptors = std::max(descriptors - ReservedDescriptors, descriptors / 2);
    auto owned
        = std::make_unique<Door>(limits, [routes = parts.routes.get()](const RequestHead &head) {
              return routes->refusal(head);
          });
    Door *door = owned.get();
    QString why;
    if (parts.tls)
        door->setTls(parts.tls->configuration());
    else if (TlsIdentity::isWanted(parts.configuration.tls, parts.address))
        why = u"no certificate to listen beyond loopback with"_s;
    if (why.isEmpty() && !door->listen(parts.address, parts.port))
        why = u"cannot listen on %1:%2: %3"_s.arg(parts.address.toString())
                  .arg(parts.port)
                  .arg(door->errorString());
    if (!why.isEmpty())
        return why;
    parts.http.reset(serveHttp(owned.release(), *parts.routes, nullptr)); // owns the door
    parts.door = door;
    watchCertificate();
    door->setTaker([originals = parts.originals.get()](const RequestHead &head) {
        if (socketio::Gate::takes(head))
            return originals->counts(head) ? Door::Taking::Counted : Door::Taking::Yes;
        const bool isTaken = ImageGate::takes(head) || HistoryRoutes::takes(head.path);
        return isTaken ? Door::Taking::Yes : Door::Taking::No;
    });
    connect(door, &Door::refused, this, &Broker::countHttp);
    connect(door, &Door::requestTaken, this, [this](QTcpSocket *socket, const RequestHead &head) {
        if (ImageGate::takes(head))
            m_parts->images->handle(socket, head);
        else if (socketio::Gate::takes(head))
            m_parts->originals->handleRequest(socket, head);
        else
            m_parts->historyGate->handle(socket, head);
    });
    connect(door, &Door::upgradeRequested, this,
            [this](QTcpSocket *socket, const RequestHead &head, int overLimit) {
                if (socketio::Gate::takes(head))
                    m_parts->originals->handleUpgrade(socket, head, overLimit);
                else
                    m_parts->upgrades->handle(socket, head, overLimit);
            });
    parts.url.setScheme(parts.tls ? u"https"_s : u"http"_s);
    parts.url.setHost(parts.address.toString());
    parts.url.setPort(door->serverPort());
    return listenForOrders();
}

QString Broker::listenForOrders()
{
    Parts &parts = *m_parts;
    if (parts.controlDirectory.isEmpty())
        return {};
    parts.control = std::make_unique<ControlSocket>(
        [this](const QJsonObject &order, const ControlSocket::Answer &answer) {
            if (order.value("do"_L1) == "standby"_L1 && m_parts->standby.carryOut)
                m_parts->standby.carryOut(order, answer);
            else if (order.value("do"_L1) == "erase"_L1)
                m_parts->erasures->carryOut(order, answer);
            else
                m_parts->keyOrders->carryOut(order, this, answer);
        });
    const auto listening = parts.control->listen(parts.controlDirectory);
    return listening ? QString() : listening.error();
}

} // namespace sermo::server
