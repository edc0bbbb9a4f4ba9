// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/desk.h"

#include "broker/desk/announce.h"
#include "broker/desk/platformwords.h"
#include "broker/desk/reasons.h"
#include "broker/desk/reduce.h"
#include "broker/desk/round.h"
#include "broker/desk/snapshot.h"

#include <algorithm>
#include <utility>

namespace sermo::desk
{

Desk::Desk(DeskConfig config, Instant start)
    : m_state(std::move(config), start)
{
}

bool Desk::recall(QByteArrayView memory, Seq learned)
{
    auto model = presence::Model::load(memory);
    if (!model)
        return false;
    m_state.watch.model = *std::move(model);
    m_state.watch.learned = learned;
    return true;
}

//! The lines are looked at again at once: another bound may give somebody his customer. What they
//! are like is told anew, so that a queue that is new is heard of. And it is told of whom nobody
//! hears any more what he types, or hears it again.
void Desk::reconfigure(const DeskConfig &config, Instant now)
{
    m_state.config = config;
    m_state.allotDue = now.steady;
    noteBounds(m_state, now.steady);
    for (const Queue &queue : config.queues) {
        m_state.queues[queue.id].waiting = -1; // whatever was told of it, it is told anew
        m_state.queuesDue.set(queue.id, now.steady);
    }
    for (const UserId &user : std::as_const(m_state.table.open)) {
        const auto beside = m_state.beside.constFind(user);
        const bool wasTold = beside != m_state.beside.cend() && beside->state;
        const bool isHidden = desk::hidesPreview(m_state, *m_state.table.find(user));
        if (wasTold && beside->state->hidesPreview != isHidden)
            m_state.sessionsDue.set(user, now.steady);
    }
}

bool Desk::usesQueue(const QueueId &queue) const
{
    return std::ranges::any_of(m_state.table.open, [&](const UserId &user) {
        return m_state.table.find(user)->queue == queue;
    });
}

void Desk::replay(const StoredEvent &event)
{
    const Ms at(event.receivedMs); // the log's own clock: a snapshot knows no other
    m_state.table.bringBack(event.frame.user());
    const SessionChange change = reduce(m_state.table, m_state.config, event);
    noteBeside(m_state, change, event, at);
    (void)hear(m_state, change, event, at); // what it labels was told then
    if (!change.user.isEmpty() && !m_state.table.open.contains(change.user))
        stopWatching(m_state, change.user, at);
    if (event.frame.type() == EventType::AgentStatus)
        noteStatus(m_state, event, at);
    m_state.table.retire(event.frame.user());
}

void Desk::remind(const UserId &user, const PlatformId &hello)
{
    Q_ASSERT(!m_isLive);
    const Session *session = m_state.table.find(user);
    if (session && session->isOpen())
        m_state.beside[user].platform = platformToTell(m_state.config, *session, hello);
}

bool Desk::goOnFrom(QByteArrayView replayed)
{
    Q_ASSERT(!m_isLive && m_state.table.lastSeq == 0);
    return restoreSnapshot(m_state, replayed);
}

QByteArray Desk::replayed() const
{
    Q_ASSERT(!m_isLive);
    return snapshotOf(m_state);
}

//! When it all was on the steady clock. The wall may have been set back since: what it has not come
//! to again is as of now.
void Desk::changeClock()
{
    const auto then = [this](Ms at) {
        const Ms age = std::max(Ms(0), Ms(m_state.start.wallMs) - at);
        return at == Ms(0) ? at : m_state.start.steady - age; // 0: it has not been
    };
    for (Beside &beside : m_state.beside) {
        beside.enteredAt = then(beside.enteredAt);
        beside.offeredSince = then(beside.offeredSince);
    }
    for (QHash<AgentId, Ms> *times : {&m_state.statusSince, &m_state.lastGiven}) {
        for (Ms &at : *times)
            at = then(at);
    }
    for (Watched &watched : m_state.watch.sessions) {
        watched.talk.changeClock([&then](qint64 ms) { return qint64(then(Ms(ms)).count()); });
        watched.givenAt = then(watched.givenAt);
    }
}

//! A silence that began before the restart: its bins were noted then. Loads count from now.
void Desk::resume(const UserId &user, Ms start)
{
    const auto watched = m_state.watch.sessions.find(user);
    if (watched == m_state.watch.sessions.end())
        return;
    if (m_state.table.find(user)->stage != Stage::Done)
        watched->points.begin(watched->talk, start.count());
    Emissions unheard; // nobody is connected, and who comes is briefed
    (void)look(m_state, user, m_state.start, unheard);
}

//! Nobody is connected since the start: whoever has a part in an open session is waited for.
void Desk::begin()
{
    if (m_isLive)
        return;
    m_isLive = true;
    changeClock();
    settle(m_state);
    const Ms start = m_state.start.steady;
    QSet<AgentId> agents(m_state.table.agents.keyBegin(), m_state.table.agents.keyEnd());
    for (const UserId &user : std::as_const(m_state.table.open)) {
        const Session &session = *m_state.table.find(user);
        m_state.sessionsDue.set(user, start);
        resume(user, start);
        if (session.stage == Stage::Assigned || session.stage == Stage::BotClosing)
            agents.insert(session.agent);
    }
    for (const AgentId &agent : std::as_const(agents)) {
        m_state.agents.expect(agent, start);
        m_state.agentsDue.set(agent, start);
    }
}

Verdict Desk::judge(const Sender &sender, const EventFrame &frame, Instant now) const
{
    return desk::judge(m_state, sender, frame, now);
}

Emissions Desk::committed(const StoredEvent &event, Instant now)
{
    begin();
    m_state.table.bringBack(event.frame.user());
    Round round(m_state, now);
    round.take(event);
    const Emissions emissions = round.finish();
    m_state.table.retire(event.frame.user());
    return emissions;
}

Emissions Desk::saw(const Sighting &sighting, Instant now)
{
    begin();
    Round round(m_state, now);
    round.take(sighting);
    return round.finish();
}

void Desk::forget(const UserId &user)
{
    m_state.table.forget(user);
    m_state.beside.remove(user);
    m_state.sessionsDue.set(user, std::nullopt);
    m_state.owedDue.set(user, std::nullopt);
    m_state.links.forget(user);
    m_state.giving.remove(user);
    stopWatching(m_state, user, m_state.start.steady);
}

Emissions Desk::tick(Instant now)
{
    begin();
    Round round(m_state, now);
    round.takeDue();
    return round.finish();
}

Emissions Desk::askAnew(Instant now)
{
    begin();
    m_state.giving.clear();
    m_state.allotDue = now.steady;
    for (auto asked = m_state.statusAsked.keyBegin(); asked != m_state.statusAsked.keyEnd();
         ++asked)
        m_state.agentsDue.set(*asked, now.steady);
    m_state.statusAsked.clear();
    for (auto beside = m_state.beside.begin(); beside != m_state.beside.end(); ++beside) {
        if (std::exchange(beside->asked, std::nullopt))
            m_state.sessionsDue.set(beside.key(), now.steady);
        for (Beside::Owed &owed : beside->owed)
            owed.at = now.steady - AskAgain;
        if (!beside->owed.isEmpty())
            m_state.owedDue.set(beside.key(), now.steady);
    }
    return tick(now);
}

std::optional<Ms> Desk::nextWake() const
{
    if (!m_isLive)
        return m_state.start.steady;
    std::optional<Ms> due = earlier(m_state.sessionsDue.earliest(), m_state.agentsDue.earliest());
    due = earlier(due, m_state.queuesDue.earliest());
    due = earlier(due, m_state.owedDue.earliest());
    due = earlier(due, m_state.watch.due.earliest());
    return earlier(due, m_state.allotDue);
}

QList<EventFrame> Desk::briefing(const UserId &user) const
{
    const Session *session = m_state.table.find(user);
    const std::optional<int> number = session ? positionOf(m_state, *session) : std::nullopt;
    if (!number || !m_state.config.announce)
        return {};
    return {queueNumber(*session, *number, m_state.beside.value(user).waitTold)};
}

QList<EventFrame> Desk::briefing(Instant now) const
{
    return briefing(present(), now) + briefingOfHouse(now);
}

QList<UserId> Desk::present() const
{
    QList<const Session *> open;
    for (const UserId &user : m_state.table.open)
        open.append(m_state.table.find(user));
    std::ranges::sort(open, {}, &Session::firstSeq);
    QList<UserId> users;
    users.reserve(open.size());
    for (const Session *session : std::as_const(open))
        users.append(session->user);
    return users;
}

QList<EventFrame> Desk::briefing(const QList<UserId> &users, Instant now) const
{
    QList<EventFrame> all;
    const QHash<UserId, int> ranks = positions(m_state);
    for (const UserId &user : users) {
        const Session *session = m_state.table.find(user);
        if (!session || !session->isOpen())
            continue;
        const auto rank = ranks.constFind(user);
        all.append(sessionState(m_state, *session,
                                rank == ranks.cend() ? std::nullopt : std::optional(*rank)));
        if (const auto presence = presenceOf(m_state, user, now.steady))
            all.append(*presence);
    }
    return all;
}

QList<EventFrame> Desk::briefingOfHouse(Instant now) const
{
    QList<EventFrame> all;
    for (const Queue &queue : m_state.config.queues)
        all.append(queueState(m_state, queue.id, now));

    QList<AgentRecord> agents = m_state.table.agents.values();
    std::ranges::sort(agents, {}, &AgentRecord::id);
    for (const AgentRecord &agent : std::as_const(agents)) {
        if (agent.status != status::Offline || agent.bound || agent.queues)
            all.append(agentStatus(agent));
    }
    for (const Platform &platform : m_state.config.platforms)
        all.append(platformStatusOf(m_state, platform));
    const QMap<QString, QString> &replies = m_state.table.replies;
    for (auto reply = replies.cbegin(); reply != replies.cend(); ++reply)
        all.append(cannedReply(reply.key(), reply.value()));
    return all;
}

std::optional<Desk::PlatformStatus> Desk::platformStatus(const PlatformId &id, Instant now) const
{
    const Platform *platform = m_state.config.platform(id);
    if (!platform)
        return std::nullopt;
    const Queue *queue = m_state.config.queue(platform->queue);
    const int limit = queue ? queue->maxWaiting : 0;

    PlatformStatus status;
    status.queue = platform->queue;
    status.closed = isClosed(m_state, id, now.wallMs);
    status.hasWorkingAgents = hasWorkingAgents(platform->queue);
    const bool hasRoom = limit <= 0 || waitingIn(m_state, platform->queue) <= limit;
    const bool someone = status.hasWorkingAgents || m_state.bots.isAvailable(now.steady);
    status.available = !status.closed && someone && hasRoom;
    return status;
}

const Platform *Desk::platformOf(const UserId &user, const PlatformId &hello) const
{
    PlatformId id = hello.isEmpty() ? m_state.links.platform(user) : hello;
    if (const auto session = m_state.table.sessionOf(user)) {
        const PlatformId told = m_state.beside.value(user).platform; // not yet in the log
        id = told.isEmpty() ? session->platform : told;
    }
    const Platform *platform = m_state.config.platform(id);
    if (!platform && !m_state.config.platforms.isEmpty())
        platform = &m_state.config.platforms.constFirst();
    return platform;
}

bool Desk::masks(const UserId &user, const PlatformId &hello) const
{
    const Platform *platform = platformOf(user, hello);
    return platform && platform->mask;
}

bool Desk::hidesPreview(const UserId &user, const PlatformId &hello) const
{
    const Session *session = m_state.table.find(user);
    if (session && session->isOpen())
        return desk::hidesPreview(m_state, *session);
    const Platform *platform = platformOf(user, hello);
    return m_state.config.hidesPreview(platform ? platform->id : PlatformId(), QueueId());
}

bool Desk::hasWorkingAgents(const QueueId &queue) const
{
    return std::ranges::any_of(m_state.table.agents, [&](const AgentRecord &agent) {
        return isWorking(m_state, agent, queue);
    });
}

} // namespace sermo::desk
