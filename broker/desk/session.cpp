// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/session.h"

#include "broker/desk/reasons.h"

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

//! What there is to say of a session that has ended and is not kept.
Session remembered(const UserId &user, const Departed::Memory &memory)
{
    Session session;
    session.user = user;
    session.stage = Stage::Ended;
    session.platform = memory.platform;
    session.queue = memory.queue;
    session.firstSeq = memory.firstSeq;
    session.lastControl = memory.lastControl;
    session.brandId = memory.identity.brandId;
    session.customerId = memory.identity.customerId;
    session.customerName = memory.identity.name;
    return session;
}

} // namespace

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

std::optional<Session> SessionTable::sessionOf(const UserId &user) const
{
    if (const Session *session = find(user))
        return *session;
    const auto memory = departed.recall(user);
    return memory && memory->hadSession ? std::optional(remembered(user, *memory)) : std::nullopt;
}

SenderName SessionTable::ownerOf(const UserId &user) const
{
    if (const auto owner = owners.constFind(user); owner != owners.cend())
        return *owner;
    const auto memory = departed.recall(user);
    return memory ? memory->owner : SenderName();
}

Seq SessionTable::lastControl(const UserId &user) const
{
    if (const auto control = controls.constFind(user); control != controls.cend())
        return *control;
    const auto memory = departed.recall(user);
    return memory ? memory->lastControl : 0;
}

void SessionTable::retire(const UserId &user)
{
    const bool isKnown
        = owners.contains(user) || controls.contains(user) || identities.contains(user);
    if (user.isEmpty() || open.contains(user) || !isKnown)
        return;
    Departed::Memory memory;
    if (const Session *session = find(user)) {
        memory.hadSession = true;
        memory.firstSeq = session->firstSeq;
        memory.platform = session->platform;
        memory.queue = session->queue;
    }
    memory.lastControl = controls.take(user);
    memory.owner = owners.take(user);
    memory.identity = identities.take(user);
    sessions.remove(user);
    departed.remember(user, memory);
}

void SessionTable::bringBack(const UserId &user)
{
    const auto memory = departed.recall(user);
    if (!memory)
        return;
    if (memory->hadSession)
        sessions.insert(user, remembered(user, *memory));
    if (memory->lastControl > 0)
        controls.insert(user, memory->lastControl);
    if (!memory->owner.isEmpty())
        owners.insert(user, memory->owner);
    if (memory->identity != Identity())
        identities.insert(user, memory->identity);
    departed.forget(user);
}

void SessionTable::forget(const UserId &user)
{
    sessions.remove(user);
    owners.remove(user);
    identities.remove(user);
    controls.remove(user);
    open.remove(user);
    departed.forget(user);
    for (QList<UserId> &line : lines)
        line.removeAll(user);
}

std::optional<bool> SessionTable::isOpenByHand(const PlatformId &id) const
{
    const auto told = platforms.constFind(id);
    return told == platforms.cend() ? std::nullopt : std::optional(*told == platform::Open);
}

QString SessionTable::statusOf(const AgentId &agent) const
{
    const auto record = agents.constFind(agent);
    return record == agents.cend() ? u"away"_s : record->status;
}

} // namespace sermo::desk
