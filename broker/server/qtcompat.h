// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/httpanswer.h"

#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QHttpServerResponse>
#include <QTcpServer>
#include <QWebSocket>

//! Everything that differs between Qt 6.4 (Debian 12) and 6.8 (Debian 13), and nothing else.
namespace sermo::server::qtcompat
{

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
using Responder = QHttpServerResponder &;
#else
using Responder = QHttpServerResponder &&;
#endif

//! Has `server` take the connections of `door`; owns the door from now on.
inline void bind(QHttpServer &server, QTcpServer *door)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    if (!server.bind(door))
        qWarning("the HTTP server cannot serve the door");
#else
    server.bind(door);
#endif
}

//! One handler for every request: `void(const QHttpServerRequest &, Responder)`.
template <typename Handler>
void serveAll(QHttpServer &server, Handler handler)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    server.setMissingHandler(&server, handler);
#else
    server.setMissingHandler(handler);
#endif
}

//! Qt answers HEAD with a body, which the next answer on the connection would be taken for.
inline void write(Responder responder, const HttpAnswer &answer, bool withBody)
{
    const auto status = QHttpServerResponder::StatusCode(answer.status);
    const auto headers = answer.allHeaders();
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QHttpServerResponse response(withBody ? answer.body : QByteArray(), status);
    QHttpHeaders all;
    for (const auto &[name, value] : headers)
        all.append(name, value);
    response.setHeaders(all);
    responder.sendResponse(response);
#else
    responder.writeStatusLine(status);
    for (const auto &[name, value] : headers)
        responder.writeHeader(name, value);
    responder.writeBody(withBody ? answer.body : QByteArray());
#endif
}

} // namespace sermo::server::qtcompat
