// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QHash>

namespace sermo::model
{

//! A stranger's words where there is room for one line: a name has no line breaks, and whoever
//! fills one with a book gets its beginning shown.
[[nodiscard]] inline QString oneLine(const QString &text, qsizetype most = 120)
{
    QString line = text.left(8 * most).simplified(); // what is cut anyway need not be looked at
    if (line.size() <= most)
        return line;
    line.truncate(line.at(most - 1).isHighSurrogate() ? most - 1 : most);
    return line + u'…';
}

//! What ids are called. The desk's configuration is not on the wire: names come with `queue_state`,
//! `agent_status` and the speakers of texts, often after the events that use the ids.
struct Names {
    QHash<QueueId, QString> queues;
    QHash<AgentId, QString> agents;

    [[nodiscard]] QString of(const QueueId &id) const
    {
        return queues.value(id, oneLine(id.value()));
    }
    [[nodiscard]] QString of(const AgentId &id) const
    {
        return agents.value(id, oneLine(id.value()));
    }

    //! Whether the name is news.
    template <typename Id>
    static bool learn(QHash<Id, QString> &names, const Id &id, const QString &name)
    {
        const QString line = oneLine(name);
        if (id.isEmpty() || line.isEmpty() || names.value(id) == line)
            return false;
        names.insert(id, line);
        return true;
    }
};

} // namespace sermo::model
