// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    //! A passing event: a reader that is behind may get only the newest of its user, type and
    //! direction.
    [[nodiscard]] static Ptr passing(const EventFrame &frame);

    [[nodiscard]] const QByteArray &payload() const { return m_payload; }
    [[nodiscard]] const QByteArray &wire() const
    {
        return m_wire;
    } //!< one unmasked text frame (RFC 6455)
    [[nodiscard]] const QString &replaceKey() const { return m_replaceKey; } //!< empty: lasting

private:
    Parcel(QByteArray payload, QString replaceKey);

    QByteArray m_payload;
    QByteArray m_wire;
    QString m_replaceKey;
};

} // namespace sermo::server
