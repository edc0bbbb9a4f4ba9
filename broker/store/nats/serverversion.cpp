// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/serverversion.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

constexpr int UsualPort = 4222;
constexpr qsizetype LongestGreeting = 64 * 1024; // it is no NATS server that says more

} // namespace

QVersionNumber serverVersion(const QString &url, int waitMs)
{
    const QDeadlineTimer deadline(waitMs);
    const QUrl place(url.contains("://"_L1) ? url : u"nats://"_s + url);
    QTcpSocket socket;
    socket.connectToHost(place.host(), quint16(place.port(UsualPort)));
    if (!socket.waitForConnected(waitMs))
        return {};
    QByteArray line;
    while (!line.contains('\n') && line.size() < LongestGreeting
           && socket.waitForReadyRead(int(deadline.remainingTime())))
        line += socket.readAll();
    if (!line.startsWith("INFO "))
        return {};
    const QJsonObject info
        = QJsonDocument::fromJson(line.sliced(5, line.indexOf('\n') - 5).trimmed()).object();
    return QVersionNumber::fromString(info.value("version"_L1).toString());
}

QString versionWarning(const QString &url, const QVersionNumber &version)
{
    if (version.isNull() || version >= OldestTrusted)
        return {};
    const QString place = QUrl(url).toString(QUrl::RemoveUserInfo);
    return u"the NATS server %1 is of version %2: before %3, what was acknowledged can be lost when it crashes. Use a newer one"_s
        .arg(place, version.toString(), OldestTrusted.toString());
}

QStringList versionWarnings(const QStringList &urls, int waitMs)
{
    const QDeadlineTimer deadline(waitMs);
    QStringList warnings;
    for (const QString &url : urls) {
        if (deadline.hasExpired())
            break;
        const QString warning
            = versionWarning(url, serverVersion(url, int(deadline.remainingTime())));
        if (!warning.isEmpty())
            warnings.append(warning);
    }
    return warnings;
}

} // namespace sermo::store::nats
