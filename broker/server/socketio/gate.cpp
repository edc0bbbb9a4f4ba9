// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/gate.h"

#include "broker/protocol/clock.h"
#include "broker/server/door.h"
#include "broker/server/socketio/pollpeer.h"
#include "broker/server/socketio/session.h"
#include "broker/server/socketpeer.h"

#include <QTcpSocket>
#include <QWebSocket>

using namespace Qt::StringLiterals;

namespace sermo::server::socketio
{

namespace
{

constexpr qint64 MostPosted = 256 * 1024; //!< bytes of a customer's POST: a few events
constexpr qint64 MostPostedByTeam = 1024 * 1024;
constexpr Turnstile::Limits Bursts{16, 2};
constexpr int SidBytes = 15; //!< 120 random bits

bool isSocket(const RequestHead &head)
{
    return head.parameter("transport").value == QByteArrayLiteral("websocket");
}

Result<Version, HttpAnswer> versionOf(const RequestHead &head)
{
    const QByteArray transport = head.parameter("transport").value.value_or(QByteArray());
    if (transport != "polling" && transport != "websocket")
        return failure(answerOf(Refusal::UnknownTransport));
    const QByteArray version = head.parameter("EIO").value.value_or("3");
    if (version != "3" && version != "4")
        return failure(answerOf(Refusal::UnsupportedVersion));
    // JSONP, for browsers that have long gone: a script of ours in a page of anybody's.
    if (head.parameter("j").value)
        return failure(answerOf(Refusal::BadRequest));
    return version == "3" ? Version::V3 : Version::V4;
}

//! Version 2 of the library knows no limit: all that it has kept while it was offline comes in one
//! POST. It may be as much as may wait the other way.
qint64 mostPosted(Version version, bool isApplication)
{
    if (version == Version::V3)
        return isApplication ? Peer::ApplicationBacklog : Peer::CustomerBacklog;
    return isApplication ? MostPostedByTeam : MostPosted;
}

//! A GET or a POST as a poller makes them.
bool isPoll(const RequestHead &head)
{
    return !isSocket(head)
        && (head.method == "POST" || (head.method == "GET" && head.contentLength == 0));
}

HttpAnswer unauthorised()
{
    HttpAnswer answer = answerOf(Refusal::Forbidden);
    answer.status = 401;
    answer.headers = HttpAnswer::plain(401).headers;
    return answer;
}

} // namespace

Gate::Gate(House house, Origins origins, QObject *parent)
    : QObject(parent)
    , m_house(std::move(house))
    , m_origins(std::move(origins))
    , m_bursts(Bursts)
{
}

Gate::~Gate()
{
    const QList<Session *> strangers = m_strangers.keys();
    qDeleteAll(strangers);
}

bool Gate::takes(const RequestHead &head)
{
    return head.path == "/socket.io/" || head.path == "/socket.io";
}

//! Only what ends its session when there is too much of it, so that nobody has more connections for
//! being known.
bool Gate::counts(const RequestHead &head) const
{
    if (!head.parameter("sid").value)
        return m_house.keys->identify(keyOf(head)).has_value();
    const auto session = sessionOf(head);
    return session && (*session)->poll() && isPoll(head);
}

//! A page of another origin may read the answer as it may come in at all: by its origin, or by its
//! key wherever it is from. Version 2 of the library sends credentials, of which there are none.
QList<HttpAnswer::Header> Gate::forPages(const RequestHead &head) const
{
    QList<HttpAnswer::Header> headers{{"Vary", "Origin"}};
    const QByteArray origin = head.field("origin");
    if (origin.isEmpty())
        return headers;
    if (m_origins.allows(origin, head.field("host")) || m_house.keys->identify(keyOf(head)))
        headers += {{"Access-Control-Allow-Origin", origin},
                    {"Access-Control-Allow-Credentials", "true"}};
    return headers;
}

//! False: that is nobody's key.
bool Gate::identify(Newcomer &newcomer, const RequestHead &head) const
{
    const QByteArray key = keyOf(head);
    newcomer.application = m_house.keys->identify(key);
    newcomer.keyHash = hashOf(key);
    return newcomer.application.has_value();
}

Result<Gate::Newcomer, HttpAnswer> Gate::judge(const RequestHead &head, const QTcpSocket &socket,
                                               int overLimit) const
{
    if (m_draining)
        return failure(HttpAnswer::plain(503));
    const auto version = versionOf(head);
    if (!version)
        return failure(HttpAnswer(version.error()));
    if (head.method != "GET")
        return failure(answerOf(Refusal::BadMethod));
    const auto replay = replayOf(head);
    if (!replay)
        return failure(answerOf(Refusal::BadRequest));
    Newcomer newcomer{*version,
                      std::nullopt,
                      {},
                      *replay,
                      m_house.proxies.customerOf(socket.peerAddress(), head)};
    if (head.parameter("apiKey").value || head.has("authorization")) {
        if (!identify(newcomer, head))
            return failure(unauthorised());
        return newcomer;
    }
    if (head.has("origin") && !m_origins.allows(head.field("origin"), head.field("host")))
        return failure(answerOf(Refusal::Forbidden));
    const int refusal = m_house.upgrades->customers().refusal(newcomer.from);
    if (const int status = overLimit != 0 ? overLimit : refusal)
        return failure(HttpAnswer::plain(status));
    return newcomer;
}

Result<Session *, HttpAnswer> Gate::sessionOf(const RequestHead &head) const
{
    const auto version = versionOf(head);
    if (!version)
        return failure(HttpAnswer(version.error()));
    Session *session = m_sessions.value(head.parameter("sid").value.value_or(QByteArray()));
    if (!session)
        return failure(answerOf(Refusal::UnknownSession));
    if (session->version() != *version)
        return failure(answerOf(Refusal::BadRequest));
    return session;
}

void Gate::handleRequest(QTcpSocket *socket, const RequestHead &head)
{
    const Exchange exchange{socket, head, forPages(head), m_house.count};
    if (head.method == "OPTIONS") {
        HttpAnswer preflight;
        preflight.status = 204;
        preflight.headers = {{"Access-Control-Allow-Methods", "GET, POST, OPTIONS"},
                             {"Access-Control-Allow-Headers", "Authorization, Content-Type"},
                             {"Access-Control-Max-Age", "600"}};
        return exchange.refuse(preflight);
    }
    if (!head.parameter("sid").value)
        return beginPolling(exchange);
    const auto session = sessionOf(head);
    if (!session)
        return exchange.refuse(session.error());
    PollPeer *poll = (*session)->poll();
    if (isSocket(head) || !poll)
        return exchange.refuse(answerOf(Refusal::BadRequest));
    if (!isPoll(head))
        return exchange.refuse(answerOf(Refusal::BadMethod));
    if (head.method == "POST")
        return post(poll, exchange);
    poll->get(exchange, m_house.clock->now());
}

void Gate::post(PollPeer *poll, const Exchange &exchange)
{
    if (!poll->isCustomer() || exchange.head.contentLength <= MostPosted)
        return poll->post(exchange);
    const QString from
        = neighbourhoodOf(m_house.proxies.customerOf(exchange.socket->peerAddress(), exchange.head))
              .toString();
    poll->post(exchange, [this, from, socket = exchange.socket](const auto &go) {
        m_bursts.enter(from, socket, go);
    });
}

void Gate::beginPolling(const Exchange &exchange)
{
    const auto newcomer = judge(exchange.head, *exchange.socket, 0);
    if (!newcomer)
        return exchange.refuse(newcomer.error());
    if (isSocket(exchange.head) || exchange.head.contentLength != 0)
        return exchange.refuse(answerOf(Refusal::BadRequest));
    const Instant now = m_house.clock->now();
    auto link = std::make_unique<PollPeer>(
        newcomer->version, mostPosted(newcomer->version, newcomer->application.has_value()), now,
        nullptr);
    PollPeer *poll = link.get();
    Session *session = begin(*newcomer, std::move(link), poll, count(*newcomer, this));
    poll->get(exchange, now);
    // What follows the opening comes by the next poll, as the original's server has it.
    if (newcomer->version == Version::V3)
        arrive(session);
}

void Gate::handleUpgrade(QTcpSocket *socket, const RequestHead &head, int overLimit)
{
    const auto refuse = [this, socket, method = head.method](const HttpAnswer &answer) {
        m_house.count(answer.status);
        Door::refuse(socket, answer.to(method));
    };
    if (const int status = head.upgradeError())
        return refuse(HttpAnswer::plain(status));
    if (!isSocket(head))
        return refuse(answerOf(Refusal::BadRequest));
    if (!head.parameter("sid").value) {
        const auto newcomer = judge(head, *socket, overLimit);
        return newcomer ? beginSocket(socket, *newcomer) : refuse(newcomer.error());
    }
    const auto session = sessionOf(head);
    if (!session)
        return refuse(session.error());
    if (!(*session)->mayMove())
        return refuse(answerOf(Refusal::BadRequest));
    moveToSocket(socket, *session);
}

void Gate::beginSocket(QTcpSocket *socket, const Newcomer &newcomer)
{
    // From now on, so that a crowd in the middle of its handshakes is one.
    QObject *counted = count(newcomer, socket);
    m_house.upgrades->handshakes().begin(
        socket, [this, newcomer, counted](std::unique_ptr<QWebSocket> made, QTcpSocket *tcp) {
            m_house.count(101);
            auto link
                = std::make_unique<SocketPeer>(std::move(made), tcp, m_house.clock->now(), nullptr);
            link->allowMore(Session::Envelope);
            Session *session = begin(newcomer, std::move(link), nullptr, counted);
            if (m_draining) // since its handshake began
                return drain();
            if (newcomer.version == Version::V3)
                arrive(session);
        });
}

void Gate::moveToSocket(QTcpSocket *socket, Session *session)
{
    session->expect(socket);
    m_house.upgrades->handshakes().begin(
        socket,
        [this, waiting = QPointer(session)](std::unique_ptr<QWebSocket> made, QTcpSocket *tcp) {
            m_house.count(101);
            const Instant now = m_house.clock->now();
            auto link = std::make_unique<SocketPeer>(std::move(made), tcp, now, nullptr);
            link->allowMore(Session::Envelope);
            if (waiting && waiting->expects(tcp))
                waiting->offer(std::move(link), now);
        });
}

Session *Gate::begin(const Newcomer &newcomer, std::unique_ptr<Peer> link, PollPeer *poll,
                     QObject *counted)
{
    const Instant now = m_house.clock->now();
    const Opening opening{newcomer.version,
                          randomText(SidBytes),
                          poll != nullptr,
                          mostPosted(newcomer.version, newcomer.application.has_value()),
                          static_cast<int>(Session::PingEvery.count()),
                          static_cast<int>(Session::PongWithin.count())};
    auto *session = new Session(opening, std::move(link), poll, now, this);
    if (counted)
        counted->setParent(session);
    m_sessions.insert(opening.sid, session);
    m_strangers.insert(session, {newcomer, now.steady});
    connect(session, &Peer::closed, this, [this, session, sid = opening.sid] {
        m_sessions.remove(sid);
        forget(session);
    });
    connect(session, &QObject::destroyed, this,
            [this, sid = opening.sid] { m_sessions.remove(sid); });
    connect(session, &Session::asked, this,
            [this, session](const QJsonObject &auth) { handleAsked(session, auth); });
    if (newcomer.application)
        session->identify(*newcomer.application);
    session->open();
    return session;
}

} // namespace sermo::server::socketio
