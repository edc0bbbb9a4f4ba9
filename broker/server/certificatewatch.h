// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/tlsidentity.h"

#include <QDateTime>
#include <QObject>

#include <array>

namespace sermo::server
{

//! Follows the certificate that the configuration names: whoever renews it writes its files anew,
//! and nobody restarts a broker for that. Looks every few seconds, and reads when both files have
//! been left alone since the last look, for they are two and are not written at once; or when told
//! to. What cannot be used is refused as at the start, and the one in use stays. Lives in the
//! broker's thread.
class CertificateWatch : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds Every{5};

    CertificateWatch(const Configuration::Tls &tls, const Clock &clock, QObject *parent = nullptr);

    //! Time passes; called a few times a second.
    void pulse(Instant now);
    void reread();

signals:
    void renewed(const sermo::server::TlsIdentity &identity);
    void refused(const QString &why); //!< one line for whoever runs the broker

private:
    struct File {
        QDateTime modified;
        qint64 size = -1; //!< -1: it is not there
        friend bool operator==(const File &, const File &) = default;
    };
    using Files = std::array<File, 2>; //!< certificate and key
    [[nodiscard]] Files look() const;

    const Configuration::Tls m_tls;
    const Clock &m_clock;
    Files m_read; //!< as they were when they were read last
    Files m_seen; //!< at the last look
    std::chrono::milliseconds m_lookedAt{0};
};

} // namespace sermo::server
