// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sermo
{

//! One field of a CSV file (RFC 4180), quoted where it must be. What a spreadsheet would take for a
//! formula is made a text by an apostrophe: a customer may be called `=HYPERLINK(…)`.
[[nodiscard]] QString csvField(const QString &text);

} // namespace sermo
