// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/session.h"

#include "broker/server/keys.h"
#include "broker/server/socketio/pollpeer.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sermo::server::socketio
{

namespace
{

constexpr int MostPieces = 200; //!< of a customer's within a pulse, as over a WebSocket
constexpr qsizetype MostCallbacks = 256; //!< that wait for an answer
constexpr qsizetype MostPingBytes = 64; //!< that a pong of version 3 says again
constexpr QByteArrayView Probe = "2probe", ProbeAnswer = "3probe", Move = "5";

//! The `id` that the event's answer will carry, accepted or not.
EventId idOf(const QByteArray &event)
{
    const auto frame = EventFrame::fromSender(event);
    return frame ? frame->id() : frame.error().id;
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

Session::Session(const Opening &opening, std::unique_ptr<Peer> link, PollPeer *poll, Instant now,
                 QObject *parent)
    : Peer(parent)
    , m_opening(opening)
    , m_link(std::move(link))
    , m_poll(poll)
    , m_lastHeard(now.steady)
    , m_lastPing(now.steady)
{
    carryBy(m_link.get());
}

Session::~Session()
{
    m_link->disconnect(this);
    if (m_candidate)
        m_candidate->disconnect(this);
}

void Session::carryBy(Peer *link)
{
    connect(link, &Peer::received, this, &Session::handlePacket);
    connect(link, &Peer::alive, this, &Peer::alive);
    connect(link, &Peer::drained, this, &Peer::drained);
    connect(link, &Peer::flooded, this, &Peer::flooded);
    connect(link, &Peer::cutOff, this, &Peer::cutOff);
    connect(link, &Peer::closed, this, [this] {
        m_open = false;
        dropCandidate();
        emit closed();
    });
}

void Session::say(QByteArray packet)
{
    m_link->send(Parcel::lasting(std::move(packet)));
}

void Session::open()
{
    say(written(m_opening));
    if (version() == Version::V4)
        return;
    m_isConnected = true;
    say("40");
}

void Session::admit()
{
    m_isConnected = true;
    // Another name than the session's own, which proves it.
    say("40" + json({{u"sid"_s, QString::fromLatin1(randomText(15))}}));
}

void Session::turnAway(const QString &why)
{
    say("44" + json({{u"message"_s, why}}));
    m_link->close(CloseCode::NotAuthorised, why);
    m_open = false;
}

void Session::identify(const desk::Sender &identity)
{
    setIdentity(identity);
    m_link->setIdentity(identity);
}

void Session::send(const Parcel::Ptr &parcel)
{
    if (!isOpen())
        return;
    m_link->send(parcel->wrappedForAll(BeforeEvent, AfterEvent));
    if (!parcel->answered().isEmpty())
        answerCallback(parcel);
}

//! `socket.send(event, callback)`: called with the broker's answer to that event.
void Session::answerCallback(const Parcel::Ptr &parcel)
{
    const QByteArray callback = m_callbacks.take(parcel->answered());
    if (!callback.isEmpty())
        m_link->send(parcel->wrapped("43" + callback + '[', "]"));
}

void Session::close(CloseCode code, const QString &reason)
{
    if (!isOpen())
        return;
    m_open = false;
    dropCandidate();
    // Who may not come back is told so, in the way that its library does not try.
    if (code == CloseCode::NotAuthorised)
        say("41");
    m_link->close(code, reason);
}

void Session::countPiece()
{
    if (!isCustomer() || ++m_pieces <= MostPieces)
        return;
    emit flooded();
    close(CloseCode::Flood, u"too much at once"_s);
}

void Session::handlePacket(const QByteArray &packet)
{
    if (!isOpen())
        return;
    m_isHeard = true;
    const char kind = packet.isEmpty() ? '\0' : packet.front();
    switch (kind) {
    case engine::Message:
        return handleMessage(QByteArrayView(packet).sliced(1));
    case engine::Close:
        return close(CloseCode::Normal, {});
    case engine::Ping: // of version 3 alone
        if (version() == Version::V3) {
            say(engine::Pong + packet.mid(1, MostPingBytes));
            emit alive();
        }
        return countPiece();
    case engine::Pong:
        emit alive();
        return countPiece();
    case engine::Upgrade:
    case engine::Noop:
        return countPiece();
    default: // `b`, binary in base64, among them
        return close(CloseCode::Protocol, u"not a packet of text"_s);
    }
}

void Session::handleMessage(QByteArrayView text)
{
    const auto packet = Packet::read(text);
    if (!packet)
        return close(CloseCode::Protocol, u"not a packet of Socket.IO"_s);
    if (packet->type == Packet::Type::Connect)
        return handleConnect(*packet);
    if (packet->nameSpace != "/")
        return countPiece();
    switch (packet->type) {
    case Packet::Type::Event:
        return handleEvent(*packet);
    case Packet::Type::Disconnect:
        return close(CloseCode::Normal, {});
    case Packet::Type::BinaryEvent:
    case Packet::Type::BinaryAck:
        return close(CloseCode::Protocol, u"events are text"_s);
    default: // nothing of ours is waited for
        return countPiece();
    }
}

void Session::handleConnect(const Packet &packet)
{
    countPiece();
    if (!isOpen())
        return;
    if (packet.nameSpace != "/") {
        const QByteArray name = packet.nameSpace.left(Envelope);
        return say("44" + name + ','
                   + (version() == Version::V4 ? "{\"message\":\"Invalid namespace\"}"
                                               : "\"Invalid namespace\""));
    }
    if (version() == Version::V4 && !std::exchange(m_isAsked, true))
        emit asked(QJsonDocument::fromJson(packet.data).object());
}

void Session::handleEvent(const Packet &packet)
{
    if (!m_isConnected)
        return close(CloseCode::Protocol, u"connect first"_s);
    // What is none of `message` is no event either: it is refused as any other text would be.
    const QByteArray event = eventIn(packet.data).value_or(packet.data);
    if (event.size() > EventFrame::MaxBytes)
        return close(CloseCode::TooLarge, u"an event may hold 64 KiB"_s);
    const EventId id = packet.callback.isEmpty() ? EventId() : idOf(event);
    if (!id.isEmpty() && m_callbacks.size() < MostCallbacks)
        m_callbacks.insert(id, packet.callback);
    emit received(event);
    // An event without an id has no answer: that it came is what there is to tell. Of one with an
    // id nothing is told before its answer, also where too many wait: it is not stored yet.
    if (!packet.callback.isEmpty() && id.isEmpty() && isOpen())
        say("43" + packet.callback + "[]");
}

void Session::offer(std::unique_ptr<Peer> candidate, Instant now)
{
    m_expected.clear();
    m_candidate = std::move(candidate);
    m_candidateSince = now.steady;
    m_isProbed = false;
    connect(m_candidate.get(), &Peer::received, this, &Session::handleProbe);
    connect(m_candidate.get(), &Peer::closed, this, &Session::dropCandidate);
}

void Session::handleProbe(const QByteArray &packet)
{
    // What a poller who was cut had not heard is gone: nobody may go on as if he had.
    if (!isOpen())
        return dropCandidate();
    if (packet == Probe && !m_isProbed) {
        m_isProbed = true;
        m_candidate->send(Parcel::lasting(ProbeAnswer.toByteArray()));
        // The other end ends its poll first, and can do so only with an answer.
        return m_poll->setHurried(true);
    }
    if (packet == Move && m_isProbed)
        return move();
    dropCandidate();
}

void Session::move()
{
    const std::unique_ptr<Peer> polls = std::move(m_link);
    polls->disconnect(this);
    m_link = std::move(m_candidate);
    m_link->disconnect(this);
    m_link->setIdentity(identity());
    carryBy(m_link.get());
    const QList<Parcel::Ptr> owed = std::exchange(m_poll, nullptr)->retire();
    for (const Parcel::Ptr &parcel : owed)
        m_link->send(parcel);
    // Who waited for the polls to catch up waits for nothing any more.
    if (isOpen() && backlog() == 0)
        emit drained();
}

void Session::dropCandidate()
{
    if (!m_candidate)
        return;
    m_candidate->disconnect(this);
    m_candidate.release()->deleteLater(); // it may be the one that calls
    if (m_poll)
        m_poll->setHurried(false);
}

void Session::pulse(Instant now)
{
    m_link->pulse(now);
    if (m_candidate) {
        m_candidate->pulse(now);
        if (now.steady - m_candidateSince >= MoveWithin)
            dropCandidate();
    }
    m_pieces = 0;
    if (std::exchange(m_isHeard, false))
        m_lastHeard = now.steady;
    if (!isOpen())
        return;
    if (now.steady - m_lastHeard >= PingEvery + PongWithin)
        return close(CloseCode::Normal, u"nothing was heard"_s);
    if (version() == Version::V4 && now.steady - m_lastPing >= PingEvery) {
        m_lastPing = now.steady;
        say("2");
    }
}

} // namespace sermo::server::socketio
