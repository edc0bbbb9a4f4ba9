// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/ownaddress.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkInterface>

#include <algorithm>

namespace sermo::app
{

QUrl addressForOthers(QUrl hosted)
{
    const QHostAddress listening(hosted.host());
    if (listening != QHostAddress(QHostAddress::AnyIPv4) && listening != QHostAddress::AnyIPv6
        && listening != QHostAddress::Any)
        return hosted;
    const QList<QHostAddress> all = QNetworkInterface::allAddresses();
    const auto found = std::ranges::find_if(all, [](const QHostAddress &address) {
        return address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback()
            && !address.isLinkLocal();
    });
    hosted.setHost(found == all.cend() ? QHostInfo::localHostName() : found->toString());
    return hosted;
}

} // namespace sermo::app
