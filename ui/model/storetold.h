// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/session.h"
#include "broker/protocol/eventbody.h"

#include <optional>

//! What a SessionStore tells of single events, for who counts them or keeps a log of his own.
namespace sermo::model
{

//! What the log tells of a transfer's offer beside the session.
struct OfferTold {
    Seq seq = 0; //!< of the `handover_to_agent`; 0: none was made
    QString note;
    bool isFresh = false; //!< heard when it was made, so its half minute began here and now
    bool isDeclined = false;
};

//! Why the allocator gave a session to somebody, or to nobody: an `allocation` event.
struct AllocationTold {
    Seq seq = 0;
    qint64 atMs = 0; //!< wall time
    UserId user;
    event::Allocation decision;
};

//! One stored event that moved a session: how it was before and after.
struct SessionMove {
    Seq seq = 0;
    qint64 atMs = 0; //!< wall time
    std::optional<desk::Session> before; //!< none: it began
    desk::Session after;
};

//! What a forecast was worth: a `presence_point` of a customer who was talked with.
struct PresenceLesson {
    qint64 atMs = 0; //!< wall time
    double probability = 0; //!< as was believed
    bool acted = false; //!< as it turned out
};

} // namespace sermo::model
