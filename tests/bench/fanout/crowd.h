// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/fanout/server.h"
#include "tests/bench/fanout/wire.h"

#include <vector>

namespace sermo::bench
{

//! Customers who come, many at a time, and then say nothing: a browser tab each.
class Crowd
{
public:
    explicit Crowd(const Server &server);
    ~Crowd();
    Q_DISABLE_COPY_MOVE(Crowd)

    //! Lets so many more in, `AtOnce` of them on their way at any time; each is in when it was
    //! welcomed. False: one was not.
    [[nodiscard]] bool come(int count);
    //! Answers pings, and waits so long for one; false: somebody was thrown out. To be called
    //! often.
    [[nodiscard]] bool tend(int timeoutMs = 0);

private:
    static constexpr int AtOnce = 64;

    struct Customer {
        int fd = -1;
        QByteArray answer; //!< to the upgrade, until it is whole
        std::unique_ptr<Wire> wire;
        bool isIn = false;
    };

    [[nodiscard]] bool begin();
    [[nodiscard]] bool listen(int timeoutMs);
    [[nodiscard]] bool take(Customer &customer);
    [[nodiscard]] bool takeAnswer(Customer &customer);
    void letIn(Customer &customer);

    const Server &m_server;
    const int m_epoll;
    std::vector<std::unique_ptr<Customer>> m_customers;
    int m_in = 0;
    int m_woken = 0; //!< who said something in the last round
};

} // namespace sermo::bench
