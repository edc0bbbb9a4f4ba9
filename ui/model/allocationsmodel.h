// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/sessionstore.h"

#include <QAbstractTableModel>

#include <deque>

namespace sermo::model
{

//! The log of allocations for a supervisor, the newest first: who got which customer and why, or
//! why nobody did, with everyone who was weighed. Keeps the last `Kept`. Follows the store, which
//! must outlive it.
class AllocationsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Customer, GivenTo, Why, Weighed, ColumnCount };
    enum Role {
        UserRole = Qt::UserRole, //!< the customer's UserId
        GivenRole, //!< whether somebody got him
    };
    static constexpr int Kept = 300;

    explicit AllocationsModel(const SessionStore &store, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void take(const QList<AllocationTold> &allocations);
    void forget(const UserId &user);
    void clear();
    void reword(const QSet<UserId> &users);
    void rewordAll();
    [[nodiscard]] QString text(const AllocationTold &told, int column) const;
    [[nodiscard]] QString tip(const AllocationTold &told) const;
    [[nodiscard]] static QString title(int column);

    const SessionStore &m_store;
    std::deque<AllocationTold> m_rows; //!< the newest first
};

} // namespace sermo::model
