// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/report.h"

namespace sermo::figures
{

enum class Behind : quint8 { Told, LeftOut };

//! A report as bytes, UTF-8: for programs, for spreadsheets, for people. Each states the time zone,
//! the opening hours and the rules.
//! With the cases behind each count, which are most of it, or without.
[[nodiscard]] QByteArray toJson(const Report &report, Behind cases = Behind::Told);
//! RFC 4180. What a spreadsheet would take for a formula is made a text by an apostrophe.
[[nodiscard]] QByteArray toCsv(const Report &report);
//! One file that loads nothing, with all names as plain text.
[[nodiscard]] QByteArray toHtml(const Report &report);

} // namespace sermo::figures
