// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/holding.h"

#include <algorithm>
#include <utility>

namespace sermo::store
{

Holding::Holding(Database &database)
    : m_database(database)
{
}

void Holding::tell(std::function<void()> telling)
{
    m_held.push_back({m_database.changes(), std::move(telling)});
    release(m_released);
}

void Holding::release(Seq upTo)
{
    m_released = std::max(m_released, upTo);
    if (std::exchange(m_isTelling, true))
        return; // who is told makes more to tell: it has its turn
    while (!m_held.empty() && m_held.front().number <= m_released) {
        const Held next = std::move(m_held.front());
        m_held.pop_front();
        next.telling();
    }
    m_isTelling = false;
}

} // namespace sermo::store
