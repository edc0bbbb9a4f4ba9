// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/assignedqueues.h"

#include "ui/model/sessionstore.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::model
{

AssignedQueues::AssignedQueues(const SessionStore &store, AgentId agent, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_agent(std::move(agent))
{
    connect(&store, &SessionStore::welcomed, this, [this] { m_isCatchingUp = true; });
    connect(&store, &SessionStore::caughtUp, this, [this] {
        m_isCatchingUp = false;
        compare();
    });
    connect(&store, &SessionStore::agentsChanged, this, &AssignedQueues::compare);
}

void AssignedQueues::compare()
{
    if (m_isCatchingUp)
        return;
    const Queues now = m_store.table().agents.value(m_agent).queues;
    const auto before = std::exchange(m_known, now);
    if (!before || *before == now)
        return;
    QStringList names;
    for (const QueueId &queue : now.value_or(QList<QueueId>()))
        names += m_store.queueName(queue);
    emit changed(now ? tr("From now on you are given customers of: %1").arg(names.join(u", "_s))
                     : tr("From now on you are given customers of every queue"));
}

} // namespace sermo::model
