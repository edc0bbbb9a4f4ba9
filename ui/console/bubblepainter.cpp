// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/bubblepainter.h"

#include "ui/console/textwork.h"
#include "ui/model/names.h"
#include "ui/style/icon.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Look = BubbleLayout::Look;

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::Bubble)
};

QColor textColour(Look look, const BubbleStyle &s)
{
    switch (look) {
    case Look::Theirs:
        return s.tokens.text;
    case Look::Ours:
        return s.tokens.onColour;
    case Look::Automatic:
        return s.tokens.text2;
    case Look::Aside:
        return s.tokens.warn;
    case Look::Event:
        return s.tokens.text3;
    }
    Q_UNREACHABLE();
}

void paintShape(QPainter *p, const QRect &bubble, Look look, bool sending, const BubbleStyle &s)
{
    const bool right
        = (look == Look::Ours || look == Look::Automatic) != (s.direction == Qt::RightToLeft);
    p->setPen(Qt::NoPen);
    if (look == Look::Aside) {
        p->setBrush(s.tokens.warnSoft);
        p->drawRoundedRect(bubble, Tokens::Radius, Tokens::Radius);
    } else if (look == Look::Automatic) {
        p->setBrush(Qt::NoBrush);
        p->setPen(QPen(s.tokens.line, 1));
        p->drawPath(bubblePath(QRectF(bubble).adjusted(0.5, 0.5, -0.5, -0.5), right));
    } else {
        QColor fill = look == Look::Ours ? s.session : s.tokens.line2;
        if (sending)
            fill.setAlphaF(0.75F);
        p->setBrush(fill);
        p->drawPath(bubblePath(bubble, right));
    }
}

void paintDayBreak(QPainter *p, const QRect &rect, const model::TranscriptItem &item,
                   const BubbleStyle &s)
{
    const QString day = dayOf(item);
    p->setFont(s.caption);
    const int w = p->fontMetrics().horizontalAdvance(day) + 16;
    const int y = rect.center().y();
    const int middle = rect.center().x();
    p->setPen(s.tokens.line);
    p->drawLine(rect.left(), y, middle - w / 2, y);
    p->drawLine(middle + w / 2, y, rect.right(), y);
    p->setPen(s.tokens.text3);
    p->drawText(rect, Qt::AlignCenter, day);
}

//! The thumbnail fills its place; what is of another shape is cut at two sides.
void paintPicture(QPainter *p, const QRect &rect, const QImage &thumbnail, const BubbleStyle &s)
{
    const QSizeF full
        = QSizeF(thumbnail.size()).scaled(rect.size(), Qt::KeepAspectRatioByExpanding);
    QBrush brush(thumbnail);
    QTransform placed;
    placed.translate(rect.x() - (full.width() - rect.width()) / 2,
                     rect.y() - (full.height() - rect.height()) / 2);
    placed.scale(full.width() / thumbnail.width(), full.height() / thumbnail.height());
    brush.setTransform(placed);
    p->setRenderHint(QPainter::SmoothPixmapTransform);
    // What shows through lies on the surface, and what is as pale as it has an edge.
    p->setPen(Qt::NoPen);
    p->setBrush(s.tokens.surface2);
    p->drawRoundedRect(rect, Tokens::Radius, Tokens::Radius);
    p->setBrush(brush);
    p->drawRoundedRect(rect, Tokens::Radius, Tokens::Radius);
    p->setPen(QPen(s.tokens.line, 1));
    p->setBrush(Qt::NoBrush);
    p->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), Tokens::Radius, Tokens::Radius);
}

//! A place for what is not there: an icon, and why in as many lines as there is room for.
void paintPlace(QPainter *p, const QRect &rect, const QString &iconName, const QString &words,
                const BubbleStyle &s)
{
    p->setPen(QPen(s.tokens.line, 1));
    p->setBrush(s.tokens.line2);
    p->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), Tokens::Radius, Tokens::Radius);
    constexpr int Icon = 20;
    const QPixmap pixmap
        = iconPixmap(iconName, s.tokens.text2, Icon, p->device()->devicePixelRatioF());
    p->drawPixmap(rect.center().x() - Icon / 2, rect.center().y() - Icon, pixmap);
    p->setFont(s.caption);
    p->setPen(s.tokens.text2);
    p->drawText(rect.adjusted(6, rect.height() / 2 + 4, -6, -2),
                Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, words);
}

void paintImage(QPainter *p, const QRect &rect, const model::ImageLibrary::Look &image,
                const BubbleStyle &s)
{
    using State = model::ImageLibrary::Look::State;
    switch (image.state) {
    case State::Ready:
        return paintPicture(p, rect, image.thumbnail, s);
    case State::Loading:
        return paintPlace(p, rect, u"image"_s, Tr::tr("Image"), s);
    case State::Failed: {
        const QString why = model::textOf(image.why);
        return paintPlace(
            p, rect, u"circle-alert"_s,
            model::isPassing(image.why) ? u"%1\n%2"_s.arg(why, Tr::tr("Click to try again")) : why,
            s);
    }
    }
}

//! What the keyboard's ring goes around.
QRect whole(const BubbleLayout &layout)
{
    const QRect seen = layout.bubble.united(layout.image);
    return seen.isEmpty() ? layout.text.adjusted(-6, 0, 6, 0) : seen;
}

