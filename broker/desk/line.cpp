// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/line.h"

#include "broker/desk/reduce.h"

#include <algorithm>

namespace sermo::desk
{

bool standsBefore(const Session &a, const Session &b)
{
    if (a.lineClass != b.lineClass)
        return a.lineClass < b.lineClass;
    return a.enteredSeq < b.enteredSeq;
}

void enterLine(SessionTable &table, const Session &session)
{
    QList<UserId> &users = table.lines[session.queue];
    const auto place = std::ranges::find_if(
        users, [&](const UserId &other) { return standsBefore(session, table.sessions[other]); });
    users.insert(place, session.user);
}

void leaveLine(SessionTable &table, const Session &session)
{
    const auto users = table.lines.find(session.queue);
    if (users == table.lines.end())
        return;
    users->removeOne(session.user);
    if (users->isEmpty())
        table.lines.erase(users);
}

QList<const Session *> line(const SessionTable &table, const QueueId &queue)
{
    QList<const Session *> waiting;
    const auto users = table.lines.constFind(queue);
    if (users == table.lines.cend())
        return waiting;
    waiting.reserve(users->size());
    for (const UserId &user : *users)
        waiting.append(table.find(user));
    return waiting;
}

} // namespace sermo::desk
