// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QObject>

#include <optional>

namespace sermo::model
{

class SessionStore;

//! Whose customers an agent is given: all queues', or those that a supervisor chose for him. Tells
//! him when they become others, now or while his desk was away; not what was so before it began.
//! Lives in the GUI thread; the store must outlive it.
class AssignedQueues : public QObject
{
    Q_OBJECT
public:
    AssignedQueues(const SessionStore &store, AgentId agent, QObject *parent = nullptr);

signals:
    void changed(const QString &text); //!< one sentence for the agent

private:
    using Queues = std::optional<QList<QueueId>>; //!< none: all

    void compare();

    const SessionStore &m_store;
    const AgentId m_agent;
    std::optional<Queues> m_known; //!< none: nothing is, yet
    bool m_isCatchingUp = true; //!< what is known is of before
};

} // namespace sermo::model
