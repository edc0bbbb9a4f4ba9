// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <optional>

namespace sermo
{

//! A number written in digits and nothing else, at most `Most`. Qt's own conversions also take
//! blanks around it, a plus before it and a NUL behind it; what comes from outside says what it
//! means.
template <typename Number>
[[nodiscard]] std::optional<Number> wholeNumber(QByteArrayView text, Number most)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    bool fits = false;
    const qulonglong value = text.toULongLong(&fits);
    if (!fits || !std::all_of(text.begin(), text.end(), isDigit) || value > qulonglong(most))
        return std::nullopt;
    return Number(value);
}

} // namespace sermo
