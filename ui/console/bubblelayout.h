// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/bubblestyle.h"
#include "ui/console/textblock.h"
#include "ui/model/links.h"
#include "ui/model/transcript.h"

#include <QList>
#include <QRect>

namespace sermo::ui
{

//! Where the parts of one transcript row stand: a value without a painter, used to paint, to hit,
//! to copy and to tell assistive technology. Coordinates are the row's own, from its top left;
//! an empty rectangle means that the part is not there.
struct BubbleLayout {
    //! How a row looks; by its kind, and for people by the side they stand on.
    enum class Look : quint8 {
        Theirs, //!< the customer: left, grey
        Ours, //!< an agent: right, in the session's colour
        Automatic, //!< the bot: right, outlined
        Aside, //!< a note: the full width, amber
        Event, //!< what happened: a small centred line
    };

    Look look = Look::Event;
    int height = 0; //!< of the row, with the gap under it
    QRect dayBreak;
    QRect bubble;
    QRect image;
    QRect text;
    QRect more; //!< shows the rest of a long text
    QString moreText;
    QList<QRect> pills; //!< one a quick reply
    QRect caption;
    QString captionText;
    bool failed = false; //!< the caption says why it was not sent
    TextBlock words; //!< the text, broken for `text`
    int before = 0; //!< letters of `words` that stand before the row's own text
    QList<model::Link> links; //!< in it
};

//! What of its neighbours a row's layout depends on.
struct RowSurroundings {
    bool endsGroup = true; //!< the next row is not of the same speaker and minute: a time is shown
    bool isFirst = false; //!< of the conversation
    QSize picture = {}; //!< of its image, in pixels; empty: none, or not known yet
    bool isOpened = false; //!< all of a long text is wanted
    const TextBlock *begun = nullptr; //!< its words as far as they stand for this width and style
};

//! A longer text is shown by its beginning until all of it is asked for.
inline constexpr qsizetype ShownOfText = 4000;
//! Whether there is more of it than that.
[[nodiscard]] bool isLongText(const model::TranscriptItem &item);

//! Lays out one row for a width, of a text as much as one frame has time for: the rest comes with
//! TextBlock::grow(). Pure: the same arguments give the same geometry.
[[nodiscard]] BubbleLayout layoutBubble(const model::TranscriptItem &item, RowSurroundings around,
                                        int width, const BubbleStyle &style);

//! How large an image of so many pixels stands in a bubble no wider than that: as it is or smaller,
//! and never too small to be hit. Of unknown size: as a place for it.
[[nodiscard]] QSize shownImageSize(QSize pixels, int maxWidth);

//! A quick guess of the same row's height, for rows that nobody has looked at yet.
[[nodiscard]] int estimateHeight(const model::TranscriptItem &item, int width);

//! The words under a bubble: who (when that is not clear), when, and what became of it.
[[nodiscard]] QString captionOf(const model::TranscriptItem &item, const BubbleStyle &style);

//! The links that a row opens: those in what people and the bot say, not in what happened.
[[nodiscard]] QList<model::Link> linksIn(const model::TranscriptItem &item);

//! The day of a row, for the line above it.
[[nodiscard]] QString dayOf(const model::TranscriptItem &item);

} // namespace sermo::ui
