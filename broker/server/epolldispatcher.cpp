// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/epolldispatcher.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QSocketNotifier>
#include <QThread>

#include <cerrno>
#include <cstring>
#include <limits>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lcLoop, "sermo.server.loop")

constexpr int Batch = 256; //!< how many sockets one round hears of; the others come with the next

//! As Qt's own: one whose other end is gone, or broken, is told of it whatever it waits for.
constexpr uint32_t Broken = EPOLLHUP | EPOLLERR;
constexpr std::array<uint32_t, 3> EventOf{EPOLLIN, EPOLLOUT, EPOLLPRI};

//! Rounded up, so that nobody is woken early to find that it is not yet time.
int wholeMs(TimerLine::Time time)
{
    const qint64 ms = std::chrono::ceil<std::chrono::milliseconds>(time).count();
    return static_cast<int>(std::clamp<qint64>(ms, 0, std::numeric_limits<int>::max()));
}

} // namespace

void EpollDispatcher::useIn(QThread &thread)
{
    if (auto dispatcher = create())
        thread.setEventDispatcher(dispatcher.release()); // which is its owner now
    else
        qCWarning(lcLoop, "no descriptors for a loop of our own: many sockets will be slow");
}

std::unique_ptr<EpollDispatcher> EpollDispatcher::create()
{
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    const int waker = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    epoll_event event{.events = EPOLLIN, .data = {.u64 = static_cast<uint64_t>(waker)}};
    if (epoll < 0 || waker < 0 || ::epoll_ctl(epoll, EPOLL_CTL_ADD, waker, &event) != 0) {
        ::close(epoll);
        ::close(waker);
        return nullptr;
    }
    return std::unique_ptr<EpollDispatcher>(new EpollDispatcher(epoll, waker));
}

EpollDispatcher::EpollDispatcher(int epoll, int waker)
    : m_epoll(epoll)
    , m_waker(waker)
{
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_epoll);
    ::close(m_waker);
}

TimerLine::Time EpollDispatcher::now()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    const bool withSockets = !(flags & QEventLoop::ExcludeSocketNotifiers);
    const bool withTimers = !(flags & QEventLoop::X11ExcludeTimers);
    // Asked to stop before this round began: whoever asked will not ask again.
    const bool wasInterrupted = m_interrupted.exchange(false);
    // What is posted from here on wakes us again; what was posted before is handled now.
    m_mind = Mind::Busy;
    emit awake();
    QCoreApplication::sendPostedEvents();

    int handled = withSockets ? offerWriting() : 0;
    if (m_interrupted)
        return handled > 0;

    const bool mayWait = (flags & QEventLoop::WaitForMoreEvents) && !wasInterrupted;
    const int timeout = timeoutMs(mayWait, withTimers);
    handled += waitAndDispatch(timeout, withSockets);
    if (withTimers && !m_interrupted)
        handled += fireTimers();
    return handled > 0;
}

int EpollDispatcher::timeoutMs(bool mayWait, bool withTimers) const
{
    if (!mayWait || m_mind == Mind::Woken || !m_alwaysReady.empty())
        return 0;
    const auto next = withTimers ? m_timers.next() : std::nullopt;
    if (!next)
        return -1;
    return wholeMs(*next - now());
}

void EpollDispatcher::wakeUp()
{
    if (m_mind.exchange(Mind::Woken) == Mind::Asleep) {
        const uint64_t one = 1;
        (void)!::write(m_waker, &one, sizeof one); // full: it wakes all the same
    }
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

// --- sockets -------------------------------------------------------------------------------------

EpollDispatcher::Watch &EpollDispatcher::watch(int fd)
{
    const auto index = static_cast<size_t>(fd);
    if (index >= m_watches.size())
        m_watches.resize(std::max(index + 1, m_watches.size() * 2));
    return m_watches[index];
}

uint32_t EpollDispatcher::wanted(const Watch &watch)
{
    uint32_t events = 0;
    for (size_t type = 0; type < EventOf.size(); ++type)
        events |= watch.notifiers[type] ? EventOf[type] : 0;
    return events;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(notifier->thread() == thread() && QThread::currentThread() == thread());
    const int fd = static_cast<int>(notifier->socket());
    Watch &watched = watch(fd);
    QSocketNotifier *&place = watched.notifiers[notifier->type()];
    if (place && place != notifier)
        qCWarning(lcLoop, "two notifiers of one kind for descriptor %d: the first is deaf now", fd);
    place = notifier;
    if (notifier->type() == QSocketNotifier::Write && !(watched.told & EPOLLOUT))
        m_writers.push_back(fd);
    else
        noteChange(fd);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const int fd = static_cast<int>(notifier->socket());
    Watch &watched = watch(fd);
    QSocketNotifier *&place = watched.notifiers[notifier->type()];
    if (place != notifier)
        return;
    place = nullptr;
    if (wanted(watched) != 0)
        return noteChange(fd);
    // At once: the descriptor is about to be closed, and its number to be another's.
    ++watched.generation;
    tellKernel(fd);
}

void EpollDispatcher::noteChange(int fd)
{
    if (!std::exchange(watch(fd).isChanged, true))
        m_changed.push_back(fd);
}

void EpollDispatcher::tellKernel()
{
    for (const int fd : std::exchange(m_writers, {})) // those that found no room
        noteChange(fd);
    for (const int fd : std::exchange(m_changed, {})) {
        watch(fd).isChanged = false;
        tellKernel(fd);
    }
}

void EpollDispatcher::tellKernel(int fd)
{
    Watch &watched = watch(fd);
    const uint32_t events = wanted(watched);
    if (watched.isAlwaysReady && events == 0) {
        watched.isAlwaysReady = false;
        std::erase(m_alwaysReady, fd);
    }
    if (events == watched.told || watched.isAlwaysReady)
        return;
    epoll_event event{.events = events,
                      .data = {.u64 = uint64_t{watched.generation} << 32 | uint32_t(fd)}};
    const int change = watched.told == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    int failed = ::epoll_ctl(m_epoll, events == 0 ? EPOLL_CTL_DEL : change, fd, &event);
    if (events == 0)
        failed = 0; // closed already: it is off the list
    else if (failed != 0 && errno == ENOENT)
        failed = ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event); // closed beneath its notifier
    watched.told = failed == 0 ? events : 0;
    if (failed != 0 && errno == EPERM) {
        watched.isAlwaysReady = true;
        m_alwaysReady.push_back(fd);
    } else if (failed != 0) {
        qCWarning(lcLoop, "descriptor %d cannot be watched: %s", fd, std::strerror(errno));
    }
}

