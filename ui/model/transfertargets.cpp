// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/transfertargets.h"

#include "ui/model/agentstatus.h"
#include "ui/model/presencewords.h"

#include <utility>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

TransferTarget toTarget(const QueueItem &queue)
{
    return {.kind = TransferTarget::Kind::Queue,
            .key = u"queue:"_s + queue.key.value(),
            .id = queue.key.value(),
            .name = queue.name,
            .status = {},
            .count = queue.waiting,
            .load = std::nullopt,
            .bound = 0};
}

TransferTarget toTarget(const AgentItem &agent)
{
    return {.kind = TransferTarget::Kind::Agent,
            .key = u"agent:"_s + agent.key.value(),
            .id = agent.key.value(),
            .name = agent.name,
            .status = agent.status,
            .count = agent.openSessions,
            .load = agent.load,
            .bound = agent.bound};
}

} // namespace

TransferTargets::TransferTargets(const QueueModel &queues, const AgentsModel &agents, AgentId me,
                                 QObject *parent)
    : RowsModel(parent)
    , m_queues(queues)
    , m_agents(agents)
    , m_me(std::move(me))
{
    for (const QAbstractItemModel *list : {static_cast<const QAbstractItemModel *>(&queues),
                                           static_cast<const QAbstractItemModel *>(&agents)}) {
        connect(list, &QAbstractItemModel::rowsInserted, this, &TransferTargets::refresh);
        connect(list, &QAbstractItemModel::rowsRemoved, this, &TransferTargets::refresh);
        connect(list, &QAbstractItemModel::rowsMoved, this, &TransferTargets::refresh);
        connect(list, &QAbstractItemModel::dataChanged, this, &TransferTargets::refresh);
    }
    refresh();
}

void TransferTargets::refresh()
{
    QList<TransferTarget> targets;
    for (const QueueItem &queue : m_queues.items())
        targets += toTarget(queue);
    for (const AgentItem &agent : m_agents.items()) {
        if (agent.key != m_me && agent.status != "offline"_L1)
            targets += toTarget(agent);
    }
    become(targets);
}

QVariant TransferTargets::data(const QModelIndex &index, int role) const
{
    if (role != Qt::AccessibleTextRole || !index.isValid())
        return RowsModel::data(index, role);
    const TransferTarget &target = items().at(index.row());
    return QString(target.name + u", "_s + detailOf(target));
}

QString detailOf(const TransferTarget &target)
{
    if (target.kind == TransferTarget::Kind::Queue)
        return TransferTargets::tr("%n waiting", nullptr, target.count);
    const QString open = TransferTargets::tr("%1, %n open", nullptr, target.count)
                             .arg(statusName(target.status).toLower());
    return target.load ? TransferTargets::tr("%1, load %2 of %3")
                             .arg(open, hundredths(*target.load), hundredths(target.bound))
                       : open;
}

} // namespace sermo::model
