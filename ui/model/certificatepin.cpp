// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/certificatepin.h"

#include <QCryptographicHash>

#include <algorithm>

namespace sermo::model
{

namespace
{

constexpr int FingerprintBytes = 32;

//! What an untrusted certificate may be forgiven when it is the pinned one: all that says who
//! signed it and for whom, nothing that says the handshake is broken.
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

bool CertificatePin::fits(const QSslCertificate &shown) const
{
    return !shown.isNull() && shown.digest(QCryptographicHash::Sha256) == m_sha256;
}

QSslConfiguration CertificatePin::applied(QSslConfiguration tls) const
{
    if (isSet())
        tls.setCaCertificates({});
    return tls;
}

bool CertificatePin::forgives(const QSslCertificate &shown, const QList<QSslError> &errors) const
{
    return isSet() && fits(shown)
        && std::all_of(errors.cbegin(), errors.cend(),
                       [](const QSslError &error) { return isAboutTrust(error.error()); });
}

QByteArray CertificatePin::fromText(const QString &text)
{
    QString digits = text.simplified();
    digits.remove(u' ').remove(u':');
    const auto isHex
        = [](QChar c) { return QByteArrayView("0123456789abcdefABCDEF").contains(c.toLatin1()); };
    if (digits.size() != 2 * FingerprintBytes
        || !std::all_of(digits.cbegin(), digits.cend(), isHex))
        return {};
    return QByteArray::fromHex(digits.toLatin1());
}

QString CertificatePin::toText(const QSslCertificate &shown)
{
    return QString::fromLatin1(shown.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

} // namespace sermo::model
