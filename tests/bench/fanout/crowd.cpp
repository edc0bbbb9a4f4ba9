// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/crowd.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sermo::bench
{

Crowd::Crowd(const Server &server)
    : m_server(server)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
}

Crowd::~Crowd()
{
    for (const auto &customer : m_customers) {
        if (!customer->wire)
            ::close(customer->fd);
    }
    ::close(m_epoll);
}

bool Crowd::come(int count)
{
    const int wanted = m_in + count;
    const size_t all = m_customers.size() + static_cast<size_t>(count);
    while (m_in < wanted) {
        while (m_customers.size() < all && static_cast<int>(m_customers.size()) - m_in < AtOnce) {
            if (!begin())
                return false;
        }
        if (!listen(10'000) || m_woken == 0)
            return false;
    }
    return true;
}

bool Crowd::begin()
{
    auto customer = std::make_unique<Customer>();
    customer->fd = connectTo(m_server.port());
    if (customer->fd < 0)
        return false;
    ::fcntl(customer->fd, F_SETFL, O_NONBLOCK);
    const QByteArray request = upgradeRequest(m_server.customersTarget());
    epoll_event event{.events = EPOLLIN, .data = {.ptr = customer.get()}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, customer->fd, &event);
    m_customers.push_back(std::move(customer));
    return ::send(m_customers.back()->fd, request.data(), size_t(request.size()), MSG_NOSIGNAL)
        == request.size();
}

bool Crowd::tend(int timeoutMs)
{
    return listen(timeoutMs);
}

//! False: somebody was sent away.
bool Crowd::listen(int timeoutMs)
{
    std::array<epoll_event, 256> events{};
    m_woken = ::epoll_wait(m_epoll, events.data(), int(events.size()), timeoutMs);
    for (int i = 0; i < m_woken; ++i) {
        if (!take(*static_cast<Customer *>(events[size_t(i)].data.ptr)))
            return false;
    }
    return true;
}

bool Crowd::take(Customer &customer)
{
    if (!customer.wire && !takeAnswer(customer))
        return false;
    if (!customer.wire)
        return true;
    const bool isThere = customer.wire->hear([this, &customer](QByteArrayView event) {
        if (event.startsWith(R"({"type":"welcome")"))
            letIn(customer);
    });
    if (!m_server.welcomes() && customer.wire->isReady())
        letIn(customer);
    return isThere;
}

bool Crowd::takeAnswer(Customer &customer)
{
    std::array<char, 4096> buffer{};
    const auto came = ::recv(customer.fd, buffer.data(), buffer.size(), 0);
    if (came <= 0)
        return came < 0 && errno == EAGAIN;
    customer.answer.append(buffer.data(), came);
    const qsizetype end = customer.answer.indexOf("\r\n\r\n");
    if (end < 0)
        return true;
    if (!customer.answer.startsWith("HTTP/1.1 101"))
        return false;
    customer.wire = Wire::adopt(customer.fd, m_server.dialect(), customer.answer.sliced(end + 4));
    customer.wire->greet(false);
    if (m_server.welcomes())
        customer.wire->say(R"({"type":"hello","platformId":"webchat"})");
    return true;
}

void Crowd::letIn(Customer &customer)
{
    m_in += customer.isIn ? 0 : 1;
    customer.isIn = true;
}

} // namespace sermo::bench
