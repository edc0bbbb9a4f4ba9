// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/peer.h"
#include "broker/server/socketio/packets.h"

#include <QJsonObject>
#include <QMultiMap>
#include <QPointer>
#include <QTcpSocket>

#include <memory>

namespace sermo::server::socketio
{

class PollPeer;

//! A client of the original as the router meets it: one Engine.IO session with Socket.IO's root
//! namespace in it, over another peer that carries its packets, polls or a WebSocket, the first of
//! which may give way to the second. Events go in and out byte for byte. Owns what carries it.
class Session final : public Peer
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds PingEvery{10'000}; //!< the desk counts on it
    static constexpr std::chrono::milliseconds PongWithin{20'000};
    static constexpr std::chrono::milliseconds MoveWithin{10'000}; //!< from polls to a WebSocket
    //! What stands around an event, at most.
    static constexpr qsizetype Envelope = 64;

    //! `poll`: the same as `link` where that polls, else null.
    Session(const Opening &opening, std::unique_ptr<Peer> link, PollPeer *poll, Instant now,
            QObject *parent);
    ~Session() override;

    [[nodiscard]] Version version() const { return m_opening.version; }
    //! The first word; in version 3 the namespace is open with it.
    void open();
    //! Version 4, after asked(): the namespace is open.
    void admit();
    //! Version 4, after asked(): it stays closed, and so does the session.
    void turnAway(const QString &why);
    //! Who this is; what carries it knows too, since customers may have less waiting.
    void identify(const desk::Sender &identity);

    [[nodiscard]] PollPeer *poll() const { return m_poll; } //!< null: it does not poll
    [[nodiscard]] bool mayMove() const { return mayTake() && !m_expected; }
    //! On this socket a WebSocket is being made for it: no other meanwhile. Needs mayMove().
    void expect(QTcpSocket *socket) { m_expected = socket; }
    [[nodiscard]] bool expects(const QTcpSocket *socket) const
    {
        return m_expected == socket && mayTake();
    }
    //! A WebSocket to move to, once the other end has tried it.
    void offer(std::unique_ptr<Peer> candidate, Instant now);

    void send(const Parcel::Ptr &parcel) override;
    void close(CloseCode code, const QString &reason) override;
    [[nodiscard]] bool isOpen() const override { return m_open && m_link->isOpen(); }
    [[nodiscard]] qint64 backlog() const override { return m_link->backlog(); }
    void pulse(Instant now) override;

signals:
    void asked(const QJsonObject &auth); //!< version 4: the root namespace, with what proves who

private:
    [[nodiscard]] bool mayTake() const { return m_poll && !m_candidate && isOpen(); }
    void carryBy(Peer *link);
    void handlePacket(const QByteArray &packet);
    void handleMessage(QByteArrayView text);
    void handleConnect(const Packet &packet);
    void handleEvent(const Packet &packet);
    void handleProbe(const QByteArray &packet);
    void move();
    void dropCandidate();
    void answerCallback(const Parcel::Ptr &parcel);
    void countPiece();
    void say(QByteArray packet);

    const Opening m_opening;
    std::unique_ptr<Peer> m_link;
    PollPeer *m_poll;
    QPointer<QTcpSocket> m_expected;
    std::unique_ptr<Peer> m_candidate;
    std::chrono::milliseconds m_candidateSince{0};
    bool m_isProbed = false;
    bool m_open = true;
    bool m_isAsked = false; //!< version 4: for the namespace
    bool m_isConnected = false; //!< the namespace is open
    QMultiMap<EventId, QByteArray> m_callbacks; //!< by the event whose answer they wait for
    int m_pieces = 0; //!< that came since the last pulse and were no event
    bool m_isHeard = false; //!< since the last pulse
    std::chrono::milliseconds m_lastHeard, m_lastPing;
};

} // namespace sermo::server::socketio
