// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/jsonmembers.h"

#include "broker/protocol/jsonscanner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sermo
{

namespace
{

constexpr qsizetype FewMembers = 16; // up to here, comparing all pairs beats hashing

// QString::fromUtf8() swallows a byte order mark at the start. Here it is a character like any
// other: two userIds that differ in it must not become one.
QString textOf(QByteArrayView utf8)
{
    constexpr QByteArrayView Mark = "\xef\xbb\xbf";
    QString text;
    while (utf8.startsWith(Mark)) {
        text += QChar(QChar::ByteOrderMark);
        utf8 = utf8.sliced(Mark.size());
    }
    return text.isEmpty() ? QString::fromUtf8(utf8) : text + QString::fromUtf8(utf8);
}

QChar unescaped(char kind)
{
    switch (kind) {
    case 'b':
        return u'\b';
    case 'f':
        return u'\f';
    case 'n':
        return u'\n';
    case 'r':
        return u'\r';
    case 't':
        return u'\t';
    default:
        return QLatin1Char(kind); // quote, slash, backslash
    }
}

// What stands between a string's quotes, already known to be well formed.
QString unquoted(QByteArrayView quoted)
{
    QByteArrayView rest = quoted.sliced(1, quoted.size() - 2);
    qsizetype escape = rest.indexOf('\\');
    if (escape < 0)
        return textOf(rest);

    QString text;
    text.reserve(rest.size());
    for (; escape >= 0; escape = rest.indexOf('\\')) {
        text += textOf(rest.first(escape));
        const char kind = rest[escape + 1];
        if (kind == 'u') {
            text += QChar(rest.sliced(escape + 2, 4).toUShort(nullptr, 16));
            rest = rest.sliced(escape + 6);
        } else {
            text += unescaped(kind);
            rest = rest.sliced(escape + 2);
        }
    }
    return text + textOf(rest);
}

bool isNumber(QByteArrayView raw)
{
    return !raw.isEmpty() && (raw.front() == '-' || (raw.front() >= '0' && raw.front() <= '9'));
}

//! An object or array; undefined where Qt refuses it, be it for one number beyond a double.
QJsonValue parsed(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isObject())
        return document.object();
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(QJsonValue::Undefined);
}

//! An object that Qt refuses, without those of its members that are why. One level and few members,
//! so that nothing which anybody may send costs a stack or much time.
QJsonValue salvaged(QByteArrayView object)
{
    constexpr qsizetype Most = 256;
    const auto members = JsonMembers::scan(object, JsonMembers::Repeats::Allow);
    if (!members || members->all().size() > Most)
        return QJsonValue::Undefined;
    QJsonObject readable;
    for (const JsonMembers::Member &member : members->all()) {
        const QByteArrayView raw = object.sliced(member.begin, member.end - member.begin);
        const QJsonArray value = parsed('[' + raw.toByteArray() + ']').toArray();
        if (value.isEmpty())
            readable.remove(member.key); // the last one counts
        else
            readable.insert(member.key, value.first());
    }
    return readable;
}

} // namespace

Result<JsonMembers, JsonError> JsonMembers::scan(QByteArrayView bytes, Repeats repeats)
{
    if (!bytes.isValidUtf8())
        return failure(JsonError::NotJson);
    JsonScanner scanner(bytes);
    scanner.skipSpace();
    if (scanner.peek() != '{') {
        const bool isJson = scanner.skipValue() && (scanner.skipSpace(), scanner.atEnd());
        return failure(isJson ? JsonError::NotAnObject : JsonError::NotJson);
    }

    JsonMembers members;
    members.m_bytes = bytes;
    if (!members.read(scanner))
        return failure(JsonError::NotJson);
    if (repeats == Repeats::Refuse && members.hasRepeatedKey())
        return failure(JsonError::DuplicateKey);
    return members;
}

