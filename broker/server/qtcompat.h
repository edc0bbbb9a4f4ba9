// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/httpanswer.h"

#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QHttpServerResponse>
#include <QIODevice>
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

//! Whether the HTTP server answers `Expect: 100-continue` by itself.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
inline constexpr bool SaysContinue = true;
#else
inline constexpr bool SaysContinue = false;
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

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
//! As long as a body that is not sent: what HEAD wants to know. The responder owns it.
class Unsaid : public QIODevice
{
public:
    explicit Unsaid(qint64 size)
        : m_size(size)
    {
    }
    [[nodiscard]] qint64 size() const override { return m_size; }
    [[nodiscard]] bool atEnd() const override { return true; }

protected:
    qint64 readData(char *, qint64) override { return 0; }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 m_size;
};
#endif

//! Qt answers HEAD with a body, which the next answer on the connection would be taken for.
inline void write(Responder responder, const HttpAnswer &answer, bool withBody)
{
    const auto status = QHttpServerResponder::StatusCode(answer.status);
    const auto headers = answer.allHeaders();
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QHttpHeaders all;
    for (const auto &[name, value] : headers) {
        if (name != "Content-Length") // Qt writes it, and beside ours it would stand there twice
            all.append(name, value);
    }
    if (withBody)
        responder.write(answer.body, all, status);
    else
        responder.write(new Unsaid(answer.lengthOfDropped.value_or(answer.body.size())), all,
                        status);
#else
    responder.writeStatusLine(status);
    for (const auto &[name, value] : headers)
        responder.writeHeader(name, value);
    responder.writeBody(withBody ? answer.body : QByteArray());
#endif
}

} // namespace sermo::server::qtcompat
