// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/ratelimit.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace sermo::server
{

RateLimit::RateLimit(int perSecond, int burst, Time now)
    : m_perMs(perSecond / 1000.0)
    , m_burst(perSecond > 0 ? burst : 0)
    , m_tokens(m_burst)
    , m_filled(now)
    , m_slice(now / SliceLength)
{
}

RateLimit::Answer RateLimit::take(Time now)
{
    if (m_burst <= 0)
        return Answer::Pass;

    const long long slice = now / SliceLength;
    for (long long passed = std::min<long long>(slice - m_slice, Slices); passed > 0; --passed)
        m_counts[(slice - passed + 1) % Slices] = 0;
    m_slice = std::max(m_slice, slice);
    ++m_counts[m_slice % Slices];
    if (std::accumulate(std::begin(m_counts), std::end(m_counts), 0) > 2 * m_burst)
        return Answer::Flood;

    m_tokens
        = std::min(m_burst, m_tokens + m_perMs * static_cast<double>((now - m_filled).count()));
    m_filled = now;
    if (m_tokens < 1)
        return Answer::Drop;
    m_tokens -= 1;
    return Answer::Pass;
}

} // namespace sermo::server
