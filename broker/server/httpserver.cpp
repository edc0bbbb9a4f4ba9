// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/httpserver.h"

#include "broker/server/door.h"
#include "broker/server/qtcompat.h"

#include <QMetaEnum>

namespace sermo::server
{

namespace
{

HttpRequest read(const QHttpServerRequest &request)
{
    HttpRequest out;
    const auto methods = QMetaEnum::fromType<QHttpServerRequest::Method>();
    out.method = QByteArray(methods.valueToKey(static_cast<int>(request.method()))).toUpper();
    out.path = request.url().path(QUrl::FullyEncoded).toLatin1();
    out.query = request.url().query(QUrl::FullyEncoded).toLatin1();
    out.origin = request.value("origin");
    out.host = request.value("host");
    out.referer = request.value("referer");
    out.fetchDest = request.value("sec-fetch-dest");
    out.ifNoneMatch = request.value("if-none-match");
    out.acceptEncoding = request.value("accept-encoding");
    out.body = request.body();
    return out;
}

} // namespace

QHttpServer *serveHttp(Door *door, const HttpRoutes &routes, QObject *parent)
{
    auto *server = new QHttpServer(parent);
    qtcompat::serveAll(*server,
                       [&routes](const QHttpServerRequest &request, qtcompat::Responder responder) {
                           const HttpRequest asked = read(request);
                           qtcompat::write(std::forward<qtcompat::Responder>(responder),
                                           routes.answer(asked), asked.method != "HEAD");
                       });
    qtcompat::bind(*server, door);
    return server;
}

} // namespace sermo::server
