// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/allocation/generator.h"

#include <cmath>
#include <numbers>

namespace sermo::bench
{

quint64 Generator::next()
{
    m_state += 0x9e3779b97f4a7c15;
    quint64 mixed = m_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

double Generator::uniform()
{
    return (double(next() >> 11) + 0.5) * 0x1p-53;
}

double Generator::exponential(double mean)
{
    return -mean * std::log(uniform());
}

double Generator::lognormal(double median, double deviation)
{
    const double radius = std::sqrt(-2 * std::log(uniform()));
    const double normal = radius * std::cos(2 * std::numbers::pi * uniform());
    return median * std::exp(deviation * normal);
}

int Generator::poisson(double mean)
{
    int count = 0;
    for (double rest = exponential(1); rest < mean; rest += exponential(1))
        ++count;
    return count;
}

double Generator::gammaOfTwo(double mean)
{
    return exponential(mean / 2) + exponential(mean / 2);
}

} // namespace sermo::bench
