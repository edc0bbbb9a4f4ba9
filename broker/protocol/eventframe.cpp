// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventframe.h"

#include "broker/protocol/jsonmembers.h"
#include "broker/protocol/timestamp.h"

using namespace Qt::StringLiterals;

namespace sermo
{

namespace
{

constexpr auto SeqKey = u"seq";
constexpr auto ReceivedAtKey = u"receivedAt";

enum class Receipt : quint8 { Forbidden, Allowed };

// Unpaired halves count as one: characters, not units.
qsizetype characters(QStringView text)
{
    qsizetype count = text.size();
    for (qsizetype i = 1; i < text.size(); ++i)
        count -= text[i].isLowSurrogate() && text[i - 1].isHighSurrogate();
    return count;
}

FrameError error(ErrorCode code, const QString &message, const JsonMembers &members)
{
    return {code, message, EventId(members.string(u"id").value_or(QString()))};
}

Result<JsonMembers, FrameError> membersOf(QByteArrayView bytes, Receipt receipt)
{
    const auto scanned = JsonMembers::scan(bytes, JsonMembers::Repeats::Allow);
    if (!scanned) {
        const bool isJson = scanned.error() == JsonError::NotAnObject;
        return failure(FrameError{ErrorCode::BadJson,
                                  isJson ? u"An event is a JSON object"_s : u"This is not JSON"_s,
                                  {}});
    }
    if (scanned->hasRepeatedKey())
        return failure(
            error(ErrorCode::DuplicateKey, u"A key of the top level is repeated"_s, *scanned));
    if (receipt == Receipt::Forbidden
        && (scanned->contains(SeqKey) || scanned->contains(ReceivedAtKey)))
        return failure(error(ErrorCode::ReservedField,
                             u"`seq` and `receivedAt` are the broker's to add"_s, *scanned));
    return *scanned;
}

QString mustBeString(const char16_t *key)
{
    return u"`%1` must be a string"_s.arg(QString::fromUtf16(key));
}

QString mustNotBeEmpty(const char16_t *key)
{
    return u"`%1` must not be empty"_s.arg(QString::fromUtf16(key));
}

// A word between the two ends has no direction: it came at the wrong time, or says what it cannot.
bool isWordOfDialogue(const JsonMembers &members)
{
    const auto type = members.string(u"type");
    const EventTypeInfo *row = type ? infoByName(*type) : nullptr;
    return row && row->keeping == Keeping::Dialogue && !members.contains(u"direction");
}

// What is wrong with the envelope's members, each by itself; empty when nothing is.
QString faultOf(const JsonMembers &members)
{
    if (isWordOfDialogue(members))
        return u"`%1` is not understood here"_s.arg(*members.string(u"type"));
    for (const auto *key : {u"type", u"direction"}) {
        if (!members.string(key))
            return mustBeString(key);
    }
    for (const auto *key : {u"id", u"userId"}) {
        if (members.contains(key) && !members.string(key))
            return mustBeString(key);
    }
    for (const auto *key : {u"type", u"id", u"userId"}) {
        if (members.contains(key) && members.string(key)->isEmpty())
            return mustNotBeEmpty(key);
    }
    if (characters(members.string(u"id").value_or(QString())) > EventFrame::MaxIdLength)
        return u"`id` must not be longer than %1 characters"_s.arg(EventFrame::MaxIdLength);
    return {};
}

bool wantsUser(const Envelope &envelope)
{
    return envelope.direction != Direction::Internal || info(envelope.type).wantsUser;
}

Result<Envelope, FrameError> envelopeOf(const JsonMembers &members)
{
    if (const QString fault = faultOf(members); !fault.isEmpty())
        return failure(error(ErrorCode::BadEvent, fault, members));
    const std::optional<Direction> known = direction(*members.string(u"direction"));
    if (!known)
        return failure(error(ErrorCode::UnknownDirection,
                             u"`direction` must be inbound, outbound or internal"_s, members));

    Envelope envelope;
    envelope.direction = *known;
    envelope.typeName = *members.string(u"type");
    envelope.type = eventType(envelope.typeName, envelope.direction);
    envelope.user = UserId(members.string(u"userId").value_or(QString()));
    envelope.id = EventId(members.string(u"id").value_or(QString()));
    if (wantsUser(envelope) && envelope.user.isEmpty())
        return failure(error(ErrorCode::BadEvent, u"`userId` is missing"_s, members));
    return envelope;
}

} // namespace

Keeping Envelope::keeping() const
{
    const EventTypeInfo *row = type == EventType::Opaque ? infoByName(typeName) : &info(type);
    return row ? row->keeping : Keeping::Stored;
}

Result<EventFrame, FrameError> EventFrame::fromSender(QByteArray bytes)
{
    return membersOf(bytes, Receipt::Forbidden)
        .and_then(envelopeOf)
        .map([&bytes](Envelope &&envelope) {
            return EventFrame(std::move(bytes), std::move(envelope));
        });
}

Result<EventFrame, FrameError> EventFrame::fromBroker(QByteArray bytes)
{
    return membersOf(bytes, Receipt::Allowed)
        .and_then(envelopeOf)
        .map([&bytes](Envelope &&envelope) {
            return EventFrame(std::move(bytes), std::move(envelope));
        });
}

QByteArray StoredEvent::delivered() const
{
    const QByteArray &bytes = frame.bytes();
    // Behind the closing brace there is only white space.
    const qsizetype brace = bytes.lastIndexOf('}');
    Q_ASSERT_X(brace > 0, "StoredEvent::delivered", "an event is an object");
    const QByteArray receipt = ",\"seq\":" + QByteArray::number(seq) + ",\"receivedAt\":\""
        + toTimestamp(receivedMs) + '"';
    QByteArray result;
    result.reserve(bytes.size() + receipt.size());
    return result.append(bytes.constData(), brace)
        .append(receipt)
        .append(bytes.constData() + brace, bytes.size() - brace);
}

Result<StoredEvent, FrameError> readDelivered(QByteArray bytes)
{
    const auto members = membersOf(bytes, Receipt::Allowed);
    if (!members)
        return failure(members.error());
    auto envelope = envelopeOf(*members);
    if (!envelope)
        return failure(std::move(envelope).error());

    StoredEvent event;
    if (members->contains(SeqKey)) {
        const std::optional<qint64> seq = members->integer(SeqKey);
        if (!seq || *seq < 1)
            return failure(
                error(ErrorCode::BadEvent, u"`seq` must be a number from 1"_s, *members));
        event.seq = static_cast<Seq>(*seq);
    }
    event.receivedMs
        = fromTimestamp(members->string(ReceivedAtKey).value_or(QString())).value_or(0);
    event.frame = EventFrame(std::move(bytes), std::move(*envelope));
    return event;
}

} // namespace sermo
