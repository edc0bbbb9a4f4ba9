// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/httpanswer.h"

namespace sermo::server
{

namespace
{

struct Reason {
    int status;
    const char *text;
};

// What this broker says, and nothing else.
constexpr Reason Reasons[] = {
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {411, "Length Required"},
    {413, "Payload Too Large"},
    {415, "Unsupported Media Type"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
};

QByteArray reasonOf(int status)
{
    for (const Reason &reason : Reasons) {
        if (reason.status == status)
            return reason.text;
    }
    Q_ASSERT_X(false, "reasonOf", "a status without a reason");
    return "Error";
}

} // namespace

HttpAnswer HttpAnswer::plain(int status)
{
    HttpAnswer answer;
    answer.status = status;
    answer.contentType = "text/plain; charset=utf-8";
    answer.body = reasonOf(status) + '\n';
    if (status == 401)
        answer.add("WWW-Authenticate", "Bearer");
    if (status == 426)
        answer.add("Upgrade", "websocket");
    if (status == 426)
        answer.add("Sec-WebSocket-Version", "13");
    if (status == 429 || status == 503)
        answer.add("Retry-After", "5");
    return answer;
}

HttpAnswer HttpAnswer::json(int status, const QByteArray &body)
{
    HttpAnswer answer;
    answer.status = status;
    answer.contentType = "application/json";
    answer.body = body;
    answer.add("Cache-Control", "no-store");
    return answer;
}

HttpAnswer HttpAnswer::to(const QByteArray &method) const
{
    HttpAnswer answer = *this;
    if (method == "HEAD") {
        answer.lengthOfDropped = body.size();
        answer.body.clear();
    }
    return answer;
}

QList<HttpAnswer::Header> HttpAnswer::allHeaders() const
{
    QList<Header> all;
    if (!contentType.isEmpty())
        all.append(Header("Content-Type", contentType));
    if (status != 204 && status != 304)
        all.append(
            Header("Content-Length", QByteArray::number(lengthOfDropped.value_or(body.size()))));
    all.append(Header("X-Content-Type-Options", "nosniff"));
    all.append(Header("Connection", "close"));
    return all + headers;
}

QByteArray HttpAnswer::wire() const
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\n";
    const auto all = allHeaders();
    for (const auto &[name, value] : all)
        out += name + ": " + value + "\r\n";
    return out + "\r\n" + body;
}

} // namespace sermo::server
