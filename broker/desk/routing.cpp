// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/routing.h"

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

bool maySend(Role role, Direction direction)
{
    switch (role) {
    case Role::Desk:
        return true;
    case Role::Customer:
        return direction == Direction::Inbound;
    case Role::Channel:
        return direction != Direction::Outbound;
    case Role::Bot:
    case Role::Agent:
    case Role::Supervisor:
        return direction != Direction::Inbound;
    }
    Q_UNREACHABLE();
}

//! What the log says of erasures: a type that nobody need know, so no row of the table, but whoever
//! reads it must be able to rely on it.
constexpr auto Audit = "audit"_L1;

//! By name, in every direction: an opaque `welcome` would fool a client as well as a real one.
bool isForTheDeskAlone(const Envelope &event)
{
    if (event.type == EventType::Interest)
        return false; // of the dialogue, and every application's to say
    if (event.direction == Direction::Internal && event.typeName == Audit)
        return true;
    const EventTypeInfo *row = infoByName(event.typeName);
    return row && (row->deskOnly || row->keeping == Keeping::Dialogue);
}

} // namespace

std::optional<Refusal> refusal(const Sender &sender, const Envelope &event, const SenderName &owner)
{
    if (sender.role == Role::Desk)
        return std::nullopt;
    if (isForTheDeskAlone(event))
        return Refusal{ErrorCode::ForbiddenType, u"only the desk says `%1`"_s.arg(event.typeName)};
    if (!maySend(sender.role, event.direction))
        return Refusal{ErrorCode::ForbiddenDirection,
                       u"not for a %1 to send"_s.arg(wireName(sender.role))};
    if (sender.role == Role::Customer && event.user != sender.user)
        return Refusal{ErrorCode::ForeignUser, u"this userId is not yours"_s};
    const bool isBound = sender.role == Role::Customer || sender.role == Role::Channel;
    if (isBound && !event.user.isEmpty() && !owner.isEmpty() && owner != sender.name)
        return Refusal{ErrorCode::ForeignUser, u"this user came another way"_s};
    if (sender.role == Role::Channel && owner.isEmpty() && event.user.value().size() > MaxNewUserId)
        return Refusal{ErrorCode::BadEvent,
                       u"a userId has at most %1 characters"_s.arg(MaxNewUserId)};
    return std::nullopt;
}

bool hears(const Sender &reader, const Envelope &event, const SenderName &owner)
{
    switch (reader.role) {
    case Role::Customer:
        if (event.user != reader.user || event.direction == Direction::Internal)
            return false;
        return event.direction == Direction::Outbound || event.isStored();
    case Role::Channel:
        return event.direction == Direction::Outbound && owner == reader.name;
    case Role::Bot:
    case Role::Agent:
    case Role::Supervisor:
        return true;
    case Role::Desk:
        return false; // it is told by the router itself
    }
    Q_UNREACHABLE();
}

} // namespace sermo::desk
