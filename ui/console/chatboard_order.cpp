// SPDX-License-Identifier: GPL-3.0-or-later
// Who stands where on the board, and how wide each place is: as the agent has put it, after a
// restart too.
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/model/preferences.h"

#include <QHBoxLayout>

#include <algorithm>

namespace sermo::ui
{

namespace
{

constexpr int Step = 40; // of a width, by key

using Values = model::Preferences::Values;

} // namespace

//! Where somebody stood before a restart; somebody new comes last.
int ChatBoard::placeFor(const UserId &user) const
{
    const QList<UserId> &order = m_context.preferences.values().columnOrder;
    const qsizetype rank = order.indexOf(user);
    if (rank < 0)
        return int(m_columns.size());
    const auto isBehind = [&](const ChatColumn *column) {
        const qsizetype other = order.indexOf(column->user());
        return other < 0 || other > rank;
    };
    return int(std::ranges::find_if(m_columns, isBehind) - m_columns.cbegin());
}

void ChatBoard::moveColumn(int from, int to)
{
    if (from == to || from < 0 || to < 0 || from >= m_columns.size() || to >= m_columns.size())
        return;
    ChatColumn *column = m_columns.at(from);
    m_columns.move(from, to);
    m_row->removeWidget(column);
    m_row->insertWidget(to + 1, column, 1); // after the welcome
    applyWidths();
    QList<UserId> order;
    for (const ChatColumn *each : std::as_const(m_columns))
        order += each->user();
    m_context.preferences.change(&Values::columnOrder, order);
    m_row->activate();
    ensureWidgetVisible(column, 0, 0);
    emit sharesChanged(); // from the left
}

void ChatBoard::moveActive(int by)
{
    const int from = inHand() ? int(m_columns.indexOf(m_active)) : -1;
    if (from >= 0)
        moveColumn(from, qBound(0, from + by, int(m_columns.size()) - 1));
}

//! To where its head is held: past each neighbour whose middle it has passed.
void ChatBoard::dragTo(ChatColumn *column, int globalX)
{
    const int x = widget()->mapFromGlobal(QPoint(globalX, 0)).x();
    const int from = int(m_columns.indexOf(column));
    int to = from;
    while (to + 1 < m_columns.size() && x > m_columns.at(to + 1)->geometry().center().x())
        ++to;
    while (to > 0 && x < m_columns.at(to - 1)->geometry().center().x())
        --to;
    moveColumn(from, to);
}

void ChatBoard::setWidthOf(ChatColumn *column, int width)
{
    const qsizetype place = m_columns.indexOf(column);
    if (place < 0)
        return;
    QList<int> widths = m_context.preferences.values().columnWidths;
    while (widths.size() <= place)
        widths += 0;
    widths[place] = width == 0 ? 0 : qBound(ChatColumn::MinWidth, width, ChatColumn::WidestWidth);
    m_context.preferences.change(&Values::columnWidths, widths);
    applyWidths();
}

void ChatBoard::widenActive(int steps)
{
    if (inHand())
        setWidthOf(m_active, m_active->width() + steps * Step);
}

void ChatBoard::applyWidths()
{
    const QList<int> &widths = m_context.preferences.values().columnWidths;
    for (int place = 0; place < m_columns.size(); ++place)
        m_columns.at(place)->setChosenWidth(widths.value(place));
    shareRoom();
}

//! All of one width: what cannot be shared evenly stays at the end. A pixel more for some would be
//! another layout of all that they show, each time that a column comes or goes.
void ChatBoard::shareRoom()
{
    const QList<int> &widths = m_context.preferences.values().columnWidths;
    int room = viewport()->width() - 2 * Edge - Gap * int(m_columns.size() - 1);
    int shared = 0;
    for (int place = 0; place < m_columns.size(); ++place) {
        room -= widths.value(place);
        shared += widths.value(place) == 0 ? 1 : 0;
    }
    const bool hasRoom = shared > 0 && room > shared * ChatColumn::MinWidth;
    m_row->setContentsMargins(Edge, Edge, Edge + (hasRoom ? room % shared : 0), Edge);
}

} // namespace sermo::ui
