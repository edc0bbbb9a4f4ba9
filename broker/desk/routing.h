// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/sender.h"
#include "broker/protocol/eventframe.h"

#include <optional>

//! Who may say what, and who hears it: the routing table of contract 3 as pure functions. `owner`
//! is whose first inbound event made the event's user known, as the desk's table has it.
namespace sermo::desk
{

struct Refusal {
    ErrorCode code;
    QString message;
};

//! Characters of a userId that a customer's client or another network makes: each new one is kept,
//! for a day at least.
constexpr qsizetype MaxNewUserId = 200;

//! Why this connection may not send this event whatever the sessions' state; nothing: it may.
[[nodiscard]] std::optional<Refusal> refusal(const Sender &sender, const Envelope &event,
                                             const SenderName &owner);

//! Whether a connection hears an event of another connection.
[[nodiscard]] bool hears(const Sender &reader, const Envelope &event, const SenderName &owner);

} // namespace sermo::desk
