// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>

namespace sermo::model
{

//! Which certificate a broker must show: with a pin that one alone, not even another valid one;
//! without, the system's authorities judge. The same for every connection to it. A value.
class CertificatePin
{
public:
    CertificatePin() = default;
    //! SHA-256 of the certificate (DER), 32 bytes; empty: none.
    explicit CertificatePin(QByteArray sha256)
        : m_sha256(std::move(sha256))
    {
    }

    [[nodiscard]] bool isSet() const { return !m_sha256.isEmpty(); }
    [[nodiscard]] bool fits(const QSslCertificate &shown) const;
    //! With a pin no authority has a say: every certificate comes to be judged as an error, before
    //! the key is sent to whoever shows it.
    [[nodiscard]] QSslConfiguration applied(QSslConfiguration tls) const;
    //! Whether these errors may be ignored: it is the pinned one, and nothing else is wrong.
    [[nodiscard]] bool forgives(const QSslCertificate &shown, const QList<QSslError> &errors) const;

    //! From `AB:CD:…` or plain hexadecimal, as `sermo-broker` shows it; empty: not a fingerprint.
    [[nodiscard]] static QByteArray fromText(const QString &text);
    //! `AB:CD:…`, as `--pin` takes it.
    [[nodiscard]] static QString toText(const QSslCertificate &shown);

private:
    QByteArray m_sha256;
};

} // namespace sermo::model
