// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/elementlist.h"

#include "ui/model/settingsdraft.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int Width = 190;

} // namespace

ElementList::ElementList(model::SettingsDraft &draft, const Names &names, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_key(names.list)
    , m_list(draft, names.list, names.named)
    , m_view(new QListView(this))
    , m_remove(new QPushButton(tr("Remove"), this))
{
    setFixedWidth(Width);
    m_view->setObjectName(names.one.toLower() + u"List"_s);
    m_view->setAccessibleName(names.title);
    setKind(m_view, u"choice"_s);
    m_view->setModel(&m_list);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *add = new QPushButton(tr("Add"), this);
    add->setObjectName(u"add"_s + names.one);
    m_remove->setObjectName(u"remove"_s + names.one);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {add, m_remove}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_view, 1);
    rows->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, &ElementList::add);
    connect(m_remove, &QPushButton::clicked, this, &ElementList::remove);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (index.isValid() && !m_isChoosing)
                    choose(index.row());
            });
}

void ElementList::setTallest(int height)
{
    m_view->setMaximumHeight(height);
}

int ElementList::row() const
{
    return m_view->currentIndex().row();
}

QJsonObject ElementList::element() const
{
    return m_draft.element(m_key, row());
}

void ElementList::setElement(const QJsonObject &element)
{
    m_draft.setElement(m_key, row(), element);
}

void ElementList::choose(int row)
{
    const QScopedValueRollback choosing(m_isChoosing, true);
    m_view->setCurrentIndex(m_list.index(row, 0));
    m_remove->setEnabled(m_list.rowCount() > 1);
    emit chosen();
}

void ElementList::add()
{
    QJsonArray all = m_draft.list(m_key);
    all += m_fresh ? m_fresh() : QJsonObject();
    m_draft.setList(m_key, all);
    choose(int(all.size()) - 1);
    emit added();
}

void ElementList::remove()
{
    const int gone = row();
    QJsonArray all = m_draft.list(m_key);
    if (gone < 0 || gone >= all.size() || all.size() < 2)
        return;
    all.removeAt(gone);
    m_draft.setList(m_key, all);
    choose(std::min(gone, int(all.size()) - 1));
}

} // namespace sermo::ui
