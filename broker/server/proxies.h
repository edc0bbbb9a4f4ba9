// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QStringList>

namespace sermo::server
{

struct RequestHead;

//! Of one household or office, which is counted as one: an IPv4 address, of IPv6 a whole network
//! (/64), of which any machine has as many addresses as it likes. IPv4 as a listener on all
//! addresses sees it (::ffff:a.b.c.d) is IPv4.
[[nodiscard]] QHostAddress neighbourhoodOf(const QHostAddress &address);

//! The reverse proxies whose word is taken for where a customer comes from (contract 6,
//! `trustedProxies`): addresses, or networks such as 10.0.0.0/8. None by default. Pure.
class Proxies
{
public:
    Proxies() = default;
    explicit Proxies(const QStringList &trusted);

    [[nodiscard]] bool trusts(const QHostAddress &address) const;
    //! Who is behind the connection: the nearest address of `X-Forwarded-For` that is no trusted
    //! proxy itself. Anything a stranger says of himself is passed over.
    [[nodiscard]] QHostAddress customerOf(const QHostAddress &peer, const RequestHead &head) const;

private:
    QList<QPair<QHostAddress, int>> m_trusted; //!< with the length of the prefix
};

} // namespace sermo::server
