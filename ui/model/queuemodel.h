// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
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
//! Store and clock must outlive it.
class AgentsModel : public RowsModel<AgentItem>
{
    Q_OBJECT
public:
    AgentsModel(const SessionStore &store, const Clock &clock, QObject *parent = nullptr);

    void tick(); //!< a second has passed

private:
    void refresh();
    void refreshLoad(const AgentId &agent);
    const SessionStore &m_store;
    const Clock &m_clock;
};

//! What a session is of its agent's load, as the allocator weighs it: the probability that the
//! customer is still there, and 1 as long as he was only just given. None: it is not known.
[[nodiscard]] std::optional<double> weightOf(const SessionStore &store, const UserId &user,
                                             qint64 nowMs);

//! How much an agent has: the sum of his open sessions' weights. None while one is not known.
[[nodiscard]] std::optional<double> loadOf(const SessionStore &store, const AgentId &agent,
                                           qint64 nowMs);

} // namespace sermo::model
