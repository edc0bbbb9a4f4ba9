// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketpeer.h"

#include "broker/server/wireframe.h"

#include <QTcpSocket>
#include <QWebSocket>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

//! Handed to the socket ahead of the kernel; what is beyond stays in the outbox, where it can be
//! replaced.
constexpr qint64 SocketBuffer = 64 * 1024;
//! A whole frame with its header must fit, or it never completes (research, 1.1).
constexpr qint64 ReadBuffer = EventFrame::MaxBytes + 4096;

} // namespace

SocketPeer::SocketPeer(std::unique_ptr<QWebSocket> socket, QTcpSocket *tcp, Instant now,
                       QObject *parent)
    : Peer(parent)
    , m_socket(std::move(socket))
    , m_tcp(tcp)
    , m_lastProgress(now.steady)
    , m_lastPing(now.steady)
{
    m_tcp->setReadBufferSize(ReadBuffer);
    m_socket->setMaxAllowedIncomingFrameSize(EventFrame::MaxBytes);
    m_socket->setMaxAllowedIncomingMessageSize(EventFrame::MaxBytes);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &SocketPeer::handleText);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this] { close(CloseCode::Protocol, u"events are text frames"_s); });
    connect(m_socket.get(), &QWebSocket::pong, this, [this] {
        m_unansweredPings = 0;
        if (isOpen())
            emit alive();
    });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &SocketPeer::handleDisconnected);
    connect(m_tcp, &QTcpSocket::bytesWritten, this, &SocketPeer::handleBytesWritten);
}

SocketPeer::~SocketPeer()
{
    // close() alone keeps what was not read by the other end in memory, for ever (research, 0.7).
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.reset();
    // A QWebSocket made from a socket of someone else's does not delete it.
    delete m_tcp.data();
}

qint64 SocketPeer::backlog() const
{
    return m_outbox.bytes() + (m_tcp ? m_tcp->bytesToWrite() : 0);
}

void SocketPeer::send(const Parcel::Ptr &parcel)
{
    if (!isOpen())
        return;
    m_outbox.push(parcel, m_tcp ? m_tcp->bytesToWrite() : 0);
    if (backlog() > (isCustomer() ? CustomerBacklog : ApplicationBacklog))
        return cut();
    scheduleFlush();
}

void SocketPeer::scheduleFlush()
{
    if (std::exchange(m_flushScheduled, true))
        return;
    QMetaObject::invokeMethod(this, &SocketPeer::flush, Qt::QueuedConnection);
}

void SocketPeer::flush()
{
    m_flushScheduled = false;
    if (!m_tcp || m_phase == Phase::Leaving || m_phase == Phase::Gone)
        return;
    const qint64 room = SocketBuffer - m_tcp->bytesToWrite();
    if (room > 0 && !m_outbox.isEmpty())
        m_tcp->write(m_outbox.take(room));
    if (m_phase == Phase::Flushing && m_outbox.isEmpty())
        sayGoodbye();
}

void SocketPeer::handleBytesWritten()
{
    m_progress = true;
    if (!m_outbox.isEmpty())
        scheduleFlush();
    else if (isOpen() && backlog() < SocketBuffer)
        emit drained();
}

void SocketPeer::handleText(const QString &message)
{
    if (isOpen())
        emit received(message.toUtf8());
}

void SocketPeer::close(CloseCode code, const QString &reason)
{
    if (!isOpen())
        return;
    m_phase = Phase::Flushing;
    m_closeCode = code;
    m_closeReason = reason;
    scheduleFlush();
}

void SocketPeer::sayGoodbye()
{
    m_phase = Phase::Leaving;
    // Written by hand: QWebSocket::close() would shut the socket while the other end's frames are
    // still unread, and the kernel's reset would overtake the last answers and this code.
    if (m_tcp && m_tcp->isOpen())
        m_tcp->write(closeFrame(m_closeCode, m_closeReason));
}

void SocketPeer::cut()
{
    m_outbox.clear();
    m_phase = Phase::Flushing;
    m_closeCode = CloseCode::TooSlow;
    m_closeReason = u"too slow a reader"_s;
    sayGoodbye();
}

void SocketPeer::abort()
{
    m_socket->abort();
    handleDisconnected();
}

void SocketPeer::handleDisconnected()
{
    if (m_phase == Phase::Gone)
        return;
    m_phase = Phase::Gone;
    m_outbox.clear();
    // Never out of a call of the socket's own: who hears this deletes us.
    QMetaObject::invokeMethod(this, &Peer::closed, Qt::QueuedConnection);
}

void SocketPeer::ping()
{
    if (m_unansweredPings >= MissedPings)
        return abort();
    ++m_unansweredPings;
    m_socket->ping();
}

void SocketPeer::pulse(Instant now)
{
    if (m_phase == Phase::Gone)
        return;
    if (!isOpen()) {
        if (!m_closingSince)
            m_closingSince = now.steady;
        const bool isMoving = m_phase == Phase::Flushing && std::exchange(m_progress, false);
        if (isMoving)
            m_closingSince = now.steady;
        else if (now.steady - *m_closingSince >= Farewell)
            abort();
        return;
    }
    if (std::exchange(m_progress, false) || backlog() == 0)
        m_lastProgress = now.steady;
    if (now.steady - m_lastProgress >= Patience || backlog() > ApplicationBacklog)
        return cut();
    if (now.steady - m_lastPing >= PingEvery) {
        m_lastPing = now.steady;
        ping();
    }
}

} // namespace sermo::server
