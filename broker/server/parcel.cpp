// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/parcel.h"

#include "broker/server/wireframe.h"

namespace sermo::server
{

Parcel::Parcel(QByteArray payload, QString replaceKey)
    : m_payload(std::move(payload))
    , m_wire(textFrame(m_payload))
    , m_replaceKey(std::move(replaceKey))
{
}

Parcel::Ptr Parcel::lasting(QByteArray payload)
{
    return Ptr(new Parcel(std::move(payload), {}));
}

Parcel::Ptr Parcel::passing(const EventFrame &frame)
{
    const Envelope &envelope = frame.envelope();
    // Without a user it is not only the newest that counts: each queue has a `queue_state` of its
    // own.
    if (envelope.user.isEmpty())
        return lasting(frame.bytes());
    // The user comes last: it may hold any character, the other two hold no space.
    const QString key
        = wireName(envelope.direction) + u' ' + envelope.typeName + u' ' + envelope.user.value();
    return Ptr(new Parcel(frame.bytes(), key));
}

} // namespace sermo::server
