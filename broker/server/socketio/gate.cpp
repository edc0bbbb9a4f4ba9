// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/gate.h"

#include "broker/protocol/clock.h"
#include "broker/server/door.h"
#include "broker/server/socketio/pollpeer.h"
#include "broker/server/socketio/session.h"
#include "broker/server/socketpeer.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::server::socketio
{

namespace
{

constexpr qint64 MostPosted = 256 * 1024; //!< bytes of a customer's POST: a few events
constexpr qint64 MostPostedByTeam = 1024 * 1024;
constexpr int SidBytes = 15; //!< 120 random bits
constexpr auto Counted = "counted"_L1;
const QString NotAuthorised = u"not authorised"_s;

bool isSocket(const RequestHead &head)
{
    return head.parameter("transport").value == QByteArrayLiteral("websocket");
}

//! Version 4 may say in its first packet what else stands in the address.
RequestHead asQuery(const QJsonObject &auth)
{
    RequestHead head;
    for (const auto name : {"apiKey"_L1, "since"_L1, "epoch"_L1, "replay"_L1}) {
        if (auth.contains(name))
            head.query += QByteArray(name.data()) + '='
                + auth.value(name).toVariant().toString().toUtf8().toPercentEncoding() + '&';
    }
    return head;
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

//! A key may be revoked between the opening and the namespace.
bool isStillKnown(const Keys &keys, const desk::Sender &application)
{
    const auto &all = keys.all();
    return std::any_of(all.begin(), all.end(), [&application](const store::KeyRecord &record) {
        return senderNameOf(record.name) == application.name;
    });
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
    Newcomer newcomer{
        *version, std::nullopt, {}, m_house.proxies.customerOf(socket.peerAddress(), head)};
    const auto replay = replayOf(head);
    if (!replay)
        return failure(answerOf(Refusal::BadRequest));
    newcomer.replay = *replay;
    if (head.parameter("apiKey").value || head.has("authorization")) {
        newcomer.application = m_house.keys->identify(keyOf(head));
        if (!newcomer.application)
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
    if (head.method == "GET" && head.contentLength == 0)
        return poll->get(exchange, m_house.clock->now());
    if (head.method == "POST")
        return poll->post(exchange);
    exchange.refuse(answerOf(Refusal::BadMethod));
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
        newcomer->version, newcomer->application ? MostPostedByTeam : MostPosted, now, nullptr);
    PollPeer *poll = link.get();
    Session *session = begin(*newcomer, std::move(link), poll, count(*newcomer, this));
    poll->get(exchange, now);
    // What follows the opening comes by the next poll, as the original's server has it.
    if (newcomer->version == Version::V3)
        arrive(session);
}

void Gate::handleUpgrade(QTcpSocket *socket, const RequestHead &head, int overLimit)
{
    const auto refuse = [this, socket](const HttpAnswer &answer) {
        m_house.count(answer.status);
        Door::refuse(socket, answer);
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
            if (newcomer.version == Version::V3)
                arrive(session);
        });
}

void Gate::moveToSocket(QTcpSocket *socket, Session *session)
{
    m_house.upgrades->handshakes().begin(
        socket,
        [this, waiting = QPointer(session)](std::unique_ptr<QWebSocket> made, QTcpSocket *tcp) {
            m_house.count(101);
            const Instant now = m_house.clock->now();
            auto link = std::make_unique<SocketPeer>(std::move(made), tcp, now, nullptr);
            link->allowMore(Session::Envelope);
            if (waiting && waiting->mayMove())
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
                          newcomer.application ? MostPostedByTeam : MostPosted,
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

//! Closed before it arrived: nobody else deletes it.
void Gate::forget(Session *session)
{
    if (m_strangers.remove(session))
        session->deleteLater();
}

void Gate::handleAsked(Session *session, const QJsonObject &auth)
{
    const auto found = m_strangers.find(session);
    if (found == m_strangers.end())
        return;
    Newcomer &newcomer = found->newcomer;
    const RequestHead said = asQuery(auth);
    if (!newcomer.application && said.parameter("apiKey").value) {
        newcomer.application = m_house.keys->identify(keyOf(said));
        if (!newcomer.application)
            return session->turnAway(NotAuthorised);
        // Applications do not count.
        delete session->findChild<QObject *>(QString(Counted), Qt::FindDirectChildrenOnly);
        session->identify(*newcomer.application);
    }
    if (!said.query.isEmpty() && !newcomer.replay.since && !newcomer.replay.openSessions) {
        const auto replay = replayOf(said);
        if (!replay)
            return session->turnAway(u"since, epoch or replay is malformed"_s);
        newcomer.replay = *replay;
    }
    if (newcomer.application && !isStillKnown(*m_house.keys, *newcomer.application))
        return session->turnAway(NotAuthorised);
    session->admit();
    arrive(session);
}

void Gate::arrive(Session *session)
{
    const Newcomer newcomer = m_strangers.take(session).newcomer;
    if (newcomer.application)
        emit applicationArrived(session, newcomer.replay);
    else
        emit customerArrived(session, newcomer.from);
}

//! What keeps the customer's place among the connections until it dies; null for an application.
QObject *Gate::count(const Newcomer &newcomer, QObject *owner)
{
    if (newcomer.application)
        return nullptr;
    Census &census = m_house.upgrades->customers();
    census.enter(newcomer.from);
    auto *counted = new QObject(owner);
    counted->setObjectName(QString(Counted));
    connect(counted, &QObject::destroyed, m_house.upgrades,
            [&census, from = newcomer.from] { census.leave(from); });
    return counted;
}

void Gate::pulse(Instant now)
{
    const QList<Session *> strangers = m_strangers.keys();
    for (Session *session : strangers) {
        if (session->isOpen() && now.steady - m_strangers[session].since >= ConnectWithin)
            session->close(CloseCode::Protocol, u"nothing was said"_s);
        session->pulse(now);
    }
}

void Gate::drain()
{
    m_draining = true;
    const QList<Session *> strangers = m_strangers.keys();
    for (Session *session : strangers)
        session->close(CloseCode::Draining, u"the broker closes"_s);
}

} // namespace sermo::server::socketio
