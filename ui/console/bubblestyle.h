// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tokens.h"

#include <QDate>
#include <QFont>
#include <QString>

namespace sermo::ui
{

class Theme;

//! All that a bubble's look depends on beside its words: a value, so that layouts can be cached by
//! its generation. Sizes are device independent pixels.
struct BubbleStyle {
    Tokens tokens;
    QColor session; //!< the column's own colour
    QFont body, small, caption;
    QDate today; //!< whose first line needs no date above it
    QString ownName; //!< whose own words need no name beside them
    Qt::LayoutDirection direction = Qt::LeftToRight;
    int generation = 0; //!< of the theme: a cache made with another is stale

    static constexpr int Margin = 13; //!< between bubbles and the column's edge
    static constexpr int PadX = 10, PadY = 6; //!< inside a bubble
    static constexpr int LineHeight = 18;
    static constexpr int Gap = 7; //!< under each row
    static constexpr int CaptionHeight = 17;
    static constexpr int Radius = 12, RadiusTail = 3;
    static constexpr int PillHeight = 24;
    static constexpr int MaxBubble = 560; //!< longer lines read badly
};

[[nodiscard]] BubbleStyle bubbleStyle(const Theme &theme, int colour, const QString &ownName);

} // namespace sermo::ui
