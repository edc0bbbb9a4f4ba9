// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/httphistory.h"

#include <QTimer>

namespace sermo::model
{

using namespace std::chrono_literals;

namespace
{

constexpr auto Standstill = 60s; //!< a broker that follows a long log first

} // namespace

HttpHistory::HttpHistory(const BrokerHttp::Address &address, QObject *parent)
    : HistorySource(parent)
    , m_http(address, Standstill)
{
}

void HttpHistory::ask(const QByteArray &method, const QByteArray &target, QObject *context,
                      const Answered &done)
{
    if (m_http.isForbidden()) {
        QTimer::singleShot(0, context, [done] { done({403, {}}); });
        return;
    }
    const QNetworkRequest request = m_http.withKey(m_http.request(target));
    m_http.watch(m_http.network().sendCustomRequest(request, method), context,
                 [done](QNetworkReply &reply) {
                     done({BrokerHttp::statusOf(reply), reply.readAll()});
                 });
}

} // namespace sermo::model
