// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>

namespace sermo::server
{

//! Counts what is connected, per address and in all, against the limits of contract 2 (0: none).
//! Applications are not counted. A plain value of the broker's thread.
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
        if (m_limits.perAddress > 0 && m_perAddress.value(from) >= m_limits.perAddress)
            return 429;
        return m_limits.inAll > 0 && m_inAll >= m_limits.inAll ? 503 : 0;
    }

    void enter(const QHostAddress &from)
    {
        ++m_perAddress[from];
        ++m_inAll;
    }

    void leave(const QHostAddress &from)
    {
        const auto found = m_perAddress.find(from);
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