bool JsonMembers::read(JsonScanner &scanner)
{
    if (!scanner.skip('{'))
        return false;
    scanner.skipSpace();
    for (bool more = scanner.peek() != '}'; more;
         more = scanner.peek() == ',' && scanner.skip(',')) {
        scanner.skipSpace();
        const qsizetype key = scanner.offset();
        if (!scanner.skipString())
            return false;
        const qsizetype keyEnd = scanner.offset();
        scanner.skipSpace();
        if (!scanner.skip(':'))
            return false;
        scanner.skipSpace();
        const qsizetype begin = scanner.offset();
        if (!scanner.skipValue())
            return false;
        m_members.append({unquoted(m_bytes.sliced(key, keyEnd - key)), begin, scanner.offset()});
        scanner.skipSpace();
    }
    m_closingBrace = scanner.offset();
    if (!scanner.skip('}'))
        return false;
    scanner.skipSpace();
    return scanner.atEnd();
}

bool JsonMembers::hasRepeatedKey() const
{
    if (m_members.size() > FewMembers) {
        QSet<QStringView> seen;
        seen.reserve(m_members.size());
        for (const Member &member : m_members)
            seen.insert(member.key);
        return seen.size() != m_members.size();
    }
    for (auto member = m_members.cbegin(); member != m_members.cend(); ++member) {
        const auto isSame = [member](const Member &other) { return other.key == member->key; };
        if (std::any_of(m_members.cbegin(), member, isSame))
            return true;
    }
    return false;
}

const JsonMembers::Member *JsonMembers::find(QAnyStringView key) const
{
    const auto found
        = std::find_if(m_members.crbegin(), m_members.crend(),
                       [key](const Member &member) { return QAnyStringView(member.key) == key; });
    return found == m_members.crend() ? nullptr : &*found;
}

QByteArrayView JsonMembers::raw(QAnyStringView key) const
{
    const Member *member = find(key);
    return member ? m_bytes.sliced(member->begin, member->end - member->begin) : QByteArrayView();
}

std::optional<QString> JsonMembers::string(QAnyStringView key) const
{
    const QByteArrayView value = raw(key);
    if (!value.startsWith('"'))
        return std::nullopt;
    return unquoted(value);
}

std::optional<double> JsonMembers::number(QAnyStringView key) const
{
    const QByteArrayView value = raw(key);
    bool ok = false;
    const double number = isNumber(value) ? value.toDouble(&ok) : 0;
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<qint64> JsonMembers::integer(QAnyStringView key) const
{
    const QByteArrayView value = raw(key);
    bool ok = false;
    const qint64 exact = isNumber(value) ? value.toLongLong(&ok) : 0;
    if (ok)
        return exact;
    // Another way to write a whole number; beyond 2^53 a double does not tell which one it is.
    constexpr double Exact = 9007199254740992.0;
    const std::optional<double> rough = number(key);
    if (!rough || std::abs(*rough) > Exact || std::trunc(*rough) != *rough)
        return std::nullopt;
    return static_cast<qint64>(*rough);
}

std::optional<bool> JsonMembers::boolean(QAnyStringView key) const
{
    const QByteArrayView value = raw(key);
    if (value == "true")
        return true;
    if (value == "false")
        return false;
    return std::nullopt;
}

QJsonValue JsonMembers::json(QAnyStringView key) const
{
    const QByteArrayView value = raw(key);
    if (value.startsWith('{') || value.startsWith('[')) {
        const QJsonValue whole = parsed(value.toByteArray());
        return whole.isUndefined() && value.startsWith('{') ? salvaged(value) : whole;
    }
    if (const auto text = string(key))
        return *text;
    if (const auto whole = integer(key))
        return *whole;
    if (const auto any = number(key))
        return *any;
    if (const auto truth = boolean(key))
        return *truth;
    return value == "null" ? QJsonValue(QJsonValue::Null) : QJsonValue(QJsonValue::Undefined);
}

QList<QByteArrayView> JsonMembers::elements(QAnyStringView key) const
{
    const QByteArrayView array = raw(key);
    QList<QByteArrayView> elements;
    JsonScanner scanner(array);
    if (!scanner.skip('['))
        return elements;
    scanner.skipSpace();
    for (bool more = scanner.peek() != ']'; more; more = scanner.skip(',')) {
        scanner.skipSpace();
        const qsizetype begin = scanner.offset();
        if (!scanner.skipValue())
            return {};
        elements.append(array.sliced(begin, scanner.offset() - begin));
        scanner.skipSpace();
    }
    return elements;
}

} // namespace sermo
