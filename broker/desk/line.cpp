// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/reduce.h"

#include <algorithm>
#include <tuple>

namespace sermo::desk
{

namespace
{

//! By class, then by the order of entering; by time where only a console was told of it.
bool standsBefore(const Session &a, const Session &b)
{
    return std::tuple(a.lineClass, a.enteredSeq, a.enteredMs)
        < std::tuple(b.lineClass, b.enteredSeq, b.enteredMs);
}

void enterLine(SessionTable &table, const Session &session)
{
    QList<UserId> &users = table.lines[session.queue];
    const auto place = std::ranges::partition_point(
        users, [&](const UserId &other) { return standsBefore(*table.find(other), session); });
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

} // namespace

void put(SessionTable &table, const Session &session)
{
    const Session *before = table.find(session.user);
    if (before && before->stage == Stage::Queued)
        leaveLine(table, *before);
    table.sessions.insert(session.user, session);
    if (session.stage == Stage::Queued)
        enterLine(table, session);
    if (session.isOpen())
        table.open.insert(session.user);
    else
        table.open.remove(session.user);
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
