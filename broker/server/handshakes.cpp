// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/handshakes.h"

#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

constexpr auto Deadline = 5s; //!< Qt has none for sockets handed to it (research, 1.1)

} // namespace

Handshakes::Handshakes(QObject *parent)
    : QObject(parent)
    , m_server(u"sermo"_s, QWebSocketServer::NonSecureMode)
{
    m_server.setSupportedSubprotocols({u"sermo.v1"_s});
    connect(&m_server, &QWebSocketServer::newConnection, this, &Handshakes::handleUpgraded);
}

Handshakes::~Handshakes()
{
    // In the middle of the handshake nobody else owns them.
    const auto unfinished = std::exchange(m_expected, {});
    for (const Expected &expected : unfinished)
        delete expected.socket.data();
}

void Handshakes::begin(QTcpSocket *socket, Done done)
{
    const QPair<QHostAddress, quint16> key(socket->peerAddress(), socket->peerPort());
    m_expected.insert(key, {socket, std::move(done)});
    connect(socket, &QObject::destroyed, this, [this, key] { m_expected.remove(key); });
    auto *deadline = new QTimer(socket);
    connect(deadline, &QTimer::timeout, this, [this, key, socket] {
        if (m_expected.contains(key))
            socket->abort();
    });
    deadline->setSingleShot(true);
    deadline->start(Deadline);
    socket->setParent(nullptr);
    m_server.handleConnection(socket);
}

void Handshakes::handleUpgraded()
{
    while (m_server.hasPendingConnections()) {
        std::unique_ptr<QWebSocket> socket(m_server.nextPendingConnection());
        const Expected expected = m_expected.take({socket->peerAddress(), socket->peerPort()});
        if (expected.socket)
            expected.done(std::move(socket), expected.socket);
    }
}

} // namespace sermo::server
