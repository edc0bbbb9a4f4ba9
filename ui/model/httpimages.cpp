// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/httpimages.h"

#include <QJsonDocument>
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

namespace sermo::model
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto Standstill = 60s; //!< without a byte: longer than a broker paints at

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

QByteArray typeOf(const QByteArray &image)
{
    if (image.startsWith("\x89PNG"))
        return "image/png"_ba;
    return image.startsWith("RIFF") ? "image/webp"_ba : "image/jpeg"_ba;
}

} // namespace

HttpImages::HttpImages(const Address &address, QObject *parent)
    : ImageSource(parent)
    , m_broker(address.broker)
    , m_key(address.key.toUtf8())
    , m_pin(address.pin)
{
    const bool isTls = m_broker.scheme() == "wss"_L1 || m_broker.scheme() == "https"_L1;
    m_broker.setScheme(isTls ? u"https"_s : u"http"_s);
    m_broker.setQuery(QString());
    m_broker.setFragment({});
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(int(std::chrono::milliseconds(Standstill).count()));
}

QNetworkRequest HttpImages::request(const QString &path) const
{
    QUrl url = m_broker;
    url.setPath(path);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (m_pin.isSet()) {
        // Each handshake is judged: none is shortened by what an earlier one agreed on.
        QSslConfiguration tls = m_pin.applied(request.sslConfiguration());
        tls.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
        tls.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
        request.setSslConfiguration(tls);
    }
    return request;
}

bool HttpImages::isForbidden() const
{
    return m_pin.isSet() && m_broker.scheme() != "https"_L1;
}

ImageTrouble HttpImages::whyNot(const QNetworkReply &reply)
{
    return reply.error() == QNetworkReply::SslHandshakeFailedError ? ImageTrouble::Refused
                                                                   : troubleOf(statusOf(reply));
}

void HttpImages::fetch(const ImageId &image, QObject *context, const Fetched &done)
{
    if (!isPlausible(image) || isForbidden()) {
        const auto why = isForbidden() ? ImageTrouble::Refused : ImageTrouble::Missing;
        QTimer::singleShot(0, context, [done, why] { done(failure(ImageTrouble(why))); });
        return;
    }
    QNetworkReply *reply = m_network.get(request(u"/images/"_s + image.value()));
    connect(reply, &QNetworkReply::downloadProgress, reply,
            [reply](qint64 received, qint64 announced) {
                if (received > MaxImage || announced > MaxImage)
                    reply->abort();
            });
    watch(reply, context, [done](QNetworkReply &answer) {
        if (answer.bytesAvailable() > MaxImage)
            done(failure(ImageTrouble::TooLarge));
        else if (answer.error() == QNetworkReply::NoError && statusOf(answer) == 200)
            done(answer.readAll());
        else
            done(failure(whyNot(answer)));
    });
}

void HttpImages::upload(const QByteArray &bytes, QObject *context, const Progress &progress,
                        const Uploaded &done)
{
    if (bytes.size() > MaxUpload || isForbidden()) {
        const auto why = isForbidden() ? ImageTrouble::Refused : ImageTrouble::TooLarge;
        QTimer::singleShot(0, context, [done, why] { done(failure(ImageTrouble(why))); });
        return;
    }
    QNetworkRequest post = request(u"/images"_s);
    post.setRawHeader("Authorization"_ba, "Bearer "_ba + m_key);
    post.setHeader(QNetworkRequest::ContentTypeHeader, typeOf(bytes));
    QNetworkReply *reply = m_network.post(post, bytes);
    connect(reply, &QNetworkReply::uploadProgress, context, [progress](qint64 sent, qint64 total) {
        if (total > 0)
            progress(double(sent) / double(total));
    });
    watch(reply, context, [done](QNetworkReply &answer) {
        const QByteArray location = answer.rawHeader("Location"_ba);
        const ImageId id(QString::fromLatin1(location.sliced(location.lastIndexOf('/') + 1)));
        if (statusOf(answer) != 201 || !isPlausible(id))
            return done(failure(whyNot(answer)));
        const QJsonDocument told = QJsonDocument::fromJson(answer.readAll());
        done(Stored{id, QSize(told["width"_L1].toInt(), told["height"_L1].toInt())});
    });
}

void HttpImages::watch(QNetworkReply *reply, QObject *context, const Answered &answered)
{
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply](const QList<QSslError> &errors) {
        if (m_pin.forgives(reply->sslConfiguration().peerCertificate(), errors))
            reply->ignoreSslErrors(errors); // these, with this certificate; never all
    });
    connect(reply, &QNetworkReply::encrypted, this, [this, reply] {
        if (m_pin.isSet() && !m_pin.fits(reply->sslConfiguration().peerCertificate()))
            reply->abort();
    });
    connect(context, &QObject::destroyed, reply, &QNetworkReply::abort);
    connect(reply, &QNetworkReply::finished, this, [reply, answered, context = QPointer(context)] {
        reply->deleteLater();
        if (context)
            answered(*reply);
    });
}

} // namespace sermo::model
