// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/model/certificates.h"
#include "ui/model/websocketlink.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QWebSocketServer>

namespace sermo::test
{

//! A WebSocket server with this certificate.
class TlsServer : public QWebSocketServer
{
public:
    TlsServer(const QByteArray &certificate, const QByteArray &key)
        : QWebSocketServer(QStringLiteral("tls"), SecureMode)
    {
        QSslConfiguration tls;
        tls.setLocalCertificate(QSslCertificate(certificate));
        tls.setPrivateKey(QSslKey(key, QSsl::Ec));
        setSslConfiguration(tls);
        connect(this, &QWebSocketServer::newConnection, this, [this] { ++upgrades; });
        const bool listening = listen(QHostAddress::LocalHost);
        Q_ASSERT(listening);
    }
    [[nodiscard]] model::WebSocketLink::Address address(const QByteArray &pin) const
    {
        return {QUrl(QStringLiteral("https://127.0.0.1:%1").arg(serverPort())),
                QStringLiteral("secret"), pin};
    }

    int upgrades = 0;
};

[[nodiscard]] inline QByteArray fingerprint(const QByteArray &pem)
{
    return QSslCertificate(pem).digest(QCryptographicHash::Sha256);
}

//! A link that tries once.
[[nodiscard]] inline model::Reconnection never()
{
    return model::Reconnection({std::chrono::hours(1), std::chrono::hours(1)}, [] { return 1.0; });
}

} // namespace sermo::test
