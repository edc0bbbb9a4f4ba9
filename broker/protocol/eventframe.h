// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"
#include "broker/protocol/eventtype.h"
#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"

#include <QByteArray>
#include <QMetaType>

namespace sermo
{

//! What the broker reads of every event; the rest is its sender's and receiver's business.
struct Envelope {
    Direction direction = Direction::Internal;
    EventType type = EventType::Opaque;
    QString typeName; //!< as written, so that opaque types keep theirs
    UserId user; //!< empty for application-wide events
    EventId id; //!< empty: no answer wanted

    [[nodiscard]] Keeping keeping() const; //!< by name, in whatever direction
    [[nodiscard]] bool isStored() const { return keeping() == Keeping::Stored; }
};

//! Why bytes are not an event, with the `id` where one could be read, for the answer.
struct FrameError {
    ErrorCode code = ErrorCode::BadJson;
    QString message; //!< English, for the developer of the client
    EventId id;
};

//! One event: its bytes exactly as they came, and the envelope read from them. An immutable value,
//! implicitly shared, safe to hand to another thread (architecture, rule 1).
class EventFrame
{
public:
    static constexpr qsizetype MaxBytes = 64 * 1024; //!< as sent (contract 3)
    static constexpr qsizetype MaxIdLength = 64; //!< characters of an `id`

    EventFrame() = default; //!< null: no bytes

    //! From a sender: refuses what only the broker may say (`seq`, `receivedAt`), keys that repeat,
    //! an unknown direction, a missing `userId` where the type wants one.
    [[nodiscard]] static Result<EventFrame, FrameError> fromSender(QByteArray bytes);

    //! From the broker or the log, where the two added keys are allowed.
    [[nodiscard]] static Result<EventFrame, FrameError> fromBroker(QByteArray bytes);

    [[nodiscard]] bool isNull() const { return m_bytes.isNull(); }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] const Envelope &envelope() const { return m_envelope; }
    [[nodiscard]] Direction direction() const { return m_envelope.direction; }
    [[nodiscard]] EventType type() const { return m_envelope.type; }
    [[nodiscard]] const UserId &user() const { return m_envelope.user; }
    [[nodiscard]] const EventId &id() const { return m_envelope.id; }

private:
    EventFrame(QByteArray bytes, Envelope envelope)
        : m_bytes(std::move(bytes))
        , m_envelope(std::move(envelope))
    {
    }
    friend Result<struct StoredEvent, FrameError> readDelivered(QByteArray bytes);
    friend struct Composer; // makes frames that are right by construction

    QByteArray m_bytes;
    Envelope m_envelope;
};

//! Who sent an event, as the log remembers it: `customer:USERID`, `key:NAME` or `desk`. The same
//! `id` from the same sender is the same event (contract 3, Acknowledgement).
using SenderName = QString;

//! An event as it stands in the log.
struct StoredEvent {
    Seq seq = 0;
    qint64 receivedMs = 0; //!< wall time, milliseconds since 1970 UTC
    SenderName sender; //!< known in the broker only; empty on a client
    EventFrame frame; //!< as received, without the two added keys (broker); as delivered (client)

    //! The bytes that readers get: the received ones with `seq` and `receivedAt` spliced in before
    //! the last brace.
    [[nodiscard]] QByteArray delivered() const;
};

//! What a client reads back from delivered bytes: seq 0 when the event only passes.
[[nodiscard]] Result<StoredEvent, FrameError> readDelivered(QByteArray bytes);

} // namespace sermo

Q_DECLARE_METATYPE(sermo::EventFrame)
Q_DECLARE_METATYPE(sermo::StoredEvent)
