// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/textblock.h"

#include "ui/console/textwork.h"

#include <QTextOption>
#include <QtMath>

#include <algorithm>

namespace sermo::ui
{

namespace
{

constexpr int OutOfSight = 1'000'000; //!< lower than any piece is high

} // namespace

QString withLineSeparators(QString text)
{
    for (QChar &c : text) {
        if (c == u'\n' || c == u'\r' || c == QChar::ParagraphSeparator)
            c = QChar::LineSeparator;
    }
    return text;
}

TextBlock::TextBlock(const QString &text, const QFont &font, int maxWidth, int lineHeight)
    : m_text(withLineSeparators(text))
    , m_font(font)
    , m_maxWidth(maxWidth)
    , m_lineHeight(lineHeight)
    , m_isRightToLeft(text.isRightToLeft())
{
    grow();
}

int TextBlock::grow()
{
    if (isWhole() && !m_pieces.isEmpty())
        return 0;
    const auto length = int(piece(m_text, m_done, WorkInAFrame));
    const QString words = m_text.mid(m_done, length);
    Piece next;
    next.layout = std::make_shared<QTextLayout>(words, m_font);
    next.from = int(m_done);
    next.top = m_size.height();
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(m_isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    next.layout->setTextOption(option);
    next.layout->setCacheEnabled(true);
    breakLines(next, m_done + length == m_text.size());
    m_done += next.length;
    m_size.rheight() += next.height;
    m_pieces += next;
    const int work = workOf(words);
    m_work += work;
    return work;
}

//! The last line of a piece may go on in the next one: it is left to it, and put out of sight here.
void TextBlock::breakLines(Piece &piece, bool isLast)
{
    QTextLayout &layout = *piece.layout;
    const auto length = int(layout.text().size());
    qreal widest = 0;
    qreal y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(m_maxWidth);
        const int end = line.textStart() + line.textLength();
        if (!isLast && piece.lines > 0 && end >= length) {
            line.setPosition({0, OutOfSight});
            break;
        }
        line.setPosition({0, y + qMax(0.0, (m_lineHeight - line.height()) / 2)});
        y += qMax<qreal>(m_lineHeight, line.height()); // an emoji may be taller than the type
        piece.height += qMax(m_lineHeight, qCeil(line.height()));
        widest = qMax(widest, line.naturalTextWidth());
        piece.length = end;
        ++piece.lines;
    }
    layout.endLayout();
    m_size.setWidth(qMax(m_size.width(), qCeil(widest)));
}

int TextBlock::lineCount() const
{
    int lines = 0;
    for (const Piece &piece : m_pieces)
        lines += piece.lines;
    return lines;
}

//! Lines from the right stand at the right of the width they were broken for.
QPointF TextBlock::corner(const Piece &piece) const
{
    return {qreal(m_isRightToLeft ? m_size.width() - m_maxWidth : 0), qreal(piece.top)};
}

void TextBlock::draw(QPainter *painter, const QPointF &topLeft,
                     const QList<QTextLayout::FormatRange> &selections, const QRectF &seen) const
{
    for (const Piece &piece : m_pieces) {
        const QPointF at = topLeft + corner(piece);
        QRectF clip(at, QSizeF(m_maxWidth, piece.height));
        // As wide as it likes: italics lean out of their line.
        clip.adjust(-m_maxWidth, -m_lineHeight, m_maxWidth, m_lineHeight);
        if (!seen.isEmpty())
            clip &= QRectF(clip.left(), seen.top(), clip.width(), seen.height());
        if (clip.isEmpty())
            continue;
        QList<QTextLayout::FormatRange> here;
        for (QTextLayout::FormatRange range : selections) {
            const int from = std::max(range.start, piece.from);
            const int to = std::min(range.start + range.length, piece.from + piece.length);
            range.start = from - piece.from;
            range.length = to - from;
            if (from < to)
                here += range;
        }
        piece.layout->draw(painter, at, here, clip);
    }
}

int TextBlock::cursorAt(const QPointF &point) const
{
    for (const Piece &piece : m_pieces) {
        const bool isLastPiece = &piece == &m_pieces.last();
        if (!isLastPiece && point.y() >= piece.top + piece.height)
            continue;
        const QPointF inside = point - corner(piece);
        for (int i = 0; i < piece.lines; ++i) {
            const QTextLine line = piece.layout->lineAt(i);
            if (inside.y() < line.y() + line.height() || i == piece.lines - 1)
                return piece.from + line.xToCursor(inside.x());
        }
    }
    return 0;
}

std::pair<int, int> TextBlock::between(qreal top, qreal bottom) const
{
    constexpr qreal FarRight = 1e5;
    const int a = cursorAt({-FarRight, top});
    const int b = cursorAt({FarRight, top});
    const int c = cursorAt({-FarRight, bottom});
    const int d = cursorAt({FarRight, bottom});
    return {std::min({a, b, c, d}), std::max({a, b, c, d})};
}

QList<QRectF> TextBlock::rectsOf(int from, int to) const
{
    QList<QRectF> rects;
    for (const Piece &piece : m_pieces) {
        if (piece.from >= to || piece.from + piece.length <= from)
            continue;
        for (int i = 0; i < piece.lines; ++i) {
            const QTextLine line = piece.layout->lineAt(i);
            const int first = qMax(from - piece.from, line.textStart());
            const int last = qMin(to - piece.from, line.textStart() + line.textLength());
            if (first >= last)
                continue;
            const qreal a = line.cursorToX(first);
            const qreal b = line.cursorToX(last);
            rects += QRectF(qMin(a, b), line.y(), qAbs(b - a), line.height())
                         .translated(corner(piece));
        }
    }
    return rects;
}

QRectF TextBlock::caretAtEnd() const
{
    if (m_pieces.isEmpty() || m_pieces.last().lines == 0)
        return {};
    const Piece &last = m_pieces.last();
    const QTextLine line = last.layout->lineAt(last.lines - 1);
    const qreal x = line.cursorToX(last.length);
    return QRectF(x, line.y(), 1.5, line.height()).translated(corner(last));
}

} // namespace sermo::ui
