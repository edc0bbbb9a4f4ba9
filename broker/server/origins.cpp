// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/origins.h"

using namespace Qt::StringLiterals;

namespace sermo::server
{

Origins::Origins(QStringList allowed, bool onLoopback, Other other)
    : m_allowed(std::move(allowed))
    , m_other(std::move(other))
    , m_onLoopback(onLoopback)
{
}

bool Origins::allows(const QByteArray &origin, const QByteArray &host) const
{
    if (origin.isEmpty())
        return true;
    if (m_allowed.isEmpty())
        return m_onLoopback;
    if (m_allowed.contains(QString::fromLatin1(origin), Qt::CaseInsensitive))
        return true;
    if (QString::fromLatin1(origin).compare(other(), Qt::CaseInsensitive) == 0)
        return true;
    return !host.isEmpty() && (origin == "http://" + host || origin == "https://" + host);
}

QByteArray Origins::frameAncestors() const
{
    if (m_allowed.isEmpty())
        return m_onLoopback ? "*"_ba : "'none'"_ba;
    return "'self' " + m_allowed.join(u' ').toLatin1();
}

} // namespace sermo::server
