// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deadlines.h"

#include <deque>

namespace sermo::desk
{

//! How fast one line moves: how many were taken from it in the last quarter of an hour, by the time
//! in which somebody waited. A value; told in the order of happening. Source: allocation.md, 3,
//! "Expected wait".
class Throughput
{
public:
    static constexpr Ms Window{15 * 60'000};
    //! What an agent gets through where nothing is known yet.
    static constexpr double UsualPerAgentHour = 12;

    void waits(bool someone, Ms now); //!< somebody stands in the line, or nobody does
    void served(Ms now); //!< one was taken from it

    //! Customers a second; none: too few, or for too short a time, to tell.
    [[nodiscard]] std::optional<double> perSecond(Ms now) const;

private:
    struct Stretch {
        Ms from{0}, to{0};
    };
    void forget(Ms now);

    std::deque<Stretch> m_busy; //!< somebody waited, and does not any more
    std::optional<Ms> m_busySince; //!< somebody waits
    std::deque<Ms> m_served;
};

//! How long the one at a place of a line will wait: likely so long, at most so long. In seconds.
struct ExpectedWait {
    qint64 likely = 0, most = 0;
    //! `place`: 1 is next; `rate`: customers a second.
    [[nodiscard]] static ExpectedWait of(int place, double rate);
    //! The same for people: in whole minutes, rounded up.
    [[nodiscard]] ExpectedWait inMinutes() const;
};

} // namespace sermo::desk
