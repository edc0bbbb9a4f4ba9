// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sermo
{

//! Why an event was refused: the `code` of an `error` event (contract 3, Errors).
enum class ErrorCode : quint8 {
    BadJson,
    BadEvent,
    DuplicateKey,
    ReservedField,
    UnknownDirection,
    ForbiddenDirection,
    ForbiddenType,
    ForeignUser,
    UserIdTaken,
    UnknownUser,
    UnknownQueue,
    SessionEnded,
    WrongState,
    RateLimited,
    StorageUnavailable,
};

[[nodiscard]] QLatin1StringView wireName(ErrorCode code);

//! Why a connection was closed: WebSocket close codes (contract 3).
enum class CloseCode : quint16 {
    Normal = 1000,
    TooLarge = 1009,
    Protocol = 4400,
    NotAuthorised = 4401,
    TooSlow = 4408,
    Flood = 4429,
    Draining = 4503,
};

//! Who holds a key (contract 3, Routing). A customer has a token instead, the desk nothing.
enum class Role : quint8 { Customer, Bot, Agent, Supervisor, Channel, Desk };

[[nodiscard]] QLatin1StringView wireName(Role role);

} // namespace sermo
