// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>

namespace sermo::ui
{

//! The colours and sizes of the look, as in design/tokens.css. A value: widgets read it from the
//! Theme whenever they paint and keep no copy. Sizes are device independent pixels.
struct Tokens {
    bool dark = false;

    QColor bg, surface, surface2, line, line2;
    QColor text, text2, text3;
    QColor accent, accentSoft, good, goodSoft, warn, warnSoft, bad, badSoft;
    QColor onColour; //!< text on accent, good, bad and the sessions' colours
    std::array<QColor, 6> session; //!< a column's own colour, by its number

    static constexpr int Radius = 8;
    static constexpr int RadiusSmall = 6;

    [[nodiscard]] const QColor &sessionColour(int number) const
    {
        return session[static_cast<size_t>(number) % session.size()];
    }

    friend bool operator==(const Tokens &, const Tokens &) = default;
};

[[nodiscard]] Tokens lightTokens();
[[nodiscard]] Tokens darkTokens();

//! How well two colours can be told apart: WCAG's contrast ratio, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace sermo::ui
