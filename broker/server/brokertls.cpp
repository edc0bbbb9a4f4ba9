// SPDX-License-Identifier: GPL-3.0-or-later
// The broker's certificate: followed when its files change, and told in the log.
#include "broker/server/brokerparts.h"
#include "broker/server/door.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker")

} // namespace

void Broker::watchCertificate()
{
    Parts &parts = *m_parts;
    if (!parts.tls || parts.configuration.tls.certificate.isEmpty())
        return;
    parts.certificates
        = std::make_unique<CertificateWatch>(parts.configuration.tls, parts.clock, nullptr);
    connect(parts.certificates.get(), &CertificateWatch::renewed, this,
            [this](const TlsIdentity &identity) {
                m_parts->tls = identity;
                m_parts->certificateTrouble.clear();
                if (m_parts->door)
                    m_parts->door->setTls(identity.configuration());
                tellTls();
            });
    connect(parts.certificates.get(), &CertificateWatch::refused, this, [this](const QString &why) {
        m_parts->certificateTrouble
            = u"the new TLS certificate cannot be used, the former one still is: see the log"_s;
        qCCritical(lc).noquote() << "the new certificate cannot be used, the former one stays:"
                                 << why;
    });
}

//! Into the log: what a colleague needs to know to join, or why nobody should from outside.
void Broker::tellTls() const
{
    if (m_parts->tls)
        qCInfo(lc).noquote() << "the certificate's fingerprint is" << m_parts->tls->fingerprint();
    else if (!m_parts->address.isLoopback())
        qCWarning(lc) << "listening beyond loopback without TLS, as configured: only a proxy that "
                         "speaks it may be reached from outside";
}

} // namespace sermo::server
