// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <span>

namespace sermo
{

//! Where an event is routed (seed, "Common event attributes"; contract 3, Routing).
enum class Direction : quint8 { Inbound, Outbound, Internal };

[[nodiscard]] QLatin1StringView wireName(Direction direction);
[[nodiscard]] std::optional<Direction> direction(QStringView name); //!< none: no such direction

//! Every type the seed or the contract names. Opaque is all else, and every known name in a
//! direction where neither has it: it travels on and moves no state.
enum class EventType : quint8 {
    Opaque,
    // inbound
    Start,
    Text,
    Heartbeat,
    MessagesRead,
    ClientLeft,
    ClientUnload,
    TypingOn,
    Rating,
    // outbound (Text and TypingOn go both ways)
    QueueNumber,
    Info,
    TypingOff,
    PlatformClosed,
    EndSession,
    // internal, the seed's
    HandoverToAgent,
    HandoverToQueue,
    ClaimSession,
    CustomerIdentified,
    AgentDone,
    ApplicationHeartbeat,
    // internal, ours
    AgentStatus,
    HandoverToBot,
    Allocation,
    Presence,
    PresencePoint,
    SessionState,
    QueueState,
    Note,
    Hand,
    Tag,
    CannedReply,
    Draft,
    SessionPlatform,
    PlatformStatus,
    CustomerErased,
    BrokerState,
    // a dialogue with one client, but for the last without a direction of their own
    Hello,
    Welcome,
    Ack,
    Error,
    ClaimRejected,
    Interest,
};

//! What becomes of an event once it is accepted (contract 3, "Stored or passing").
enum class Keeping : quint8 {
    Stored, //!< appended to the log, gets a seq, then delivered
    Passing, //!< delivered, never stored; a slow reader may get only the newest
    Dialogue, //!< between the broker and one client: never stored, never seen by others
};

//! One row of the table that the whole program, the tests and the protocol reference read.
struct EventTypeInfo {
    EventType type;
    QLatin1StringView name; //!< as on the wire
    bool inbound, outbound, internal; //!< the directions in which the type is known
    Keeping keeping;
    bool movesSession; //!< may change a session's state: appended on condition (architecture, rule
                       //!< 3)
    bool deskOnly; //!< `forbidden_type` from anyone but the desk, in every direction
    bool wantsUser; //!< must name a userId
};

[[nodiscard]] std::span<const EventTypeInfo> eventTypes();
[[nodiscard]] const EventTypeInfo &info(EventType type);

//! The type a name has in a direction; Opaque when neither seed nor contract has it there.
[[nodiscard]] EventType eventType(QStringView name, Direction direction);

//! The row with that name whatever the direction, or null: `forbidden_type` and what passes are
//! judged by name in every direction.
[[nodiscard]] const EventTypeInfo *infoByName(QStringView name);

} // namespace sermo
