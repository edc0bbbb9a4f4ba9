// SPDX-License-Identifier: GPL-3.0-or-later
// The transcript's work: what is laid out when, so that no frame waits for words.
#include "ui/console/textwork.h"
#include "ui/console/transcriptview.h"
#include "ui/model/transcriptmodel.h"

#include <QHash>
#include <QScrollBar>

namespace sermo::ui
{

namespace
{

constexpr int IdleRows = 150; //!< about 5 ms of work
constexpr int LettersAPlace = 4000; //!< what one layout of the cache stands for

int placesOf(const BubbleLayout &layout)
{
    constexpr int Most = 100;
    return qMin(Most, 1 + int(layout.words.done()) / LettersAPlace);
}

} // namespace

//! The idle timer's next round begins another frame.
void TranscriptView::spend(int work)
{
    m_work.spend(work);
    m_idle.start();
}

void TranscriptView::workOut()
{
    m_work.begin();
    const bool stay = isAtEnd();
    if (!growSeen()) {
        const int row = m_heights.lastUnknown();
        if (row < 0) {
            m_idle.stop();
            showMark();
            return;
        }
        ensureKnown(qMax(0, row - IdleRows + 1), row);
    }
    updateRange(stay && m_opened.isEmpty());
    showMark();
}

//! Works out the heights of some rows; what lies above the viewport's first row may grow without
//! moving what the agent is looking at.
void TranscriptView::ensureKnown(int from, int to)
{
    const int scroll = verticalScrollBar()->value();
    const int anchor = m_heights.count() > 0 ? m_heights.rowAt(scroll) : -1;
    const int before = anchor >= 0 ? m_heights.top(anchor) : 0;
    for (int row = to; row >= from && row >= 0 && m_work.isLeft(); --row) {
        if (!m_heights.isKnown(row))
            (void)layoutOf(row);
    }
    const int moved = anchor >= 0 ? m_heights.top(anchor) - before : 0;
    if (moved != 0) {
        verticalScrollBar()->setMaximum(qMax(verticalScrollBar()->maximum(), scroll + moved));
        verticalScrollBar()->setValue(scroll + moved);
    }
}

//! What is kept for a row goes along with it.
void TranscriptView::renumber(const std::function<int(int row)> &now)
{
    QHash<int, BubbleLayout *> layouts;
    const QList<int> known = m_layouts.keys();
    for (const int row : known) {
        if (const int there = now(row); there >= 0)
            layouts.insert(there, m_layouts.take(row));
    }
    m_layouts.clear();
    for (auto it = layouts.cbegin(); it != layouts.cend(); ++it)
        m_layouts.insert(it.key(), it.value(), placesOf(*it.value()));
    QSet<int> opened;
    for (const int row : std::as_const(m_opened))
        opened.insert(now(row));
    opened.remove(-1);
    m_opened.swap(opened);
    for (int *row : {&m_current, &m_selection.row, &m_pressedImage})
        *row = *row < 0 ? -1 : now(*row);
    if (m_selection.row < 0) {
        m_selection = {};
        m_isMarkDue = false;
    }
}

const BubbleLayout &TranscriptView::layoutOf(int row)
{
    if (const BubbleLayout *known = m_layouts.object(row))
        return *known;
    BubbleLayout layout
        = layoutBubble(m_model->item(row), around(row), viewport()->width(), m_style);
    spend(layout.words.work());
    return keep(row, std::move(layout));
}

const BubbleLayout &TranscriptView::keep(int row, BubbleLayout &&layout)
{
    m_heights.set(row, layout.height);
    const int places = placesOf(layout);
    auto *kept = new BubbleLayout(std::move(layout));
    m_layouts.insert(row, kept, places);
    return *kept;
}

bool TranscriptView::growSeen()
{
    const auto [first, last] = visibleRows();
    for (int row = first; m_model && row <= last; ++row) {
        const BubbleLayout *known = m_layouts.object(row);
        if (!known || known->words.isWhole())
            continue;
        TextBlock words = known->words;
        spend(words.grow());
        RowSurroundings near = around(row);
        near.begun = &words;
        keep(row, layoutBubble(m_model->item(row), near, viewport()->width(), m_style));
        return true;
    }
    return false;
}

//! What the agent reads stays where it is: a text opens downwards.
void TranscriptView::openText(int row)
{
    if (!m_model || row < 0 || row >= m_model->rowCount() || m_opened.contains(row)
        || !isLongText(m_model->item(row)))
        return;
    m_opened.insert(row);
    rowChanged(row);
    (void)layoutOf(row);
    updateRange(false);
}

QRect TranscriptView::moreRect(int row)
{
    const QRect more = layoutOf(row).more;
    return more.isEmpty() ? more : more.translated(rowRect(row).topLeft());
}

int TranscriptView::moreAt(const QPoint &point)
{
    const int row = rowAtPoint(point);
    return row >= 0 && moreRect(row).contains(point) ? row : -1;
}

void TranscriptView::mark(int row, int from, int length)
{
    if (!m_model || row < 0 || row >= m_model->rowCount())
        return;
    if (from + length > ShownOfText)
        openText(row);
    setCurrentRow(row);
    m_selection = {row, from, from + length};
    m_isMarkDue = true;
    showMark();
    viewport()->update();
}

QRect TranscriptView::lettersRect(int row, int from, int length)
{
    const BubbleLayout &layout = layoutOf(row);
    const int first = layout.before + from;
    const QList<QRectF> rects = layout.words.rectsOf(first, first + length);
    return rects.isEmpty()
        ? QRect()
        : rects.first().toRect().translated(rowRect(row).topLeft() + layout.text.topLeft());
}

void TranscriptView::showMark()
{
    const auto [row, from, to] = m_selection;
    if (!m_isMarkDue || row < 0 || !m_layouts.contains(row))
        return;
    const QRect letters = lettersRect(row, from, to - from);
    if (letters.isEmpty() && !layoutOf(row).words.isWhole())
        return; // they come
    m_isMarkDue = false;
    if (letters.isEmpty())
        return;
    QScrollBar *bar = verticalScrollBar();
    if (letters.top() < 0)
        bar->setValue(bar->value() + letters.top());
    else if (letters.bottom() > viewport()->height())
        bar->setValue(bar->value() + letters.bottom() - viewport()->height() + 1);
}

} // namespace sermo::ui
