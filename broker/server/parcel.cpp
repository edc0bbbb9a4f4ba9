// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/parcel.h"

#include "broker/protocol/eventbody.h"
#include "broker/server/wireframe.h"

namespace sermo::server
{

Parcel::Parcel(QByteArray payload)
    : m_payload(std::move(payload))
{
}

const QByteArray &Parcel::wire() const
{
    if (m_wire.isEmpty())
        m_wire = textFrame(m_payload);
    return m_wire;
}

qsizetype Parcel::wireSize() const
{
    return textFrameSize(m_payload.size());
}

Parcel::Ptr Parcel::lasting(QByteArray payload)
{
    return Ptr(new Parcel(std::move(payload)));
}

Parcel::Ptr Parcel::answer(QByteArray payload, const EventId &id)
{
    std::unique_ptr<Parcel> parcel(new Parcel(std::move(payload)));
    parcel->m_answered = id;
    return parcel;
}

Parcel::Ptr Parcel::refusal(ErrorCode code, const QString &message, const EventId &id)
{
    return answer(compose(event::Error{QString(wireName(code)), message, id}), id);
}

Parcel::Ptr Parcel::passing(const EventFrame &frame)
{
    // Without a user it is not only the newest that counts: each queue has a `queue_state` of its
    // own.
    const Envelope &envelope = frame.envelope();
    std::unique_ptr<Parcel> parcel(new Parcel(frame.bytes()));
    parcel->m_direction = envelope.direction;
    parcel->m_typeName = envelope.typeName;
    parcel->m_user = envelope.user;
    return parcel;
}

Parcel::Ptr Parcel::wrapped(QByteArrayView before, QByteArrayView after) const
{
    QByteArray payload;
    payload.reserve(before.size() + m_payload.size() + after.size());
    payload.append(before).append(m_payload).append(after);
    std::unique_ptr<Parcel> parcel(new Parcel(std::move(payload)));
    parcel->m_direction = m_direction;
    parcel->m_typeName = m_typeName;
    parcel->m_user = m_user;
    return parcel;
}

Parcel::Ptr Parcel::wrappedForAll(QByteArrayView before, QByteArrayView after) const
{
    Ptr made = m_wrapped.lock();
    if (!made) {
        made = wrapped(before, after);
        m_wrapped = made;
    }
    return made;
}

QString Parcel::replaceKey() const
{
    // The user comes last: it may hold any character, the other two hold no space.
    return wireName(m_direction) + u' ' + m_typeName + u' ' + m_user.value();
}

} // namespace sermo::server
