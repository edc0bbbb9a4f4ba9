// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/httpimages.h"

#include <QJsonDocument>
#include <QTimer>

namespace sermo::model
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto Standstill = 60s; //!< without a byte: longer than a broker paints at

QByteArray typeOf(const QByteArray &image)
{
    if (image.startsWith("\x89PNG"))
        return "image/png"_ba;
    return image.startsWith("RIFF") ? "image/webp"_ba : "image/jpeg"_ba;
}

} // namespace

HttpImages::HttpImages(const Address &address, QObject *parent)
    : ImageSource(parent)
    , m_http(address, Standstill)
{
}

ImageTrouble HttpImages::whyNot(const QNetworkReply &reply)
{
    return reply.error() == QNetworkReply::SslHandshakeFailedError
        ? ImageTrouble::Refused
        : troubleOf(BrokerHttp::statusOf(reply));
}

void HttpImages::fetch(const ImageId &image, QObject *context, const Fetched &done)
{
    if (!isPlausible(image) || m_http.isForbidden()) {
        const auto why = m_http.isForbidden() ? ImageTrouble::Refused : ImageTrouble::Missing;
        QTimer::singleShot(0, context, [done, why] { done(failure(ImageTrouble(why))); });
        return;
    }
    QNetworkReply *reply
        = m_http.network().get(m_http.request("/images/"_ba + image.value().toLatin1()));
    connect(reply, &QNetworkReply::downloadProgress, reply,
            [reply](qint64 received, qint64 announced) {
                if (received > MaxImage || announced > MaxImage)
                    reply->abort();
            });
    m_http.watch(reply, context, [done](QNetworkReply &answer) {
        if (answer.bytesAvailable() > MaxImage)
            done(failure(ImageTrouble::TooLarge));
        else if (answer.error() == QNetworkReply::NoError && BrokerHttp::statusOf(answer) == 200)
            done(answer.readAll());
        else
            done(failure(whyNot(answer)));
    });
}

void HttpImages::upload(const QByteArray &bytes, QObject *context, const Progress &progress,
                        const Uploaded &done)
{
    if (bytes.size() > MaxUpload || m_http.isForbidden()) {
        const auto why = m_http.isForbidden() ? ImageTrouble::Refused : ImageTrouble::TooLarge;
        QTimer::singleShot(0, context, [done, why] { done(failure(ImageTrouble(why))); });
        return;
    }
    QNetworkRequest post = m_http.withKey(m_http.request("/images"_ba));
    post.setHeader(QNetworkRequest::ContentTypeHeader, typeOf(bytes));
    QNetworkReply *reply = m_http.network().post(post, bytes);
    connect(reply, &QNetworkReply::uploadProgress, context, [progress](qint64 sent, qint64 total) {
        if (total > 0)
            progress(double(sent) / double(total));
    });
    m_http.watch(reply, context, [done](QNetworkReply &answer) {
        const QByteArray location = answer.rawHeader("Location"_ba);
        const ImageId id(QString::fromLatin1(location.sliced(location.lastIndexOf('/') + 1)));
        if (BrokerHttp::statusOf(answer) != 201 || !isPlausible(id))
            return done(failure(whyNot(answer)));
        const QJsonDocument told = QJsonDocument::fromJson(answer.readAll());
        done(Stored{id, QSize(told["width"_L1].toInt(), told["height"_L1].toInt())});
    });
}

} // namespace sermo::model
