// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/brokerhttp.h"

#include <QPointer>

namespace sermo::model
{

using namespace Qt::StringLiterals;

BrokerHttp::BrokerHttp(const Address &address, std::chrono::milliseconds standstill,
                       QObject *parent)
    : QObject(parent)
    , m_key(address.key.toUtf8())
{
    setHost(address.broker, address.pin);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(int(standstill.count()));
}

void BrokerHttp::setHost(const QUrl &broker, const QByteArray &pin)
{
    m_broker = broker;
    const bool isTls = m_broker.scheme() == "wss"_L1 || m_broker.scheme() == "https"_L1;
    m_broker.setScheme(isTls ? u"https"_s : u"http"_s);
    m_broker.setQuery(QString());
    m_broker.setFragment({});
    m_pin = CertificatePin(pin);
}

int BrokerHttp::statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool BrokerHttp::isForbidden() const
{
    return m_pin.isSet() && m_broker.scheme() != "https"_L1;
}

QNetworkRequest BrokerHttp::request(const QByteArray &target) const
{
    const qsizetype query = target.indexOf('?');
    QUrl url = m_broker;
    url.setPath(QString::fromLatin1(query < 0 ? target : target.first(query)), QUrl::TolerantMode);
    if (query >= 0)
        url.setQuery(QString::fromLatin1(target.sliced(query + 1)), QUrl::StrictMode);
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

QNetworkRequest BrokerHttp::withKey(QNetworkRequest request) const
{
    request.setRawHeader("Authorization"_ba, "Bearer "_ba + m_key);
    return request;
}

void BrokerHttp::watch(QNetworkReply *reply, QObject *context, const Answered &answered)
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
