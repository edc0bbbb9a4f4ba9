// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/allocationview.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Column = model::AllocationsModel::Column;

AllocationView::AllocationView(const model::SessionStore &store, QWidget *parent)
    : QWidget(parent)
    , m_model(store)
    , m_table(new QTableView(this))
    , m_nothing(plainLabel(u"second"_s, this))
{
    setObjectName(u"allocationView"_s);
    setRole(this, u"board"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_nothing->setText(tr("Nobody was given a customer yet. Each decision is told here, with "
                          "everyone who was weighed."));
    m_nothing->setWordWrap(true);
    makeTable();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 18, 24, 18);
    rows->setSpacing(10);
    rows->addWidget(plainLabel(u"title"_s, this, tr("Allocation")));
    rows->addWidget(m_nothing);
    rows->addWidget(m_table, 1);
    m_fit.setSingleShot(true);
    m_fit.setInterval(0);
    connect(&m_fit, &QTimer::timeout, this, &AllocationView::fit);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (!m_isFitting)
            m_fit.start();
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                for (int row = first; isVisible() && row <= last; ++row)
                    m_table->resizeRowToContents(row);
            });
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, changed, this, &AllocationView::showWhetherEmpty);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &AllocationView::showWhetherEmpty);
    showWhetherEmpty();
}

void AllocationView::makeTable()
{
    m_table->setObjectName(u"allocationTable"_s);
    m_table->setAccessibleName(tr("Log of allocations"));
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(true);
    m_table->setTabKeyNavigation(false); // Tab leaves it, as it leaves everything else
    m_table->verticalHeader()->hide();
    QHeaderView *columns = m_table->horizontalHeader();
    columns->setHighlightSections(false);
    columns->setSectionResizeMode(Column::Why, QHeaderView::Stretch);
    columns->setSectionResizeMode(Column::Weighed, QHeaderView::Stretch);
}

//! Not by the headers' own modes: they measure every row again at each change, in sight or not.
void AllocationView::fit()
{
    if (!isVisible())
        return;
    m_isFitting = true;
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (column != Column::Why && column != Column::Weighed)
            m_table->resizeColumnToContents(column);
    }
    m_table->resizeRowsToContents();
    m_isFitting = false;
}

void AllocationView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_fit.start();
}

void AllocationView::showWhetherEmpty()
{
    const bool empty = m_model.rowCount() == 0;
    m_nothing->setVisible(empty);
    m_table->setVisible(!empty);
}

} // namespace sermo::ui
