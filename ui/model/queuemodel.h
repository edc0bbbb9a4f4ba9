// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/rowsmodel.h"
#include "ui/model/sessionstore.h"

namespace sermo::model
{

//! A queue in the left rail, or to transfer to.
struct QueueItem {
    QueueId key;
    QString name;
    int waiting = 0;
    std::optional<qint64>
        oldestMs; //!< when the longest waiting entered; wall time. None: nobody waits
    std::optional<qint64> expectedWaitSeconds;

    friend bool operator==(const QueueItem &, const QueueItem &) = default;
};

//! The queues in the desk's order. `ItemRole` is a QueueItem.
class QueueModel : public RowsModel<QueueItem>
{
    Q_OBJECT
public:
    explicit QueueModel(const SessionStore &store, QObject *parent = nullptr);

private:
    void refresh();
    const SessionStore &m_store;
};

//! A colleague, for transfers.
struct AgentItem {
    AgentId key;
    QString name;
    QString status; //!< `available`, `finishing`, `away`, `offline`
    int openSessions = 0;
    std::optional<double> load; //!< sum of the probabilities; none: not all of them are known
    double bound = 0; //!< up to which sum he is given customers
    std::optional<QList<QueueId>> queues; //!< none: all

    friend bool operator==(const AgentItem &, const AgentItem &) = default;
};

//! All agents the desk has heard of, those here first, then by name. `ItemRole` is an AgentItem.
class AgentsModel : public RowsModel<AgentItem>
{
    Q_OBJECT
public:
    explicit AgentsModel(const SessionStore &store, QObject *parent = nullptr);

private:
    void refresh();
    void refreshLoad(const AgentId &agent);
    const SessionStore &m_store;
};

//! How much an agent has: the sum of the probabilities that his customers are still there, counted
//! as the allocator counts it. None while one of them is not known.
[[nodiscard]] std::optional<double> loadOf(const SessionStore &store, const AgentId &agent);

} // namespace sermo::model
