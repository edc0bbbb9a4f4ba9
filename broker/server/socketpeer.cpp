// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketpeer.h"

#include "broker/server/unsent.h"
#include "broker/server/wireframe.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>
#include <limits>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

//! Handed to the socket ahead of the kernel; what is beyond stays in the outbox, where it can be
//! replaced.
constexpr qint64 SocketBuffer = 64 * 1024;
//! What a customer may send within a pulse that is no message: fragments, pongs nobody asked for,
//! and pings, by the bytes that answer them. Browsers send none of these, and the router's pace
//! counts messages only.
constexpr int MostPieces = 200;
constexpr qint64 MostPongBytes = 4096;
//! A whole frame with its header must fit, or it never completes (research, 1.1).
constexpr qint64 ReadBuffer = EventFrame::MaxBytes + 4096;

} // namespace

SocketPeer::SocketPeer(std::unique_ptr<QWebSocket> socket, QTcpSocket *tcp, Instant now,
                       QObject *parent)
    : Peer(parent)
    , m_socket(std::move(socket))
    , m_tcp(tcp)
    , m_tls(qobject_cast<QSslSocket *>(tcp))
    , m_qtsBytesBefore(qtsBytes())
    , m_lastProgress(now.steady)
    , m_lastPing(now.steady)
{
    m_tcp->setReadBufferSize(ReadBuffer);
    allowMore(0);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &SocketPeer::handleText);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this] { close(CloseCode::Protocol, u"events are text frames"_s); });
    connect(m_socket.get(), &QWebSocket::textFrameReceived, this,
            [this](const QString &, bool isLast) {
                if (!isLast)
                    countPiece();
            });
    connect(m_socket.get(), &QWebSocket::pong, this, [this] {
        if (m_unansweredPings == 0)
            return countPiece();
        m_unansweredPings = 0;
        if (isOpen())
            emit alive();
    });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &SocketPeer::handleDisconnected);
    connect(m_tcp, &QTcpSocket::bytesWritten, this, &SocketPeer::handleBytesWritten);
    whenSent(m_tcp, this, [this] { handleSent(); });
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

void SocketPeer::allowMore(qsizetype bytes)
{
    const auto most = static_cast<quint64>(EventFrame::MaxBytes + bytes);
    m_socket->setMaxAllowedIncomingFrameSize(most);
    m_socket->setMaxAllowedIncomingMessageSize(most);
}

qint64 SocketPeer::backlog() const
{
    return m_outbox.bytes() + unsent();
}

