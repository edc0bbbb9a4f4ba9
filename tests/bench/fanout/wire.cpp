// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/wire.h"

#include <QtEndian>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sermo::bench
{

namespace
{

constexpr size_t ReadAtOnce = 256 * 1024;
constexpr uchar Ping = 9, Pong = 10;

//! Reads the answer to the upgrade, a byte at a time so that no frame is taken with it.
bool isUpgraded(int fd)
{
    QByteArray answer;
    char byte = 0;
    while (!answer.endsWith("\r\n\r\n") && ::recv(fd, &byte, 1, 0) == 1)
        answer.append(byte);
    return answer.startsWith("HTTP/1.1 101");
}

} // namespace

QByteArray maskedFrame(QByteArrayView payload, uchar opcode)
{
    Q_ASSERT(payload.size() < 0x10000);
    QByteArray frame(1, char(0x80 | opcode));
    if (payload.size() < 126) {
        frame.append(char(0x80 | payload.size()));
    } else {
        const auto size = qToBigEndian(static_cast<quint16>(payload.size()));
        frame.append(char(0x80 | 126)).append(reinterpret_cast<const char *>(&size), sizeof size);
    }
    return frame.append(4, '\0').append(payload);
}

int connectTo(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return fd;
    ::close(fd);
    return -1;
}

QByteArray upgradeRequest(const QByteArray &target)
{
    return "GET " + target
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

std::unique_ptr<Wire> Wire::open(quint16 port, const QByteArray &target, Dialect::Kind dialect,
                                 bool listens)
{
    const int fd = connectTo(port);
    if (fd < 0)
        return nullptr;
    std::unique_ptr<Wire> wire(new Wire(fd, dialect));
    const QByteArray request = upgradeRequest(target);
    if (::send(fd, request.data(), static_cast<size_t>(request.size()), MSG_NOSIGNAL)
            != request.size()
        || !isUpgraded(fd))
        return nullptr;
    wire->greet(listens);
    if (!wire->waitUntilReady())
        return nullptr;
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    return wire;
}

std::unique_ptr<Wire> Wire::adopt(int fd, Dialect::Kind dialect, const QByteArray &rest)
{
    std::unique_ptr<Wire> wire(new Wire(fd, dialect));
    wire->m_partial = rest;
    return wire;
}

void Wire::greet(bool listens)
{
    for (const QByteArray &payload : m_dialect->greeting(listens))
        send(maskedFrame(payload, m_dialect->opcode()));
}

//! Until the other end has done what it was asked for; the socket still blocks.
bool Wire::waitUntilReady()
{
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    while (!isReady()) {
        errno = 0;
        if (!hear([](QByteArrayView) {}) || errno == EAGAIN)
            return false;
    }
    return true;
}

Wire::~Wire()
{
    ::close(m_fd);
}

void Wire::say(QByteArrayView event)
{
    send(maskedFrame(m_dialect->saying(event), m_dialect->opcode()));
}

void Wire::send(const QByteArray &frame)
{
    m_unsent.append(frame);
    flush();
}

void Wire::flush()
{
    if (m_unsent.isEmpty())
        return;
    const auto sent
        = ::send(m_fd, m_unsent.data(), static_cast<size_t>(m_unsent.size()), MSG_NOSIGNAL);
    if (sent > 0)
        m_unsent.remove(0, sent);
}

bool Wire::hear(const Hear &event)
{
    static std::array<char, ReadAtOnce> buffer;
    const auto came = ::recv(m_fd, buffer.data(), buffer.size(), 0);
    if (came <= 0)
        return came < 0 && (errno == EAGAIN || errno == EINTR);
    const QByteArrayView fresh(buffer.data(), came);
    if (m_partial.isEmpty()) {
        m_partial = fresh.sliced(parse(fresh, event)).toByteArray();
    } else {
        m_partial.append(fresh);
        m_partial.remove(0, parse(m_partial, event));
    }
    return true;
}

//! How many bytes were whole frames.
qsizetype Wire::parse(QByteArrayView bytes, const Hear &event)
{
    qsizetype at = 0;
    while (bytes.size() - at >= 2) {
        qsizetype header = 2;
        quint64 size = static_cast<uchar>(bytes[at + 1]);
        if (size >= 126) {
            header = size == 126 ? 4 : 10;
            if (bytes.size() - at < header)
                break;
            const char *number = bytes.data() + at + 2;
            size = header == 4 ? qFromBigEndian<quint16>(number) : qFromBigEndian<quint64>(number);
        }
        if (bytes.size() - at - header < static_cast<qsizetype>(size))
            break;
        const QByteArrayView payload = bytes.sliced(at + header, static_cast<qsizetype>(size));
        const int opcode = bytes[at] & 0x0f;
        if (opcode < 8)
            m_dialect->take(payload, event);
        else if (opcode == Ping)
            send(maskedFrame(payload, Pong));
        at += header + static_cast<qsizetype>(size);
    }
    return at;
}

} // namespace sermo::bench
