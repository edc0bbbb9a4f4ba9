// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/textblock.h"

#include <QTextOption>
#include <QtMath>

namespace sermo::ui
{

namespace
{

//! One pass of line breaking; gives the widest line.
qreal breakLines(QTextLayout &layout, qreal width, int lineHeight)
{
    qreal widest = 0;
    qreal y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y + qMax(0.0, (lineHeight - line.height()) / 2)});
        y += qMax<qreal>(lineHeight, line.height()); // an emoji may be taller than the type
        widest = qMax(widest, line.naturalTextWidth());
    }
    layout.endLayout();
    return widest;
}

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
    : m_layout(std::make_shared<QTextLayout>(withLineSeparators(text), font))
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);
    const int width = qCeil(breakLines(*m_layout, maxWidth, lineHeight));
    if (text.isRightToLeft()) // its lines stand at the right of what they were given
        breakLines(*m_layout, width, lineHeight);
    int height = 0;
    for (int i = 0; i < m_layout->lineCount(); ++i)
        height += qMax(lineHeight, qCeil(m_layout->lineAt(i).height()));
    m_size = {width, height};
}

int TextBlock::lineCount() const
{
    return m_layout ? m_layout->lineCount() : 0;
}

void TextBlock::draw(QPainter *painter, const QPointF &topLeft,
                     const QList<QTextLayout::FormatRange> &selections) const
{
    if (m_layout)
        m_layout->draw(painter, topLeft, selections);
}

int TextBlock::cursorAt(const QPointF &point) const
{
    if (!m_layout)
        return 0;
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        if (point.y() < line.y() + line.height() || i == m_layout->lineCount() - 1)
            return line.xToCursor(point.x());
    }
    return 0;
}

QList<QRectF> TextBlock::rectsOf(int from, int to) const
{
    QList<QRectF> rects;
    for (int i = 0; i < lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        const int first = qMax(from, line.textStart());
        const int last = qMin(to, line.textStart() + line.textLength());
        if (first >= last)
            continue;
        const qreal a = line.cursorToX(first);
        const qreal b = line.cursorToX(last);
        rects += QRectF(qMin(a, b), line.y(), qAbs(b - a), line.height());
    }
    return rects;
}

QRectF TextBlock::caretAtEnd() const
{
    if (lineCount() == 0)
        return {};
    const QTextLine line = m_layout->lineAt(m_layout->lineCount() - 1);
    const qreal x = line.cursorToX(int(m_layout->text().size()));
    return {x, line.y(), 1.5, line.height()};
}

} // namespace sermo::ui
