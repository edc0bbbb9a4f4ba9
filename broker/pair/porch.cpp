// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/pair/porch.h"

#include <QTcpSocket>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::pair
{

namespace
{

server::HttpAnswer goAway()
{
    server::HttpAnswer answer = server::HttpAnswer::plain(503);
    answer.add("Retry-After", "5");
    return answer;
}

} // namespace

Porch::Porch(const Terms &terms, House house)
    : m_terms(terms)
    , m_house(std::move(house))
    , m_door({}, [](const server::RequestHead &) { return std::nullopt; })
    , m_control(m_house.carryOut)
{
    if (m_terms.tls)
        m_door.setTls(m_terms.tls->configuration());
    m_door.setTaker([](const server::RequestHead &) { return server::Door::Taking::Yes; });
    connect(&m_door, &server::Door::requestTaken, this,
            [this](QTcpSocket *socket, const server::RequestHead &head) {
                const bool isHealth = head.path == "/health";
                server::Door::refuse(socket,
                                     (isHealth ? m_house.health() : goAway()).to(head.method));
            });
    connect(&m_door, &server::Door::upgradeRequested, this,
            [this](QTcpSocket *socket, const server::RequestHead &head, int) {
                handleUpgrade(socket, head);
            });
}

void Porch::handleUpgrade(QTcpSocket *socket, const server::RequestHead &head)
{
    if (head.path == "/standby")
        return m_house.receive(socket, head);
    server::Door::refuse(socket, goAway().to(head.method));
}

QString Porch::listen(quint16 port)
{
    if (!m_door.listen(m_terms.address, port))
        return u"cannot listen on %1:%2: %3"_s.arg(m_terms.address.toString())
            .arg(port)
            .arg(m_door.errorString());
    const auto listening = m_control.listen(m_terms.directory);
    return listening ? QString() : listening.error();
}

} // namespace sermo::pair
