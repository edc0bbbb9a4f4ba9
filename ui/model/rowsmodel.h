// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QAbstractTableModel>
#include <QSet>

namespace sermo::model
{

//! A list of values that turns into another list by the fewest honest steps (rows removed, moved,
//! inserted, changed), so that a view keeps its selection and scroll. For short lists: O(n²) when
//! everything moves, O(n) when little does.
//! An item has a `key` that can be hashed, and an operator==. The base is a list, or a table, which
//! then says itself what stands in its columns.
template <typename Item, typename Base = QAbstractListModel>
class RowsModel : public Base
{
public:
    enum Role { ItemRole = Qt::UserRole }; //!< the whole Item

    using Base::Base;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_items.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        using Check = QAbstractItemModel::CheckIndexOption;
        if (!this->checkIndex(index, Check::IndexIsValid | Check::ParentIsInvalid))
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
        tellChanged(row);
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

    void tellChanged(int row)
    {
        const int last = static_cast<const QAbstractItemModel *>(this)->columnCount() - 1;
        emit this->dataChanged(this->index(row, 0), this->index(row, last));
    }

    void removeMissing(const QList<Item> &wanted)
    {
        QSet<decltype(Item::key)> keys;
        keys.reserve(wanted.size());
        for (const Item &item : wanted)
            keys.insert(item.key);
        for (int row = int(m_items.size()) - 1; row >= 0; --row) {
            if (keys.contains(m_items.at(row).key))
                continue;
            this->beginRemoveRows({}, row, row);
            m_items.removeAt(row);
            this->endRemoveRows();
        }
    }

    void place(int row, const Item &item)
    {
        const int old = rowOf(item.key, row);
        if (old < 0) {
            this->beginInsertRows({}, row, row);
            m_items.insert(row, item);
            this->endInsertRows();
            return;
        }
        if (old != row) {
            this->beginMoveRows({}, old, old, {}, row);
            m_items.move(old, row);
            this->endMoveRows();
        }
        if (m_items.at(row) != item) {
            m_items[row] = item;
            tellChanged(row);
        }
    }

    QList<Item> m_items;
};

} // namespace sermo::model
