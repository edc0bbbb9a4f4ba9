// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/deskstate.h"

#include "broker/desk/reasons.h"
#include "broker/desk/sendernames.h"

using namespace Qt::StringLiterals;

namespace sermo::desk
{

bool isParked(const DeskState &desk, const UserId &user)
{
    const auto beside = desk.beside.constFind(user);
    return beside != desk.beside.cend() && beside->parked;
}

bool isWorking(const DeskState &desk, const AgentRecord &agent, const QueueId &queue)
{
    return agent.status == status::Available && agent.serves(queue) && desk.agents.isOpen(agent.id);
}

AgentId keptFor(const DeskState &desk, const Session &session, Instant now)
{
    if (session.keptFor.isEmpty())
        return {};
    const Ms since = desk.beside.value(session.user).enteredAt;
    return now.steady - since < KeepPlace ? session.keptFor : AgentId();
}

AgentId offeredTo(const DeskState &desk, const Session &session, Instant now)
{
    const Ms since = desk.beside.value(session.user).offeredSince;
    return session.offer && now.steady - since < OfferStands ? session.offer->to : AgentId();
}

bool isChannelUser(const SessionTable &table, const UserId &user)
{
    return isKeyHolder(table.ownerOf(user));
}

bool isClosed(const DeskState &desk, const PlatformId &platform, qint64 wallMs)
{
    if (const auto byHand = desk.table.isOpenByHand(platform))
        return !*byHand;
    const Platform *known = desk.config.platform(platform);
    return known && known->hours && !known->hours->isOpenAt(wallMs);
}

} // namespace sermo::desk
