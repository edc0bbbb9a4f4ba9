// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/exchange.h"

#include "broker/server/door.h"
#include "broker/server/httpreply.h"

#include <array>

namespace sermo::server::socketio
{

HttpAnswer answerOf(Refusal refusal)
{
    static constexpr std::array Messages{
        "Transport unknown", "Session ID unknown", "Bad handshake method",
        "Bad request",       "Forbidden",          "Unsupported protocol version"};
    const auto code = static_cast<size_t>(refusal);
    HttpAnswer answer;
    answer.status = refusal == Refusal::Forbidden ? 403 : 400;
    answer.contentType = "application/json";
    answer.body
        = "{\"code\":" + QByteArray::number(code) + ",\"message\":\"" + Messages.at(code) + "\"}";
    return answer;
}

void Exchange::answer(HttpAnswer answer) const
{
    count(answer.status);
    answer.headers += forPages;
    answer.add("Cache-Control", "no-store");
    if (socket)
        reply(socket, answer.to(head.method), socket);
}

void Exchange::refuse(HttpAnswer answer) const
{
    count(answer.status);
    answer.headers += forPages;
    if (socket)
        Door::refuse(socket, answer.to(head.method));
}

} // namespace sermo::server::socketio
