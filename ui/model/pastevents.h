// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/model/pastconversations.h"
#include "ui/model/rowsmodel.h"

#include <QByteArrayList>

namespace sermo::model
{

//! An event of the log in a line; all of it plain text.
struct PastEvent {
    Seq key = 0;
    qint64 ms = 0; //!< when the broker took it
    QString name; //!< its type
    QString direction;
    QString written; //!< its beginning, as it was delivered
    bool isBehind = false; //!< it is one of those that make the figure

    friend bool operator==(const PastEvent &, const PastEvent &) = default;
};

//! A conversation as the log has it, event by event: what a figure is counted from.
class PastEvents : public RowsModel<PastEvent, QAbstractTableModel>
{
    Q_OBJECT
public:
    enum Column { Number, Time, Type, Direction, Written, ColumnCount };

    using RowsModel::RowsModel;

    //! As delivered; `behind` says which of them make a figure.
    void show(const QByteArrayList &events, const QList<Behind> &behind);
    [[nodiscard]] int firstBehind() const; //!< the row; -1: none

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
};

} // namespace sermo::model

Q_DECLARE_METATYPE(sermo::model::PastEvent)
