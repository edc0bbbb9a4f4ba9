// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <algorithm>

namespace sermo::model
{

//! A list of values that turns into another list by the fewest honest steps (rows removed, moved,
//! inserted, changed), so that a view keeps its selection and scroll. For short lists: O(n²) when
//! everything moves, O(n) when little does.
//! An item has a `key` and an operator==.
template <typename Item>
class RowsModel : public QAbstractListModel
{
public:
    enum Role { ItemRole = Qt::UserRole }; //!< the whole Item

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_items.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
            return {};
        if (role == ItemRole)
            return QVariant::fromValue(m_items.at(index.row()));
        return role == Qt::DisplayRole ? QVariant(m_items.at(index.row()).name) : QVariant();
    }
    [[nodiscard]] const QList<Item> &items() const { return m_items; }

protected:
    void become(const QList<Item> &wanted)
    {
        removeMissing(wanted);
        for (int row = 0; row < wanted.size(); ++row)
            place(row, wanted.at(row));
    }

    //! One row's content, when its place stays.
    template <typename Key, typename Change>
    void amend(const Key &key, Change change)
    {
        const int row = rowOf(key, 0);
        if (row < 0)
            return;
        change(m_items[row]);
        emit dataChanged(index(row), index(row));
    }

private:
    template <typename Key>
    [[nodiscard]] int rowOf(const Key &key, int from) const
    {
        for (int row = from; row < m_items.size(); ++row) {
            if (m_items.at(row).key == key)
                return row;
        }
        return -1;
    }

    void removeMissing(const QList<Item> &wanted)
    {
        for (int row = int(m_items.size()) - 1; row >= 0; --row) {
            const auto same = [&](const Item &item) { return item.key == m_items.at(row).key; };
            if (std::any_of(wanted.cbegin(), wanted.cend(), same))
                continue;
            beginRemoveRows({}, row, row);
            m_items.removeAt(row);
            endRemoveRows();
        }
    }

    void place(int row, const Item &item)
    {
        const int old = rowOf(item.key, row);
        if (old < 0) {
            beginInsertRows({}, row, row);
            m_items.insert(row, item);
            endInsertRows();
            return;
        }
        if (old != row) {
            beginMoveRows({}, old, old, {}, row);
            m_items.move(old, row);
            endMoveRows();
        }
        if (m_items.at(row) != item) {
            m_items[row] = item;
            emit dataChanged(index(row), index(row));
        }
    }

    QList<Item> m_items;
};

} // namespace sermo::model
