// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace sermo::server
{

//! How fast one customer's connection may speak (contract 6, `limits`): a bucket of `burst` tokens
//! that fills by `perSecond`. Who sends more than twice the burst within a second floods (contract
//! 3, close code 4429). Either figure 0: no limit. Pure: time is an argument.
class RateLimit
{
public:
    using Time = std::chrono::milliseconds; //!< on the steady clock

    enum class Answer { Pass, Drop, Flood };

    RateLimit() = default;
    RateLimit(int perSecond, int burst, Time now);

    //! One more event came.
    [[nodiscard]] Answer take(Time now);

private:
    double m_perMs = 0;
    double m_burst = 0; //!< 0: no limit
    double m_tokens = 0;
    Time m_filled{0};
    // The last second in twenty slices: exact enough to tell a flood, and bounded for any flood.
    static constexpr int Slices = 20;
    static constexpr Time SliceLength{50};
    int m_counts[Slices] = {};
    long long m_slice = 0;
};

} // namespace sermo::server
