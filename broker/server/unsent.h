// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslSocket>

//! How much of what was written to a socket has not reached the kernel. A QSslSocket calls bytes
//! written as soon as they are encrypted, however long they then wait: by its own count no reader
//! would ever be slow.
namespace sermo::server
{

[[nodiscard]] inline qint64 unsentBytes(const QTcpSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

//! Calls `handler()` each time the kernel took some.
template <typename Handler>
void whenSent(QTcpSocket *socket, QObject *context, Handler handler)
{
    auto *tls = qobject_cast<QSslSocket *>(socket);
    QObject::connect(socket, &QTcpSocket::bytesWritten, context, [tls, handler] {
        if (!tls || !tls->isEncrypted())
            handler();
    });
    if (tls)
        QObject::connect(tls, &QSslSocket::encryptedBytesWritten, context, handler);
}

} // namespace sermo::server
