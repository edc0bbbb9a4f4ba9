// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/packets.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::server::socketio
{

namespace
{

constexpr char Separator = '\x1e'; //!< between the packets of version 4
constexpr qsizetype MostDigits = 9; //!< of a length or a callback's number

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

//! How many digits a text begins with.
qsizetype digitsIn(QByteArrayView text)
{
    return std::find_if_not(text.begin(), text.end(), isDigit) - text.begin();
}

//! Bytes of the UTF-8 character that begins so; 0: none does.
int lengthOf(char first)
{
    const auto byte = static_cast<uchar>(first);
    if (byte < 0x80)
        return 1;
    if (byte < 0xc0)
        return 0;
    if (byte < 0xe0)
        return 2;
    if (byte < 0xf0)
        return 3;
    return byte < 0xf8 ? 4 : 0;
}

bool continues(char c)
{
    return (static_cast<uchar>(c) & 0xc0) == 0x80;
}

//! Version 3 counts as JavaScript does, in UTF-16 code units.
qsizetype unitsOf(QByteArrayView text)
{
    qsizetype units = 0;
    for (const char c : text) {
        const int bytes = lengthOf(c);
        units += bytes == 4 ? 2 : (bytes > 0 ? 1 : 0);
    }
    return units;
}

//! How many bytes hold that many units at the beginning; -1: none do.
qsizetype bytesOf(QByteArrayView text, qsizetype units)
{
    qsizetype at = 0;
    while (units > 0 && at < text.size()) {
        const int bytes = lengthOf(text.at(at));
        if (bytes == 0 || at + bytes > text.size())
            return -1;
        const QByteArrayView rest = text.sliced(at + 1, bytes - 1);
        if (!std::all_of(rest.begin(), rest.end(), continues))
            return -1;
        units -= bytes == 4 ? 2 : 1;
        at += bytes;
    }
    return units == 0 ? at : -1;
}

//! `LENGTH:PACKETLENGTH:PACKET…`
std::optional<QList<QByteArray>> unpackedByLength(QByteArrayView rest)
{
    QList<QByteArray> packets;
    while (!rest.isEmpty()) {
        const qsizetype digits = digitsIn(rest);
        if (digits == 0 || digits > MostDigits || digits >= rest.size() || rest.at(digits) != ':')
            return std::nullopt;
        const qsizetype units = rest.first(digits).toByteArray().toLongLong();
        rest = rest.sliced(digits + 1);
        const qsizetype bytes = bytesOf(rest, units);
        if (bytes <= 0)
            return std::nullopt;
        packets.append(rest.first(bytes).toByteArray());
        rest = rest.sliced(bytes);
    }
    return packets;
}

//! Where the JSON value at `from` ends: before the comma or the bracket that follows it; -1:
//! nowhere.
qsizetype valueEnd(QByteArrayView text, qsizetype from)
{
    int depth = 0;
    bool isInString = false;
    for (qsizetype i = from; i < text.size(); ++i) {
        const char c = text.at(i);
        if (isInString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                isInString = false;
        } else if (c == '"') {
            isInString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (depth == 0 && (c == ',' || c == ']')) {
            return i;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return -1;
}

} // namespace

std::optional<QList<QByteArray>> unpacked(Version version, const QByteArray &body)
{
    if (body.isEmpty())
        return std::nullopt;
    if (version == Version::V3)
        return unpackedByLength(body);
    const QList<QByteArray> packets = body.split(Separator);
    const bool isWhole = std::none_of(packets.begin(), packets.end(),
                                      [](const QByteArray &packet) { return packet.isEmpty(); });
    return isWhole ? std::optional(packets) : std::nullopt;
}

void pack(Version version, QByteArray &body, QByteArrayView packet)
{
    if (version == Version::V3)
        body += QByteArray::number(unitsOf(packet)) + ':';
    else if (!body.isEmpty())
        body += Separator;
    body += packet;
}

QByteArray written(const Opening &opening)
{
    QJsonArray upgrades;
    if (opening.mayUpgrade)
        upgrades.append(u"websocket"_s);
    QJsonObject told{{u"sid"_s, QString::fromLatin1(opening.sid)},
                     {u"upgrades"_s, upgrades},
                     {u"pingInterval"_s, opening.pingIntervalMs},
                     {u"pingTimeout"_s, opening.pingTimeoutMs}};
    if (opening.version == Version::V4)
        told.insert(u"maxPayload"_s, opening.maxPayload);
    return engine::Open + QJsonDocument(told).toJson(QJsonDocument::Compact);
}

std::optional<Packet> Packet::read(QByteArrayView text)
{
    if (text.isEmpty() || text.front() < '0' || text.front() > '6')
        return std::nullopt;
    Packet packet;
    packet.type = static_cast<Type>(text.front() - '0');
    text = text.sliced(1);
    if (packet.type == Type::BinaryEvent || packet.type == Type::BinaryAck)
        return packet; // refused, whatever it says
    if (text.startsWith('/')) {
        const qsizetype comma = text.indexOf(',');
        const QByteArrayView named = comma < 0 ? text : text.first(comma);
        const qsizetype query = named.indexOf('?');
        packet.nameSpace = (query < 0 ? named : named.first(query)).toByteArray();
        text = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
    }
    const qsizetype digits = digitsIn(text);
    if (digits > MostDigits)
        return std::nullopt;
    packet.callback = text.first(digits).toByteArray();
    packet.data = text.sliced(digits).toByteArray();
    return packet;
}

std::optional<QByteArray> eventIn(const QByteArray &arguments)
{
    const QByteArrayView text = QByteArrayView(arguments).trimmed();
    if (!text.startsWith('[') || !text.endsWith(']'))
        return std::nullopt;
    const qsizetype comma = valueEnd(text, 1);
    if (comma < 0 || text.at(comma) != ',' || text.sliced(1, comma - 1).trimmed() != "\"message\"")
        return std::nullopt;
    const qsizetype end = valueEnd(text, comma + 1);
    if (end < 0)
        return std::nullopt;
    const QByteArrayView event = text.sliced(comma + 1, end - comma - 1).trimmed();
    if (!event.startsWith('"'))
        return event.toByteArray();
    const QJsonArray said = QJsonDocument::fromJson('[' + event.toByteArray() + ']').array();
    return said.at(0).toString().toUtf8();
}

} // namespace sermo::server::socketio
