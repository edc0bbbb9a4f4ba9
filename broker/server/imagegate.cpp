// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/imagegate.h"

#include "broker/server/door.h"
#include "broker/server/httpbody.h"
#include "broker/server/httpreply.h"
#include "broker/server/imageledger.h"
#include "broker/server/keys.h"
#include "broker/server/tokens.h"
#include "broker/server/upgradegate.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

constexpr QByteArrayView UploadPath = "/images";
constexpr QByteArrayView ImagesPath = "/images/";
constexpr qsizetype IdLength = 22; //!< 128 bits as base64url

constexpr Turnstile::Limits Uploads{8, 4}; //!< 64 MiB of bodies
constexpr Turnstile::Limits Looks{32, 12}; //!< a browser asks for six at a time
constexpr auto WholeRequest = 120s; //!< 8 MiB over a slow telephone, and its turn

bool isId(QByteArrayView text)
{
    const auto isGood = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
    };
    return text.size() == IdLength && std::all_of(text.begin(), text.end(), isGood);
}

bool isJson(const RequestHead &head)
{
    const QByteArray type = head.field("content-type").toLower();
    return !type.startsWith("image/") && !type.startsWith("application/octet-stream");
}

QByteArray suffixOf(const QByteArray &type)
{
    return type == "image/png" ? "png" : "jpg";
}

} // namespace

ImageGate::ImageGate(const House &house, Origins origins, QObject *parent)
    : QObject(parent)
    , m_house(house)
    , m_origins(std::move(origins))
    , m_uploads(Uploads)
    , m_teamUploads(Uploads)
    , m_looks(Looks)
{
}

bool ImageGate::takes(const RequestHead &head)
{
    return head.path == UploadPath || head.path.startsWith(ImagesPath);
}

void ImageGate::handle(QTcpSocket *socket, const RequestHead &head)
{
    QTimer::singleShot(WholeRequest, socket, &QTcpSocket::abort);
    if (const HttpAnswer refusal = refusalOf(head); refusal.status != 0)
        return refuse(socket, head, refusal);
    if (head.path == UploadPath) {
        const auto sender = senderOf(head);
        const auto wait = m_house.intake->admit(*sender, head.contentLength);
        if (wait.count() > 0) {
            HttpAnswer tooMany = HttpAnswer::plain(429);
            tooMany.add("Retry-After", QByteArray::number(qint64(wait.count())));
            return refuse(socket, head, tooMany);
        }
        const auto go = [=, this] { receive(socket, head, *sender); };
        if (sender->role == Role::Customer)
            m_uploads.enter(placeOf(*socket, head), socket, go);
        else
            m_teamUploads.enter(sender->name, socket, go);
        return;
    }
    const ImageId image(QString::fromLatin1(head.path.sliced(ImagesPath.size())));
    m_looks.enter(placeOf(*socket, head), socket, [=, this] { show(socket, head, image); });
}

//! As whom it waits for its turn: his household or office, behind a proxy that is trusted too.
QString ImageGate::placeOf(const QTcpSocket &socket, const RequestHead &head) const
{
    return neighbourhoodOf(m_house.proxies.customerOf(socket.peerAddress(), head)).toString();
}

//! What is answered at once, in the order of contract 2; status 0: nothing, it may come in.
HttpAnswer ImageGate::refusalOf(const RequestHead &head) const
{
    const bool isUpload = head.path == UploadPath;
    const QByteArrayList methods
        = isUpload ? QByteArrayList{"POST", "OPTIONS"} : QByteArrayList{"GET", "HEAD", "OPTIONS"};
    HttpAnswer answer;
    answer.status = 0;
    if (head.method == "OPTIONS") {
        answer.status = 204;
        answer.headers = {{"Access-Control-Allow-Methods", methods.join(", ")},
                          {"Access-Control-Allow-Headers", "Authorization, Content-Type"},
                          {"Access-Control-Max-Age", "600"}};
    } else if (!methods.contains(head.method)) {
        answer = HttpAnswer::plain(405);
        answer.add("Allow", methods.join(", "));
    } else if (isUpload && !senderOf(head)) {
        answer = HttpAnswer::plain(401);
    } else if (head.contentLength > (isUpload ? imaging::MaxBody : 0)) {
        answer = HttpAnswer::plain(413);
    } else if (isUpload && head.contentLength == 0) {
        answer = HttpAnswer::plain(400);
    } else if (!isUpload) {
        const QByteArray id = head.path.sliced(ImagesPath.size());
        if (!isId(id) || !m_house.ledger->contains(ImageId(QString::fromLatin1(id))))
            answer = HttpAnswer::plain(404);
    }
    return answer;
}