//! As unsentBytes(), which asks each time what kind of socket it is: this is asked at each
//! delivery.
qint64 SocketPeer::unsent() const
{
    if (!m_tcp)
        return 0;
    return m_tcp->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

void SocketPeer::send(const Parcel::Ptr &parcel)
{
    if (!isOpen())
        return;
    const qint64 elsewhere = unsent();
    m_outbox.push(parcel, elsewhere);
    if (m_outbox.bytes() + elsewhere > (isCustomer() ? CustomerBacklog : ApplicationBacklog))
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
    const qint64 room = SocketBuffer - unsent();
    if (room > 0 && !m_outbox.isEmpty())
        write(m_outbox.take(room));
    if (m_phase == Phase::Flushing && m_outbox.isEmpty())
        sayGoodbye();
}

void SocketPeer::write(const QByteArray &bytes)
{
    const qint64 sent = writeThrough(*m_tcp, bytes);
    m_ownBytes += bytes.size() - sent;
    m_mayWait = true;
    if (sent == bytes.size())
        handleSent();
    else
        m_progress |= sent > 0;
}

//! What QWebSocket has written by itself: pongs, and our pings.
qint64 SocketPeer::qtsBytes() const
{
    return m_writtenBytes + m_tcp->bytesToWrite() - m_ownBytes;
}

void SocketPeer::cutFlood()
{
    emit flooded();
    close(CloseCode::Flood, u"too much at once"_s);
}

void SocketPeer::countPiece()
{
    if (isOpen() && isCustomer() && ++m_pieces > MostPieces)
        cutFlood();
}

void SocketPeer::handleBytesWritten(qint64 bytes)
{
    m_writtenBytes += bytes;
    m_mayWait = true;
    if (isOpen() && isCustomer() && qtsBytes() - m_qtsBytesBefore > MostPongBytes)
        cutFlood();
}

//! The kernel took some: there is a reader, and room.
void SocketPeer::handleSent()
{
    m_progress = true;
    if (m_phase == Phase::Leaving && unsent() == 0)
        hangUp();
    else if (!m_outbox.isEmpty())
        scheduleFlush();
    else if (isOpen() && backlog() < SocketBuffer)
        emit drained();
}

void SocketPeer::handleText(const QString &message)
{
    // Who speaks is not dead, whether its library answers pings or not. One stays asked, so that a
    // late answer is no piece that nobody asked for.
    m_unansweredPings = std::min(m_unansweredPings, 1);
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
    stopListening();
    scheduleFlush();
}

//! QWebSocket reads nothing more: it would go through all that a flood has left in the buffer in
//! one call, and answer the other end's close frame with a second one of ours.
void SocketPeer::stopListening()
{
    if (!m_tcp)
        return;
    QObject::disconnect(m_tcp, &QTcpSocket::readyRead, nullptr, nullptr);
    connect(m_tcp, &QTcpSocket::readyRead, this, &SocketPeer::discard);
    discard();
}

void SocketPeer::sayGoodbye()
{
    m_phase = Phase::Leaving;
    if (!m_tcp || !m_tcp->isOpen())
        return;
    // Written by hand: QWebSocket::close() would shut the socket while the other end's frames are
    // still unread, and the kernel's reset would overtake the last answers and this code.
    write(closeFrame(m_closeCode, m_closeReason));
}

void SocketPeer::discard()
{
    if (m_tcp)
        m_tcp->skip(std::numeric_limits<qint64>::max());
}

//! Our last byte was sent: the other end learns it, while we read on.
void SocketPeer::hangUp()
{
    if (!std::exchange(m_hungUp, true))
        ::shutdown(static_cast<int>(m_tcp->socketDescriptor()), SHUT_WR);
}

void SocketPeer::cut()
{
    emit cutOff();
    m_outbox.clear();
    m_phase = Phase::Flushing;
    m_closeCode = CloseCode::TooSlow;
    m_closeReason = u"too slow a reader"_s;
    stopListening();
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

//! The kernel takes some megabytes for a reader who has long stopped: what counts is what the other
//! end took.
bool SocketPeer::isMoving()
{
    if (!m_mayWait || !m_tcp)
        return true;
    const Taken taken = takenOf(*m_tcp);
    const quint64 before = std::exchange(m_acknowledged, taken.acknowledged);
    m_mayWait = taken.held + backlog() > 0;
    return taken.acknowledged != before || (backlog() == 0 && taken.held < SocketBuffer);
}

void SocketPeer::pulse(Instant now)
{
    if (m_phase == Phase::Gone)
        return;
    // Nearly all, nearly always: thousands of customers are silent, and it shall cost nothing.
    const bool isQuiet = isOpen() && !m_mayWait && m_pieces == 0;
    if (isQuiet && now.steady - m_lastPing < PingEvery) {
        m_lastProgress = now.steady;
        return;
    }
    if (!isOpen()) {
        if (!m_closingSince)
            m_closingSince = now.steady;
        const bool isMoving = m_phase == Phase::Flushing && std::exchange(m_progress, false);
        if (isMoving)
            m_closingSince = now.steady;
        else if (now.steady - *m_closingSince
                 >= (m_closeCode == CloseCode::TooSlow ? SlowFarewell : Farewell))
            abort();
        return;
    }
    m_progress = false;
    if (isMoving())
        m_lastProgress = now.steady;
    if (now.steady - m_lastProgress >= Patience || backlog() > ApplicationBacklog)
        return cut();
    m_pieces = 0;
    m_qtsBytesBefore = m_tcp ? qtsBytes() : 0;
    if (now.steady - m_lastPing >= PingEvery) {
        m_lastPing = now.steady;
        ping();
    }
}

} // namespace sermo::server
