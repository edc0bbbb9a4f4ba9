// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QHostAddress>
#include <QStringList>

//! What Qt reads but cannot make or compare: keys and certificates, by OpenSSL's libcrypto, which
//! Qt's TLS stands on already. Bytes in, bytes out, all of it PEM; empty when the library refuses.
//! Any thread. The only file that includes OpenSSL.
namespace sermo::server::x509
{

//! A private key on the curve P-256, without a passphrase: what every browser and Qt take.
[[nodiscard]] QByteArray newKey();

//! For whom a certificate speaks, and for how long.
struct Subject {
    QStringList names; //!< host names; the first is also the common name
    QList<QHostAddress> addresses;
    QDateTime from, until;
};

//! A server's certificate that vouches for itself, and for nobody else: no authority. Its unit
//! (`OU`) is the key's own: in a list of certificates brokers of one host are told apart, and one
//! that was renewed with its key keeps its name.
[[nodiscard]] QByteArray selfSigned(const QByteArray &key, const Subject &subject);

//! Whether this is the key of the first of these certificates.
[[nodiscard]] bool belongTogether(const QByteArray &certificates, const QByteArray &key);

} // namespace sermo::server::x509
