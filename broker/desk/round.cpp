// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/round.h"

#include "broker/desk/announce.h"
#include "broker/desk/reasons.h"
#include "broker/desk/reduce.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

//! How long the log is waited for before the same is asked of it again.
constexpr Ms AskAgain{5'000};

//! How the log names us (EventFrame: SenderName).
constexpr QLatin1StringView OurName("desk");

template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>; // clang 14 does not see it by itself

//! What `hello` said of the platform where the session's first event did not.
PlatformId platformToTell(const DeskState &desk, const Session &session)
{
    const PlatformId told = desk.links.platform(session.user);
    const bool isSaid = session.startParams.contains("platformId"_L1);
    return isSaid || !desk.config.platform(told) ? PlatformId() : told;
}

} // namespace

void noteBeside(DeskState &desk, const SessionChange &change, const StoredEvent &event, Ms at)
{
    const Session *session = desk.table.find(change.user);
    if (!change.moved || !session)
        return;
    if (change.isNew || !session->isOpen())
        desk.beside.remove(change.user);
    if (!session->isOpen())
        return;
    Beside &beside = desk.beside[change.user];
    if (session->stage == Stage::Queued && change.from != Stage::Queued)
        beside.closedOnEntry = isClosed(desk, session->platform, event.receivedMs);
    if (!session->keptFor.isEmpty() && session->enteredSeq == event.seq)
        beside.keptSince = at;
    if (session->offer && event.frame.type() == EventType::HandoverToAgent)
        beside.offeredSince = at;
}

AgentId noteStatus(DeskState &desk, const StoredEvent &event, Ms at)
{
    const auto status = std::get<event::AgentStatus>(decode(event.frame));
    desk.statusSince.insert(status.agent, at);
    if (status.status == status::Offline && event.sender == OurName)
        desk.lost.insert(status.agent);
    else
        desk.lost.remove(status.agent);
    return status.agent;
}

// --- What is brought -----------------------------------------------------------------------------

void Round::take(const StoredEvent &event)
{
    const SessionChange change = reduce(m_desk.table, m_desk.config, event);
    noteBeside(m_desk, change, event, m_now.steady);
    if (event.frame.type() == EventType::AgentStatus)
        takeStatus(event);
    if (event.frame.direction() == Direction::Inbound
        && event.frame.type() != EventType::ClientUnload)
        m_desk.links.saw(seen::LinkBeat{event.frame.user()}, m_now.steady);
    if (event.frame.type() == EventType::Info && event.sender == OurName)
        placed(event.frame.user());
    if (change.moved)
        return follow(change);
    // What we asked of the log names an event that is not the last any more: ask anew.
    const auto beside = m_desk.beside.constFind(event.frame.user());
    if (beside != m_desk.beside.cend() && beside->asked)
        attend(event.frame.user());
}

void Round::takeStatus(const StoredEvent &event)
{
    const AgentId agent = noteStatus(m_desk, event, m_now.steady);
    m_desk.statusAsked.remove(agent);
    attendAgent(agent);
}

//! He knows which queue it is: now he may know his number in it.
void Round::placed(const UserId &user)
{
    const auto beside = m_desk.beside.find(user);
    if (beside == m_desk.beside.end() || !beside->placedAt)
        return;
    beside->placedAt.reset();
    stir(m_desk.table.find(user)->queue);
}

void Round::follow(const SessionChange &change)
{
    const Session &session = *m_desk.table.find(change.user);
    stir(change.fromQueue);
    if (!session.isOpen()) {
        m_out.append({sessionState(session, std::nullopt), 0, false});
        m_desk.sessionsDue.set(change.user, std::nullopt);
        m_desk.links.forget(change.user);
        return;
    }
    if (change.isNew) {
        m_desk.beside[change.user].botless = !m_desk.bots.isAvailable(m_now.steady);
        m_desk.beside[change.user].platform = platformToTell(m_desk, session);
    }
    attend(change.user);
    Beside &beside = m_desk.beside[change.user];
    if (beside.isAsking(session.lastControl))
        return;
    const Emissions words = announce(m_desk, change, m_now);
    if (session.stage == Stage::Queued && !words.isEmpty())
        beside.placedAt = m_now.steady;
    m_out.append(words);
}

void Round::take(const Sighting &sighting)
{
    const Ms now = m_now.steady;
    const Ms botsBefore = m_desk.bots.availableUntil();
    std::visit(Overloaded{
                   [this](const seen::LinkUp &up) {
        linkUp(up); },
                   [this](const seen::LinkBeat &beat) {
        linkBeat(beat); },
                   [this, now](const auto &gone)
                       requires requires { gone.user;
}
{
    m_desk.links.saw(gone, now);
    attend(gone.user);
}
,
    [this](const seen::AgentUp &up) {
        m_desk.agents.saw(up);
        attendAgent(up.agent);
    },
    [this, now](const seen::AgentDown &down) {
        m_desk.agents.saw(down, now);
        attendAgent(down.agent);
    },
    [ this, now ](const auto &bot) requires requires
{
    bot.bot;
}
{
    m_desk.bots.saw(bot, now);
}
,
} // namespace sermo::desk
,
               sighting);
if (m_desk.bots.availableUntil() < botsBefore)
    attendStages({Stage::Bot, Stage::BotClosing});
}

