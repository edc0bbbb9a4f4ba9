// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/proxies.h"

#include <QHash>

namespace sermo::server
{

//! Counts what is connected, per address and in all, against the limits of contract 2 (0: none).
//! An address is a neighbourhood: of IPv6 a whole network. Applications are not counted. A plain
//! value of the broker's thread.
class Census
{
public:
    struct Limits {
        int perAddress = 0, inAll = 0;
    };

    explicit Census(Limits limits)
        : m_limits(limits)
    {
    }

    //! 0 when one more from there is welcome, else the HTTP status that refuses it: 429 or 503.
    [[nodiscard]] int refusal(const QHostAddress &from) const
    {
        if (m_limits.perAddress > 0
            && m_perAddress.value(neighbourhoodOf(from)) >= m_limits.perAddress)
            return 429;
        return m_limits.inAll > 0 && m_inAll >= m_limits.inAll ? 503 : 0;
    }

    void enter(const QHostAddress &from)
    {
        ++m_perAddress[neighbourhoodOf(from)];
        ++m_inAll;
    }

    void leave(const QHostAddress &from)
    {
        const auto found = m_perAddress.find(neighbourhoodOf(from));
        if (found == m_perAddress.end())
            return;
        --m_inAll;
        if (--*found == 0)
            m_perAddress.erase(found);
    }

    [[nodiscard]] int inAll() const { return m_inAll; }

private:
    Limits m_limits;
    QHash<QHostAddress, int> m_perAddress;
    int m_inAll = 0;
};

} // namespace sermo::server
