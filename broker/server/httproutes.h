// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/httpanswer.h"
#include "broker/server/keys.h"
#include "broker/server/origins.h"
#include "broker/server/requesthead.h"
#include "broker/server/webfiles.h"

#include <QJsonObject>

#include <functional>
#include <optional>

namespace sermo::server
{

class Tokens;

//! One plain request, after the Door has judged its head.
struct HttpRequest {
    QByteArray method;
    QByteArray path; //!< as sent
    QByteArray query; //!< without the question mark
    QByteArray origin, host, referer, fetchDest, ifNoneMatch, acceptEncoding;
    QByteArray body;
};

//! What the plain addresses of contract 2 answer: a function from request to answer, told what it
//! needs to know of the broker. No socket here; QHttpServer reads and writes for it.
class HttpRoutes
{
public:
    //! What is asked of the broker.
    struct House {
        const desk::Desk *desk;
        const Clock *clock;
        const Keys *keys;
        Tokens *tokens;
        std::function<QByteArray()> trouble; //!< why it is not healthy; empty: it is
        std::function<QString()> detail; //!< what somebody should look at all the same; or empty
        std::function<QJsonObject()> standby; //!< one of two, and how they are; empty: one alone
        std::function<bool(const UserId &)> mayUnload; //!< his page may say once more that it goes
        std::function<void(const desk::Sender &, const EventFrame &)> submit;
        std::function<QByteArray()> metrics; //!< in Prometheus' text format
        std::function<void(int status)> answered;
        QStringList avatarHosts; //!< from where else the widget may load a picture
        std::function<void(const QByteArray &origin)>
            notFramed; //!< a page of it may not show the chat
    };

    HttpRoutes(House house, Origins origins, bool onLoopback);

    //! For the Door: what a head alone already earns (404, 405, 413), before its body is read.
    [[nodiscard]] std::optional<HttpAnswer> refusal(const RequestHead &head) const;
    [[nodiscard]] HttpAnswer answer(const HttpRequest &request) const;

private:
    struct Route {
        QByteArray methods; //!< as in `Allow`
        HttpAnswer (HttpRoutes::*handler)(const HttpRequest &) const;
        bool isForPages = false; //!< answers CORS
        qint64 maxBody = 0;
    };
    [[nodiscard]] std::optional<Route> route(const QByteArray &path) const;

    [[nodiscard]] HttpAnswer health(const HttpRequest &request) const;
    [[nodiscard]] HttpAnswer metrics(const HttpRequest &request) const;
    [[nodiscard]] HttpAnswer platform(const HttpRequest &request) const;
    [[nodiscard]] HttpAnswer unload(const HttpRequest &request) const;
    [[nodiscard]] HttpAnswer file(const HttpRequest &request) const;
    [[nodiscard]] const WebFiles::File *fileFor(const HttpRequest &request) const;
    void watchFraming(const HttpRequest &request) const;
    [[nodiscard]] HttpAnswer preflight(const Route &route) const;
    [[nodiscard]] QByteArray policy(const HttpRequest &request) const;
    void allowOrigin(const HttpRequest &request, HttpAnswer &answer) const;

    const House m_house;
    const Origins m_origins;
    const bool m_onLoopback;
    const WebFiles m_files;
};

} // namespace sermo::server
