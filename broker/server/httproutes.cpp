// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/httproutes.h"

#include "broker/protocol/eventbody.h"
#include "broker/server/framewatch.h"
#include "broker/server/tokens.h"
#include "broker/server/upgradegate.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

constexpr QByteArrayView MetricsPath = "/metrics";
constexpr QByteArrayView PlatformsPath = "/api/platforms/";

HttpAnswer json(int status, const QJsonObject &object)
{
    return HttpAnswer::json(status, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

//! A site to try the widget on, for nobody but who sits at this computer.
bool isDemo(const QByteArray &path)
{
    return !path.startsWith("/widget/");
}

bool isHost(const QByteArray &host)
{
    const auto isGood = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || QByteArrayView(".-:[]").contains(c);
    };
    return !host.isEmpty() && std::all_of(host.begin(), host.end(), isGood);
}

} // namespace

HttpRoutes::HttpRoutes(House house, Origins origins, bool onLoopback)
    : m_house(std::move(house))
    , m_origins(std::move(origins))
    , m_onLoopback(onLoopback)
{
}

std::optional<HttpRoutes::Route> HttpRoutes::route(const QByteArray &path) const
{
    if (path == "/health")
        return Route{"GET, HEAD", &HttpRoutes::health};
    if (path == MetricsPath)
        return Route{"GET, HEAD", &HttpRoutes::metrics};
    if (path.startsWith(PlatformsPath))
        return Route{"GET, HEAD, OPTIONS", &HttpRoutes::platform, true};
    if (path == "/chat/unload")
        return Route{"POST, OPTIONS", &HttpRoutes::unload, true, 4096};
    if (m_files.find(path) && (!isDemo(path) || m_onLoopback))
        return Route{"GET, HEAD", &HttpRoutes::file};
    return std::nullopt;
}

std::optional<HttpAnswer> HttpRoutes::refusal(const RequestHead &head) const
{
    // Who forgot to upgrade hears the same as who did not: first whether it may come in at all.
    if (head.path == "/events")
        return HttpAnswer::plain(m_house.keys->identify(keyOf(head)) ? 426 : 401);
    if (head.path == "/chat")
        return HttpAnswer::plain(426);
    if (head.path == MetricsPath) {
        const auto who = m_house.keys->identify(keyOf(head));
        if (!who || who->role != Role::Supervisor)
            return HttpAnswer::plain(who ? 403 : 401);
    }
    const auto found = route(head.path);
    if (!found)
        return HttpAnswer::plain(404);
    if (!found->methods.split(',').contains(head.method)
        && !found->methods.split(',').contains(' ' + head.method)) {
        HttpAnswer answer = HttpAnswer::plain(405);
        answer.add("Allow", found->methods);
        return answer;
    }
    if (head.contentLength > found->maxBody)
        return HttpAnswer::plain(413);
    return std::nullopt;
}

HttpAnswer HttpRoutes::answer(const HttpRequest &request) const
{
    const auto found = route(request.path);
    if (!found)
        return HttpAnswer::plain(404); // the door has refused it before
    HttpAnswer answer
        = request.method == "OPTIONS" ? preflight(*found) : (this->*found->handler)(request);
    if (found->isForPages)
        allowOrigin(request, answer);
    m_house.answered(answer.status);
    return answer;
}

void HttpRoutes::allowOrigin(const HttpRequest &request, HttpAnswer &answer) const
{
    answer.add("Vary", "Origin");
    if (!request.origin.isEmpty() && m_origins.allows(request.origin, request.host))
        answer.add("Access-Control-Allow-Origin", request.origin);
}

HttpAnswer HttpRoutes::preflight(const Route &route) const
{
    HttpAnswer answer;
    answer.status = 204;
    answer.headers = {{"Access-Control-Allow-Methods", route.methods},
                      {"Access-Control-Allow-Headers", "Authorization, Content-Type"},
                      {"Access-Control-Max-Age", "600"}};
    return answer;
}

HttpAnswer HttpRoutes::health(const HttpRequest &) const
{
    const QByteArray trouble = m_house.trouble();
    const QString status = trouble.isEmpty() ? u"ok"_s : QString::fromLatin1(trouble);
    QJsonObject told{{u"status"_s, status}, {u"version"_s, QStringLiteral(SERMO_VERSION)}};
    if (const QString detail = m_house.detail(); !detail.isEmpty())
        told.insert(u"detail"_s, detail);
    if (m_house.standby)
        told.insert(u"standby"_s, m_house.standby());
    return json(trouble.isEmpty() ? 200 : 503, told);
}

//! Only a supervisor's request comes this far: refusal() has seen to it.
HttpAnswer HttpRoutes::metrics(const HttpRequest &) const
{
    HttpAnswer answer;
    answer.contentType = "text/plain; version=0.0.4; charset=utf-8";
    answer.body = m_house.metrics();
    answer.add("Cache-Control", "no-store");
    return answer;
}

