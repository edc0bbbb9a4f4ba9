// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sermo::bench
{

//! Random numbers that are the same on every machine and with every library: splitmix64 and what is
//! drawn from it. Each customer has one of his own, so that policies meet the same people.
class Generator
{
public:
    explicit Generator(quint64 seed)
        : m_state(seed)
    {
    }

    [[nodiscard]] quint64 next();
    [[nodiscard]] double uniform(); //!< above 0, below 1
    [[nodiscard]] bool happens(double probability) { return uniform() < probability; }
    [[nodiscard]] double exponential(double mean);
    [[nodiscard]] double lognormal(double median, double deviation);
    [[nodiscard]] int poisson(double mean);
    [[nodiscard]] double gammaOfTwo(double mean); //!< of shape 2

private:
    quint64 m_state;
};

} // namespace sermo::bench
