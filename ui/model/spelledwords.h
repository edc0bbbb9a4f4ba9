// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sermo::model
{

//! A word of a text.
struct SpelledWord {
    qsizetype from = 0;
    qsizetype length = 0;

    friend bool operator==(const SpelledWord &, const SpelledWord &) = default;
};

//! The words of a text that a dictionary can know: no numbers, no addresses, no shortcuts of canned
//! replies, no abbreviations in capitals.
[[nodiscard]] QList<SpelledWord> spelledWordsIn(const QString &text);

} // namespace sermo::model
