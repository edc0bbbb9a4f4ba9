// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/ratelimit.h"

#include <QHash>

namespace sermo::server
{

//! How fast each of many may do something: everyone has a RateLimit of his own. Only who did it
//! lately is remembered, until he may do all of it again. A plain value of the broker's thread.
template <typename Who>
class PaceOfEach
{
public:
    using Time = RateLimit::Time;

    //! As of a RateLimit; either figure 0: no limit.
    PaceOfEach(int perSecond, int burst)
        : m_perSecond(perSecond)
        , m_burst(burst)
    {
    }

    //! Once more: whether he may.
    [[nodiscard]] bool take(const Who &who, Time now)
    {
        if (m_perSecond <= 0 || m_burst <= 0)
            return true;
        forgetIdle(now);
        auto one = m_all.find(who);
        if (one == m_all.end())
            one = m_all.insert(who, {RateLimit(m_perSecond, m_burst, now), now});
        one->last = now;
        return one->limit.take(now) == RateLimit::Answer::Pass;
    }

    [[nodiscard]] qsizetype remembered() const { return m_all.size(); }

private:
    struct One {
        RateLimit limit;
        Time last{0};
    };

    //! Not at each call: only when those of the last look may have gone.
    void forgetIdle(Time now)
    {
        const Time full = std::chrono::seconds(m_burst / m_perSecond + 1);
        if (now - m_looked < full)
            return;
        m_looked = now;
        m_all.removeIf([now, full](const auto &one) { return now - one.value().last >= full; });
    }

    int m_perSecond, m_burst;
    QHash<Who, One> m_all;
    Time m_looked{0};
};

} // namespace sermo::server
