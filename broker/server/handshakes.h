// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QPointer>
#include <QWebSocketServer>

#include <functional>
#include <memory>

class QTcpSocket;
class QWebSocket;

namespace sermo::server
{

//! Makes WebSockets of the Door's sockets, each within a deadline, and owns them until then. Lives
//! in the broker's thread.
class Handshakes : public QObject
{
    Q_OBJECT
public:
    //! Owns both from here on: the WebSocket, and the socket beneath, which it does not delete.
    using Done = std::function<void(std::unique_ptr<QWebSocket>, QTcpSocket *)>;

    explicit Handshakes(QObject *parent = nullptr);
    ~Handshakes() override;

    //! The request that asks for it is still unread in the socket. One that fails is just gone.
    void begin(QTcpSocket *socket, Done done);

private:
    struct Expected {
        QPointer<QTcpSocket> socket;
        Done done;
    };
    void handleUpgraded();

    QWebSocketServer m_server; //!< never listens: the Door does
    QHash<QPair<QHostAddress, quint16>, Expected>
        m_expected; //!< by the other end's address and port
};

} // namespace sermo::server
