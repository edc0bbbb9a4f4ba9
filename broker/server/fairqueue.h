// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>

#include <deque>

namespace sermo::server
{

//! What waits, taken from each address in turn: a crowd from one keeps nobody from another waiting
//! for longer than one turn. A plain value of the broker's thread.
template <typename T>
class FairQueue
{
public:
    void enter(const QHostAddress &from, T what)
    {
        std::deque<T> &own = m_waiting[from];
        if (own.empty())
            m_turns.push_back(from);
        own.push_back(std::move(what));
    }

    [[nodiscard]] bool isEmpty() const { return m_turns.empty(); }

    //! The next one; there is one.
    [[nodiscard]] T take()
    {
        Q_ASSERT(!isEmpty());
        const QHostAddress from = m_turns.front();
        m_turns.pop_front();
        const auto own = m_waiting.find(from);
        T what = std::move(own->front());
        own->pop_front();
        if (own->empty())
            m_waiting.erase(own);
        else
            m_turns.push_back(from);
        return what;
    }

private:
    QHash<QHostAddress, std::deque<T>> m_waiting;
    std::deque<QHostAddress> m_turns; //!< who has something waiting, each once
};

} // namespace sermo::server