//! Who wants to write and can, does. The others go on the list.
int EpollDispatcher::offerWriting()
{
    if (m_writers.empty())
        return 0;
    std::vector<pollfd> asked;
    std::vector<uint32_t> generations;
    for (const int fd : std::exchange(m_writers, {})) {
        if (watch(fd).notifiers[QSocketNotifier::Write]) {
            asked.push_back({fd, POLLOUT, 0});
            generations.push_back(watch(fd).generation);
        }
    }
    int handled = 0;
    if (::poll(asked.data(), asked.size(), 0) > 0) {
        for (size_t i = 0; i < asked.size(); ++i) {
            if (asked[i].revents != 0)
                handled += activate(asked[i].fd, generations[i], QSocketNotifier::Write) ? 1 : 0;
        }
    }
    for (const pollfd &one : asked) {
        if (watch(one.fd).notifiers[QSocketNotifier::Write])
            noteChange(one.fd);
    }
    return handled;
}

int EpollDispatcher::waitAndDispatch(int timeoutMs, bool withSockets)
{
    if (withSockets)
        tellKernel();
    Mind busy = Mind::Busy;
    const bool sleeps = timeoutMs != 0 && m_mind.compare_exchange_strong(busy, Mind::Asleep);
    if (sleeps)
        emit aboutToBlock();
    std::array<epoll_event, Batch> events; // NOLINT(cppcoreguidelines-pro-type-member-init)
    int count = 0;
    if (withSockets) {
        count = ::epoll_wait(m_epoll, events.data(), Batch, sleeps ? timeoutMs : 0);
    } else {
        pollfd waker{m_waker, POLLIN, 0};
        if (::poll(&waker, 1, sleeps ? timeoutMs : 0) > 0)
            events[static_cast<size_t>(count++)]
                = {.events = EPOLLIN, .data = {.u64 = static_cast<uint64_t>(m_waker)}};
    }
    Mind asleep = Mind::Asleep;
    m_mind.compare_exchange_strong(asleep, Mind::Busy);

    int handled = withSockets ? dispatchAlwaysReady() : 0;
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<size_t>(i)];
        const int fd = static_cast<int>(event.data.u64 & 0xffffffffU);
        if (fd == m_waker) {
            uint64_t ignored = 0;
            (void)!::read(m_waker, &ignored, sizeof ignored);
        } else {
            handled += dispatch(fd, static_cast<uint32_t>(event.data.u64 >> 32), event.events);
        }
    }
    return handled;
}

int EpollDispatcher::dispatch(int fd, uint32_t generation, uint32_t events)
{
    int handled = 0;
    for (int type = 0; type < int(EventOf.size()); ++type) {
        if (events & (EventOf[static_cast<size_t>(type)] | Broken))
            handled += activate(fd, generation, type) ? 1 : 0;
    }
    return handled;
}

int EpollDispatcher::dispatchAlwaysReady()
{
    int handled = 0;
    const std::vector<int> ready = m_alwaysReady;
    for (const int fd : ready)
        handled += dispatch(fd, watch(fd).generation, EPOLLIN | EPOLLOUT);
    return handled;
}

//! False: whoever wanted to know is gone. A handler before this one may have closed the descriptor,
//! and its number may be another's by now: then the generation is another.
bool EpollDispatcher::activate(int fd, uint32_t generation, int type)
{
    const Watch &watched = watch(fd);
    QSocketNotifier *notifier = watched.notifiers[static_cast<size_t>(type)];
    if (watched.generation != generation || !notifier)
        return false;
    QEvent event(QEvent::SockAct);
    QCoreApplication::sendEvent(notifier, &event);
    return true;
}

// --- timers --------------------------------------------------------------------------------------

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    Q_ASSERT(object->thread() == thread() && QThread::currentThread() == thread());
    m_timers.add(id, std::chrono::milliseconds(interval), type, object, now());
}

int EpollDispatcher::remainingTime(int id)
{
    const auto remaining = m_timers.remaining(id, now());
    return remaining ? wholeMs(*remaining) : -1;
}

int EpollDispatcher::fireTimers()
{
    int fired = 0;
    const TimerLine::Time begun = now();
    const QList<TimerLine::Due> due = m_timers.due(begun);
    for (const TimerLine::Due &one : due) {
        QObject *object = m_timers.begin(one, begun);
        if (!object)
            continue;
        QTimerEvent event(one.id);
        QCoreApplication::sendEvent(object, &event);
        m_timers.end(one);
        ++fired;
    }
    return fired;
}

} // namespace sermo::server
