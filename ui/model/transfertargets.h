// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/queuemodel.h"

namespace sermo::model
{

//! Where a session can go: a queue with its line, or a colleague with what he has already.
struct TransferTarget {
    enum class Kind { Queue, Agent };

    Kind kind = Kind::Queue;
    QString key; //!< unique over both kinds
    QString id; //!< of the queue or the agent
    QString name;
    QString status; //!< an agent's, as on the wire
    int count = 0; //!< waiting, or open
    std::optional<double> load; //!< an agent's
    double bound = 0;

    friend bool operator==(const TransferTarget &, const TransferTarget &) = default;
};

//! All queues, then the colleagues who are not offline, this agent not among them. Follows both
//! lists, which must outlive it. `ItemRole` is a TransferTarget; the accessible text tells all of
//! a row.
class TransferTargets : public RowsModel<TransferTarget>
{
    Q_OBJECT
public:
    TransferTargets(const QueueModel &queues, const AgentsModel &agents, AgentId me,
                    QObject *parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void refresh();

    const QueueModel &m_queues;
    const AgentsModel &m_agents;
    const AgentId m_me;
};

//! "3 waiting", or "available, 2 open, load 1.06 of 2.00".
[[nodiscard]] QString detailOf(const TransferTarget &target);

} // namespace sermo::model
