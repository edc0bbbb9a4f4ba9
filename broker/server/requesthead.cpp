// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/requesthead.h"

#include "broker/server/formtext.h"

#include <algorithm>

namespace sermo::server
{

namespace
{

bool isTokenChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool isVisible(char c)
{
    return c > 0x20 && c < 0x7f;
}

bool isFieldText(char c)
{
    return c == '\t' || static_cast<uchar>(c) >= 0x20;
}

//! `GET /path?query HTTP/1.1`
int parseRequestLine(QByteArrayView line, RequestHead &head)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first)
        return 400;
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    if (!isToken(line.first(first)) || !target.startsWith('/')
        || !std::all_of(target.begin(), target.end(), isVisible))
        return 400;
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return version.startsWith("HTTP/") ? 505 : 400;
    head.method = line.first(first).toByteArray();
    const qsizetype mark = target.indexOf('?');
    head.path = (mark < 0 ? target : target.first(mark)).toByteArray();
    head.query = mark < 0 ? QByteArray() : target.sliced(mark + 1).toByteArray();
    return 0;
}

int parseField(QByteArrayView line, RequestHead &head)
{
    const qsizetype colon = line.indexOf(':');
    // A line that starts with a blank continues the one before: long obsolete, and a way to hide
    // things.
    if (colon <= 0 || !isToken(line.first(colon)))
        return 400;
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (!std::all_of(value.begin(), value.end(), isFieldText))
        return 400;
    if (head.fields.size() == RequestHead::MaxFields)
        return 431;
    head.fields.append({line.first(colon).toByteArray().toLower(), value.toByteArray()});
    return 0;
}

//! Who reads the first of two and who reads the last would see two different requests.
bool repeatsWhatCounts(const RequestHead &head)
{
    static constexpr QByteArrayView Once[]
        = {"authorization", "content-type",      "expect",
           "origin",        "sec-websocket-key", "sec-websocket-version"};
    return std::any_of(std::begin(Once), std::end(Once), [&head](QByteArrayView name) {
        return std::count_if(head.fields.begin(), head.fields.end(),
                             [name](const auto &field) { return field.first == name; })
            > 1;
    });
}

//! How long the body is must be beyond doubt, or two readers see two different requests.
int parseFraming(RequestHead &head)
{
    qsizetype lengths = 0;
    qsizetype hosts = 0;
    for (const auto &[name, value] : std::as_const(head.fields)) {
        hosts += name == "host" ? 1 : 0;
        if (name == "transfer-encoding")
            return head.has("content-length") ? 400 : 411;
        if (name != "content-length")
            continue;
        const bool digits
            = std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (++lengths > 1 || value.isEmpty() || !digits)
            return 400;
        if (value.size() > 15)
            return 413;
        head.contentLength = value.toLongLong();
    }
    return hosts == 1 && !repeatsWhatCounts(head) ? 0 : 400;
}

bool listContains(const QByteArray &value, QByteArrayView wanted)
{
    const QList<QByteArray> parts = value.split(',');
    return std::any_of(parts.begin(), parts.end(), [wanted](const QByteArray &part) {
        return part.trimmed().compare(wanted, Qt::CaseInsensitive) == 0;
    });
}

} // namespace

std::optional<qsizetype> RequestHead::end(QByteArrayView bytes)
{
    const qsizetype at = bytes.indexOf("\r\n\r\n");
    if (at < 0)
        return std::nullopt;
    return at + 4;
}

Result<RequestHead, int> RequestHead::parse(QByteArrayView bytes)
{
    const auto size = end(bytes);
    if (!size)
        return failure(400);
    RequestHead head;
    head.size = *size;
    QByteArrayView rest = bytes.first(*size - 2);
    bool isFirst = true;
    while (!rest.isEmpty()) {
        const qsizetype lineEnd = rest.indexOf("\r\n");
        const QByteArrayView line = rest.first(lineEnd);
        rest = rest.sliced(lineEnd + 2);
        if (line.contains('\r') || line.contains('\n') || line.contains('\0'))
            return failure(400);
        if (const int status = isFirst ? parseRequestLine(line, head) : parseField(line, head))
            return failure(int(status));
        isFirst = false;
    }
    if (const int status = parseFraming(head))
        return failure(int(status));
    return head;
}

QByteArray RequestHead::field(QByteArrayView lowerCaseName) const
{
    const auto found
        = std::find_if(fields.begin(), fields.end(),
                       [lowerCaseName](const auto &field) { return field.first == lowerCaseName; });
    return found == fields.end() ? QByteArray() : found->second;
}

bool RequestHead::has(QByteArrayView lowerCaseName) const
{
    return std::any_of(fields.begin(), fields.end(),
                       [lowerCaseName](const auto &field) { return field.first == lowerCaseName; });
}

RequestHead::Parameter RequestHead::parameter(QByteArrayView name) const
{
    Parameter found;
    const QList<QByteArray> pairs = query.split('&');
    for (const QByteArray &pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArrayView key
            = equals < 0 ? QByteArrayView(pair) : QByteArrayView(pair).first(equals);
        if (fromForm(key) != name)
            continue;
        found.repeated = found.value.has_value();
        found.value = equals < 0 ? QByteArray() : fromForm(QByteArrayView(pair).sliced(equals + 1));
    }
    return found;
}

bool RequestHead::wantsUpgrade() const
{
    return has("upgrade") && listContains(field("connection"), "upgrade");
}

int RequestHead::upgradeError() const
{
    if (!wantsUpgrade() || method != "GET" || contentLength != 0
        || !listContains(field("upgrade"), "websocket"))
        return 400;
    if (field("sec-websocket-version") != "13")
        return 426;
    const auto key = QByteArray::fromBase64Encoding(field("sec-websocket-key"),
                                                    QByteArray::AbortOnBase64DecodingErrors);
    return key && key.decoded.size() == 16 ? 0 : 400;
}

} // namespace sermo::server
