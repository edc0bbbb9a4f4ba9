// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskstate.h"
#include "broker/desk/sender.h"

namespace sermo::desk
{

//! What becomes of a submitted event.
struct Verdict {
    enum class Kind : quint8 {
        Accept, //!< store (or pass) and deliver
        Unchanged, //!< it changes nothing: acknowledged without a seq, goes no further
        Refuse, //!< an `error` with `code`
        ClaimLost, //!< `claim_rejected` with `claimedBy`
    };
    Kind kind = Kind::Accept;
    ErrorCode code = ErrorCode::BadEvent;
    QString message;
    AgentId claimedBy;
    Seq basedOn = 0; //!< the user's lastControl this verdict holds for: the append's condition
};

//! Whether a sender may say this now: by direction and role, then by the session's state, then by
//! who holds it (contract 3, Routing; contract 5). Pure.
[[nodiscard]] Verdict judge(const DeskState &desk, const Sender &sender, const EventFrame &frame,
                            Instant now);

} // namespace sermo::desk
