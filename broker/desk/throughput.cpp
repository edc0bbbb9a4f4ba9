// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/throughput.h"

#include <algorithm>
#include <cmath>

namespace sermo::desk
{

namespace
{

// Fewer, or for a shorter time, tell nothing (allocation.md, 3).
constexpr size_t FewestServed = 3;
constexpr Ms ShortestBusy{60'000};
// True for three quarters of those who wait, where the likely wait is true for half of them.
constexpr double MostToLikely = 1.5;
constexpr double Longest = 24 * 3600; // s: what is more is no forecast

} // namespace

void Throughput::waits(bool someone, Ms now)
{
    if (someone == m_busySince.has_value())
        return;
    if (someone) {
        m_busySince = now;
        return;
    }
    m_busy.push_back({*m_busySince, now});
    m_busySince.reset();
    forget(now);
}

void Throughput::served(Ms now)
{
    m_served.push_back(now);
    forget(now);
}

void Throughput::forget(Ms now)
{
    while (!m_busy.empty() && m_busy.front().to < now - Window)
        m_busy.pop_front();
    while (!m_served.empty() && m_served.front() < now - Window)
        m_served.pop_front();
}

std::optional<double> Throughput::perSecond(Ms now) const
{
    const Ms from = now - Window;
    Ms busy{0};
    for (const Stretch &stretch : m_busy)
        busy += std::max(Ms(0), stretch.to - std::max(stretch.from, from));
    if (m_busySince)
        busy += now - std::max(*m_busySince, from);
    const auto first = std::ranges::lower_bound(m_served, from);
    const auto served = static_cast<size_t>(m_served.end() - first);
    if (served < FewestServed || busy < ShortestBusy)
        return std::nullopt;
    return double(served) / std::chrono::duration<double>(busy).count();
}

ExpectedWait ExpectedWait::of(int place, double rate)
{
    const double likely = std::min(double(place) / rate, Longest);
    return {std::llround(likely), std::llround(likely * MostToLikely)};
}

ExpectedWait ExpectedWait::inMinutes() const
{
    const auto up = [](qint64 seconds) { return (seconds + 59) / 60 * 60; };
    return {up(likely), up(most)};
}

} // namespace sermo::desk