void Round::linkUp(const seen::LinkUp &up)
{
    m_desk.links.saw(up, m_now.steady);
    const bool wasParked = isParked(m_desk, up.user);
    attend(up.user);
    if (!wasParked)
        return;
    // The tab that opened is briefed with its number: it need not hear it twice.
    Beside &beside = m_desk.beside[up.user];
    beside.number = positionOf(m_desk, *m_desk.table.find(up.user));
    beside.numberAt = m_now.steady;
}

void Round::linkBeat(const seen::LinkBeat &beat)
{
    m_desk.links.saw(beat, m_now.steady);
    if (isParked(m_desk, beat.user))
        attend(beat.user);
}

void Round::takeDue()
{
    for (const AgentId &agent : m_desk.agentsDue.takeDue(m_now.steady))
        attendAgent(agent);
    attendInOrder(m_desk.sessionsDue.takeDue(m_now.steady));
    for (const QueueId &queue : m_desk.queuesDue.takeDue(m_now.steady))
        stir(queue);
}

// --- Who is looked after -------------------------------------------------------------------------

void Round::attend(const UserId &user)
{
    const Session *session = m_desk.table.find(user);
    if (!session || !session->isOpen()) {
        m_desk.sessionsDue.set(user, std::nullopt);
        m_desk.links.forget(user);
        return;
    }
    const std::optional<Ms> parkDue = park(*session);
    const std::optional<Ms> actDue = pursue(*session, decide(m_desk, *session, m_now));
    m_desk.sessionsDue.set(user, earlier(parkDue, actDue));
    show(*session);
}

//! Whether he is parked; when he may come to be so.
std::optional<Ms> Round::park(const Session &session)
{
    const std::optional<Ms> at = parkedAt(m_desk, session);
    m_desk.beside[session.user].parked = at && *at <= m_now.steady;
    return at && m_now.steady < *at ? at : std::nullopt;
}

//! Asks the log for what was decided, unless it has just been asked the same; when to ask again.
std::optional<Ms> Round::pursue(const Session &session, const Decision &decision)
{
    Beside &beside = m_desk.beside[session.user];
    if (decision.frames.isEmpty()) {
        beside.asked.reset();
        return decision.due;
    }
    if (beside.isAsking(session.lastControl) && m_now.steady < beside.asked->at + AskAgain)
        return beside.asked->at + AskAgain;
    for (const EventFrame &frame : decision.frames)
        m_out.append({frame, session.lastControl, true});
    beside.asked = Beside::Asked{session.lastControl, m_now.steady};
    return m_now.steady + AskAgain;
}

//! What we are about to move on is not shown in between.
void Round::show(const Session &session)
{
    if (session.stage == Stage::Queued)
        stir(session.queue);
    else if (!m_desk.beside.value(session.user).isAsking(session.lastControl))
        tellState(m_desk, session, m_now, m_out);
}

void Round::attendAgent(const AgentId &agent)
{
    QHash<AgentId, Ms> &asked = m_desk.statusAsked;
    if (asked.contains(agent) && asked.value(agent) + AskAgain <= m_now.steady)
        asked.remove(agent);
    const Decision decision = decide(m_desk, agent, m_now);
    if (!decision.frames.isEmpty() && !asked.contains(agent)) {
        m_out.append({decision.frames.constFirst(), 0, false});
        asked.insert(agent, m_now.steady);
    }
    const bool isAsking = asked.contains(agent);
    m_desk.agentsDue.set(agent, isAsking ? asked.value(agent) + AskAgain : decision.due);
    attendStages({Stage::Assigned, Stage::BotClosing}, agent);
}

void Round::attendStages(std::initializer_list<Stage> stages, const AgentId &agent)
{
    QList<UserId> users;
    for (const UserId &user : std::as_const(m_desk.table.open)) {
        const Session &session = *m_desk.table.find(user);
        const bool isMeant = std::ranges::find(stages, session.stage) != stages.end();
        if (isMeant && (agent.isEmpty() || session.agent == agent))
            users.append(user);
    }
    attendInOrder(std::move(users));
}

//! Who came first is looked after first: so they come to stand in line.
void Round::attendInOrder(QList<UserId> users)
{
    std::ranges::sort(users, {}, [this](const UserId &user) {
        const Session *session = m_desk.table.find(user);
        return std::pair(session ? session->firstSeq : 0, user);
    });
    for (const UserId &user : std::as_const(users))
        attend(user);
}

void Round::stir(const QueueId &queue)
{
    if (!queue.isEmpty() && !m_stirred.contains(queue))
        m_stirred.append(queue);
}

Emissions Round::finish()
{
    for (const QueueId &queue : std::as_const(m_stirred))
        m_desk.queuesDue.set(queue, tellLine(m_desk, queue, m_now, m_out));
    m_stirred.clear();
    return std::move(m_out);
}

} // namespace sermo::desk
