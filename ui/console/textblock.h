// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRectF>
#include <QSize>
#include <QString>
#include <QTextLayout>

#include <memory>
#include <utility>

namespace sermo::ui
{

//! Plain text broken into lines, ready to be drawn again and again: shaping is what makes text
//! slow. A long one is broken piece by piece (textwork.h): the first at once, each other when asked
//! for, with the same lines as if it were broken whole. Never rich text, whatever the customer
//! wrote (architecture, rule 8). Places in the text count from its beginning, points from its
//! corner.
class TextBlock
{
public:
    TextBlock() = default;
    //! Breaks at words, and inside one that is wider than the line.
    TextBlock(const QString &text, const QFont &font, int maxWidth, int lineHeight);

    [[nodiscard]] bool isWhole() const { return m_done == m_text.size(); }
    int grow(); //!< by one piece; what that cost
    [[nodiscard]] int work() const { return m_work; } //!< what all of it has cost so far
    [[nodiscard]] qsizetype done() const { return m_done; } //!< so much of the text stands

    [[nodiscard]] QSize size() const { return m_size; }
    [[nodiscard]] int lineCount() const;
    //! Only what is seen, in the painter's coordinates; empty: all.
    void draw(QPainter *painter, const QPointF &topLeft,
              const QList<QTextLayout::FormatRange> &selections = {},
              const QRectF &seen = {}) const;
    //! The place in the text that is nearest to a point.
    [[nodiscard]] int cursorAt(const QPointF &point) const;
    //! From where to where the text stands between two heights.
    [[nodiscard]] std::pair<int, int> between(qreal top, qreal bottom) const;
    //! Where the letters from here to there stand, one rectangle a line.
    [[nodiscard]] QList<QRectF> rectsOf(int from, int to) const;
    [[nodiscard]] QRectF caretAtEnd() const; //!< where a caret after the last character stands

private:
    struct Piece {
        std::shared_ptr<QTextLayout> layout;
        int from = 0, length = 0; //!< in the text; the layout may know more
        int lines = 0; //!< that count
        int top = 0, height = 0;
    };
    void breakLines(Piece &piece, bool isLast);
    [[nodiscard]] QPointF corner(const Piece &piece) const;

    QString m_text; //!< with line separators
    QFont m_font;
    int m_maxWidth = 0;
    int m_lineHeight = 0;
    bool m_isRightToLeft = false;
    qsizetype m_done = 0;
    int m_work = 0;
    QSize m_size{0, 0};
    QList<Piece> m_pieces;
};

//! The text as lines of QTextLayout, which knows no '\n'. As long as the text given.
[[nodiscard]] QString withLineSeparators(QString text);

} // namespace sermo::ui
