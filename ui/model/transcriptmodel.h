// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/transcript.h"

#include <QAbstractListModel>
#include <QMetaMethod>

namespace sermo::model
{

//! One customer's conversation: what the log holds in the order of `seq`, then what is on its way,
//! in the order of sending. The typing preview is no row (performance.md: a row that changes 20
//! times a second would lay out the whole list anew); it is in LiveState.
//! Owned and filled by the SessionStore; views only read. Adding is O(1) at the end.
class TranscriptModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        ItemRole = Qt::UserRole, //!< the whole TranscriptItem
        KindRole, //!< int of TranscriptItem::Kind
        DeliveryRole, //!< int of TranscriptItem::Delivery
    };

    explicit TranscriptModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    //! Qt::DisplayRole is the text, Qt::AccessibleTextRole speaker and text.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] const TranscriptItem &item(int row) const
    {
        return m_items.at(row);
    } //!< without a copy

    // For the store.

    //! Whether anybody shows it.
    [[nodiscard]] bool isWatched() const
    {
        return isSignalConnected(QMetaMethod::fromSignal(&QAbstractItemModel::rowsInserted));
    }

    //! From the log, rising in `seq`. What comes late goes where it belongs, after its equals: one
    //! event may make two lines, what was said and what it led to.
    void addStored(const QList<TranscriptItem> &items);
    [[nodiscard]] bool contains(Seq seq) const;
    void addPending(TranscriptItem item); //!< of ours, on its way
    void settle(const EventId &id, Seq seq); //!< it is in the log, at `seq`
    void setDelivery(const EventId &id, TranscriptItem::Delivery delivery, const QString &why = {});
    void discardPending(const EventId &id);
    void markRead(Seq before); //!< the customer has seen all that came before this event
    //! The line told (not said) by this event reads better now: a wait is over, a name is known.
    void reword(Seq seq, const QString &text, const QString &speaker = {});
    void clear();

private:
    [[nodiscard]] int storedCount() const { return int(m_items.size()) - m_pending; }
    [[nodiscard]] int rowAfter(Seq seq) const; //!< the first stored row later than this event
    [[nodiscard]] int pendingRow(const EventId &id) const; //!< -1: none
    void insertAt(int row, const QList<TranscriptItem> &items);
    bool relate(int row); //!< groups it with the row above; whether that changed anything
    void relateAndTell(int row);
    void changed(int row);

    QList<TranscriptItem> m_items;
    int m_pending = 0; //!< how many of the last rows are on their way
};

} // namespace sermo::model
