// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/session.h"

using namespace Qt::StringLiterals;

namespace sermo::desk
{

QLatin1StringView wireName(Stage stage)
{
    switch (stage) {
    case Stage::Bot:
        return "bot"_L1;
    case Stage::Queued:
        return "queued"_L1;
    case Stage::Assigned:
        return "assigned"_L1;
    case Stage::BotClosing:
        return "bot_closing"_L1;
    case Stage::Done:
        return "done"_L1;
    case Stage::Ended:
        return "ended"_L1;
    }
    Q_UNREACHABLE();
}

const Session *SessionTable::find(const UserId &user) const
{
    const auto session = sessions.constFind(user);
    return session == sessions.cend() ? nullptr : &*session;
}

void SessionTable::forget(const UserId &user)
{
    sessions.remove(user);
    owners.remove(user);
    identities.remove(user);
    controls.remove(user);
    open.remove(user);
    for (QList<UserId> &line : lines)
        line.removeAll(user);
}

QString SessionTable::statusOf(const AgentId &agent) const
{
    const auto record = agents.constFind(agent);
    return record == agents.cend() ? u"away"_s : record->status;
}

} // namespace sermo::desk
