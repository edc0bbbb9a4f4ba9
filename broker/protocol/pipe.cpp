// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/pipe.h"

#include <QMetaMethod>
#include <QMutex>
#include <QPointer>

#include <array>
#include <optional>
#include <utility>

namespace sermo
{

//! What both ends see. The lock is held for a few instructions only, never while a signal is
//! emitted; under it `end` is alive, so a call may be posted to it.
struct PipeEnd::Shared {
    struct Half //!< what belongs to the end that receives
    {
        PipeEnd *end = nullptr; //!< null once destroyed
        QList<QByteArray> inbox;
        qsizetype inboxBytes = 0;
        bool wakePosted = false;
    };
    struct Closing {
        CloseCode code;
        QString reason;
    };

    //! Has the half's end drain its inbox, in its own thread. With the lock held.
    static void wake(Half &half)
    {
        if (!half.end || half.wakePosted)
            return;
        half.wakePosted = true;
        QMetaObject::invokeMethod(half.end, &PipeEnd::drain, Qt::QueuedConnection);
    }

    Half &half(Side side) { return halves[side]; }
    Half &other(Side side) { return halves[side == Left ? Right : Left]; }

    //! The first one who closes says why. With the lock held.
    void close(CloseCode code, const QString &reason)
    {
        if (closing)
            return;
        closing = Closing{code, reason};
        for (Half &each : halves)
            wake(each);
    }

    mutable QMutex mutex;
    std::array<Half, 2> halves;
    std::optional<Closing> closing;
};

PipeEnd::PipeEnd(std::shared_ptr<Shared> shared, Side side)
    : m_shared(std::move(shared))
    , m_side(side)
{
}

PipeEnd::Pair PipeEnd::make()
{
    const auto shared = std::make_shared<Shared>();
    Pair pair(new PipeEnd(shared, Left), new PipeEnd(shared, Right));
    shared->halves[Left].end = pair.first.get();
    shared->halves[Right].end = pair.second.get();
    return pair;
}

PipeEnd::~PipeEnd()
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->half(m_side) = {};
    m_shared->close(CloseCode::Normal, {});
}

void PipeEnd::send(const QByteArray &frame)
{
    const QMutexLocker lock(&m_shared->mutex);
    if (m_shared->closing)
        return;
    Shared::Half &other = m_shared->other(m_side);
    other.inbox.append(frame);
    other.inboxBytes += frame.size();
    Shared::wake(other);
}

void PipeEnd::close(CloseCode code, const QString &reason)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->half(m_side).inbox.clear();
    m_shared->half(m_side).inboxBytes = 0;
    m_shared->close(code, reason);
}

bool PipeEnd::isOpen() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return !m_shared->closing;
}

qsizetype PipeEnd::pendingBytes() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->other(m_side).inboxBytes;
}

// What came before anyone listened has waited for this.
void PipeEnd::connectNotify(const QMetaMethod &signal)
{
    if (signal != QMetaMethod::fromSignal(&PipeEnd::received))
        return;
    const QMutexLocker lock(&m_shared->mutex);
    Shared::Half &own = m_shared->half(m_side);
    if (!own.inbox.isEmpty())
        Shared::wake(own);
}

// Runs in this end's thread, by a posted call.
void PipeEnd::drain()
{
    QList<QByteArray> frames;
    {
        const QMutexLocker lock(&m_shared->mutex);
        Shared::Half &own = m_shared->half(m_side);
        own.wakePosted = false;
        const bool isHeard = isSignalConnected(QMetaMethod::fromSignal(&PipeEnd::received));
        if (!isHeard && !m_shared->closing)
            return;
        own.inboxBytes = 0;
        frames.swap(own.inbox);
        if (PipeEnd *sender = frames.isEmpty() ? nullptr : m_shared->other(m_side).end)
            QMetaObject::invokeMethod(sender, &PipeEnd::taken, Qt::QueuedConnection);
    }
    const QPointer<PipeEnd> alive(this); // whoever receives may destroy this end
    if (!frames.isEmpty())
        emit received(frames);
    if (alive)
        tellClosed();
}

// Nothing can follow a closing, so an empty inbox then is an empty one for good.
void PipeEnd::tellClosed()
{
    std::optional<Shared::Closing> closing;
    {
        const QMutexLocker lock(&m_shared->mutex);
        if (m_shared->half(m_side).inbox.isEmpty())
            closing = m_shared->closing;
    }
    if (!closing || std::exchange(m_toldClosed, true))
        return;
    emit closed(closing->code, closing->reason);
}

} // namespace sermo
