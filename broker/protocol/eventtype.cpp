// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventtype.h"

#include <QString>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace sermo
{

namespace
{

// Directions, fate and rights of a row, in words, so that the table below reads as one.
enum Trait : unsigned {
    In = 1 << 0,
    Out = 1 << 1,
    Internal = 1 << 2,
    Passes = 1 << 3,
    Dialogue = 1 << 4, // neither: stored
    Moves = 1 << 5, // may change a session's state
    DeskOnly = 1 << 6,
    NoUser = 1 << 7, // application-wide
};

constexpr EventTypeInfo row(EventType type, QLatin1StringView name, unsigned traits)
{
    const Keeping keeping = (traits & Passes) ? Keeping::Passing
        : (traits & Dialogue)                 ? Keeping::Dialogue
                                              : Keeping::Stored;
    return {type,
            name,
            (traits & In) != 0,
            (traits & Out) != 0,
            (traits & Internal) != 0,
            keeping,
            (traits & Moves) != 0,
            (traits & DeskOnly) != 0,
            (traits & NoUser) == 0};
}

// In the order of the enumeration: info() is an index.
constexpr EventTypeInfo Table[] = {
    row(EventType::Opaque, ""_L1, NoUser),

    row(EventType::Start, "start"_L1, In | Moves),
    row(EventType::Text, "text"_L1,
        In | Out | Moves), // outbound moves nothing: the desk looks at the direction
    row(EventType::Heartbeat, "heartbeat"_L1, In | Passes),
    row(EventType::MessagesRead, "messages_read"_L1, In),
    row(EventType::ClientLeft, "client_left"_L1, In | Moves),
    row(EventType::ClientUnload, "client_unload"_L1, In),
    row(EventType::TypingOn, "typing_on"_L1, In | Out | Passes),
    row(EventType::Rating, "rating"_L1, In),

    row(EventType::QueueNumber, "queue_number"_L1, Out | Passes),
    row(EventType::Info, "info"_L1, Out),
    row(EventType::TypingOff, "typing_off"_L1, Out | Passes),
    row(EventType::PlatformClosed, "platform_closed"_L1, Out),
    row(EventType::EndSession, "end_session"_L1, Out | Moves),

    row(EventType::HandoverToAgent, "handover_to_agent"_L1, Internal | Moves),
    row(EventType::HandoverToQueue, "handover_to_queue"_L1, Internal | Moves),
    row(EventType::ClaimSession, "claim_session"_L1, Internal | Moves),
    row(EventType::CustomerIdentified, "customer_identified"_L1, Internal),
    row(EventType::AgentDone, "agent_done"_L1, Internal | Moves),
    row(EventType::ApplicationHeartbeat, "application_heartbeat"_L1, Internal | Passes | NoUser),

    row(EventType::AgentStatus, "agent_status"_L1, Internal | NoUser),
    row(EventType::HandoverToBot, "handover_to_bot"_L1, Internal | Moves),
    row(EventType::Allocation, "allocation"_L1, Internal | DeskOnly),
    row(EventType::Presence, "presence"_L1, Internal | Passes | DeskOnly),
    row(EventType::PresencePoint, "presence_point"_L1, Internal | DeskOnly),
    row(EventType::SessionState, "session_state"_L1, Internal | Passes | DeskOnly),
    row(EventType::QueueState, "queue_state"_L1, Internal | Passes | DeskOnly | NoUser),
    row(EventType::Note, "note"_L1, Internal),
    row(EventType::Hand, "hand"_L1, Internal),
    row(EventType::Tag, "tag"_L1, Internal),
    row(EventType::CannedReply, "canned_reply"_L1, Internal | NoUser),
    row(EventType::Draft, "draft"_L1, Internal | Passes),
    row(EventType::SessionPlatform, "session_platform"_L1, Internal | Moves | DeskOnly),
    row(EventType::PlatformStatus, "platform_status"_L1, Internal | NoUser),
    row(EventType::CustomerErased, "customer_erased"_L1, Internal | Passes | DeskOnly),
    row(EventType::BrokerState, "broker_state"_L1, Internal | Passes | DeskOnly | NoUser),

    row(EventType::Hello, "hello"_L1, Dialogue | NoUser),
    row(EventType::Welcome, "welcome"_L1, Dialogue | DeskOnly | NoUser),
    row(EventType::Ack, "ack"_L1, Dialogue | DeskOnly | NoUser),
    row(EventType::Error, "error"_L1, Dialogue | DeskOnly | NoUser),
    row(EventType::ClaimRejected, "claim_rejected"_L1, Dialogue | DeskOnly),
    row(EventType::Interest, "interest"_L1, Internal | Dialogue | NoUser),
};

constexpr bool rowsAreInTheirPlaces()
{
    for (std::size_t i = 0; i < std::size(Table); ++i) {
        if (static_cast<std::size_t>(Table[i].type) != i)
            return false;
    }
    return std::size(Table) == static_cast<std::size_t>(EventType::Interest) + 1;
}
static_assert(rowsAreInTheirPlaces());

bool isKnown(const EventTypeInfo &row, Direction direction)
{
    switch (direction) {
    case Direction::Inbound:
        return row.inbound;
    case Direction::Outbound:
        return row.outbound;
    case Direction::Internal:
        return row.internal;
    }
    Q_UNREACHABLE();
}

} // namespace

QLatin1StringView wireName(Direction direction)
{
    switch (direction) {
    case Direction::Inbound:
        return "inbound"_L1;
    case Direction::Outbound:
        return "outbound"_L1;
    case Direction::Internal:
        return "internal"_L1;
    }
    Q_UNREACHABLE();
}

std::optional<Direction> direction(QStringView name)
{
    for (const Direction candidate :
         {Direction::Inbound, Direction::Outbound, Direction::Internal}) {
        if (name == wireName(candidate))
            return candidate;
    }
    return std::nullopt;
}

std::span<const EventTypeInfo> eventTypes()
{
    return Table;
}

const EventTypeInfo &info(EventType type)
{
    return Table[static_cast<std::size_t>(type)];
}

EventType eventType(QStringView name, Direction direction)
{
    const EventTypeInfo *row = infoByName(name);
    return row && isKnown(*row, direction) ? row->type : EventType::Opaque;
}

const EventTypeInfo *infoByName(QStringView name)
{
    // The first row is Opaque's, which has no name.
    const auto known = std::span(Table).subspan(1);
    const auto found = std::ranges::find_if(
        known, [name](const EventTypeInfo &row) { return name == row.name; });
    return found == known.end() ? nullptr : std::to_address(found);
}

} // namespace sermo
