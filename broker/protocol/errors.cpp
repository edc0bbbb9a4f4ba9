// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/errors.h"

#include <QString>

using namespace Qt::StringLiterals;

namespace sermo
{

QLatin1StringView wireName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadJson:
        return "bad_json"_L1;
    case ErrorCode::BadEvent:
        return "bad_event"_L1;
    case ErrorCode::DuplicateKey:
        return "duplicate_key"_L1;
    case ErrorCode::ReservedField:
        return "reserved_field"_L1;
    case ErrorCode::UnknownDirection:
        return "unknown_direction"_L1;
    case ErrorCode::ForbiddenDirection:
        return "forbidden_direction"_L1;
    case ErrorCode::ForbiddenType:
        return "forbidden_type"_L1;
    case ErrorCode::ForeignUser:
        return "foreign_user"_L1;
    case ErrorCode::UserIdTaken:
        return "user_id_taken"_L1;
    case ErrorCode::UnknownUser:
        return "unknown_user"_L1;
    case ErrorCode::UnknownQueue:
        return "unknown_queue"_L1;
    case ErrorCode::SessionEnded:
        return "session_ended"_L1;
    case ErrorCode::WrongState:
        return "wrong_state"_L1;
    case ErrorCode::RateLimited:
        return "rate_limited"_L1;
    case ErrorCode::StorageUnavailable:
        return "storage_unavailable"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView wireName(Role role)
{
    switch (role) {
    case Role::Customer:
        return "customer"_L1;
    case Role::Bot:
        return "bot"_L1;
    case Role::Agent:
        return "agent"_L1;
    case Role::Supervisor:
        return "supervisor"_L1;
    case Role::Channel:
        return "channel"_L1;
    case Role::Desk:
        return "desk"_L1;
    }
    Q_UNREACHABLE();
}

} // namespace sermo