HttpAnswer HttpRoutes::platform(const HttpRequest &request) const
{
    const QByteArray name
        = QByteArray::fromPercentEncoding(request.path.sliced(PlatformsPath.size()));
    const auto status
        = m_house.desk->platformStatus(PlatformId(QString::fromUtf8(name)), m_house.clock->now());
    if (!status)
        return HttpAnswer::plain(404);
    QJsonObject object{{u"queueId"_s, status->queue.value()},
                       {u"available"_s, status->available},
                       {u"closed"_s, status->closed}};
    if (!status->closed)
        object.insert(u"hasWorkingAgents"_s, status->hasWorkingAgents);
    return json(200, object);
}

//! `navigator.sendBeacon` of a page that goes away: it can set no header and reads no answer.
HttpAnswer HttpRoutes::unload(const HttpRequest &request) const
{
    const QJsonObject said = QJsonDocument::fromJson(request.body).object();
    const QString token = said.value("token"_L1).toString();
    const auto who = token.isEmpty() ? std::nullopt : m_house.tokens->identify(token.toUtf8());
    if (!who)
        return HttpAnswer::plain(401);
    if (!m_house.mayUnload(who->user))
        return HttpAnswer::plain(429);
    m_house.submit(*who,
                   compose(Direction::Inbound, who->user,
                           event::ClientUnload{said.value("at"_L1).toString()}));
    HttpAnswer answer;
    answer.status = 204;
    return answer;
}

//! The chat's page tells it at once in which language its platform speaks: it loads no other's
//! words.
const WebFiles::File *HttpRoutes::fileFor(const HttpRequest &request) const
{
    if (request.path != WebFiles::ChatPage)
        return m_files.find(request.path);
    const QString id = QUrlQuery(QString::fromLatin1(request.query))
                           .queryItemValue(u"platform"_s, QUrl::FullyDecoded);
    const desk::Platform *platform = m_house.desk->config().platform(PlatformId(id));
    return m_files.chatPage(platform ? platform->toldLanguage : QString());
}

//! The browser that refuses to show it says so to nobody.
void HttpRoutes::watchFraming(const HttpRequest &request) const
{
    const QByteArray origin = FrameWatch::framer(request.referer, request.fetchDest);
    if (!origin.isEmpty() && !m_origins.allows(origin, request.host))
        m_house.notFramed(origin);
}

HttpAnswer HttpRoutes::file(const HttpRequest &request) const
{
    if (request.path == WebFiles::ChatPage)
        watchFraming(request);
    const WebFiles::File *found = fileFor(request);
    if (!found)
        return HttpAnswer::plain(404);
    const bool isPacked = !found->packed.isEmpty() && WebFiles::takesGzip(request.acceptEncoding);
    const QByteArray etag = isPacked ? found->packedEtag : found->etag;
    HttpAnswer answer;
    answer.headers = {
        {"ETag", etag},
        {"Cache-Control", found->isForEver ? "public, max-age=31536000, immutable" : "no-cache"}};
    if (!found->packed.isEmpty())
        answer.add("Vary", "Accept-Encoding");
    if (found->type.startsWith("text/html"))
        answer.add("Content-Security-Policy", policy(request));
    else // a page of another origin loads the script
        answer.add("Cross-Origin-Resource-Policy", "cross-origin");
    if (request.ifNoneMatch.contains(etag)) {
        answer.status = 304;
        return answer;
    }
    if (isPacked)
        answer.add("Content-Encoding", "gzip");
    answer.contentType = found->type;
    answer.body = isPacked ? found->packed : found->content;
    return answer;
}

//! What the widget's page and the demo page may load and do (research, widget 4).
QByteArray HttpRoutes::policy(const HttpRequest &request) const
{
    // Not every browser counts a WebSocket of the same host as 'self'.
    const QByteArray sockets
        = isHost(request.host) ? " ws://" + request.host + " wss://" + request.host : QByteArray();
    if (isDemo(request.path))
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
               "frame-src 'self'; connect-src 'self'"
            + sockets + "; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    const QByteArray avatars = (QStringList(QString()) + m_house.avatarHosts).join(u' ').toLatin1();
    // A chat goes on at the other one of two hosts, where its images are then, too.
    const QString origin = m_origins.other();
    const QByteArray other = origin.isEmpty() ? QByteArray() : ' ' + origin.toLatin1();
    const QByteArray otherSocket = QByteArray(other).replace(" http", " ws");
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:" + avatars
        + other + "; connect-src 'self'" + sockets + other + otherSocket
        + "; base-uri 'none'; form-action 'none'; frame-ancestors " + m_origins.frameAncestors();
}

} // namespace sermo::server