//! In the pen of the words.
void paintLinks(QPainter *p, const BubbleLayout &layout, const QRect &seen)
{
    if (layout.links.isEmpty())
        return;
    const auto [from, to] = seen.isEmpty()
        ? std::pair(0, int(layout.words.done()))
        : layout.words.between(seen.top() - layout.text.top(), seen.bottom() - layout.text.top());
    for (const model::Link &link : layout.links) {
        if (link.from + link.length < from || link.from > to)
            continue;
        const QList<QRectF> rects
            = layout.words.rectsOf(int(link.from), int(link.from + link.length));
        for (const QRectF &rect : rects) {
            const qreal y = layout.text.top() + rect.bottom() - 1.5;
            p->drawLine(QPointF(layout.text.left() + rect.left(), y),
                        QPointF(layout.text.left() + rect.right(), y));
        }
    }
}

void paintMore(QPainter *p, const BubbleLayout &layout, const BubbleStyle &s)
{
    if (layout.more.isEmpty())
        return;
    QFont font = s.small;
    font.setUnderline(true);
    p->setFont(font);
    p->setPen(textColour(layout.look, s));
    p->drawText(layout.more, Qt::AlignVCenter | Qt::TextSingleLine, layout.moreText);
}

void paintPills(QPainter *p, const QList<QRect> &pills, const model::TranscriptItem &item,
                const BubbleStyle &s, const QRect &seen)
{
    p->setFont(s.small);
    p->setBrush(Qt::NoBrush);
    for (qsizetype i = 0; i < pills.size(); ++i) {
        if (!seen.isEmpty() && !pills.at(i).intersects(seen))
            continue;
        const QRectF pill = QRectF(pills.at(i)).adjusted(0.5, 0.5, -0.5, -0.5);
        p->setPen(QPen(s.session, 1));
        p->drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
        const QRect inside = pills.at(i).adjusted(s.PadX, 0, -s.PadX, 0);
        const QString words = cut(model::oneLine(item.quickReplies.at(i).text), WorkInALine);
        const QString label = p->fontMetrics().elidedText(words, Qt::ElideRight, inside.width());
        p->drawText(inside, Qt::AlignCenter | Qt::TextSingleLine, label);
    }
}

QList<QTextLayout::FormatRange> selectionOf(const BubbleMarks &marks, const BubbleLayout &layout,
                                            const BubbleStyle &s)
{
    if (marks.selectionFrom >= marks.selectionTo)
        return {};
    QTextLayout::FormatRange range;
    range.start = layout.before + marks.selectionFrom;
    range.length = marks.selectionTo - marks.selectionFrom;
    const bool onColour = layout.look == Look::Ours;
    range.format.setBackground(onColour ? s.tokens.onColour : s.tokens.accent);
    range.format.setForeground(onColour ? s.session : s.tokens.onColour);
    return {range};
}

} // namespace

QPainterPath bubblePath(const QRectF &r, bool tailAtRight)
{
    const qreal big = qMin<qreal>(BubbleStyle::Radius, r.height() / 2);
    const qreal small = BubbleStyle::RadiusTail;
    const qreal left = tailAtRight ? big : small;
    const qreal right = tailAtRight ? small : big;
    QPainterPath path;
    path.moveTo(r.left() + big, r.top());
    path.arcTo(QRectF(r.right() - 2 * big, r.top(), 2 * big, 2 * big), 90, -90);
    path.arcTo(QRectF(r.right() - 2 * right, r.bottom() - 2 * right, 2 * right, 2 * right), 0, -90);
    path.arcTo(QRectF(r.left(), r.bottom() - 2 * left, 2 * left, 2 * left), 270, -90);
    path.arcTo(QRectF(r.left(), r.top(), 2 * big, 2 * big), 180, -90);
    path.closeSubpath();
    return path;
}

void paintBubble(QPainter *p, const QPoint &topLeft, const model::TranscriptItem &item,
                 const BubbleLayout &layout, const BubbleStyle &style, const BubbleMarks &marks,
                 const model::ImageLibrary::Look &image, const QRect &seen)
{
    const QRect inRow = seen.translated(-topLeft);
    p->save();
    p->translate(topLeft);
    p->setRenderHint(QPainter::Antialiasing);
    if (!layout.dayBreak.isEmpty())
        paintDayBreak(p, layout.dayBreak, item, style);
    if (!layout.image.isEmpty())
        paintImage(p, layout.image, image, style);
    if (!layout.bubble.isEmpty()) {
        const bool sending = item.delivery == model::TranscriptItem::Delivery::Sending;
        paintShape(p, layout.bubble, layout.look, sending, style);
    }
    p->setPen(textColour(layout.look, style));
    layout.words.draw(p, layout.text.topLeft(), selectionOf(marks, layout, style), inRow);
    paintLinks(p, layout, inRow);
    paintMore(p, layout, style);
    paintPills(p, layout.pills, item, style, inRow);
    if (!layout.caption.isEmpty()) {
        p->setFont(style.caption);
        p->setPen(layout.failed ? style.tokens.bad : style.tokens.text3);
        p->drawText(layout.caption, Qt::AlignVCenter | Qt::TextSingleLine,
                    p->fontMetrics().elidedText(layout.captionText, Qt::ElideRight,
                                                layout.caption.width() + 1));
    }
    if (marks.current) {
        p->setBrush(Qt::NoBrush);
        p->setPen(QPen(style.tokens.accent, 2));
        p->drawRoundedRect(QRectF(whole(layout)).adjusted(-2, -2, 2, 2), style.Radius,
                           style.Radius);
    }
    p->restore();
}

} // namespace sermo::ui
