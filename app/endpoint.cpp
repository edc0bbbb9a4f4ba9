// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/endpoint.h"

#include "broker/protocol/wholenumber.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace sermo::app
{

std::optional<Endpoint> endpointFromText(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 1)
        return std::nullopt;
    const auto port
        = wholeNumber(text.sliced(colon + 1).toUtf8(), std::numeric_limits<quint16>::max());
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    else if (host.contains(u':'))
        return std::nullopt; // an IPv6 address without brackets: which colon is it?
    const QHostAddress address(host == "localhost"_L1 ? u"127.0.0.1"_s : host);
    if (!port || address.isNull())
        return std::nullopt;
    return Endpoint{address, *port};
}

QString toText(const Endpoint &endpoint)
{
    const QString host = endpoint.address.toString();
    const bool six = endpoint.address.protocol() == QAbstractSocket::IPv6Protocol;
    return (six ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host).arg(endpoint.port);
}

} // namespace sermo::app
