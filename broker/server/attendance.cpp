// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/attendance.h"

#include "broker/server/peer.h"

#include <algorithm>

namespace sermo::server
{

namespace
{

//! How far behind its socket's end a beacon may come.
constexpr Attendance::Time BeaconDelay{10'000};

//! True when this was the last one.
template <typename Key>
bool countDown(QHash<Key, int> &counts, const Key &key)
{
    const auto found = counts.find(key);
    if (found == counts.end() || --*found > 0)
        return false;
    counts.erase(found);
    return true;
}

} // namespace

std::optional<desk::Sighting> Attendance::join(Peer *peer)
{
    const desk::Sender &who = peer->identity();
    if (who.role == Role::Customer) {
        m_tabs[who.user].append(peer);
        return desk::seen::LinkUp{who.user, who.platform};
    }
    m_applications.append(peer);
    if (who.role == Role::Bot && ++m_bots[who.name] == 1)
        return desk::seen::BotUp{who.name};
    // A supervisor who answers customers himself is an agent too: by agentId, not by role.
    if (!who.agent.isEmpty() && ++m_agents[who.agent] == 1)
        return desk::seen::AgentUp{who.agent};
    return std::nullopt;
}

std::optional<desk::Sighting> Attendance::leave(Peer *peer, Time now)
{
    const desk::Sender &who = peer->identity();
    if (who.role == Role::Customer) {
        m_leftLately.insert(who.user, now);
        return leaveTab(peer) ? std::optional<desk::Sighting>(desk::seen::LinkDown{who.user})
                              : std::nullopt;
    }
    if (!m_applications.removeOne(peer))
        return std::nullopt;
    if (who.role == Role::Bot && countDown(m_bots, who.name))
        return desk::seen::BotDown{who.name};
    if (!who.agent.isEmpty() && countDown(m_agents, who.agent))
        return desk::seen::AgentDown{who.agent};
    return std::nullopt;
}

bool Attendance::leaveTab(Peer *peer)
{
    const auto found = m_tabs.find(peer->identity().user);
    if (found == m_tabs.end() || !found->removeOne(peer) || !found->isEmpty())
        return false;
    m_tabs.erase(found);
    return true;
}

void Attendance::pulse(Time now)
{
    m_leftLately.removeIf(
        [now](QHash<UserId, Time>::iterator left) { return now - left.value() >= BeaconDelay; });
}

bool Attendance::hasAnotherTab(const UserId &user, Peer *going) const
{
    const QList<Peer *> tabs = m_tabs.value(user);
    if (tabs.contains(going))
        return tabs.size() > 1;
    // One whose socket has just ended: it was that one, and whichever is open stays.
    const qsizetype mayGo = m_leftLately.contains(user) ? 0 : 1;
    return tabs.size() > mayGo;
}

QList<Peer *> Attendance::all() const
{
    QList<Peer *> everyone = m_applications;
    for (const QList<Peer *> &tabs : m_tabs)
        everyone.append(tabs);
    return everyone;
}

QList<Peer *> Attendance::of(const SenderName &name) const
{
    QList<Peer *> found;
    const QList<Peer *> everyone = all();
    std::copy_if(everyone.begin(), everyone.end(), std::back_inserter(found),
                 [&name](const Peer *peer) { return peer->identity().name == name; });
    return found;
}

} // namespace sermo::server
