// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>

#include <chrono>
#include <optional>
#include <set>
#include <utility>

namespace sermo::desk
{

using Ms = std::chrono::milliseconds; //!< on the steady clock

//! When each of many things wants to be looked at again: the earliest is found at once.
template <typename Key>
class Deadlines
{
public:
    //! One time a key: a later call replaces it, no value takes it away.
    void set(const Key &key, std::optional<Ms> at)
    {
        if (const auto old = m_byKey.constFind(key); old != m_byKey.cend())
            m_byTime.erase({*old, key});
        m_byKey.remove(key);
        if (!at)
            return;
        m_byKey.insert(key, *at);
        m_byTime.insert({*at, key});
    }

    [[nodiscard]] std::optional<Ms> earliest() const
    {
        return m_byTime.empty() ? std::nullopt : std::optional(m_byTime.begin()->first);
    }

    //! All that are due, each to be set anew by who looks at them.
    [[nodiscard]] QList<Key> takeDue(Ms now)
    {
        QList<Key> due;
        while (!m_byTime.empty() && m_byTime.begin()->first <= now) {
            due.append(m_byTime.begin()->second);
            m_byKey.remove(due.constLast());
            m_byTime.erase(m_byTime.begin());
        }
        return due;
    }

private:
    QHash<Key, Ms> m_byKey;
    std::set<std::pair<Ms, Key>> m_byTime;
};

//! The earlier of two times, either of which may be never.
[[nodiscard]] inline std::optional<Ms> earlier(std::optional<Ms> a, std::optional<Ms> b)
{
    if (!a || !b)
        return a ? a : b;
    return std::min(*a, *b);
}

} // namespace sermo::desk
