// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/boardtable.h"

#include "ui/dashboard/boardpainter.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int HeaderHeight = 26;
constexpr int HeaderPadding = 16;

} // namespace

BoardTable::BoardTable(const Theme &theme, QAbstractItemModel &model, const QList<int> &widths,
                       QWidget *parent)
    : QTableView(parent)
    , m_painter(new BoardPainter(theme, this))
{
    setKind(this, u"board"_s);
    setModel(&model);
    setItemDelegate(m_painter);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setTabKeyNavigation(false); // Tab leaves it, as it leaves everything else
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(BoardPainter::RowHeight);
    QHeaderView *columns = horizontalHeader();
    columns->setHighlightSections(false);
    columns->setSectionsClickable(false);
    columns->setFixedHeight(HeaderHeight);
    columns->setMinimumSectionSize(20);
    columns->setFont(typeface(Type::Caption));
    const QFontMetrics metrics(typeface(Type::Caption));
    for (int i = 0; i < widths.size(); ++i) {
        const QString name = model.headerData(i, Qt::Horizontal).toString();
        columns->setSectionResizeMode(
            i, widths.at(i) == 0 ? QHeaderView::Stretch : QHeaderView::Fixed);
        columns->resizeSection(
            i, std::max(widths.at(i), metrics.horizontalAdvance(name) + HeaderPadding));
    }
    connect(m_painter, &BoardPainter::chipClicked, this,
            [this](const UserId &user) { emit chipClicked(user.value()); });
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { choose(index.row()); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void BoardTable::fitRows(int most)
{
    const auto fit = [this, most] {
        const int rows = std::clamp(model()->rowCount(), 1, most);
        setFixedHeight(HeaderHeight + rows * BoardPainter::RowHeight + 2);
    };
    fit();
    connect(model(), &QAbstractItemModel::rowsInserted, this, fit);
    connect(model(), &QAbstractItemModel::rowsRemoved, this, fit);
}

QSize BoardTable::minimumSizeHint() const
{
    return {300, HeaderHeight + 3 * BoardPainter::RowHeight};
}

void BoardTable::choose(int row)
{
    if (row < 0)
        return;
    const QRect place = visualRect(model()->index(row, 0));
    emit rowChosen(row, viewport()->mapToGlobal(place.bottomLeft()));
}

void BoardTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        choose(currentIndex().row());
        return;
    }
    QTableView::keyPressEvent(event);
}

void BoardTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() != QContextMenuEvent::Mouse) {
        choose(currentIndex().row());
        return;
    }
    const QModelIndex under = indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (under.isValid())
        emit rowChosen(under.row(), event->globalPos());
}

//! Whoever comes by keyboard sees where he is.
void BoardTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model()->rowCount() > 0
        && event->reason() != Qt::MouseFocusReason)
        selectRow(0);
}

} // namespace sermo::ui
