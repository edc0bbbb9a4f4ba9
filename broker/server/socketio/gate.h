// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/origins.h"
#include "broker/server/proxies.h"
#include "broker/server/replay.h"
#include "broker/server/requesthead.h"
#include "broker/server/socketio/exchange.h"
#include "broker/server/socketio/packets.h"
#include "broker/server/turnstile.h"
#include "broker/server/upgradegate.h"

#include <QHash>
#include <QJsonObject>

#include <functional>

class QTcpSocket;

namespace sermo
{
class Clock;
}

namespace sermo::server::socketio
{

class PollPeer;
class Session;

//! `/socket.io/`, for applications and customers' pages that were written for the original event
//! API: who comes as what is judged as at `/events` and `/chat`, by the same keys, origins and
//! limits, and becomes a peer of the same router. Without a key it is a customer. Refuses in
//! Engine.IO's words, by which its clients know what to do. Lives in the broker's thread; owns the
//! sessions until they arrive.
class Gate : public QObject
{
    Q_OBJECT
public:
    //! In version 4 the namespace must be asked for, as a customer must say something.
    static constexpr std::chrono::milliseconds ConnectWithin{5'000};

    struct House {
        const Keys *keys;
        const Clock *clock;
        UpgradeGate *upgrades; //!< has the handshakes, and the one limit of customers' connections
        Proxies proxies;
        std::function<void(int)> count; //!< told the status of every answer
    };
    Gate(House house, Origins origins, QObject *parent);
    ~Gate() override;

    [[nodiscard]] static bool takes(const RequestHead &head);
    //! Whether such a request is of somebody's who is counted here, or of an application's.
    [[nodiscard]] bool counts(const RequestHead &head) const;
    //! A poll, its head still unread in the socket.
    void handleRequest(QTcpSocket *socket, const RequestHead &head);
    //! A WebSocket, as UpgradeGate::handle().
    void handleUpgrade(QTcpSocket *socket, const RequestHead &head, int overLimit);
    //! Time passes for those who have not arrived.
    void pulse(Instant now);
    //! From now on nobody new comes in.
    void drain();

signals:
    void applicationArrived(sermo::server::Peer *peer, const sermo::server::ReplayRequest &replay);
    void customerArrived(sermo::server::Peer *peer, const QHostAddress &from);

private:
    struct Newcomer {
        Version version = Version::V4;
        std::optional<desk::Sender> application; //!< none: a customer, unless it proves more
        QByteArray keyHash; //!< the application's
        ReplayRequest replay;
        QHostAddress from;
    };
    struct Stranger { //!< its namespace is not open yet
        Newcomer newcomer;
        std::chrono::milliseconds since{0};
    };

    [[nodiscard]] Result<Newcomer, HttpAnswer> judge(const RequestHead &head,
                                                     const QTcpSocket &socket, int overLimit) const;
    [[nodiscard]] Result<Session *, HttpAnswer> sessionOf(const RequestHead &head) const;
    [[nodiscard]] QList<HttpAnswer::Header> forPages(const RequestHead &head) const;
    [[nodiscard]] bool identify(Newcomer &newcomer, const RequestHead &head) const;
    void post(PollPeer *poll, const Exchange &exchange);
    void beginPolling(const Exchange &exchange);
    void beginSocket(QTcpSocket *socket, const Newcomer &newcomer);
    void moveToSocket(QTcpSocket *socket, Session *session);
    Session *begin(const Newcomer &newcomer, std::unique_ptr<Peer> link, PollPeer *poll,
                   QObject *counted);
    void handleAsked(Session *session, const QJsonObject &auth);
    void arrive(Session *session);
    [[nodiscard]] QObject *count(const Newcomer &newcomer, QObject *owner);
    void forget(Session *session);

    const House m_house;
    const Origins m_origins;
    QHash<QByteArray, Session *> m_sessions; //!< by their id
    QHash<Session *, Stranger> m_strangers;
    Turnstile m_bursts; //!< POSTs of customers that are larger than most
    bool m_draining = false;
};

} // namespace sermo::server::socketio
