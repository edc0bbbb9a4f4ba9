// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/outbox.h"
#include "broker/server/peer.h"

#include <QPointer>

#include <memory>

class QSslSocket;
class QTcpSocket;
class QWebSocket;

namespace sermo::server
{

//! A WebSocket at the Door. What comes in is capped, what goes out waits in an own bounded queue
//! and is written frame by frame straight to the socket, once a loop round (architecture, rules 6
//! and 11). Qt bounds neither (research, qt-network-security 1.1).
class SocketPeer final : public Peer
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Patience{10'000}; //!< without progress: 4408
    static constexpr std::chrono::milliseconds PingEvery{
        10'000}; //!< the desk counts on it (desk, LinkBeat)
    static constexpr int MissedPings = 5; //!< then the other end is dead
    static constexpr std::chrono::milliseconds Farewell{2'000}; //!< for the closing handshake
    //! Who was cut for not reading learns why when it reads again, if that is soon.
    static constexpr std::chrono::milliseconds SlowFarewell{15'000};

    //! `tcp` is the socket beneath `socket`, which owns it.
    SocketPeer(std::unique_ptr<QWebSocket> socket, QTcpSocket *tcp, Instant now, QObject *parent);
    ~SocketPeer() override;

    //! What is said here stands between other words: frames may be so much longer.
    void allowMore(qsizetype bytes);

    void send(const Parcel::Ptr &parcel) override;
    void close(CloseCode code, const QString &reason) override;
    [[nodiscard]] bool isOpen() const override { return m_phase == Phase::Open; }
    [[nodiscard]] qint64 backlog() const override;
    void pulse(Instant now) override;

private:
    enum class Phase {
        Open,
        Flushing, //!< close() was called: what is owed goes out first
        Leaving, //!< the close frame is out: wait for their end, and read on, so that ours is not
                 //!< lost to a reset
        Gone,
    };

    void handleText(const QString &message);
    void handleBytesWritten(qint64 bytes);
    void handleSent();
    void handleDisconnected();
    void scheduleFlush();
    void flush();
    void sayGoodbye();
    void write(const QByteArray &bytes);
    [[nodiscard]] bool isMoving(); //!< it took something since the last pulse, or nothing waits
    [[nodiscard]] qint64 unsent() const; //!< left the outbox and has not reached the kernel
    [[nodiscard]] qint64 qtsBytes() const;
    void cutFlood();
    void countPiece();
    void stopListening();
    void discard();
    void hangUp();
    void cut(); //!< too slow: what waits is dropped
    void abort();
    void ping();

    std::unique_ptr<QWebSocket> m_socket;
    QPointer<QTcpSocket> m_tcp;
    const QSslSocket *const m_tls; //!< the same, where it is one; null otherwise
    Outbox m_outbox;
    Phase m_phase = Phase::Open;
    CloseCode m_closeCode = CloseCode::Normal;
    QString m_closeReason;
    bool m_flushScheduled = false;
    bool m_hungUp = false;
    bool m_progress = false; //!< the kernel took something since the last pulse
    bool m_mayWait = false; //!< the kernel may hold something that the other end has not taken
    int m_unansweredPings = 0;
    int m_pieces = 0; //!< that came since the last pulse and were no message
    qint64 m_ownBytes = 0, m_writtenBytes = 0; //!< given to the socket by us; written by it
    quint64 m_acknowledged = 0; //!< bytes, by the other end, at the last pulse
    qint64 m_qtsBytesBefore = 0; //!< at the last pulse
    std::chrono::milliseconds m_lastProgress;
    std::chrono::milliseconds m_lastPing;
    std::optional<std::chrono::milliseconds> m_closingSince;
};

} // namespace sermo::server