//! An application by its key; by the same header a customer, whose token is never in an address.
std::optional<desk::Sender> ImageGate::senderOf(const RequestHead &head) const
{
    const QByteArray secret = keyOf(head);
    if (secret.isEmpty())
        return std::nullopt;
    if (const auto application = m_house.keys->identify(secret))
        return application;
    return head.parameter("apiKey").value ? std::nullopt : m_house.tokens->identify(secret);
}

void ImageGate::receive(QTcpSocket *socket, const RequestHead &head, const desk::Sender &sender)
{
    receiveBody(socket, head, this,
                [=, this](const QByteArray &body) { handleBody(socket, head, sender, body); });
}

void ImageGate::handleBody(QTcpSocket *socket, const RequestHead &head, const desk::Sender &sender,
                           const QByteArray &body)
{
    m_house.intake->take(sender, body, isJson(head), socket,
                         [=, this](const Result<ImageIntake::Kept, int> &kept) {
                             if (kept)
                                 handleKept(socket, head, *kept);
                             else
                                 answer(socket, head, HttpAnswer::plain(kept.error()));
                         });
}

void ImageGate::handleKept(QTcpSocket *socket, const RequestHead &head,
                           const ImageIntake::Kept &kept)
{
    HttpAnswer created;
    created.status = 201;
    created.contentType = "application/json";
    created.body = QJsonDocument(QJsonObject{{u"imageId"_s, kept.id.value()},
                                             {u"width"_s, kept.size.width()},
                                             {u"height"_s, kept.size.height()}})
                       .toJson(QJsonDocument::Compact);
    created.add("Location", ImagesPath.toByteArray() + kept.id.value().toLatin1());
    created.add("Cache-Control", "no-store");
    answer(socket, head, created);
}

void ImageGate::show(QTcpSocket *socket, const RequestHead &head, const ImageId &image)
{
    m_house.intake->show(image, socket, [=, this](const store::BlobStore::Found &found) {
        handleFound(socket, head, found);
    });
}

void ImageGate::handleFound(QTcpSocket *socket, const RequestHead &head,
                            const store::BlobStore::Found &found)
{
    using Kind = store::BlobStore::Found::Kind;
    if (found.kind != Kind::Image)
        return answer(socket, head, HttpAnswer::plain(found.kind == Kind::Nothing ? 404 : 503));
    const QByteArray etag = '"' + found.record.id.value().toLatin1() + '"';
    HttpAnswer shown;
    // What an image may do to who opens it by itself: nothing. It never changes.
    shown.headers
        = {{"ETag", etag},
           {"Cache-Control", "private, max-age=31536000, immutable"},
           {"Content-Disposition", "inline; filename=\"image." + suffixOf(found.record.type) + '"'},
           {"Content-Security-Policy", "default-src 'none'; sandbox"},
           {"Cross-Origin-Resource-Policy", "cross-origin"},
           {"Referrer-Policy", "no-referrer"}};
    if (head.field("if-none-match").contains(etag)) {
        shown.status = 304;
    } else {
        shown.contentType = found.record.type;
        shown.body = found.bytes;
    }
    answer(socket, head, shown);
}

void ImageGate::addOrigin(const RequestHead &head, HttpAnswer &answer) const
{
    const QByteArray origin = head.field("origin");
    answer.add("Vary", "Origin");
    if (origin.isEmpty() || !m_origins.allows(origin, head.field("host")))
        return;
    answer.add("Access-Control-Allow-Origin", origin);
    answer.add("Access-Control-Expose-Headers", "Location");
}

void ImageGate::refuse(QTcpSocket *socket, const RequestHead &head, HttpAnswer answer)
{
    addOrigin(head, answer);
    m_house.count(answer.status);
    Door::refuse(socket, answer.to(head.method));
}

void ImageGate::answer(QTcpSocket *socket, const RequestHead &head, HttpAnswer answer)
{
    addOrigin(head, answer);
    m_house.count(answer.status);
    reply(socket, answer.to(head.method), this);
}

} // namespace sermo::server
