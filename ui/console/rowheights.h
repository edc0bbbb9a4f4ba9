// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace sermo::ui
{

//! Where each row of a long list stands, with heights that are first guessed and later known.
//! Sums are kept as far as they hold, so that what happens at the end (where a chat happens) costs
//! no walk over all rows. A plain value.
class RowHeights
{
public:
    void reset();
    void insert(int row, const QList<int> &guesses);
    void remove(int row, int amount);
    void move(int from, int to); //!< one row; `to` as it stands afterwards
    void set(int row, int height); //!< now known
    void forget(int row); //!< the height stays as a guess
    void forgetAll();

    [[nodiscard]] int count() const { return int(m_rows.size()); }
    [[nodiscard]] bool isKnown(int row) const { return m_rows.at(row).known; }
    [[nodiscard]] int height(int row) const { return m_rows.at(row).height; }
    [[nodiscard]] int top(int row) const; //!< row may be count(): the total
    [[nodiscard]] int total() const { return top(count()); }
    [[nodiscard]] int rowAt(int y) const; //!< the nearest row; -1 when there is none
    [[nodiscard]] int lastUnknown() const; //!< -1: all are known

private:
    struct Row {
        int height = 0;
        bool known = false;
    };
    void invalidateFrom(int row) const;

    QList<Row> m_rows;
    mutable QList<int> m_tops{0}; //!< sums, valid for the first m_tops.size() rows
    mutable int m_unknownBelow = 0; //!< no unknown row at or after this one
};

} // namespace sermo::ui
