// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslSocket>

//! What goes out of a socket, as the kernel sees it: how much of what was written has not reached
//! it. A QSslSocket calls bytes written as soon as they are encrypted, however long they then wait:
//! by its own count no reader would ever be slow.
namespace sermo::server
{

[[nodiscard]] inline qint64 unsentBytes(const QTcpSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

//! Gives the kernel at once what it takes, and the socket the rest, in order. Where the reader has
//! room, which is nearly always, nothing is copied and nobody has to be woken; encrypted sockets
//! know no such way. How much the kernel took.
qint64 writeThrough(QTcpSocket &socket, QByteArrayView bytes);

//! How far the other end has come with what the kernel was given.
struct Taken {
    quint64 acknowledged = 0; //!< bytes, since the connection was made
    qint64 held = 0; //!< bytes that the kernel still keeps for it
};
[[nodiscard]] Taken takenOf(const QTcpSocket &socket);

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
