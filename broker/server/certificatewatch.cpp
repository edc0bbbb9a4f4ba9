// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/certificatewatch.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sermo::server
{

CertificateWatch::CertificateWatch(const Configuration::Tls &tls, const Clock &clock,
                                   QObject *parent)
    : QObject(parent)
    , m_tls(tls)
    , m_clock(clock)
    , m_read(look())
    , m_seen(m_read)
    , m_lookedAt(clock.now().steady)
{
}

CertificateWatch::Files CertificateWatch::look() const
{
    const auto at = [](const QString &fileName) {
        const QFileInfo info(fileName);
        return info.exists() ? File{info.lastModified(), info.size()} : File();
    };
    return {at(m_tls.certificate), at(m_tls.key)};
}

void CertificateWatch::pulse(Instant now)
{
    if (now.steady - m_lookedAt < Every)
        return;
    m_lookedAt = now.steady;
    const Files before = std::exchange(m_seen, look());
    if (m_seen == before && m_seen != m_read)
        reread();
}

void CertificateWatch::reread()
{
    m_read = look();
    const auto identity = TlsIdentity::given(m_tls, m_clock.now());
    if (identity)
        emit renewed(*identity);
    else
        emit refused(u"%1 %2"_s.arg(identity.error().path, identity.error().message));
}

} // namespace sermo::server
