// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/otherhost.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sermo::server
{

QString OtherHost::origin() const
{
    if (at.isEmpty())
        return {};
    QUrl origin = at.adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery
                              | QUrl::RemoveFragment);
    const int usual = origin.scheme() == "https"_L1 ? 443 : 80;
    if (origin.port(usual) == usual)
        origin.setPort(-1);
    return origin.toString(QUrl::FullyEncoded).toLower();
}

//! Spliced in: a `welcome` is the same for everybody but for who is told of another host.
QByteArray OtherHost::named(const QByteArray &welcome, bool toApplication) const
{
    if (at.isEmpty() || (!toApplication && !isForCustomers()) || !welcome.endsWith('}'))
        return welcome;
    QJsonObject told{{u"term"_s, qint64(term)}, {u"hosts"_s, QJsonArray{origin()}}};
    if (toApplication && !pin.isEmpty())
        told.insert(u"pins"_s, QJsonArray{QString::fromLatin1(pin.toHex())});
    return welcome.chopped(1) + ','
        + QJsonDocument(told).toJson(QJsonDocument::Compact).sliced(1); // behind its brace
}

} // namespace sermo::server
