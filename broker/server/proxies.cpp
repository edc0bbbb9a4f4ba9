// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/proxies.h"

#include "broker/server/requesthead.h"

#include <algorithm>

namespace sermo::server
{

namespace
{

//! A listener on all addresses sees IPv4 as ::ffff:a.b.c.d; the configuration says a.b.c.d.
QHostAddress plain(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

//! An address as proxies write it: some add the port, and brackets then.
QHostAddress addressOf(const QByteArray &said)
{
    QByteArray text = said.trimmed();
    const qsizetype colon = text.lastIndexOf(':');
    if (text.startsWith('['))
        text = text.sliced(1, std::max<qsizetype>(text.indexOf(']') - 1, 0));
    else if (text.count(':') == 1)
        text.truncate(colon);
    return QHostAddress(QString::fromLatin1(text));
}

} // namespace

QHostAddress neighbourhoodOf(const QHostAddress &address)
{
    const QHostAddress one = plain(address);
    if (one.protocol() == QAbstractSocket::IPv4Protocol)
        return one;
    Q_IPV6ADDR six = one.toIPv6Address();
    std::fill(six.c + 8, six.c + 16, quint8(0));
    return QHostAddress(six);
}

Proxies::Proxies(const QStringList &trusted)
{
    for (const QString &text : trusted) {
        const QHostAddress one = plain(QHostAddress(text));
        const int wholeLength = one.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128;
        m_trusted.append(one.isNull() ? QHostAddress::parseSubnet(text)
                                      : QPair<QHostAddress, int>(one, wholeLength));
    }
}

bool Proxies::trusts(const QHostAddress &address) const
{
    const QHostAddress asked = plain(address);
    return std::any_of(m_trusted.begin(), m_trusted.end(),
                       [&asked](const auto &subnet) { return asked.isInSubnet(subnet); });
}

QHostAddress Proxies::customerOf(const QHostAddress &peer, const RequestHead &head) const
{
    QByteArrayList said;
    for (const auto &[name, value] : head.fields) {
        if (name == "x-forwarded-for")
            said += value.split(',');
    }
    QHostAddress nearest = plain(peer);
    while (trusts(nearest) && !said.isEmpty()) {
        const QHostAddress next = addressOf(said.takeLast());
        if (next.isNull())
            break;
        nearest = plain(next);
    }
    return nearest;
}

} // namespace sermo::server
