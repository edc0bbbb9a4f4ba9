// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"

#include <QMutex>

namespace sermo::test
{

//! A clock that moves only when told to. Callable from any thread, as a Clock must be. It starts
//! on Monday, 2 March 2026 at 12:00 UTC, with an hour on the steady clock: neither is zero.
class FakeClock final : public Clock
{
public:
    static constexpr qint64 StartMs = 1772452800000;

    [[nodiscard]] Instant now() const override
    {
        const QMutexLocker lock(&m_mutex);
        return m_now;
    }

    //! Time goes by, on both clocks.
    void advance(std::chrono::milliseconds by)
    {
        const QMutexLocker lock(&m_mutex);
        m_now.wallMs += by.count();
        m_now.steady += by;
    }

    //! Someone sets the wall clock: no time goes by.
    void setWall(qint64 wallMs)
    {
        const QMutexLocker lock(&m_mutex);
        m_now.wallMs = wallMs;
    }

private:
    mutable QMutex m_mutex;
    Instant m_now{StartMs, std::chrono::hours(1)};
};

} // namespace sermo::test
