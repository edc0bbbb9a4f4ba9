// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/timerline.h"

using namespace std::chrono_literals;

namespace sermo::server
{

void TimerLine::add(int id, Time interval, Qt::TimerType type, QObject *object, Time now)
{
    remove(id);
    m_timers.insert(id, {interval, now + interval, type, object, ++m_serial, false});
    m_order.emplace(now + interval, id);
}

bool TimerLine::remove(int id)
{
    const auto timer = m_timers.constFind(id);
    if (timer == m_timers.cend())
        return false;
    m_order.erase({timer->due, id});
    m_timers.erase(timer);
    return true;
}

bool TimerLine::removeOf(QObject *object)
{
    const QList<Info> all = of(object);
    for (const Info &timer : all)
        remove(timer.timerId);
    return !all.isEmpty();
}

QList<TimerLine::Info> TimerLine::of(QObject *object) const
{
    QList<Info> found;
    for (auto [id, timer] : m_timers.asKeyValueRange()) {
        if (timer.object == object)
            found.emplace_back(id, static_cast<int>(timer.interval / 1ms), timer.type);
    }
    return found;
}

std::optional<TimerLine::Time> TimerLine::remaining(int id, Time now) const
{
    const auto timer = m_timers.constFind(id);
    if (timer == m_timers.cend())
        return std::nullopt;
    return std::max(Time(0), timer->due - now);
}

std::optional<TimerLine::Time> TimerLine::next() const
{
    if (m_order.empty())
        return std::nullopt;
    return m_order.begin()->first;
}

QList<TimerLine::Due> TimerLine::due(Time now) const
{
    QList<Due> found;
    for (const auto &[time, id] : m_order) {
        if (time > now)
            break;
        found.append({id, m_timers.value(id).serial});
    }
    return found;
}

QObject *TimerLine::begin(const Due &firing, Time now)
{
    const auto timer = m_timers.find(firing.id);
    if (timer == m_timers.end() || timer->serial != firing.serial || timer->isFiring)
        return nullptr;
    m_order.erase({timer->due, firing.id});
    timer->due += timer->interval;
    if (timer->due <= now && timer->interval > Time(0))
        timer->due += (now - timer->due) / timer->interval * timer->interval + timer->interval;
    timer->due = std::max(timer->due, now);
    timer->isFiring = true;
    return timer->object;
}

void TimerLine::end(const Due &firing)
{
    const auto timer = m_timers.find(firing.id);
    if (timer == m_timers.end() || timer->serial != firing.serial)
        return;
    timer->isFiring = false;
    m_order.emplace(timer->due, firing.id);
}

} // namespace sermo::server
