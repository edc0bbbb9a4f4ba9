// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/rollcall.h"

namespace sermo::server
{

using namespace desk;

namespace
{

template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>; // clang 14 does not see it by itself

} // namespace

void RollCall::take(const Sighting &sighting)
{
    const Overloaded visitor{
        [this](const seen::LinkUp &up) { m_users.insert(up.user, up.platform); },
        [this](const seen::LinkDown &down) { m_users.remove(down.user); },
        [this](const seen::AgentUp &up) { m_agents.insert(up.agent, true); },
        [this](const seen::AgentDown &down) { m_agents.remove(down.agent); },
        [this](const seen::BotUp &up) { m_bots[up.bot]; },
        [this](const seen::BotDown &down) { m_bots.remove(down.bot); },
        [this](const seen::BotBeat &beat) {
            if (m_bots.contains(beat.bot))
                m_bots[beat.bot] = beat.available;
        },
        [](const auto &) {}};
    std::visit(visitor, sighting);
}

QList<Sighting> RollCall::comings() const
{
    return RollCall().changeTo(*this);
}

QList<Sighting> RollCall::changeTo(const RollCall &now) const
{
    QList<Sighting> changes;
    for (auto user = now.m_users.cbegin(); user != now.m_users.cend(); ++user) {
        if (!m_users.contains(user.key()))
            changes.append(seen::LinkUp{user.key(), user.value()});
    }
    for (auto user = m_users.keyBegin(); user != m_users.keyEnd(); ++user) {
        if (!now.m_users.contains(*user))
            changes.append(seen::LinkDown{*user});
    }
    for (auto agent = now.m_agents.keyBegin(); agent != now.m_agents.keyEnd(); ++agent) {
        if (!m_agents.contains(*agent))
            changes.append(seen::AgentUp{*agent});
    }
    for (auto agent = m_agents.keyBegin(); agent != m_agents.keyEnd(); ++agent) {
        if (!now.m_agents.contains(*agent))
            changes.append(seen::AgentDown{*agent});
    }
    for (auto bot = now.m_bots.cbegin(); bot != now.m_bots.cend(); ++bot) {
        if (!m_bots.contains(bot.key()))
            changes.append(seen::BotUp{bot.key()});
        if (bot.value() && bot.value() != m_bots.value(bot.key()))
            changes.append(seen::BotBeat{bot.key(), *bot.value()});
    }
    for (auto bot = m_bots.keyBegin(); bot != m_bots.keyEnd(); ++bot) {
        if (!now.m_bots.contains(*bot))
            changes.append(seen::BotDown{*bot});
    }
    return changes;
}

bool RollCall::has(const Sighting &sighting) const
{
    const Overloaded visitor{
        [this](const seen::LinkDown &down) { return m_users.contains(down.user); },
        [this](const seen::Unload &unload) { return m_users.contains(unload.user); },
        [this](const seen::AgentDown &down) { return m_agents.contains(down.agent); },
        [this](const seen::BotDown &down) { return m_bots.contains(down.bot); },
        [](const auto &) { return false; }};
    return std::visit(visitor, sighting);
}

bool RollCall::isEmpty() const
{
    return m_users.isEmpty() && m_agents.isEmpty() && m_bots.isEmpty();
}

} // namespace sermo::server
