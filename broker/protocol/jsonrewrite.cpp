// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/jsonrewrite.h"

#include "broker/protocol/jsonmembers.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo
{

namespace
{

constexpr int Indent = 4;

//! One member or element: what stands before its value (a key too), and the value.
struct Piece {
    QByteArray lead; //!< without the comma
    QByteArray value;
};

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

QByteArray spacesBefore(QByteArrayView bytes)
{
    const auto end = std::ranges::find_if_not(bytes, isSpace);
    return QByteArray(bytes.data(), end - bytes.begin());
}

QByteArray withoutComma(QByteArrayView between)
{
    const qsizetype spaces = spacesBefore(between).size();
    if (spaces >= between.size() || between.at(spaces) != ',')
        return between.toByteArray();
    return between.first(spaces).toByteArray() + between.sliced(spaces + 1).toByteArray();
}

//! A value alone, as Qt reads none: in a list of one.
QJsonValue valueOf(QByteArrayView raw)
{
    return QJsonDocument::fromJson('[' + raw.toByteArray() + ']').array().at(0);
}

//! A new value, laid out for a line that is indented by `spaces`.
QByteArray written(const QJsonValue &value, const QByteArray &spaces)
{
    const bool isOneLine = !spaces.contains('\n');
    if (value.isObject() || value.isArray()) {
        const QJsonDocument document
            = value.isObject() ? QJsonDocument(value.toObject()) : QJsonDocument(value.toArray());
        if (isOneLine)
            return document.toJson(QJsonDocument::Compact);
        return document.toJson().trimmed().replace('\n', spaces);
    }
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

QByteArray quoted(const QString &key)
{
    return written(QJsonValue(key), {});
}

QByteArray joined(char open, const QList<Piece> &pieces, const QByteArray &tail, char close)
{
    QByteArray out(1, open);
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        if (i > 0)
            out += ',';
        out += pieces.at(i).lead + pieces.at(i).value;
    }
    return out + tail + close;
}

//! How a member is indented in an object or list that has none yet.
QByteArray oneDeeper(const QByteArray &spaces)
{
    const qsizetype line = spaces.lastIndexOf('\n');
    return line < 0 ? QByteArray() : spaces.sliced(line) + QByteArray(Indent, ' ');
}

QByteArray changed(QByteArrayView raw, const QJsonValue &wanted, const QByteArray &spaces);
QByteArray changedList(QByteArrayView raw, const QList<QByteArrayView> &elements,
                       const QJsonArray &wanted, const QByteArray &spaces);

QByteArray changedObject(QByteArrayView raw, const JsonMembers &members, const QJsonObject &wanted,
                         const QByteArray &spaces)
{
    QList<Piece> pieces;
    QStringList there;
    qsizetype from = 1;
    QByteArray inner = oneDeeper(spaces);
    for (const JsonMembers::Member &member : members.all()) {
        const QByteArrayView between = raw.sliced(from, member.begin - from);
        const QByteArray lead = withoutComma(between);
        if (from == 1)
            inner = spacesBefore(lead);
        from = member.end;
        there += member.key;
        if (!wanted.contains(member.key))
            continue;
        const QByteArrayView value = raw.sliced(member.begin, member.end - member.begin);
        const QJsonValue becomes = wanted.value(member.key);
        const bool isList = becomes.isArray() && value.startsWith('[');
        pieces += {lead,
                   isList ? changedList(value, members.elements(member.key), becomes.toArray(),
                                        spacesBefore(lead))
                          : changed(value, becomes, spacesBefore(lead))};
    }
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        if (!there.contains(it.key()))
            pieces += {inner + quoted(it.key()) + ": ", written(it.value(), inner)};
    }
    const QByteArray tail = raw.sliced(from, members.closingBrace() - from).toByteArray();
    const bool wasEmpty = there.isEmpty() && !pieces.isEmpty();
    return joined('{', pieces, wasEmpty ? spaces : tail, '}');
}

//! By what an element is known again.
QString nameOf(const QJsonValue &element)
{
    const QJsonValue id = element.toObject().value("id"_L1);
    return id.isString() ? u"id "_s + id.toString() : QString::fromUtf8(written(element, {}));
}

//! Which old element each of the wanted was; -1: none.
QList<qsizetype> origins(const QList<QByteArrayView> &elements, const QJsonArray &wanted)
{
    QStringList names;
    for (const QByteArrayView element : elements)
        names += nameOf(valueOf(element));
    QList<qsizetype> from(wanted.size(), -1);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const qsizetype old = names.indexOf(nameOf(wanted.at(i)));
        if (old < 0)
            continue;
        from[i] = old;
        names[old] = u"taken"_s; // no name of an element
    }
    for (qsizetype i = 0; i < wanted.size() && names.size() == wanted.size(); ++i) {
        if (from.at(i) < 0 && names.at(i) != "taken"_L1)
            from[i] = i;
    }
    return from;
}

QByteArray changedList(QByteArrayView raw, const QList<QByteArrayView> &elements,
                       const QJsonArray &wanted, const QByteArray &spaces)
{
    if (valueOf(raw) == QJsonValue(wanted))
        return raw.toByteArray();
    QList<Piece> old;
    const char *end = raw.data() + 1;
    for (const QByteArrayView element : elements) {
        old += {withoutComma(QByteArrayView(end, element.data())), element.toByteArray()};
        end = element.data() + element.size();
    }
    const QByteArray inner = old.isEmpty() ? oneDeeper(spaces) : old.constFirst().lead;
    const QList<qsizetype> from = origins(elements, wanted);
    QList<Piece> pieces;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const bool isNew = from.at(i) < 0;
        const QByteArray lead = isNew ? inner : old.at(from.at(i)).lead;
        pieces += {lead,
                   isNew ? written(wanted.at(i), lead)
                         : changed(old.at(from.at(i)).value, wanted.at(i), lead)};
    }
    const QByteArray tail(end, raw.data() + raw.size() - 1 - end);
    const QByteArray lineEnd = pieces.isEmpty() ? QByteArray() : old.isEmpty() ? spaces : tail;
    return joined('[', pieces, lineEnd, ']');
}

QByteArray changed(QByteArrayView raw, const QJsonValue &wanted, const QByteArray &spaces)
{
    if (valueOf(raw) == wanted)
        return raw.toByteArray();
    const auto members = JsonMembers::scan(raw, JsonMembers::Repeats::Allow);
    if (wanted.isObject() && members)
        return changedObject(raw, *members, wanted.toObject(), spaces);
    return written(wanted, spaces);
}

} // namespace

QByteArray rewritten(const QByteArray &text, const QJsonObject &wanted)
{
    const auto members = JsonMembers::scan(text, JsonMembers::Repeats::Allow);
    if (!members)
        return QJsonDocument(wanted).toJson();
    const qsizetype open = text.indexOf('{');
    const QByteArrayView object
        = QByteArrayView(text).sliced(open, members->closingBrace() + 1 - open);
    return text.first(open) + changed(object, wanted, "\n")
        + text.sliced(members->closingBrace() + 1);
}

} // namespace sermo
