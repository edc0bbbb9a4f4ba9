// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/conversation.h"

#include <QList>

//! What the reception says next. Pure: a conversation in, events out. Source: seed, "Standard
//! scenario", "The bot ends a session for the agent", "The bot asks if the customer is still
//! there".
namespace sermo::bot
{

//! What the reception goes by, beside the conversation itself.
struct Rules {
    Script script;
    desk::DeskConfig config;
};

//! When the reception has something to say, on the steady clock; none: it waits for someone else.
[[nodiscard]] std::optional<std::chrono::milliseconds> dueAt(const Conversation &conversation,
                                                             const Rules &rules);

//! What it says then. Fold each into the conversation before asking again.
[[nodiscard]] QList<EventFrame> nextWords(const Conversation &conversation, const Rules &rules);

//! The way out when the queue chosen turns out not to exist: to the platform's own.
[[nodiscard]] EventFrame handoverAnyway(const UserId &user, Seq answered);

} // namespace sermo::bot
