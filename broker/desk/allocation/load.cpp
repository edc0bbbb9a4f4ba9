// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/allocation/load.h"

#include <algorithm>
#include <cmath>

namespace sermo::allocation
{

namespace
{

constexpr double Most = 1e6; // customers: more than anybody has, and far from overflowing

} // namespace

Load Load::of(double probability)
{
    if (std::isnan(probability))
        return {};
    return Load(std::llround(std::clamp(probability, 0.0, Most) * Unit));
}

Load weightOf(double probability, Ms sinceGiven, bool hasLeft)
{
    return sinceGiven < FreshFor && !hasLeft ? Load::whole(1) : Load::of(probability);
}

void Steadiness::note(const AgentId &agent, Load sum, const Limits &limits, Ms now)
{
    if (sum > limits.bound)
        m_since.remove(agent);
    else if (!m_since.contains(agent))
        m_since.insert(agent, now);
}

std::optional<Ms> Steadiness::since(const AgentId &agent) const
{
    const auto known = m_since.constFind(agent);
    return known == m_since.cend() ? std::nullopt : std::optional(*known);
}

} // namespace sermo::allocation
