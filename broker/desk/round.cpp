// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/round.h"

#include "broker/desk/allot.h"
#include "broker/desk/announce.h"
#include "broker/desk/platformwords.h"
#include "broker/desk/reasons.h"
#include "broker/desk/reduce.h"
#include "broker/desk/watching.h"
#include "broker/protocol/eventbody.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

//! How the log names us (EventFrame: SenderName).
constexpr QLatin1StringView OurName("desk");

} // namespace

PlatformId platformToTell(const DeskConfig &config, const Session &session, const PlatformId &hello)
{
    const bool isSaid = session.startParams.contains("platformId"_L1);
    return isSaid || !config.platform(hello) ? PlatformId() : hello;
}

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
    if (session->stage == Stage::Queued && session->enteredSeq == event.seq) {
        beside.enteredAt = at;
        beside.keptWhy = 0;
        beside.waitTold.reset();
    }
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
    m_cause = event.seq;
    observe(m_desk, event.frame.user(), m_now.steady);
    learn(m_desk.watch, event);
    const SessionChange change = reduce(m_desk.table, m_desk.config, event);
    noteBeside(m_desk, change, event, m_now.steady);
    tellPoints(change.user, hear(m_desk, change, event, m_now.steady), m_out);
    if (event.frame.type() == EventType::AgentStatus)
        takeStatus(event);
    if (event.frame.direction() == Direction::Inbound
        && event.frame.type() != EventType::ClientUnload)
        m_desk.links.saw(seen::LinkBeat{event.frame.user(), {}}, m_now.steady);
    if (event.sender == OurName)
        takeOwn(event.frame);
    noteGiven(change);
    if (change.moved)
        follow(change);
    else
        askAnew(event.frame.user());
    if (!event.frame.user().isEmpty())
        watch(event.frame.user());
}

//! What was on its way to an agent is there, or will not come: something else came first.
void Round::noteGiven(const SessionChange &change)
{
    const auto giving = m_desk.giving.constFind(change.user);
    if (giving != m_desk.giving.cend()
        && giving->basedOn != m_desk.table.lastControl(change.user)) {
        m_desk.giving.erase(giving);
        m_allots = true;
    }
    if (change.from == Stage::Queued && change.to == Stage::Assigned)
        m_desk.throughput[change.fromQueue].served(m_now.steady);
}

//! What we asked of the log names an event that is not the last any more: ask anew. And who is
//! parked is not, as soon as he says something.
void Round::askAnew(const UserId &user)
{
    const auto beside = m_desk.beside.constFind(user);
    if (beside != m_desk.beside.cend() && (beside->asked || beside->parked))
        attend(user);
}

void Round::takeStatus(const StoredEvent &event)
{
    const AgentId agent = noteStatus(m_desk, event, m_now.steady);
    m_desk.statusAsked.remove(agent);
    noteBound(m_desk, agent, m_now.steady);
    attendAgent(agent);
}

void Round::takeOwn(const EventFrame &frame)
{
    settle(frame);
    if (frame.type() == EventType::Info)
        placed(frame.user());
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
        m_out.append({sessionState(m_desk, session, std::nullopt), 0, false});
        m_desk.sessionsDue.set(change.user, std::nullopt);
        m_desk.links.forget(change.user);
        stopWatching(m_desk, change.user, m_now.steady);
        m_allots = true;
        return;
    }
    if (change.isNew) {
        m_desk.beside[change.user].botless = !m_desk.bots.isAvailable(m_now.steady);
        m_desk.beside[change.user].platform
            = platformToTell(m_desk.config, session, m_desk.links.platform(change.user));
    }
    if (change.from != change.to
        || (change.from == Stage::Queued && change.fromQueue != session.queue))
        dropWords(change.user);
    if (change.platformTold)
        identify(session);
    attend(change.user);
    Beside &beside = m_desk.beside[change.user];
    if (beside.isAsking(session.lastControl))
        return;
    const Emissions words = announce(m_desk, change, m_now);
    if (session.stage == Stage::Queued && !words.isEmpty())
        beside.placedAt = m_now.steady;
    for (const Emission &word : words)
        owe(word.frame);
}

