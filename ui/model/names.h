// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QHash>

namespace sermo::model
{

//! What ids are called. The desk's configuration is not on the wire: names come with `queue_state`,
//! `agent_status` and the speakers of texts, often after the events that use the ids.
struct Names {
    QHash<QueueId, QString> queues;
    QHash<AgentId, QString> agents;

    [[nodiscard]] QString of(const QueueId &id) const { return queues.value(id, id.value()); }
    [[nodiscard]] QString of(const AgentId &id) const { return agents.value(id, id.value()); }

    //! Whether the name is news.
    template <typename Id>
    static bool learn(QHash<Id, QString> &names, const Id &id, const QString &name)
    {
        if (id.isEmpty() || name.isEmpty() || names.value(id) == name)
            return false;
        names.insert(id, name);
        return true;
    }
};

} // namespace sermo::model
