// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/jsonwriter.h"

#include <QLocale>

#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo
{

namespace
{

void appendUnit(QByteArray &json, char16_t unit)
{
    json += "\\u" + QByteArray::number(unit, 16).rightJustified(4, '0');
}

void appendSpecial(QByteArray &json, char16_t unit)
{
    switch (unit) {
    case u'"':
        json += "\\\"";
        break;
    case u'\\':
        json += "\\\\";
        break;
    case u'\n':
        json += "\\n";
        break;
    case u'\r':
        json += "\\r";
        break;
    case u'\t':
        json += "\\t";
        break;
    default:
        appendUnit(json, unit);
    }
}

// Whether the unit at `i` is half a character whose other half is missing.
bool isLone(QStringView text, qsizetype i)
{
    if (text[i].isHighSurrogate())
        return i + 1 == text.size() || !text[i + 1].isLowSurrogate();
    return text[i].isLowSurrogate() && (i == 0 || !text[i - 1].isHighSurrogate());
}

void appendString(QByteArray &json, QStringView text)
{
    json += '"';
    qsizetype plainFrom = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        const bool special = unit < 0x20 || unit == u'"' || unit == u'\\';
        if (!special && !isLone(text, i))
            continue;
        json += text.sliced(plainFrom, i - plainFrom).toUtf8();
        special ? appendSpecial(json, unit) : appendUnit(json, unit);
        plainFrom = i + 1;
    }
    json += text.sliced(plainFrom).toUtf8();
    json += '"';
}

void appendNumber(QByteArray &json, double value)
{
    json += std::isfinite(value) ? QByteArray::number(value, 'g', QLocale::FloatingPointShortest)
                                 : "null"_ba;
}

// QJsonValue keeps a whole number exactly, beyond what a double can: so does this.
void appendJsonNumber(QByteArray &json, const QJsonValue &value)
{
    const bool isWhole
        = value.toInteger(0) == value.toInteger(1); // the argument: what to give else
    if (isWhole)
        json += QByteArray::number(value.toInteger());
    else
        appendNumber(json, value.toDouble());
}

void appendValue(QByteArray &json, const QJsonValue &value);

void appendArray(QByteArray &json, const QJsonArray &array)
{
    json += '[';
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (i > 0)
            json += ',';
        appendValue(json, array.at(i));
    }
    json += ']';
}

void appendObject(QByteArray &json, const QJsonObject &object)
{
    json += '{';
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member != object.begin())
            json += ',';
        appendString(json, member.key());
        json += ':';
        appendValue(json, member.value());
    }
    json += '}';
}

// Recursion is safe here: this writes only what we made or QJsonDocument read, 1024 levels at most.
void appendValue(QByteArray &json, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        json += value.toBool() ? "true" : "false";
        break;
    case QJsonValue::String:
        appendString(json, value.toString());
        break;
    case QJsonValue::Array:
        appendArray(json, value.toArray());
        break;
    case QJsonValue::Object:
        appendObject(json, value.toObject());
        break;
    case QJsonValue::Double:
        appendJsonNumber(json, value);
        break;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        json += "null";
        break;
    }
}

} // namespace

void JsonWriter::key(QLatin1StringView name)
{
    m_json += m_json.isEmpty() ? '{' : ',';
    appendString(m_json, QString(name));
    m_json += ':';
}

void JsonWriter::member(QLatin1StringView name, const QString &value)
{
    key(name);
    appendString(m_json, value);
}

void JsonWriter::member(QLatin1StringView name, QLatin1StringView value)
{
    member(name, QString(value));
}

void JsonWriter::member(QLatin1StringView name, bool value)
{
    memberRaw(name, value ? "true" : "false");
}

void JsonWriter::member(QLatin1StringView name, qint64 value)
{
    memberRaw(name, QByteArray::number(value));
}

void JsonWriter::member(QLatin1StringView name, quint64 value)
{
    memberRaw(name, QByteArray::number(value));
}

void JsonWriter::member(QLatin1StringView name, double value)
{
    key(name);
    appendNumber(m_json, value);
}

void JsonWriter::member(QLatin1StringView name, const QJsonObject &value)
{
    key(name);
    appendObject(m_json, value);
}

void JsonWriter::member(QLatin1StringView name, const QJsonArray &value)
{
    key(name);
    appendArray(m_json, value);
}

void JsonWriter::memberNull(QLatin1StringView name)
{
    memberRaw(name, "null");
}

void JsonWriter::memberRaw(QLatin1StringView name, QByteArrayView json)
{
    key(name);
    m_json += json;
}

QByteArray JsonWriter::take()
{
    QByteArray json = std::exchange(m_json, {});
    return json.isEmpty() ? "{}"_ba : json + '}';
}

} // namespace sermo
