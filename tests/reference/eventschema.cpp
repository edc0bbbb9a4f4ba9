// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reference/eventschema.h"

#include "broker/protocol/eventfields.h"
#include "tests/reference/parts.h"
#include "tests/reference/words.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sermo::reference
{

namespace
{

// --- From C++ to JSON Schema ---------------------------------------------------------------------

QJsonObject ofType(const char *type)
{
    return {{u"type"_s, QString::fromLatin1(type)}};
}

QJsonObject reference(const QString &name)
{
    return {{u"$ref"_s, u"#/$defs/"_s + name}};
}

template <typename Value>
struct Schema; // a type that the bodies do not use yet: say here what it is on the wire

template <typename Tag>
struct Schema<Id<Tag>> {
    static QJsonObject make() { return ofType("string"); }
};
template <>
struct Schema<QString> {
    static QJsonObject make() { return ofType("string"); }
};
template <>
struct Schema<bool> {
    static QJsonObject make() { return ofType("boolean"); }
};
template <>
struct Schema<double> {
    static QJsonObject make() { return ofType("number"); }
};
template <std::integral Integer>
struct Schema<Integer> {
    static QJsonObject make() { return ofType("integer"); }
};
template <>
struct Schema<QJsonObject> {
    static QJsonObject make() { return ofType("object"); }
};
template <>
struct Schema<QJsonArray> {
    static QJsonObject make() { return ofType("array"); }
};
template <>
struct Schema<event::Speaker> {
    static QJsonObject make() { return reference(u"speaker"_s); }
};
template <>
struct Schema<event::QuickReply> {
    static QJsonObject make() { return reference(u"quickReply"_s); }
};
template <typename Value>
struct Schema<std::optional<Value>> {
    static QJsonObject make() { return Schema<Value>::make(); }
};
template <typename Value>
struct Schema<QList<Value>> {
    static QJsonObject make()
    {
        QJsonObject list = ofType("array");
        list.insert(u"items"_s, Schema<Value>::make());
        return list;
    }
};

//! Of a list that the code makes by hand: what is in it (parts.h).
QJsonObject withItems(QLatin1StringView name, QJsonObject schema)
{
    static const QHash<QLatin1StringView, QString> Items{{"candidates"_L1, u"candidate"_s},
                                                         {"reasons"_L1, u"reason"_s}};
    if (const QString item = Items.value(name); !item.isEmpty())
        schema.insert(u"items"_s, reference(item));
    return schema;
}

QJsonObject orNull(QJsonObject schema)
{
    schema.insert(u"type"_s, QJsonArray{schema.value("type"_L1), u"null"_s});
    return schema;
}

template <typename Body, typename Value>
FieldInfo infoOf(const event::Field<Body, Value> &field)
{
    const bool isNullable = field.written == event::Written::OrNull;
    const QJsonObject schema = withItems(field.name, Schema<Value>::make());
    return {QString(field.name), isNullable ? orNull(schema) : schema,
            isNullable || field.written == event::Written::Always,
            field.written == event::Written::Inbound};
}

template <typename Body>
QList<FieldInfo> fieldsOfBody()
{
    return std::apply([](const auto &...fields) { return QList<FieldInfo>{infoOf(fields)...}; },
                      event::fieldsOf(event::For<Body>()));
}

template <typename Variant>
struct Alternatives;
template <typename... Bodies>
struct Alternatives<std::variant<Bodies...>> {
    static QList<FieldInfo> fieldsOf(EventType type)
    {
        QList<FieldInfo> found;
        ((Bodies::Type == type ? void(found = fieldsOfBody<Bodies>()) : void()), ...);
        return found;
    }
};

// --- The schema ----------------------------------------------------------------------------------

QJsonObject objectOf(const QList<FieldInfo> &fields, bool isInbound)
{
    QJsonObject properties;
    QJsonArray required;
    for (const FieldInfo &field : fields) {
        properties.insert(field.name, field.schema);
        if (field.isAlways || (isInbound && field.isAlwaysInbound))
            required.append(field.name);
    }
    QJsonObject schema{{u"properties"_s, properties}};
    if (!required.isEmpty())
        schema.insert(u"required"_s, required);
    return schema;
}

QJsonObject constant(const QString &value)
{
    return {{u"const"_s, value}};
}

//! If it is of that type and goes that way, then it has these fields.
QJsonObject rule(const EventTypeInfo &row, Direction direction)
{
    QJsonObject then = objectOf(fieldsOf(row.type), direction == Direction::Inbound);
    then.insert(u"description"_s, meaning(row.type));
    if (row.wantsUser) {
        QJsonArray required = then.value("required"_L1).toArray();
        required.append(u"userId"_s);
        then.insert(u"required"_s, required);
    }
    const QJsonObject match{{u"type"_s, constant(row.name)},
                            {u"direction"_s, constant(wireName(direction))}};
    return {{u"if"_s, QJsonObject{{u"properties"_s, match}}}, {u"then"_s, then}};
}

QJsonArray rules()
{
    QJsonArray all{reference(u"envelope"_s)};
    for (const EventTypeInfo &row : eventTypes().subspan(1)) {
        const std::pair<bool, Direction> ways[] = {{row.inbound, Direction::Inbound},
                                                   {row.outbound, Direction::Outbound},
                                                   {row.internal, Direction::Internal}};
        for (const auto &[isKnown, direction] : ways) {
            if (isKnown && row.keeping != Keeping::Dialogue) // else it has a place of its own
                all.append(rule(row, direction));
        }
    }
    return all;
}

//! What the broker insists on, of every event that is sent.
QJsonObject envelope()
{
    QJsonObject text = ofType("string");
    text.insert(u"minLength"_s, 1);
    QJsonObject id = text;
    id.insert(u"maxLength"_s, 64);
    const QJsonArray ways{QString(wireName(Direction::Inbound)),
                          QString(wireName(Direction::Outbound)),
                          QString(wireName(Direction::Internal))};
    return {{u"type"_s, u"object"_s},
            {u"required"_s, QJsonArray{u"type"_s, u"direction"_s}},
            {u"properties"_s,
             QJsonObject{{u"type"_s, text},
                         {u"direction"_s, QJsonObject{{u"enum"_s, ways}}},
                         {u"userId"_s, text},
                         {u"id"_s, id}}},
            {u"if"_s,
             QJsonObject{{u"properties"_s,
                          QJsonObject{{u"direction"_s,
                                       QJsonObject{{u"enum"_s, QJsonArray{ways[0], ways[1]}}}}}}}},
            {u"then"_s, QJsonObject{{u"required"_s, QJsonArray{u"userId"_s}}}}};
}

//! What the broker adds to what it stores; a sender must not.
QJsonObject receipt()
{
    QJsonObject seq = ofType("integer");
    seq.insert(u"minimum"_s, 1);
    QJsonObject at = ofType("string");
    at.insert(u"format"_s, u"date-time"_s);
    return {{u"properties"_s, QJsonObject{{u"seq"_s, seq}, {u"receivedAt"_s, at}}},
            {u"dependentRequired"_s,
             QJsonObject{{u"seq"_s, QJsonArray{u"receivedAt"_s}},
                         {u"receivedAt"_s, QJsonArray{u"seq"_s}}}}};
}

QJsonObject sent()
{
    const QJsonArray forbidden{QJsonObject{{u"required"_s, QJsonArray{u"seq"_s}}},
                               QJsonObject{{u"required"_s, QJsonArray{u"receivedAt"_s}}}};
    return {{u"allOf"_s, QJsonArray{reference(u"envelope"_s)}},
            {u"not"_s, QJsonObject{{u"anyOf"_s, forbidden}}}};
}

QJsonObject message(const EventTypeInfo &row)
{
    QJsonObject schema = objectOf(fieldsOf(row.type), false);
    QJsonObject properties = schema.value("properties"_L1).toObject();
    properties.insert(u"type"_s, constant(row.name));
    QJsonArray required = schema.value("required"_L1).toArray();
    if (row.internal) {
        properties.insert(u"direction"_s, constant(wireName(Direction::Internal)));
        required.prepend(u"direction"_s);
    }
    required.prepend(u"type"_s);
    schema.insert(u"type"_s, u"object"_s);
    schema.insert(u"description"_s, meaning(row.type));
    schema.insert(u"properties"_s, properties);
    schema.insert(u"required"_s, required);
    return schema;
}

QJsonObject part(const QList<FieldInfo> &fields)
{
    QJsonObject schema = objectOf(fields, false);
    schema.insert(u"type"_s, u"object"_s);
    return schema;
}

} // namespace

QList<FieldInfo> fieldsOf(EventType type)
{
    return Alternatives<EventBody>::fieldsOf(type) + Alternatives<DialogueBody>::fieldsOf(type);
}

QList<FieldInfo> speakerFields()
{
    return fieldsOfBody<event::Speaker>();
}

QList<FieldInfo> quickReplyFields()
{
    return fieldsOfBody<event::QuickReply>();
}

QJsonObject eventSchema()
{
    QJsonObject definitions{
        {u"envelope"_s, envelope()},
        {u"sent"_s, sent()},
        {u"receipt"_s, receipt()},
        {u"speaker"_s, part(speakerFields())},
        {u"quickReply"_s, part(quickReplyFields())},
        {u"candidate"_s, part(candidateFields())},
        {u"reason"_s, part(reasonFields())},
        {u"event"_s, QJsonObject{{u"allOf"_s, rules()}, {u"$ref"_s, u"#/$defs/receipt"_s}}},
    };
    QJsonArray any{reference(u"event"_s)};
    for (const EventTypeInfo &row : eventTypes().subspan(1)) {
        if (row.keeping != Keeping::Dialogue)
            continue;
        definitions.insert(row.name, message(row));
        any.append(reference(row.name));
    }
    return {
        {u"$schema"_s, u"https://json-schema.org/draft/2020-12/schema"_s},
        {u"$id"_s, u"urn:sermo-desk:events"_s},
        {u"title"_s, u"The events of Sermo Desk"_s},
        {u"description"_s,
         u"One frame: an event, or a message between the broker and one client. Unknown types and "
         "fields are welcome everywhere. $defs/sent is what the broker insists on of a sender."_s},
        {u"anyOf"_s, any},
        {u"$defs"_s, definitions}};
}

} // namespace sermo::reference
