// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/live.h"

#include <QDateTime>

#include <utility>

namespace sermo::figures
{

namespace
{

constexpr qint64 DayMs = 24 * 3'600'000LL;

} // namespace

QTimeZone usualZone(const desk::DeskConfig &config)
{
    for (const desk::Platform &platform : config.platforms) {
        if (platform.hours)
            return platform.hours->zone;
    }
    return QTimeZone::systemTimeZone();
}

Live::Live(const desk::DeskConfig &config, const QTimeZone &zone, Rules rules)
    : m_ledger(config)
    , m_zone(zone)
    , m_rules(rules)
{
}

void Live::reconfigure(const desk::DeskConfig &config, const QTimeZone &zone)
{
    m_ledger.reconfigure(config);
    m_zone = zone;
}

void Live::take(const StoredEvent &event)
{
    m_ledger.take(event);
    if (event.receivedMs < m_keptFromMs + 3 * DayMs)
        return;
    // Once a day, so that no event pays for it: what is kept is between two and three days.
    m_keptFromMs = event.receivedMs - KeptMs;
    m_ledger.dropBefore(m_keptFromMs);
}

void Live::forget(const UserId &user)
{
    m_ledger.forget(user);
}

Window Live::today(qint64 nowMs) const
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowMs, m_zone);
    const QDateTime midnight = now.date().startOfDay(m_zone);
    return {midnight.toMSecsSinceEpoch(), nowMs + 1};
}

Figures Live::figures(qint64 nowMs, const Filter &filter) const
{
    return figures(today(nowMs), nowMs, filter);
}

Figures Live::figures(const Window &window, qint64 nowMs, const Filter &filter) const
{
    return figuresOf(m_ledger, window, filter, m_rules, nowMs);
}

Breakdown Live::breakdown(const Window &window, qint64 nowMs) const
{
    return breakdownOf(m_ledger, window, m_rules, nowMs);
}

QList<Live::Arrivals> Live::arrivals(const Window &window, qint64 stepMs,
                                     const Filter &filter) const
{
    QList<Arrivals> all;
    for (qint64 from = window.fromMs; from < window.toMs; from += stepMs)
        all.append(Arrivals{from});
    for (const Visit &visit : m_ledger.visits()) {
        const bool isMeant = window.contains(visit.entered.ms)
            && (!filter.queue || visit.queue == *filter.queue)
            && (!filter.agent || visit.agent == *filter.agent)
            && (!filter.onlyOpenHours || visit.inHours);
        if (!isMeant)
            continue;
        Arrivals &step = all[(visit.entered.ms - window.fromMs) / stepMs];
        ++step.queued;
        if (visit.end != Visit::End::Claimed)
            continue;
        const double waited = double(visit.left.ms - visit.entered.ms) / 1000;
        ++step.claimed;
        step.meanWaitSeconds += (waited - step.meanWaitSeconds) / step.claimed;
    }
    return all;
}

} // namespace sermo::figures