//! By the secret of the platform that he came by: the first one's, which a session has until the
//! log knows what `hello` named, proves nothing.
void Round::identify(const Session &session)
{
    const PlatformId told = m_desk.beside.value(session.user).platform;
    if (!told.isEmpty() && told != session.platform)
        return;
    if (const auto identified = signedIdentity(m_desk, session))
        owe(*identified);
}

void Round::takeDue()
{
    for (const AgentId &agent : m_desk.agentsDue.takeDue(m_now.steady))
        attendAgent(agent);
    attendInOrder(m_desk.sessionsDue.takeDue(m_now.steady));
    for (const UserId &user : m_desk.owedDue.takeDue(m_now.steady))
        sayAgain(user);
    for (const UserId &user : m_desk.watch.due.takeDue(m_now.steady))
        watch(user);
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
    m_allots = true;
    show(*session);
}

//! What is believed of him now; an agent who has less to do may be given more.
void Round::watch(const UserId &user)
{
    if (look(m_desk, user, m_now, m_out))
        m_allots = true;
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
    m_allots = true;
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

// --- Who is given whom ---------------------------------------------------------------------------

void Round::allotNow()
{
    const Ms now = m_now.steady;
    m_desk.giving.removeIf([now](QHash<UserId, DeskState::Giving>::iterator giving) {
        return now >= giving->at + AskAgain;
    });
    const Allotment allotment = allot(m_desk, m_now);
    m_desk.allotDue = allotment.due;
    for (const allocation::Outcome &outcome : allotment.outcomes) {
        if (outcome.agent.isEmpty())
            keep(outcome);
        else
            give(outcome);
    }
}

//! Why first, then the claim: both are taken, or neither, since they name the same event.
void Round::give(const allocation::Outcome &outcome)
{
    const Seq basedOn = m_desk.table.lastControl(outcome.user);
    const event::ClaimSession claim{
        .agent = outcome.agent, .force = false, .reason = reason::Allocated};
    m_out.append({compose(Direction::Internal, outcome.user, outcome.toEvent()), basedOn, true});
    m_out.append({compose(Direction::Internal, outcome.user, claim), basedOn, true});
    m_desk.giving.insert(outcome.user, {outcome.agent, basedOn, m_now.steady});
    m_desk.allotDue = earlier(m_desk.allotDue, m_now.steady + AskAgain);
}

//! Nobody takes the first in line: told once for each reason.
void Round::keep(const allocation::Outcome &outcome)
{
    const auto isGiven = [](const allocation::Outcome::Weighed &weighed) {
        return weighed.bar == allocation::Bar::GivenJustNow;
    };
    if (std::ranges::any_of(outcome.candidates, isGiven))
        return; // asked again as soon as the log has what was given
    Beside &beside = m_desk.beside[outcome.user];
    // After a restart everybody is given the time to come back before he counts as missing.
    const Ms told = m_desk.start.steady + AgentOffline;
    if (beside.enteredAt < m_desk.start.steady && m_now.steady < told) {
        m_desk.allotDue = earlier(m_desk.allotDue, told);
        return;
    }
    const auto bit = static_cast<quint16>(1U << static_cast<unsigned>(outcome.why));
    if ((beside.keptWhy & bit) != 0)
        return;
    beside.keptWhy |= bit;
    m_out.append({compose(Direction::Internal, outcome.user, outcome.toEvent()),
                  m_desk.table.lastControl(outcome.user), true});
}

Emissions Round::finish()
{
    if (m_allots || (m_desk.allotDue && *m_desk.allotDue <= m_now.steady))
        allotNow();
    for (const QueueId &queue : std::as_const(m_stirred)) {
        if (const auto until = lineRestsUntil(m_desk, queue, m_now)) {
            m_desk.queuesDue.set(queue, until);
            continue;
        }
        m_desk.throughput[queue].waits(waitingIn(m_desk, queue) > 0, m_now.steady);
        m_desk.queuesDue.set(queue, tellLine(m_desk, queue, m_now, m_out));
    }
    m_stirred.clear();
    return std::move(m_out);
}

} // namespace sermo::desk
