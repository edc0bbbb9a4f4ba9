// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QSize>
#include <QString>
#include <QTextLayout>

#include <memory>

namespace sermo::ui
{

//! Plain text broken into lines, ready to be drawn again and again: shaping is what makes text
//! slow. Never rich text, whatever the customer wrote (architecture, rule 8).
class TextBlock
{
public:
    TextBlock() = default;
    //! Breaks at words, and inside one that is wider than the line.
    TextBlock(const QString &text, const QFont &font, int maxWidth, int lineHeight);

    [[nodiscard]] QSize size() const { return m_size; }
    [[nodiscard]] int lineCount() const;
    void draw(QPainter *painter, const QPointF &topLeft,
              const QList<QTextLayout::FormatRange> &selections = {}) const;
    //! The place in the text that is nearest to a point, relative to the block's corner.
    [[nodiscard]] int cursorAt(const QPointF &point) const;
    //! Where the letters from here to there stand, one rectangle a line, from the block's corner.
    [[nodiscard]] QList<QRectF> rectsOf(int from, int to) const;
    [[nodiscard]] QRectF caretAtEnd() const; //!< where a caret after the last character stands

private:
    std::shared_ptr<QTextLayout> m_layout;
    QSize m_size;
};

//! The text as lines of QTextLayout, which knows no '\n'. As long as the text given.
[[nodiscard]] QString withLineSeparators(QString text);

} // namespace sermo::ui
