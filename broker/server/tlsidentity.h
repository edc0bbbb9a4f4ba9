// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "broker/server/configuration.h"

#include <QHostAddress>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

#include <optional>

namespace sermo::server
{

//! By which certificate the port is known (contract 2: TLS as soon as the broker listens beyond
//! loopback). Either one given by the configuration, or the broker's own: made at its first start,
//! kept in the data directory where only its owner reads it, pinned by colleagues' desks. A value.
struct TlsIdentity {
    QList<QSslCertificate> chain; //!< its own first, then what leads to an authority
    QSslKey key;

    //! `AB:CD:…`, SHA-256 of the certificate: what `sermo-desk --pin` takes.
    [[nodiscard]] QString fingerprint() const;
    [[nodiscard]] QSslConfiguration configuration() const;

    //! `auto`: beyond loopback. `on`: always. `off`: never, a proxy in front does it.
    [[nodiscard]] static bool isWanted(const Configuration::Tls &tls, const QHostAddress &listen);

    //! The certificate given by the configuration, proved to be usable. Errors name the key of the
    //! configuration that is wrong: `tls.certificate` or `tls.key`.
    [[nodiscard]] static Result<TlsIdentity, Configuration::Error> given(
        const Configuration::Tls &tls, Instant now);
    //! The one in this directory; made if there is none. It stays the same for as long as it lasts:
    //! another one would be a stranger to those who pinned it. Errors are one line for a person.
    [[nodiscard]] static Result<TlsIdentity, QString> own(const QString &dataDirectory,
                                                          const QHostAddress &listen, Instant now);
    //! Where own() keeps it.
    [[nodiscard]] static QString ownFile(const QString &dataDirectory);
    //! What a broker with this configuration needs to listen there; none: it speaks without TLS. An
    //! error without a path is no fault of the configuration's.
    [[nodiscard]] static Result<std::optional<TlsIdentity>, Configuration::Error> of(
        const Configuration &configuration, const QHostAddress &listen,
        const QString &dataDirectory, Instant now);
};

} // namespace sermo::server
