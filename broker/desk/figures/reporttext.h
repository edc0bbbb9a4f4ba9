// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/report.h"

namespace sermo::figures
{

//! A report as bytes, UTF-8: for programs, for spreadsheets, for people. Each states the time zone,
//! the opening hours and the rules.
[[nodiscard]] QByteArray toJson(const Report &report); //!< with the cases behind each count
//! RFC 4180. What a spreadsheet would take for a formula is made a text by an apostrophe.
[[nodiscard]] QByteArray toCsv(const Report &report);
//! One file that loads nothing, with all names as plain text.
[[nodiscard]] QByteArray toHtml(const Report &report);

} // namespace sermo::figures
