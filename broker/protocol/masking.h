// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"

namespace sermo
{

//! What a platform that masks numbers does to a customer's words (contract 3): the digits of card
//! numbers (13 to 19, Luhn) and Swedish personal numbers (with or without century, Luhn) become
//! `*`, whatever stands between their groups. Pure; the widget does the same (masking.ts), held to
//! it by tests/data/masking.json.
[[nodiscard]] QString maskNumbers(QString text);

//! The same for a text that is still being typed. Its numbers are not whole yet, so every row of
//! more than four digits is hidden: else the last digit of a number would be the only hidden one.
[[nodiscard]] QString maskPreview(QString text);

//! The event with its `text` masked, all other bytes as they were; the very same where there is
//! nothing to mask.
[[nodiscard]] EventFrame masked(const EventFrame &frame);

} // namespace sermo
