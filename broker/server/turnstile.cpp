// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/turnstile.h"

#include <algorithm>
#include <utility>

namespace sermo::server
{

Turnstile::Turnstile(Limits limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
}

bool Turnstile::isOpenTo(const QString &name) const
{
    return m_inside < m_limits.inAll && m_byName.value(name) < m_limits.perName;
}

void Turnstile::enter(const QString &name, QObject *who, std::function<void()> go)
{
    connect(who, &QObject::destroyed, this, [this, name, who] { leave(name, who); });
    m_waiting.push_back({name, who, std::move(go)});
    admitWaiting();
}

void Turnstile::leave(const QString &name, QObject *who)
{
    const auto waiting = std::ranges::find(m_waiting, who, &Waiting::who);
    if (waiting != m_waiting.end()) {
        m_waiting.erase(waiting);
        return;
    }
    --m_inside;
    if (--m_byName[name] == 0)
        m_byName.remove(name);
    admitWaiting();
}

void Turnstile::admitWaiting()
{
    for (;;) {
        const auto next = std::ranges::find_if(
            m_waiting, [this](const Waiting &waiting) { return isOpenTo(waiting.name); });
        if (next == m_waiting.end())
            return;
        const Waiting admitted = std::move(*next);
        m_waiting.erase(next);
        ++m_inside;
        ++m_byName[admitted.name];
        admitted.go();
    }
}

} // namespace sermo::server
