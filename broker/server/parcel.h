// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"
#include "broker/protocol/eventframe.h"

#include <memory>

namespace sermo::server
{

//! What goes out, built once and sent to many (architecture, rule 11): the event's bytes, the
//! WebSocket frame around them, and by which newer one it may be replaced. Immutable and shared,
//! within the broker's thread.
class Parcel
{
public:
    using Ptr = std::shared_ptr<const Parcel>;

    //! Stored events, and what is said to one client: every one counts.
    [[nodiscard]] static Ptr lasting(QByteArray payload);
    //! To one sender alone: what became of the event that had this id.
    [[nodiscard]] static Ptr answer(QByteArray payload, const EventId &id);
    //! The same, why it was refused, with the event's id if it had one.
    [[nodiscard]] static Ptr refusal(ErrorCode code, const QString &message, const EventId &id);
    //! A passing event: a reader that is behind may get only the newest of its user, type and
    //! direction.
    [[nodiscard]] static Ptr passing(const EventFrame &frame);

    //! The same between other words, as another protocol carries it; what may replace it stays.
    [[nodiscard]] Ptr wrapped(QByteArrayView before, QByteArrayView after) const;
    //! As wrapped(), made once for all who wait for it: always between the same words.
    [[nodiscard]] Ptr wrappedForAll(QByteArrayView before, QByteArrayView after) const;

    [[nodiscard]] const QByteArray &payload() const { return m_payload; }
    //! One unmasked text frame (RFC 6455), made when it is first asked for: polls never do.
    [[nodiscard]] const QByteArray &wire() const;
    [[nodiscard]] qsizetype wireSize() const; //!< of that, whether it was made or not
    //! The event that this answers; empty: it is no answer.
    [[nodiscard]] const EventId &answered() const { return m_answered; }
    [[nodiscard]] bool isReplaceable() const { return !m_user.isEmpty(); }
    //! The same for those of which only the newest counts.
    [[nodiscard]] QString replaceKey() const;

private:
    explicit Parcel(QByteArray payload);

    QByteArray m_payload;
    mutable QByteArray m_wire; //!< empty: nobody wanted it yet
    mutable std::weak_ptr<const Parcel> m_wrapped;
    EventId m_answered;
    Direction m_direction = Direction::Internal;
    QString m_typeName;
    UserId m_user; //!< empty: lasting
};

} // namespace sermo::server
