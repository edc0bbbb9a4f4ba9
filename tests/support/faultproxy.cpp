// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultproxy.h"

#include <QTcpSocket>

#include <algorithm>
#include <sys/socket.h>

namespace sermo::test
{

namespace
{

constexpr int Faults = 6;
constexpr int MostBytesBefore = 6'000; //!< a handshake is 300: some connections never get that far
constexpr int MostDelayMs = 30;
constexpr int DripEveryMs = 2;
constexpr qsizetype MostDrip = 40;

//! As a pulled plug is seen by the other end's kernel: no FIN, an RST.
void reset(QTcpSocket &socket)
{
    const linger none{1, 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none,
                 sizeof(none));
    socket.abort();
}

} // namespace

//! One connection: the two sockets, and what is still between them on the way to the client.
class FaultProxy::Link : public QObject
{
public:
    Link(FaultProxy *proxy, QTcpSocket *client, Fault fault, qsizetype after)
        : QObject(proxy)
        , m_proxy(proxy)
        , m_client(client)
        , m_fault(fault)
        , m_left(after)
    {
        m_client->setParent(this);
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] { passOn(); });
        connect(m_client, &QTcpSocket::readyRead, this, [this] { send(); });
        connect(&m_server, &QTcpSocket::readyRead, this, [this] { take(); });
        connect(m_client, &QTcpSocket::disconnected, this, [this] { end(); });
        connect(&m_server, &QTcpSocket::disconnected, this, [this] {
            m_client->write(m_waiting);
            end();
        });
        m_server.connectToHost(QHostAddress(QHostAddress::LocalHost), proxy->m_target);
    }

    ~Link() override
    {
        m_server.disconnect(this);
        m_client->disconnect(this);
    }

    void end()
    {
        // A half-open connection stays half open: the broker has to live with what nobody closes.
        if (m_dead && !m_proxy->m_calm)
            return;
        m_client->disconnectFromHost();
        m_server.disconnectFromHost();
        deleteLater();
    }

    void send()
    {
        if (!m_dead && !m_proxy->m_held)
            m_server.write(m_client->readAll());
    }

    void take()
    {
        if (m_dead || m_proxy->m_held)
            return;
        const QByteArray bytes = m_server.readAll();
        if (m_faulty || bytes.size() < m_left) {
            m_left -= bytes.size();
            m_waiting += bytes;
            return pace();
        }
        m_faulty = true;
        m_waiting += bytes;
        strike(m_left);
    }

private:
    //! `before`: how much of what waits still gets through.
    void strike(qsizetype before)
    {
        switch (m_fault) {
        case Fault::None:
        case Fault::Delay:
        case Fault::Drip:
            return pace();
        case Fault::Cut:
            m_client->write(m_waiting.first(std::min(before, m_waiting.size())));
            m_waiting.clear();
            return end();
        case Fault::HalfOpen:
            m_dead = true;
            return;
        case Fault::Reset:
            reset(*m_client);
            reset(m_server);
            deleteLater();
            return;
        }
    }

    void pace()
    {
        const bool isSlow = m_faulty && (m_fault == Fault::Delay || m_fault == Fault::Drip);
        if (!isSlow)
            return passOn();
        if (!m_timer.isActive())
            m_timer.start(m_fault == Fault::Drip
                              ? DripEveryMs
                              : static_cast<int>(m_proxy->m_dice.bounded(MostDelayMs)));
    }

    void passOn()
    {
        const qsizetype most = m_faulty && m_fault == Fault::Drip ? MostDrip : m_waiting.size();
        const QByteArray now = m_waiting.first(std::min(most, m_waiting.size()));
        m_waiting.remove(0, now.size());
        m_client->write(now);
        if (!m_waiting.isEmpty())
            pace();
    }

    FaultProxy *m_proxy;
    QTcpSocket *m_client;
    QTcpSocket m_server;
    QTimer m_timer;
    QByteArray m_waiting; //!< for the client
    const Fault m_fault;
    qsizetype m_left; //!< bytes until the fault
    bool m_faulty = false;
    bool m_dead = false;
};

FaultProxy::FaultProxy(quint16 target, quint32 seed, QObject *parent)
    : QObject(parent)
    , m_dice(seed)
    , m_target(target)
{
    connect(&m_server, &QTcpServer::newConnection, this, &FaultProxy::accept);
    m_server.listen(QHostAddress(QHostAddress::LocalHost), 0);
}

void FaultProxy::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        const auto fault = m_calm ? Fault::None : Fault(m_dice.bounded(Faults));
        new Link(this, client, fault, m_dice.bounded(MostBytesBefore) + 1);
    }
}

void FaultProxy::calm()
{
    m_calm = true;
    for (QObject *child : children()) {
        if (auto *link = dynamic_cast<Link *>(child))
            link->end();
    }
}

void FaultProxy::goOn()
{
    m_held = false;
    for (QObject *child : children()) {
        if (auto *link = dynamic_cast<Link *>(child)) {
            link->send();
            link->take();
        }
    }
}

} // namespace sermo::test
