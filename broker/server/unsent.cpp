// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/unsent.h"

#include <algorithm>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace sermo::server
{

qint64 writeThrough(QTcpSocket &socket, QByteArrayView bytes)
{
    qint64 sent = 0;
    const bool isFree = socket.state() == QAbstractSocket::ConnectedState
        && socket.bytesToWrite() == 0 && !qobject_cast<QSslSocket *>(&socket);
    if (isFree) {
        const auto taken = ::send(static_cast<int>(socket.socketDescriptor()), bytes.data(),
                                  static_cast<size_t>(bytes.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
        sent = std::max<qint64>(taken, 0); // what is wrong with it, the socket finds out by itself
    }
    if (sent < bytes.size())
        socket.write(bytes.data() + sent, bytes.size() - sent);
    return sent;
}

Taken takenOf(const QTcpSocket &socket)
{
    const int fd = static_cast<int>(socket.socketDescriptor());
    tcp_info info{};
    socklen_t size = sizeof info;
    int held = 0;
    if (::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0
        || ::ioctl(fd, SIOCOUTQ, &held) != 0)
        return {};
    return {info.tcpi_bytes_acked, held};
}

} // namespace sermo::server
