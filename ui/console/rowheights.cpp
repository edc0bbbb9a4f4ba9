// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/rowheights.h"

#include <algorithm>

namespace sermo::ui
{

void RowHeights::reset()
{
    m_rows.clear();
    m_tops = {0};
    m_unknownBelow = 0;
}

void RowHeights::insert(int row, const QList<int> &guesses)
{
    m_rows.insert(row, guesses.size(), Row());
    for (qsizetype i = 0; i < guesses.size(); ++i)
        m_rows[row + i].height = guesses.at(i);
    invalidateFrom(row);
    m_unknownBelow = count();
}

void RowHeights::remove(int row, int amount)
{
    m_rows.remove(row, amount);
    invalidateFrom(row);
    m_unknownBelow = count();
}

void RowHeights::move(int from, int to)
{
    m_rows.move(from, to);
    invalidateFrom(std::min(from, to));
    m_unknownBelow = count();
}

void RowHeights::set(int row, int height)
{
    Row &entry = m_rows[row];
    if (entry.height != height)
        invalidateFrom(row);
    entry = {height, true};
}

void RowHeights::forget(int row)
{
    m_rows[row].known = false;
    m_unknownBelow = std::max(m_unknownBelow, row + 1);
}

void RowHeights::forgetAll()
{
    for (Row &row : m_rows)
        row.known = false;
    m_unknownBelow = count();
}

int RowHeights::top(int row) const
{
    while (m_tops.size() <= row)
        m_tops.append(m_tops.last() + m_rows.at(m_tops.size() - 1).height);
    return m_tops.at(row);
}

int RowHeights::rowAt(int y) const
{
    if (m_rows.isEmpty())
        return -1;
    (void)total();
    const auto after = std::upper_bound(m_tops.cbegin(), m_tops.cend(), y);
    return std::clamp(int(after - m_tops.cbegin()) - 1, 0, count() - 1);
}

int RowHeights::lastUnknown() const
{
    while (m_unknownBelow > 0 && m_rows.at(m_unknownBelow - 1).known)
        --m_unknownBelow;
    return m_unknownBelow - 1;
}

void RowHeights::invalidateFrom(int row) const
{
    // The row's own top still holds, those after it do not.
    if (m_tops.size() > row + 1)
        m_tops.resize(row + 1);
}

} // namespace sermo::ui
