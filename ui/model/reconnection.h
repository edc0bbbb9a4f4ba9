// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

namespace sermo::model
{

//! How long to wait before the next attempt: full jitter, so that a hundred desks that lost the
//! same broker do not return in one moment. Uniform between nothing and a bound that doubles from
//! 0.5 s to 30 s.
class Reconnection
{
public:
    using Random = std::function<double()>; //!< from 0 up to, not including, 1
    struct Bounds {
        std::chrono::milliseconds first{500};
        std::chrono::milliseconds last{30'000};
    };

    Reconnection()
        : Reconnection(Bounds())
    {
    }
    explicit Reconnection(Bounds bounds, Random random = systemRandom());

    [[nodiscard]] std::chrono::milliseconds next(); //!< after one more failure
    void succeeded(); //!< the next failure starts anew

    [[nodiscard]] static Random systemRandom();

private:
    Bounds m_bounds;
    Random m_random;
    std::chrono::milliseconds m_bound;
};

} // namespace sermo::model
