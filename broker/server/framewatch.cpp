// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/framewatch.h"

#include <QUrl>

namespace sermo::server
{

QByteArray FrameWatch::framer(const QByteArray &referer, const QByteArray &fetchDest)
{
    // Browsers say what it is for over https only; without, a page that links to it counts as well.
    if (!fetchDest.isEmpty() && fetchDest != "iframe" && fetchDest != "frame")
        return {};
    const QUrl page(QString::fromLatin1(referer), QUrl::StrictMode);
    const bool isOfTheWeb = page.scheme() == u"http" || page.scheme() == u"https";
    if (!isOfTheWeb || page.host().isEmpty())
        return {};
    // Nothing of it but the origin: encoded, so that no line of the log is anybody else's.
    QUrl origin;
    origin.setScheme(page.scheme());
    origin.setHost(page.host());
    origin.setPort(page.port());
    return origin.toEncoded();
}

bool FrameWatch::isNews(const QByteArray &origin, Time now)
{
    m_told.removeIf([now](const auto &each) { return now - each.value() >= Pause; });
    if (m_told.contains(origin) || m_told.size() >= MostOrigins)
        return false;
    m_told.insert(origin, now);
    return true;
}

} // namespace sermo::server
