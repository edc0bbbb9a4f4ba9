// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/timerline.h"

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>
#include <memory>
#include <vector>

namespace sermo::server
{

//! The event loop of a thread with very many sockets. Qt's own asks the kernel about each socket in
//! each round, so that 9,000 idle customers cost a whole core (research, performance); this one is
//! told by epoll which have something to say, and keeps the kernel's list by the differences only.
//!
//! A socket that wants to write is asked directly first, all of a round in one call: mostly there
//! is room at once, and it need not be put on the list and taken off again.
//!
//! To be given to a thread before its loop begins; lives in that thread, wakeUp() and interrupt()
//! excepted, which any thread may call. What QAbstractEventDispatcher promises holds, timers are
//! never early, and late by a millisecond at most when nothing else is to be done.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT
public:
    //! Has the thread run such a loop; before it begins, and for the main thread before there is an
    //! application. Where create() fails the thread keeps Qt's own, which does the same.
    static void useIn(QThread &thread);
    //! Null when the kernel has no descriptors left.
    [[nodiscard]] static std::unique_ptr<EpollDispatcher> create();
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override { return m_timers.remove(id); }
    bool unregisterTimers(QObject *object) override { return m_timers.removeOf(object); }
    [[nodiscard]] QList<TimerInfo> registeredTimers(QObject *object) const override
    {
        return m_timers.of(object);
    }
    [[nodiscard]] int remainingTime(int id) override; //!< milliseconds; -1: there is no such timer
    void wakeUp() override;
    void interrupt() override;

private:
    enum class Mind { Busy, Asleep, Woken }; //!< Woken: something was posted, do not fall asleep

    //! What this thread wants to know of one descriptor, and what of that the kernel knows.
    struct Watch {
        std::array<QSocketNotifier *, 3> notifiers{}; //!< by QSocketNotifier::Type
        uint32_t told = 0; //!< the events that epoll was told of
        uint32_t generation = 0; //!< one more each time that nothing is watched any more
        bool isChanged = false; //!< is among m_changed
        bool isAlwaysReady = false; //!< a plain file: epoll does not take it
    };

    EpollDispatcher(int epoll, int waker);

    [[nodiscard]] Watch &watch(int fd);
    [[nodiscard]] static uint32_t wanted(const Watch &watch);
    void noteChange(int fd);
    void tellKernel();
    void tellKernel(int fd);
    int offerWriting();
    int waitAndDispatch(int timeoutMs, bool withSockets);
    int dispatch(int fd, uint32_t generation, uint32_t events);
    int dispatchAlwaysReady();
    bool activate(int fd, uint32_t generation, int type);
    int fireTimers();
    [[nodiscard]] int timeoutMs(bool mayWait, bool withTimers) const;
    [[nodiscard]] static TimerLine::Time now();

    const int m_epoll;
    const int m_waker; //!< an eventfd, for other threads
    std::vector<Watch> m_watches; //!< by descriptor
    std::vector<int> m_changed; //!< descriptors of which the kernel must be told
    std::vector<int> m_writers; //!< want to write since the last round, and are not yet on the list
    std::vector<int> m_alwaysReady;
    TimerLine m_timers;
    std::atomic<Mind> m_mind = Mind::Busy;
    std::atomic_bool m_interrupted = false;
};

} // namespace sermo::server
