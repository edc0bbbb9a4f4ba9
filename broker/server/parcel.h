// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"
#include "broker/protocol/eventframe.h"

#include <memory>

namespace sermo::server
{

//! What goes out, built once and sent to many (architecture, rule 11): the event's bytes, the
//! WebSocket frame around them, and by which newer one it may be replaced. Immutable and shared.
class Parcel
{
public:
    using Ptr = std::shared_ptr<const Parcel>;

    //! Stored events and answers: every one counts.
    [[nodiscard]] static Ptr lasting(QByteArray payload);
    //! To one sender alone: why its event was refused, with the event's id if it had one.
    [[nodiscard]] static Ptr refusal(ErrorCode code, const QString &message, const EventId &id);
    //! A passing event: a reader that is behind may get only the newest of its user, type and
    //! direction.
    [[nodiscard]] static Ptr passing(const EventFrame &frame);

    //! The same between other words, as another protocol carries it; what may replace it stays.
    [[nodiscard]] Ptr wrapped(QByteArrayView before, QByteArrayView after) const;

    [[nodiscard]] const QByteArray &payload() const { return m_payload; }
    [[nodiscard]] const QByteArray &wire() const
    {
        return m_wire;
    } //!< one unmasked text frame (RFC 6455)
    [[nodiscard]] bool isReplaceable() const { return !m_user.isEmpty(); }
    //! The same for those of which only the newest counts.
    [[nodiscard]] QString replaceKey() const;

private:
    explicit Parcel(QByteArray payload);

    QByteArray m_payload;
    QByteArray m_wire;
    Direction m_direction = Direction::Internal;
    QString m_typeName;
    UserId m_user; //!< empty: lasting
};

} // namespace sermo::server
