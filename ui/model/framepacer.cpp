// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/framepacer.h"

#include <algorithm>
#include <utility>

namespace sermo::model
{

using namespace std::chrono_literals;

FramePacer::FramePacer(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FramePacer::advance);
}

void FramePacer::add(const QList<QByteArray> &frames)
{
    const bool isFirst = m_waiting.isEmpty();
    m_waiting += frames;
    if (!isFirst || m_waiting.isEmpty() || m_timer.isActive())
        return;
    // Posted, not by a timer of zero: those run only when nothing else is left to do.
    if (remaining() <= 0ms)
        QMetaObject::invokeMethod(this, &FramePacer::advance, Qt::QueuedConnection);
    else
        m_timer.start(remaining());
}

void FramePacer::advance()
{
    if (m_waiting.isEmpty())
        return;
    if (const auto wait = remaining(); wait > 0ms)
        m_timer.start(wait);
    else
        flush();
}

void FramePacer::flush()
{
    m_timer.stop();
    if (m_waiting.isEmpty())
        return;
    m_lastAt = m_clock.now().steady;
    emit due(std::exchange(m_waiting, {}));
}

void FramePacer::clear()
{
    m_timer.stop();
    m_waiting.clear();
}

std::chrono::milliseconds FramePacer::remaining() const
{
    return m_lastAt ? std::max(0ms, *m_lastAt + Frame - m_clock.now().steady) : 0ms;
}

} // namespace sermo::model
