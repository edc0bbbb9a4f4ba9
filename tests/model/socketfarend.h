// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/model/farend.h"
#include "ui/model/websocketlink.h"

#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

namespace sermo::test
{

//! A WebSocket server of its own, on a free port.
class SocketFarEnd final : public FarEnd
{
public:
    SocketFarEnd()
    {
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server,
                         [this] { accept(); });
        comeBack();
    }

    [[nodiscard]] std::unique_ptr<model::EventLink> makeLink() override
    {
        model::WebSocketLink::Address address;
        address.broker.setUrl(url());
        address.key = QStringLiteral("secret");
        return std::make_unique<model::WebSocketLink>(address, model::WebSocketLink::Timing(),
                                                      atOnce());
    }
    void goAway() override { m_server.close(); }
    void comeBack() override
    {
        const bool listening = m_server.listen(QHostAddress::LocalHost, m_port);
        Q_ASSERT(listening);
        m_port = m_server.serverPort();
    }
    void send(const QByteArray &frame) override
    {
        m_peer->sendTextMessage(QString::fromUtf8(frame));
    }
    void hangUp(CloseCode code) override { m_peer->close(QWebSocketProtocol::CloseCode(code)); }
    [[nodiscard]] bool hasPeer() const override
    {
        return m_peer && m_peer->state() == QAbstractSocket::ConnectedState;
    }
    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    [[nodiscard]] const QWebSocket *peer() const { return m_peer.get(); }

private:
    void accept()
    {
        if (m_peer)
            m_peer.release()->deleteLater();
        m_peer.reset(m_server.nextPendingConnection());
        const QUrlQuery query(m_peer->requestUrl());
        asked.append({query.queryItemValue(QStringLiteral("since")).toULongLong(),
                      query.queryItemValue(QStringLiteral("epoch"), QUrl::FullyDecoded)});
        QObject::connect(m_peer.get(), &QWebSocket::textMessageReceived, m_peer.get(),
                         [this](const QString &text) { received.append(text.toUtf8()); });
    }

    QWebSocketServer m_server{QStringLiteral("far end"), QWebSocketServer::NonSecureMode};
    quint16 m_port = 0;
    std::unique_ptr<QWebSocket> m_peer;
};

} // namespace sermo::test
