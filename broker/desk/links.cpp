// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/links.h"

#include <algorithm>

namespace sermo::desk
{

void Links::saw(const seen::LinkUp &up, Ms now)
{
    Link &link = m_links[up.user];
    link.open = true;
    link.goodUntil = now + LinkProof;
    if (!up.platform.isEmpty())
        link.platform = up.platform;
}

void Links::saw(const seen::LinkDown &down, Ms now)
{
    const auto link = m_links.find(down.user);
    if (link == m_links.end())
        return;
    link->open = false;
    link->goodUntil = std::min(link->goodUntil, now);
}

void Links::saw(const seen::LinkBeat &beat, Ms now)
{
    const auto link = m_links.find(beat.user);
    if (link != m_links.end() && link->open)
        link->goodUntil = now + LinkProof;
}

void Links::saw(const seen::Unload &unload, Ms now)
{
    const auto link = m_links.find(unload.user);
    if (link != m_links.end())
        link->goodUntil = std::min(link->goodUntil, now);
}

void Links::forget(const UserId &user)
{
    if (!isOpen(user))
        m_links.remove(user);
}

Ms Links::goodUntil(const UserId &user) const
{
    const auto link = m_links.constFind(user);
    return link == m_links.cend() ? m_start : std::max(m_start, link->goodUntil);
}

void AgentSockets::saw(const seen::AgentUp &up)
{
    m_goneSince.insert(up.agent, std::nullopt);
}

void AgentSockets::saw(const seen::AgentDown &down, Ms now)
{
    m_goneSince.insert(down.agent, now);
}

void AgentSockets::expect(const AgentId &agent, Ms start)
{
    if (!m_goneSince.contains(agent))
        m_goneSince.insert(agent, start);
}

bool AgentSockets::isOpen(const AgentId &agent) const
{
    const auto known = m_goneSince.constFind(agent);
    return known != m_goneSince.cend() && !known->has_value();
}

std::optional<Ms> AgentSockets::goneSince(const AgentId &agent) const
{
    return m_goneSince.value(agent);
}

void Bots::saw(const seen::BotUp &up, Ms now)
{
    Bot &bot = m_bots[up.bot];
    bot.connected = true;
    if (bot.said && now < bot.beatAt + BotProof)
        bot.availableUntil = bot.beatAt + BotProof;
}

void Bots::saw(const seen::BotDown &down, Ms now)
{
    Bot &bot = m_bots[down.bot];
    bot.connected = false;
    bot.availableUntil = std::min(bot.availableUntil, now);
}

void Bots::saw(const seen::BotBeat &beat, Ms now)
{
    Bot &bot = m_bots[beat.bot];
    bot.said = beat.available;
    bot.beatAt = now;
    if (bot.connected && bot.said)
        bot.availableUntil = now + BotProof;
    else
        bot.availableUntil = std::min(bot.availableUntil, now);
}

Ms Bots::availableUntil() const
{
    Ms until = m_start;
    for (const Bot &bot : m_bots)
        until = std::max(until, bot.availableUntil);
    return until;
}

} // namespace sermo::desk
