// SPDX-License-Identifier: GPL-3.0-or-later
// What the sockets tell, one kind after the other.
#include "broker/desk/announce.h"
#include "broker/desk/round.h"
#include "broker/desk/watching.h"

namespace sermo::desk
{

void Round::take(const Sighting &sighting)
{
    const Ms botsBefore = m_desk.bots.availableUntil();
    std::visit([this](const auto &seen) { see(seen); }, sighting);
    if (m_desk.bots.availableUntil() < botsBefore)
        attendStages({Stage::Bot, Stage::BotClosing});
}

void Round::setSignal(const UserId &user, presence::Signal signal, bool isOn)
{
    const auto watched = m_desk.watch.sessions.find(user);
    if (watched != m_desk.watch.sessions.end())
        watched->talk.setSignal(signal, isOn);
}

void Round::see(const seen::LinkUp &up)
{
    // Another network has no sockets here that could close: its users count as there.
    if (!isChannelUser(m_desk.table, up.user))
        m_desk.links.saw(up, m_now.steady);
    if (up.isElsewhere)
        rememberPlatform(up);
    const bool wasParked = isParked(m_desk, up.user);
    setSignal(up.user, presence::Signal::Unloading, false);
    setSignal(up.user, presence::Signal::Hidden, false);
    attend(up.user);
    watch(up.user);
    if (!wasParked)
        return;
    // The tab that opened is briefed with its number: it need not hear it twice.
    Beside &beside = m_desk.beside[up.user];
    beside.number = positionOf(m_desk, *m_desk.table.find(up.user));
    beside.numberAt = m_now.steady;
}

//! Of a customer of another broker the log may tell first that his session has begun.
void Round::rememberPlatform(const seen::LinkUp &up)
{
    const Session *session = m_desk.table.find(up.user);
    const auto beside = m_desk.beside.find(up.user);
    if (session && session->isOpen() && beside != m_desk.beside.end() && beside->platform.isEmpty())
        beside->platform = platformToTell(m_desk.config, *session, up.platform);
}

void Round::see(const seen::LinkDown &down)
{
    m_desk.links.saw(down, m_now.steady);
    attend(down.user);
    watch(down.user);
}

void Round::see(const seen::LinkBeat &beat)
{
    const bool wasGood = linkOf(m_desk, beat.user, m_now.steady) == presence::Link::Ok;
    m_desk.links.saw(beat, m_now.steady);
    if (isParked(m_desk, beat.user))
        attend(beat.user);
    const auto watched = m_desk.watch.sessions.find(beat.user);
    if (watched == m_desk.watch.sessions.end())
        return;
    const bool isNews = beat.hidden && *beat.hidden != watched->talk.isHidden();
    if (isNews)
        watched->talk.setSignal(presence::Signal::Hidden, *beat.hidden);
    if (isNews || !wasGood)
        watch(beat.user);
}

void Round::see(const seen::Unload &unload)
{
    m_desk.links.saw(unload, m_now.steady);
    setSignal(unload.user, presence::Signal::Unloading, true);
    attend(unload.user);
    watch(unload.user);
}

void Round::see(const seen::Typing &typing)
{
    tellPoints(typing.user, hearTyping(m_desk, typing, m_now.steady), m_out);
    watch(typing.user);
}

void Round::see(const seen::AgentUp &up)
{
    m_desk.agents.saw(up);
    attendAgent(up.agent);
}

void Round::see(const seen::AgentDown &down)
{
    m_desk.agents.saw(down, m_now.steady);
    attendAgent(down.agent);
}

void Round::see(const seen::BotUp &up)
{
    m_desk.bots.saw(up, m_now.steady);
}

void Round::see(const seen::BotDown &down)
{
    m_desk.bots.saw(down, m_now.steady);
}

void Round::see(const seen::BotBeat &beat)
{
    m_desk.bots.saw(beat, m_now.steady);
}

} // namespace sermo::desk
