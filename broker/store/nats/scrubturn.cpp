// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/scrubturn.h"

#include "broker/store/database.h"

#include <algorithm>

namespace sermo::store
{

namespace
{

using std::chrono::milliseconds;

//! Enough that of a few brokers seldom two have the same.
constexpr qint64 Turns = 12;
//! As a machine of two cores that had other things to do wrote a copy anew.
constexpr qint64 BytesAMillisecond = 15'000;
constexpr milliseconds LookEvery(500); // whoever's clock it is

} // namespace

ScrubTurn::ScrubTurn(Database &copy, const Clock &clock)
    : m_copy(copy)
    , m_clock(clock)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ScrubTurn::look);
}

milliseconds ScrubTurn::delay(const QString &copy, qint64 bytes)
{
    const milliseconds turn(bytes / BytesAMillisecond + 1);
    const qint64 place = qChecksum(copy.toUtf8()) % Turns;
    return std::min<milliseconds>(turn, milliseconds(Latest) / Turns) * (place + 1);
}

void ScrubTurn::await()
{
    if (!m_dueAt)
        m_dueAt = m_clock.now().steady + delay(m_copy.epoch(), m_copy.bytes());
    look();
}

void ScrubTurn::look()
{
    if (!m_dueAt)
        return;
    const milliseconds left = *m_dueAt - m_clock.now().steady;
    if (left.count() <= 0)
        return take();
    m_timer.start(std::min(left, LookEvery));
}

//! Where it fails the copy says so, and does it when it is opened the next time.
void ScrubTurn::take()
{
    if (m_dueAt)
        m_copy.scrub(this, [](bool) {});
    skip();
}

void ScrubTurn::skip()
{
    m_dueAt.reset();
    m_timer.stop();
}

} // namespace sermo::store
