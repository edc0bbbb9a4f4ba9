// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QObject>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace sermo::test
{

//! The longest that one round of this thread's event loop has worked without looking up: in the
//! thread's own processor time, so that a busy machine does not look like a stall. While it lives.
class LoopWatch : public QObject
{
    Q_OBJECT
public:
    LoopWatch()
    {
        const auto *loop = QAbstractEventDispatcher::instance();
        connect(loop, &QAbstractEventDispatcher::awake, this, &LoopWatch::look);
        connect(loop, &QAbstractEventDispatcher::aboutToBlock, this, &LoopWatch::look);
        m_before = now();
    }

    [[nodiscard]] std::chrono::milliseconds longest() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(m_longest);
    }

private:
    static std::chrono::nanoseconds now()
    {
        timespec used{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
    }

    void look()
    {
        const auto before = std::exchange(m_before, now());
        m_longest = std::max(m_longest, m_before - before);
    }

    std::chrono::nanoseconds m_before{0}, m_longest{0};
};

} // namespace sermo::test
