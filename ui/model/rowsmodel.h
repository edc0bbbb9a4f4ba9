// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QAbstractTableModel>
#include <QSet>

#include <utility>

namespace sermo::model
{

//! A list of values that turns into another list by the fewest honest steps (rows removed, moved,
//! inserted, changed), so that a view keeps its selection and scroll; neighbours that go or change
//! together are one step. For short lists: O(n²) when everything moves, O(n) when little does.
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
        m_changed = {};
        for (int row = 0; row < wanted.size(); ++row)
            place(row, wanted.at(row));
        tellChanged();
    }

    //! One row's content, when its place stays.
    template <typename Key, typename Change>
    void amend(const Key &key, Change change)
    {
        const int row = rowOf(key, 0);
        if (row < 0)
            return;
        change(m_items[row]);
        m_changed = {row, row + 1};
        tellChanged();
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

    struct Rows {
        int from = 0, end = 0;
    };

    //! One range for neighbours: when the first of a long line leaves, all behind him move up.
    void noteChanged(int row)
    {
        if (m_changed.end != row)
            tellChanged();
        if (m_changed.end == m_changed.from)
            m_changed.from = row;
        m_changed.end = row + 1;
    }

    void tellChanged()
    {
        const Rows rows = std::exchange(m_changed, {});
        if (rows.from == rows.end)
            return;
        const int last = static_cast<const QAbstractItemModel *>(this)->columnCount() - 1;
        emit this->dataChanged(this->index(rows.from, 0), this->index(rows.end - 1, last));
    }

    void removeMissing(const QList<Item> &wanted)
    {
        QSet<decltype(Item::key)> keys;
        keys.reserve(wanted.size());
        for (const Item &item : wanted)
            keys.insert(item.key);
        const auto isMissing = [&](int row) { return !keys.contains(m_items.at(row).key); };
        int end = int(m_items.size());
        while (end > 0) {
            int from = end;
            while (from > 0 && isMissing(from - 1))
                --from;
            if (from < end) {
                this->beginRemoveRows({}, from, end - 1);
                m_items.remove(from, end - from);
                this->endRemoveRows();
            }
            end = from - 1; // the one before them stays
        }
    }

    void place(int row, const Item &item)
    {
        const int old = rowOf(item.key, row);
        if (old != row)
            tellChanged(); // before the places are others
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
            noteChanged(row);
        }
    }

    QList<Item> m_items;
    Rows m_changed; //!< and not yet told
};

} // namespace sermo::model
