// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/script.h"
#include "broker/desk/deskconfig.h"
#include "broker/protocol/eventbody.h"

//! What a customer's text means to the reception. Pure; knows neither what was asked nor why.
namespace sermo::bot
{

// Payloads of the buttons that the reception offers.
namespace payload
{
[[nodiscard]] QString forQueue(const QueueId &queue);
inline constexpr QLatin1StringView NoNumber{"reception:no-number"};
inline constexpr QLatin1StringView Yes{"reception:yes"};
inline constexpr QLatin1StringView No{"reception:no"};
inline constexpr QLatin1StringView StillHere{"reception:here"};
} // namespace payload

//! A button of the reception's, not words: no more of it is to come.
[[nodiscard]] bool isButton(const event::Text &text);

//! The queue meant by a button, by its label typed, or by words that tell of one queue only; empty
//! when it cannot be told.
[[nodiscard]] QueueId queueMeant(const event::Text &text, const Phrases &phrases,
                                 const desk::DeskConfig &config);

//! What a queue is called on its button.
[[nodiscard]] QString labelOf(const QueueId &queue, const Phrases &phrases,
                              const desk::DeskConfig &config);

//! The customer number in a text, its spaces and dashes taken out; empty when there is none.
[[nodiscard]] QString customerNumberIn(const QString &text, const QRegularExpression &pattern);

[[nodiscard]] bool saysNo(const event::Text &text, const Phrases &phrases);
[[nodiscard]] bool lacksNumber(const event::Text &text, const Phrases &phrases);

} // namespace sermo::bot
