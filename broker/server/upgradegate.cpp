// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/upgradegate.h"

#include "broker/protocol/wholenumber.h"
#include "broker/server/door.h"
#include "broker/server/socketpeer.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

bool isEpoch(const QByteArray &text)
{
    const auto isGood = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
    };
    return !text.isEmpty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), isGood);
}

} // namespace

QByteArray keyOf(const RequestHead &head)
{
    const RequestHead::Parameter inQuery = head.parameter("apiKey");
    if (inQuery.value)
        return inQuery.repeated ? QByteArray() : *inQuery.value;
    const QByteArray field = head.field("authorization");
    return field.first(std::min<qsizetype>(field.size(), 7)).toLower() == "bearer "
        ? field.sliced(7).trimmed()
        : QByteArray();
}

int standbyRefusal(const RequestHead &head, const Keys &keys)
{
    if (const int status = head.upgradeError())
        return status;
    return keys.opensStandby(keyOf(head)) ? 0 : 401;
}

std::optional<ReplayRequest> replayOf(const RequestHead &head)
{
    const auto since = head.parameter("since");
    const auto epoch = head.parameter("epoch");
    const auto replay = head.parameter("replay");
    if (since.repeated || epoch.repeated || replay.repeated)
        return std::nullopt;
    ReplayRequest request;
    if (since.value) {
        request.since = wholeNumber(*since.value, std::numeric_limits<Seq>::max());
        if (!request.since)
            return std::nullopt;
    }
    if (epoch.value && !isEpoch(*epoch.value))
        return std::nullopt;
    if (replay.value && *replay.value != "open")
        return std::nullopt;
    request.epoch = QString::fromLatin1(epoch.value.value_or(QByteArray()));
    request.openSessions = replay.value.has_value();
    return request;
}

UpgradeGate::UpgradeGate(const Keys &keys, const Origins &origins, const Proxies &proxies,
                         Census::Limits customers, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_keys(keys)
    , m_origins(origins)
    , m_proxies(proxies)
    , m_customers(customers)
    , m_clock(clock)
{
}

Arrival UpgradeGate::judge(const RequestHead &head, const QHostAddress &from, int overLimit) const
{
    if (m_draining)
        return arrival::Refused{503};
    if (head.path != "/events" && head.path != "/chat")
        return arrival::Refused{404};
    if (const int status = head.upgradeError())
        return arrival::Refused{status};
    if (head.path == "/events") {
        const auto identity = m_keys.identify(keyOf(head));
        if (!identity)
            return arrival::Refused{401};
        const auto replay = replayOf(head);
        return replay ? Arrival(arrival::Application{*identity, *replay})
                      : Arrival(arrival::Refused{400});
    }
    if (head.has("origin") && !m_origins.allows(head.field("origin"), head.field("host")))
        return arrival::Refused{403};
    if (const int status = overLimit != 0 ? overLimit : m_customers.refusal(from))
        return arrival::Refused{status};
    return arrival::Customer{from};
}

void UpgradeGate::refuse(QTcpSocket *socket, const RequestHead &head, int status)
{
    emit refused(status);
    Door::refuse(socket, HttpAnswer::plain(status).to(head.method));
}

void UpgradeGate::takeStandby(QTcpSocket *socket, const RequestHead &head)
{
    if (const int status = m_draining ? 503 : standbyRefusal(head, m_keys))
        return refuse(socket, head, status);
    m_standby(socket, head);
}

void UpgradeGate::handle(QTcpSocket *socket, const RequestHead &head, int overLimit)
{
    if (m_standby && head.path == "/standby")
        return takeStandby(socket, head);
    const QHostAddress from = m_proxies.customerOf(socket->peerAddress(), head);
    const Arrival arrival = judge(head, from, overLimit);
    if (const auto *no = std::get_if<arrival::Refused>(&arrival))
        return refuse(socket, head, no->status);
    if (std::holds_alternative<arrival::Customer>(arrival))
        count(socket, from);
    m_handshakes.begin(socket, [this, arrival](std::unique_ptr<QWebSocket> made, QTcpSocket *tcp) {
        handleUpgraded(new SocketPeer(std::move(made), tcp, m_clock.now(), this), arrival);
    });
}

void UpgradeGate::count(QTcpSocket *socket, const QHostAddress &from)
{
    m_customers.enter(from);
    connect(socket, &QObject::destroyed, this, [this, from] { m_customers.leave(from); });
}

void UpgradeGate::handleUpgraded(SocketPeer *peer, const Arrival &arrival)
{
    if (const auto *application = std::get_if<arrival::Application>(&arrival)) {
        peer->setIdentity(application->identity);
        emit applicationArrived(peer, application->replay);
    } else if (const auto *customer = std::get_if<arrival::Customer>(&arrival)) {
        emit customerArrived(peer, customer->from);
    }
}

} // namespace sermo::server
