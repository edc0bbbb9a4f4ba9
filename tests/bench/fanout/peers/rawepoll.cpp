// SPDX-License-Identifier: GPL-3.0-or-later
// The limit: the same service with nothing but the kernel. What one connection says is sent to all
// others but those who came as customers, in one write for each of them and round. No keys, no log,
// no limits, no errors: a server that does less than this does not exist.
#include <QByteArray>
#include <QCryptographicHash>
#include <QtEndian>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace
{

struct Connection {
    int fd = -1;
    bool isUpgraded = false;
    bool wantsToWrite = false;
    QByteArray in, out;
    QByteArray own; //!< what it said in this round, framed: it does not hear that
};

class RawEpoll
{
public:
    bool listen();
    void run();

private:
    void accept();
    void read(Connection &connection);
    void upgrade(Connection &connection);
    void takeFrames(Connection &connection);
    void tellAll();
    void write(Connection &connection);
    void watch(int fd, uint32_t events, int operation) const;

    int m_epoll = -1, m_listener = -1;
    std::map<int, std::unique_ptr<Connection>> m_connections;
    std::map<int, Connection *> m_told; //!< all but customers
    QByteArray m_round; //!< all that was said in this round, framed
};

void RawEpoll::watch(int fd, uint32_t events, int operation) const
{
    epoll_event event{.events = events, .data = {.fd = fd}};
    ::epoll_ctl(m_epoll, operation, fd, &event);
}

bool RawEpoll::listen()
{
    m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, 4096) != 0)
        return false;
    ::getsockname(m_listener, generic, &size);
    watch(m_listener, EPOLLIN, EPOLL_CTL_ADD);
    std::printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return true;
}

void RawEpoll::run()
{
    std::array<epoll_event, 512> events{};
    for (;;) {
        const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[size_t(i)];
            if (event.data.fd == m_listener) {
                accept();
                continue;
            }
            const auto found = m_connections.find(event.data.fd);
            if (found == m_connections.end())
                continue;
            if (event.events & EPOLLOUT)
                write(*found->second);
            if (event.events & ~uint32_t(EPOLLOUT))
                read(*found->second); // may be its end
        }
        tellAll();
    }
}

void RawEpoll::accept()
{
    const int fd = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    const int yes = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    auto connection = std::make_unique<Connection>();
    connection->fd = fd;
    m_connections[fd] = std::move(connection);
    watch(fd, EPOLLIN, EPOLL_CTL_ADD);
}

void RawEpoll::read(Connection &connection)
{
    static std::array<char, 256 * 1024> buffer;
    const auto came = ::recv(connection.fd, buffer.data(), buffer.size(), 0);
    if (came <= 0) {
        const int fd = connection.fd;
        ::close(fd);
        m_told.erase(fd);
        m_connections.erase(fd);
        return;
    }
    connection.in.append(buffer.data(), came);
    if (connection.isUpgraded)
        takeFrames(connection);
    else if (connection.in.endsWith("\r\n\r\n"))
        upgrade(connection);
}

void RawEpoll::upgrade(Connection &connection)
{
    constexpr QByteArrayView Field = "Sec-WebSocket-Key: ";
    const qsizetype at = connection.in.indexOf(Field) + Field.size();
    const QByteArray key = connection.in.mid(at, connection.in.indexOf('\r', at) - at);
    const QByteArray proof = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                      QCryptographicHash::Sha1);
    connection.out
        += "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: "
        + proof.toBase64() + "\r\n\r\n";
    if (!connection.in.startsWith("GET /chat"))
        m_told[connection.fd] = &connection;
    connection.in.clear();
    connection.isUpgraded = true;
    write(connection);
}

void RawEpoll::takeFrames(Connection &connection)
{
    qsizetype at = 0;
    const QByteArray &in = connection.in;
    while (in.size() - at >= 8) {
        const auto first = static_cast<uchar>(in[at + 1]) & 0x7f;
        const qsizetype header = first == 126 ? 8 : 6; // with the mask
        const qsizetype size
            = first == 126 ? qFromBigEndian<quint16>(in.constData() + at + 2) : first;
        if (in.size() - at < header + size)
            break;
        QByteArray frame(1, char(0x81));
        frame.append(in.constData() + at + 1, header - 5)[1] = char(first);
        const char *mask = in.constData() + at + header - 4;
        const qsizetype begin = frame.size();
        frame.append(in.constData() + at + header, size);
        for (qsizetype i = 0; i < size; ++i)
            frame[begin + i] = char(frame.at(begin + i) ^ mask[i % 4]);
        m_round += frame;
        connection.own += frame;
        at += header + size;
    }
    connection.in.remove(0, at);
}

void RawEpoll::tellAll()
{
    if (m_round.isEmpty())
        return;
    for (const auto &[fd, connection] : m_told) {
        if (connection->own.isEmpty())
            connection->out += m_round;
        else if (connection->own.size() != m_round.size()) // others spoke as well: rare here
            connection->out += QByteArray(m_round).replace(connection->own, {});
        connection->own.clear();
        write(*connection);
    }
    m_round.clear();
}

void RawEpoll::write(Connection &connection)
{
    if (!connection.out.isEmpty()) {
        const auto sent = ::send(connection.fd, connection.out.constData(),
                                 size_t(connection.out.size()), MSG_NOSIGNAL);
        if (sent > 0)
            connection.out.remove(0, sent);
    }
    if (connection.wantsToWrite != !connection.out.isEmpty()) {
        connection.wantsToWrite = !connection.out.isEmpty();
        watch(connection.fd, EPOLLIN | (connection.wantsToWrite ? EPOLLOUT : 0U), EPOLL_CTL_MOD);
    }
}

} // namespace

int main()
{
    RawEpoll server;
    if (!server.listen())
        return 1;
    server.run();
}
