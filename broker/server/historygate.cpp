// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/historygate.h"

#include "broker/server/door.h"
#include "broker/server/httpreply.h"
#include "broker/server/keys.h"
#include "broker/server/upgradegate.h"

#include <QTcpSocket>
#include <QTimer>

using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

constexpr Turnstile::Limits Turns{8, 2}; //!< they are answered one after the other all the same
constexpr auto WholeRequest = 60s; //!< its turn, and the answer

} // namespace

HistoryGate::HistoryGate(const House &house, QObject *parent)
    : QObject(parent)
    , m_house(house)
    , m_turns(Turns)
{
}

void HistoryGate::handle(QTcpSocket *socket, const RequestHead &head)
{
    QTimer::singleShot(WholeRequest, socket, &QTcpSocket::abort);
    const auto who = m_house.keys->identify(keyOf(head));
    if (!who)
        return refuse(socket, head, 401);
    if (head.contentLength > 0)
        return refuse(socket, head, 413);
    m_turns.enter(who->name, socket, [=, this] {
        m_house.routes->answer({head.method, head.path, head.query, *who}, socket,
                               [=, this](const HttpAnswer &answer) {
                                   m_house.count(answer.status);
                                   reply(socket, answer.to(head.method), this);
                               });
    });
}

void HistoryGate::refuse(QTcpSocket *socket, const RequestHead &head, int status)
{
    m_house.count(status);
    Door::refuse(socket, HttpAnswer::plain(status).to(head.method));
}

} // namespace sermo::server
