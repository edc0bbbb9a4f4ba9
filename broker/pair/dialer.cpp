// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/pair/dialer.h"

#include <QCryptographicHash>
#include <QLoggingCategory>
#include <QNetworkRequest>
#include <QSslError>
#include <QTimer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::pair
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.pair.dialer")

constexpr auto AttemptTakes = 5s;

//! Of a certificate that is the pinned one: who signed it, for whom and for how long is not asked.
bool isAboutTrust(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::HostNameMismatch:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
    case QSslError::InvalidCaCertificate:
        return true;
    default:
        return false;
    }
}

} // namespace

Dialer::Dialer(const Terms &terms, QObject *parent)
    : QObject(parent)
    , m_terms(terms)
{
}

Dialer::~Dialer()
{
    giveUp();
}

void Dialer::setOther(const QUrl &other, const QByteArray &pin)
{
    m_terms.other = other;
    m_terms.pin = pin;
}

void Dialer::dial(quint64 term, bool hosts)
{
    if (m_socket || m_terms.other.isEmpty())
        return;
    m_socket = std::make_unique<QWebSocket>();
    auto *socket = m_socket.get();
    connect(socket, &QWebSocket::connected, this, &Dialer::handleConnected);
    connect(socket, &QWebSocket::disconnected, this, &Dialer::handleFailed);
    // errorOccurred() is its name from Qt 6.5 on; this one is there in all of them.
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &Dialer::handleFailed);
    connect(socket, &QWebSocket::sslErrors, this, &Dialer::judge);
    QTimer::singleShot(AttemptTakes, socket, [this, socket] {
        if (m_socket.get() == socket)
            handleFailed();
    });
    if (!m_terms.pin.isEmpty()) {
        // No authority has a say: the certificate comes to be judged, before anything is said.
        QSslConfiguration tls = socket->sslConfiguration();
        tls.setCaCertificates({});
        socket->setSslConfiguration(tls);
    }
    QUrl url = m_terms.other;
    url.setScheme(url.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    url.setPath(u"/standby"_s);
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + m_terms.key);
    request.setRawHeader("Sermo-Term", QByteArray::number(term) + (hosts ? " host" : " follower"));
    socket->open(request);
}

void Dialer::judge(const QList<QSslError> &errors)
{
    const bool isPinned
        = m_terms.pin.size() > 0 && std::ranges::all_of(errors, [this](const QSslError &error) {
              return isAboutTrust(error.error())
                  && (error.certificate().isNull()
                      || error.certificate().digest(QCryptographicHash::Sha256) == m_terms.pin);
          });
    if (isPinned && m_socket)
        m_socket->ignoreSslErrors();
}

void Dialer::handleConnected()
{
    m_trouble.clear();
    QWebSocket *socket = m_socket.release();
    socket->disconnect(this);
    emit reached(socket);
}

void Dialer::handleFailed()
{
    if (!m_socket)
        return;
    const QString why = m_socket->errorString();
    if (std::exchange(m_trouble, why) != why)
        qCInfo(lc).noquote() << "the other host is not reached:" << why;
    giveUp();
}

void Dialer::giveUp()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater(); // may be the one that speaks
}

} // namespace sermo::pair
