// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/parcel.h"

#include <QHash>
#include <QList>

namespace sermo::server
{

//! What waits for one reader, in order. Behind by more than 256 KiB, a passing event gives way to a
//! newer one of the same user, type and direction (contract 3, "Stored or passing"). Pure queue:
//! who is cut when is its owner's decision.
class Outbox
{
public:
    static constexpr qint64 ReplaceAbove = 256 * 1024;

    //! `elsewhere`: bytes of this reader that already left the queue and still wait (the socket's
    //! buffer).
    void push(const Parcel::Ptr &parcel, qint64 elsewhere);
    //! The next whole frames, joined, until `budget` bytes are reached (the last may exceed it).
    [[nodiscard]] QByteArray take(qint64 budget);
    //! The next one; null: none waits.
    [[nodiscard]] Parcel::Ptr takeOne();
    void clear();

    [[nodiscard]] qint64 bytes() const { return m_bytes; } //!< waiting here
    [[nodiscard]] bool isEmpty() const { return m_bytes == 0; }

private:
    void replace(const QString &replaceKey);
    void index();

    QList<Parcel::Ptr> m_parcels; //!< null: replaced by a newer one; empty it costs nothing
    //! Replace key → serial number of its newest parcel. Kept only while the reader is behind: who
    //! keeps up, which is nearly everyone, must not pay for it.
    QHash<QString, quint64> m_newest;
    bool m_isBehind = false;
    quint64 m_firstSerial = 1; //!< of m_parcels.front(); what is below has left
    qint64 m_bytes = 0;
};

} // namespace sermo::server
