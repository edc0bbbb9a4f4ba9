// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/bubblelayout.h"
#include "ui/model/imagelibrary.h"

#include <QPainterPath>

class QPainter;

namespace sermo::ui
{

//! What of a row is marked: by the keyboard's or the pointer's choice, or as marked text.
struct BubbleMarks {
    bool current = false; //!< a ring around it: the keyboard is here
    int selectionFrom = 0, selectionTo = 0; //!< in the text; equal: nothing
};

//! Paints one row as it was laid out, its image as far as it is at hand, and no more than what is
//! seen (as topLeft counts; empty: all). Keeps nothing.
void paintBubble(QPainter *painter, const QPoint &topLeft, const model::TranscriptItem &item,
                 const BubbleLayout &layout, const BubbleStyle &style, const BubbleMarks &marks,
                 const model::ImageLibrary::Look &image = {}, const QRect &seen = {});

//! A bubble's outline: round, but for the corner towards its speaker.
[[nodiscard]] QPainterPath bubblePath(const QRectF &rect, bool tailAtRight);

} // namespace sermo::ui
