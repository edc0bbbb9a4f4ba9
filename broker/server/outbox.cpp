// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/outbox.h"

#include <algorithm>

namespace sermo::server
{

void Outbox::push(const Parcel::Ptr &parcel, qint64 elsewhere)
{
    const bool isBehind = m_bytes + elsewhere > ReplaceAbove;
    if (isBehind && !m_isBehind)
        index();
    else if (!isBehind && m_isBehind)
        m_newest.clear();
    m_isBehind = isBehind;
    if (isBehind && parcel->isReplaceable())
        replace(parcel->replaceKey());
    m_parcels.push_back(parcel);
    m_bytes += parcel->wireSize();
}

//! What came while the reader was not behind.
void Outbox::index()
{
    m_newest.clear();
    quint64 serial = m_firstSerial;
    for (const Parcel::Ptr &parcel : std::as_const(m_parcels)) {
        if (parcel && parcel->isReplaceable())
            m_newest.insert(parcel->replaceKey(), serial);
        ++serial;
    }
}

//! The newer one takes its own place at the end: what was said meanwhile came before it.
void Outbox::replace(const QString &replaceKey)
{
    quint64 &newest = m_newest[replaceKey];
    if (newest >= m_firstSerial) {
        Parcel::Ptr &old = m_parcels[static_cast<qsizetype>(newest - m_firstSerial)];
        m_bytes -= old->wireSize();
        old.reset();
    }
    newest = m_firstSerial + static_cast<quint64>(m_parcels.size());
}

QByteArray Outbox::take(qint64 budget)
{
    QByteArray out;
    const qsizetype room = std::min(budget, m_bytes);
    qsizetype taken = 0;
    while (taken < m_parcels.size() && out.size() < budget) {
        const Parcel::Ptr &parcel = m_parcels.at(taken++);
        if (!parcel)
            continue;
        m_bytes -= parcel->wireSize();
        if (out.isEmpty()) {
            out = parcel->wire(); // the usual case, one frame: shared, not copied
            continue;
        }
        if (out.capacity() < room)
            out.reserve(room);
        out += parcel->wire();
    }
    m_firstSerial += static_cast<quint64>(taken);
    if (taken == m_parcels.size())
        m_parcels.clear();
    else
        m_parcels.remove(0, taken);
    return out;
}

Parcel::Ptr Outbox::takeOne()
{
    Parcel::Ptr parcel;
    while (!parcel && !m_parcels.isEmpty()) {
        parcel = m_parcels.takeFirst();
        ++m_firstSerial;
    }
    if (parcel)
        m_bytes -= parcel->wireSize();
    return parcel;
}

void Outbox::clear()
{
    m_firstSerial += static_cast<quint64>(m_parcels.size());
    m_parcels.clear();
    m_bytes = 0;
}

} // namespace sermo::server
