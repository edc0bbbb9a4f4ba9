// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/outbox.h"

namespace sermo::server
{

void Outbox::push(const Parcel::Ptr &parcel, qint64 elsewhere)
{
    const QString &key = parcel->replaceKey();
    // The newer one takes its own place at the end: what was said meanwhile came before it.
    if (!key.isEmpty() && m_bytes + elsewhere > ReplaceAbove)
        forget(key);
    if (!key.isEmpty())
        m_newest.insert(key, m_firstSerial + m_parcels.size());
    m_parcels.push_back(parcel);
    m_bytes += parcel->wire().size();
}

void Outbox::forget(const QString &replaceKey)
{
    const auto found = m_newest.constFind(replaceKey);
    if (found == m_newest.cend())
        return;
    Parcel::Ptr &old = m_parcels[static_cast<size_t>(*found - m_firstSerial)];
    m_bytes -= old->wire().size();
    old.reset();
}

QByteArray Outbox::take(qint64 budget)
{
    QByteArray out;
    while (!m_parcels.empty() && out.size() < budget) {
        const Parcel::Ptr parcel = m_parcels.front();
        m_parcels.pop_front();
        const quint64 serial = m_firstSerial++;
        if (!parcel)
            continue;
        if (const auto found = m_newest.constFind(parcel->replaceKey());
            found != m_newest.cend() && *found == serial)
            m_newest.erase(found);
        m_bytes -= parcel->wire().size();
        if (out.isEmpty())
            out = parcel->wire(); // the usual case, one frame: shared, not copied
        else
            out += parcel->wire();
    }
    return out;
}

void Outbox::clear()
{
    m_firstSerial += m_parcels.size();
    m_parcels.clear();
    m_newest.clear();
    m_bytes = 0;
}

} // namespace sermo::server
