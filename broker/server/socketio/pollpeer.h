// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/outbox.h"
#include "broker/server/peer.h"
#include "broker/server/socketio/exchange.h"
#include "broker/server/socketio/packets.h"

#include <functional>
#include <optional>

namespace sermo::server::socketio
{

//! A connection of long polls: what is said to it waits for the next GET, what it says comes by
//! POST, one of each at a time. Carries Engine.IO packets, as a SocketPeer does in frames. Bounded
//! as any peer is: who does not come for what is his is cut, but nobody whose answer still moves.
class PollPeer final : public Peer
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Patience{10'000}; //!< for the next GET: 4408
    static constexpr std::chrono::milliseconds HoldAtMost{20'000}; //!< a GET, below any proxy's
    static constexpr std::chrono::milliseconds Farewell{2'000}; //!< for the GET that hears the end
    //! Bytes of an answer, about. What the kernel has of the last one moves unseen: a slow line
    //! must bring it, and the next GET, within the patience.
    static constexpr qint64 MostAtOnce = 256 * 1024;
    static constexpr qint64 MostAtOnceOfACustomer = 64 * 1024;

    //! Calls what it is given when a body may be read: at once, or later.
    using Turn = std::function<void(std::function<void()>)>;

    //! `mostPosted`: bytes of one POST.
    PollPeer(Version version, qint64 mostPosted, Instant now, QObject *parent);
    ~PollPeer() override;

    void get(const Exchange &exchange, Instant now);
    //! `turn`: none, its body may be read at once.
    void post(const Exchange &exchange, const Turn &turn = {});

    //! While its other end moves to a WebSocket no GET is held.
    void setHurried(bool isHurried);
    //! What waits goes another way; whoever waits for it is let go.
    [[nodiscard]] QList<Parcel::Ptr> retire();

    void send(const Parcel::Ptr &parcel) override;
    void close(CloseCode code, const QString &reason) override;
    [[nodiscard]] bool isOpen() const override { return m_phase == Phase::Open; }
    [[nodiscard]] qint64 backlog() const override;
    void pulse(Instant now) override;

private:
    enum class Phase { Open, Closing, Gone };

    void receive(const Exchange &exchange);
    void handleBody(const Exchange &exchange, const QByteArray &body);
    void fail(const Exchange &exchange, const HttpAnswer &answer, CloseCode code,
              const QString &why);
    void scheduleFlush();
    void flush();
    void answerPoll(const QByteArray &body);
    [[nodiscard]] bool isMoving();
    void letGo();
    void cut();
    void vanish();

    const Version m_version;
    const qint64 m_mostPosted;
    Outbox m_outbox;
    Phase m_phase = Phase::Open;
    Exchange m_waiting; //!< the GET that is held
    std::chrono::milliseconds m_waitingSince{0};
    QPointer<QTcpSocket> m_answered; //!< the GET before it, which may still be read
    bool m_isUndelivered = false; //!< it is
    bool m_hasMoved = false; //!< the kernel took some of it since the last pulse
    quint64 m_acknowledged = 0; //!< bytes of it, at the last pulse
    QPointer<QTcpSocket> m_posting;
    bool m_isHurried = false;
    bool m_flushScheduled = false;
    std::chrono::milliseconds m_lastProgress;
    std::optional<std::chrono::milliseconds> m_closingSince;
};

} // namespace sermo::server::socketio
