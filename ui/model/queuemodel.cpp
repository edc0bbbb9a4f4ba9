// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/queuemodel.h"

#include "broker/desk/allocation/load.h"
#include "ui/model/names.h"

#include <algorithm>
#include <cstdlib>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

struct Line {
    int waiting = 0;
    std::optional<qint64> oldestMs;
};

QHash<QueueId, Line> lines(const desk::SessionTable &table)
{
    QHash<QueueId, Line> found;
    for (const QList<UserId> &users : table.lines) {
        for (const UserId &user : users) {
            const desk::Session &session = *table.find(user);
            Line &line = found[session.queue];
            ++line.waiting;
            line.oldestMs = std::min(line.oldestMs.value_or(session.enteredMs), session.enteredMs);
        }
    }
    return found;
}

int openSessions(const SessionStore &store, const AgentId &agent)
{
    const QList<UserId> held = store.heldBy(agent);
    return int(std::count_if(held.cbegin(), held.cend(), [&store](const UserId &user) {
        return store.session(user)->stage == desk::Stage::Assigned;
    }));
}

bool isHere(const AgentItem &agent)
{
    return agent.status == "available"_L1 || agent.status == "finishing"_L1;
}

bool comesBefore(const AgentItem &a, const AgentItem &b)
{
    if (isHere(a) != isHere(b))
        return isHere(a);
    const int names = QString::localeAwareCompare(a.name, b.name);
    return names == 0 ? a.key < b.key : names < 0;
}

} // namespace

QueueModel::QueueModel(const SessionStore &store, QObject *parent)
    : RowsModel(parent)
    , m_store(store)
{
    connect(&store, &SessionStore::queuesChanged, this, &QueueModel::refresh);
    refresh();
}

void QueueModel::refresh()
{
    QHash<QueueId, Line> left = lines(m_store.table());
    QList<QueueItem> items;
    for (const QueueInfo &queue : m_store.queues()) {
        const Line line = left.take(queue.id);
        items.append(
            {queue.id, queue.name, line.waiting, line.oldestMs, queue.expectedWaitSeconds});
    }
    QList<QueueId> unheard = left.keys(); // their `queue_state` is still to come
    std::sort(unheard.begin(), unheard.end());
    for (const QueueId &id : std::as_const(unheard))
        items.append(
            {id, m_store.queueName(id), left[id].waiting, left[id].oldestMs, std::nullopt});
    become(items);
}

AgentsModel::AgentsModel(const SessionStore &store, const Clock &clock, QObject *parent)
    : RowsModel(parent)
    , m_store(store)
    , m_clock(clock)
{
    connect(&store, &SessionStore::agentsChanged, this, &AgentsModel::refresh);
    connect(&store, &SessionStore::presenceChanged, this, [this](const UserId &user) {
        const desk::Session *session = m_store.session(user);
        if (session && session->stage == desk::Stage::Assigned)
            refreshLoad(session->agent);
    });
    refresh();
}

void AgentsModel::refresh()
{
    QList<AgentItem> items;
    for (const desk::AgentRecord &agent : m_store.table().agents)
        items.append({agent.id, m_store.agentName(agent.id), oneLine(agent.status),
                      openSessions(m_store, agent.id),
                      loadOf(m_store, agent.id, m_clock.now().wallMs), m_store.boundOf(agent.id),
                      agent.queues});
    std::sort(items.begin(), items.end(), comesBefore);
    become(items);
}

void AgentsModel::refreshLoad(const AgentId &agent)
{
    amend(agent,
          [&](AgentItem &item) { item.load = loadOf(m_store, agent, m_clock.now().wallMs); });
}

//! Who was only just given weighs less after a while, though nothing is told.
void AgentsModel::tick()
{
    const QList<AgentItem> known = items();
    for (const AgentItem &agent : known)
        refreshLoad(agent.key);
}

std::optional<double> weightOf(const SessionStore &store, const UserId &user, qint64 nowMs)
{
    const desk::Session *session = store.session(user);
    const auto presence = store.live(user).presence;
    if (!session || !presence)
        return std::nullopt;
    // The broker's clock and this machine's need not agree.
    const allocation::Ms since(std::abs(nowMs - session->stageSinceMs));
    return allocation::weightOf(*presence, since, session->customerLeft).value();
}

std::optional<double> loadOf(const SessionStore &store, const AgentId &agent, qint64 nowMs)
{
    allocation::Load sum;
    for (const UserId &user : store.heldBy(agent)) {
        if (store.session(user)->stage != desk::Stage::Assigned)
            continue; // lent to the bot
        const auto weight = weightOf(store, user, nowMs);
        if (!weight)
            return std::nullopt;
        sum += allocation::Load::of(*weight);
    }
    return sum.value();
}

} // namespace sermo::model
