// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/census.h"
#include "broker/server/handshakes.h"
#include "broker/server/keys.h"
#include "broker/server/origins.h"
#include "broker/server/proxies.h"
#include "broker/server/replay.h"
#include "broker/server/requesthead.h"

#include <functional>
#include <variant>

class QTcpSocket;

namespace sermo::server
{

class SocketPeer;

//! Who comes through the door to stay, decided from the request's head before any upgrade.
namespace arrival
{
struct Refused {
    int status;
};
struct Application {
    desk::Sender identity;
    ReplayRequest replay;
};
struct Customer { //!< says later who it is
    QHostAddress from;
};
} // namespace arrival
using Arrival = std::variant<arrival::Refused, arrival::Application, arrival::Customer>;

//! The key that came with a request, in the query or as a bearer token; empty: none.
[[nodiscard]] QByteArray keyOf(const RequestHead &head);
//! What a request for `WS /standby` is refused with; 0: it is good.
[[nodiscard]] int standbyRefusal(const RequestHead &head, const Keys &keys);
//! What `since`, `epoch` and `replay` ask for; nothing when one of them is malformed.
[[nodiscard]] std::optional<ReplayRequest> replayOf(const RequestHead &head);

//! Turns sockets of the Door into peers: addresses, keys, origins and the limit of customers'
//! connections first, each with its HTTP status (contract 2), then the WebSocket handshake.
class UpgradeGate : public QObject
{
    Q_OBJECT
public:
    UpgradeGate(const Keys &keys, const Origins &origins, const Proxies &proxies,
                Census::Limits customers, const Clock &clock, QObject *parent);

    void handle(QTcpSocket *socket, const RequestHead &head, int overLimit);
    //! Who takes the link of whoever stands by (`WS /standby`); without, there is no such address.
    using StandbyTaker = std::function<void(QTcpSocket *socket, const RequestHead &head)>;
    void setStandbyTaker(StandbyTaker taker) { m_standby = std::move(taker); }
    //! From now on everyone is refused with 503.
    void drain() { m_draining = true; }

    //! Shared with whoever lets in customers another way: there is one limit for all.
    [[nodiscard]] Census &customers() { return m_customers; }
    [[nodiscard]] Handshakes &handshakes() { return m_handshakes; }

signals:
    void applicationArrived(sermo::server::SocketPeer *peer,
                            const sermo::server::ReplayRequest &replay);
    void customerArrived(sermo::server::SocketPeer *peer, const QHostAddress &from);
    void refused(int status); //!< an upgrade

private:
    void refuse(QTcpSocket *socket, const RequestHead &head, int status);
    void takeStandby(QTcpSocket *socket, const RequestHead &head);
    [[nodiscard]] Arrival judge(const RequestHead &head, const QHostAddress &from,
                                int overLimit) const;
    void count(QTcpSocket *socket, const QHostAddress &from);
    void handleUpgraded(SocketPeer *peer, const Arrival &arrival);

    const Keys &m_keys;
    const Origins m_origins;
    const Proxies m_proxies;
    Census m_customers;
    const Clock &m_clock;
    Handshakes m_handshakes;
    StandbyTaker m_standby;
    bool m_draining = false;
};

} // namespace sermo::server
