// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/cases.h"

#include <algorithm>
#include <tuple>

namespace sermo::figures
{

namespace
{

auto orderOf(const Case &one)
{
    return std::tuple(one.ms, one.from, one.to, one.session, one.value);
}

} // namespace

void Cases::sort()
{
    std::ranges::sort(m_listed, {}, orderOf);
}

void Cases::merge(const Cases &more)
{
    // One day behind the other is the usual case: a year must not be sorted for each of its days.
    const bool isBehind = m_listed.isEmpty() || more.m_listed.isEmpty()
        || orderOf(m_listed.constLast()) <= orderOf(more.m_listed.constFirst());
    m_listed += more.m_listed;
    m_unlisted += more.m_unlisted;
    if (!isBehind)
        sort();
}

void Cases::unlist(qsizetype beyond)
{
    if (m_listed.size() <= beyond)
        return;
    m_unlisted += m_listed.size() - beyond;
    m_listed.resize(beyond);
    m_listed.squeeze();
}

} // namespace sermo::figures
