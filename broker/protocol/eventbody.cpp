// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"

#include "broker/protocol/eventfields.h"
#include "broker/protocol/jsonmembers.h"
#include "broker/protocol/jsonwriter.h"

#include <QJsonArray>
#include <QRandomGenerator>

#include <array>
#include <concepts>
#include <utility>

namespace sermo
{

using namespace event;

namespace
{

// --- Reading: one function a kind of value; what does not fit leaves the default -----------------

void read(const JsonMembers &from, QLatin1StringView name, QString &to)
{
    to = from.string(name).value_or(to);
}

template <typename Tag>
void read(const JsonMembers &from, QLatin1StringView name, Id<Tag> &to)
{
    to = Id<Tag>(from.string(name).value_or(to.value()));
}

void read(const JsonMembers &from, QLatin1StringView name, bool &to)
{
    to = from.boolean(name).value_or(to);
}

void read(const JsonMembers &from, QLatin1StringView name, double &to)
{
    to = from.number(name).value_or(to);
}

void read(const JsonMembers &from, QLatin1StringView name, std::optional<double> &to)
{
    if (const auto number = from.number(name))
        to = *number;
}

template <std::integral Number>
void read(const JsonMembers &from, QLatin1StringView name, Number &to)
{
    if (const auto whole = from.integer(name); whole && std::in_range<Number>(*whole))
        to = static_cast<Number>(*whole);
}

template <std::integral Number>
void read(const JsonMembers &from, QLatin1StringView name, std::optional<Number> &to)
{
    if (const auto whole = from.integer(name); whole && std::in_range<Number>(*whole))
        to = static_cast<Number>(*whole);
}

void read(const JsonMembers &from, QLatin1StringView name, QJsonObject &to)
{
    to = from.json(name).toObject(to);
}

void read(const JsonMembers &from, QLatin1StringView name, QJsonArray &to)
{
    to = from.json(name).toArray();
}

void read(const JsonMembers &from, QLatin1StringView name, std::optional<QJsonArray> &to)
{
    if (const QJsonValue value = from.json(name); value.isArray())
        to = value.toArray();
}

template <typename Body>
Body readAll(const JsonMembers &from);

// A nested object is scanned like the outer one, so that its texts keep half an emoji too.
template <typename Nested>
std::optional<Nested> readNested(QByteArrayView raw)
{
    const auto members = JsonMembers::scan(raw, JsonMembers::Repeats::Allow);
    return members ? std::optional(readAll<Nested>(*members)) : std::nullopt;
}

void read(const JsonMembers &from, QLatin1StringView name, std::optional<Speaker> &to)
{
    to = readNested<Speaker>(from.raw(name));
}

void read(const JsonMembers &from, QLatin1StringView name, QList<QuickReply> &to)
{
    for (const QByteArrayView element : from.elements(name)) {
        if (auto reply = readNested<QuickReply>(element))
            to.append(*std::move(reply));
    }
}

void read(const JsonMembers &from, QLatin1StringView name, std::optional<QList<QueueId>> &to)
{
    const QJsonValue value = from.json(name);
    if (!value.isArray())
        return;
    to.emplace();
    for (const QJsonValue &queue : value.toArray()) {
        if (queue.isString())
            to->append(QueueId(queue.toString()));
    }
}

template <typename Body>
Body readAll(const JsonMembers &from)
{
    Body body;
    std::apply([&](const auto &...field) { (read(from, field.name, body.*field.value), ...); },
               fieldsOf(For<Body>()));
    return body;
}

// --- Writing -------------------------------------------------------------------------------------

template <typename Value>
bool isSet(const Value &value)
{
    if constexpr (requires { value.has_value(); })
        return value.has_value();
    else if constexpr (requires { value.isEmpty(); })
        return !value.isEmpty();
    else
        return value != Value();
}

template <typename Body>
void writeAll(JsonWriter &to, const Body &body, std::optional<Direction> direction = {});

template <typename Nested>
QByteArray nested(const Nested &body)
{
    JsonWriter writer;
    writeAll(writer, body);
    return writer.take();
}

template <typename Value>
void write(JsonWriter &to, QLatin1StringView name, const Value &value)
{
    to.member(name, value);
}

template <typename Tag>
void write(JsonWriter &to, QLatin1StringView name, const Id<Tag> &id)
{
    to.member(name, id.value());
}

void write(JsonWriter &to, QLatin1StringView name, const Speaker &speaker)
{
    to.memberRaw(name, nested(speaker));
}

void write(JsonWriter &to, QLatin1StringView name, const QList<QuickReply> &replies)
{
    QByteArrayList elements;
    for (const QuickReply &reply : replies)
        elements.append(nested(reply));
    to.memberRaw(name, '[' + elements.join(',') + ']');
}

void write(JsonWriter &to, QLatin1StringView name, const QList<QueueId> &queues)
{
    QJsonArray names;
    for (const QueueId &queue : queues)
        names.append(queue.value());
    to.member(name, names);
}

template <typename Value>
void write(JsonWriter &to, QLatin1StringView name, const std::optional<Value> &value)
{
    if (value)
        write(to, name, *value);
    else
        to.memberNull(name);
}

template <typename Value>
void writeField(JsonWriter &to, QLatin1StringView name, const Value &value, Written written,
                std::optional<Direction> direction)
{
    const bool always = written == Written::Always
        || (written == Written::Inbound && direction == Direction::Inbound);
    if (always || isSet(value))
        write(to, name, value);
    else if (written == Written::OrNull)
        to.memberNull(name);
}

template <typename Body>
void writeAll(JsonWriter &to, const Body &body, std::optional<Direction> direction)
{
    std::apply(
        [&](const auto &...field) {
            (writeField(to, field.name, body.*field.value, field.written, direction), ...);
        },
        fieldsOf(For<Body>()));
}

// --- From the type to the body -------------------------------------------------------------------

// Reads the alternative of `Variant` whose row in the table is `type`; false when none is.
template <typename Variant, std::size_t Index = 0>
bool readAlternative(EventType type, const JsonMembers &from, Variant &to)
{
    if constexpr (Index == std::variant_size_v<Variant>) {
        return false;
    } else {
        using Body = std::variant_alternative_t<Index, Variant>;
        if (Body::Type != type)
            return readAlternative<Variant, Index + 1>(type, from, to);
        to = readAll<Body>(from);
        return true;
    }
}

// A `hello` with a token that is no string is not one without a token: who came back would be taken
// for someone new. `null` is absent, as scripts write it.
bool isSoundHello(const JsonMembers &hello)
{
    const auto isAbsent
        = [&hello](auto key) { return !hello.contains(key) || hello.raw(key) == "null"; };
    for (const auto key : {"platformId"_L1, "token"_L1, "epoch"_L1}) {
        if (!isAbsent(key) && !hello.string(key))
            return false;
    }
    return isAbsent("since"_L1) || hello.integer("since"_L1).value_or(-1) >= 0;
}

// Silence means everything: what was meant to say something must not be taken for silence.
bool isSoundInterest(const JsonMembers &interest)
{
    return !interest.contains("wants"_L1) || interest.json("wants"_L1).isArray();
}

} // namespace

EventBody decode(const EventFrame &frame)
{
    EventBody body;
    if (frame.type() == EventType::Opaque)
        return body;
    if (const auto members = JsonMembers::scan(frame.bytes()))
        readAlternative(frame.type(), *members, body);
    return body;
}

std::optional<DialogueBody> decodeDialogue(QByteArrayView bytes)
{
    const auto members = JsonMembers::scan(bytes);
    if (!members)
        return std::nullopt;
    const EventTypeInfo *row = infoByName(members->string(u"type").value_or(QString()));
    DialogueBody message;
    if (!row || !readAlternative(row->type, *members, message))
        return std::nullopt;
    if (row->type == EventType::Hello && !isSoundHello(*members))
        return std::nullopt;
    if (row->type == EventType::Interest && !isSoundInterest(*members))
        return std::nullopt;
    return message;
}

//! Makes frames without reading back what was just written: right by construction.
struct Composer {
    static EventFrame frame(QByteArray bytes, Envelope envelope)
    {
        return {std::move(bytes), std::move(envelope)};
    }
};

EventFrame compose(Direction direction, const UserId &user, const EventBody &body,
                   const EventId &id)
{
    Q_ASSERT_X(!std::holds_alternative<Opaque>(body), "compose", "what has no type cannot be said");
    return std::visit(
        [&]<typename Body>(const Body &known) {
            const QLatin1StringView name = info(Body::Type).name;
            JsonWriter writer;
            writer.member("type"_L1, name);
            writer.member("direction"_L1, wireName(direction));
            if (!user.isEmpty())
                writer.member("userId"_L1, user.value());
            writeAll(writer, known, direction);
            if (!id.isEmpty())
                writer.member("id"_L1, id.value());
            return Composer::frame(
                writer.take(), {direction, eventType(QString(name), direction), name, user, id});
        },
        body);
}

QByteArray compose(const DialogueBody &message, const UserId &user)
{
    return std::visit(
        [&]<typename Body>(Body said) {
            JsonWriter writer;
            writer.member("type"_L1, info(Body::Type).name);
            if constexpr (std::is_same_v<Body, ClaimRejected> || std::is_same_v<Body, Interest>)
                writer.member("direction"_L1,
                              wireName(Direction::Internal)); // contract 5: all internal
            if constexpr (requires { said.user; }) {
                if (!user.isEmpty())
                    said.user = user;
            }
            writeAll(writer, said);
            return writer.take();
        },
        message);
}

EventId makeEventId()
{
    std::array<quint64, 2> bits{};
    QRandomGenerator::system()->generate(bits.begin(), bits.end());
    return EventId(u"%1%2"_s.arg(bits[0], 16, 16, '0'_L1).arg(bits[1], 16, 16, '0'_L1));
}

} // namespace sermo
