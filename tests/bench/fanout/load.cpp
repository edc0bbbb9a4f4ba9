// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/load.h"

#include <algorithm>
#include <array>
#include <sys/epoll.h>
#include <unistd.h>

using namespace std::chrono_literals;

namespace sermo::bench
{

namespace
{

//! 220 bytes, the number in a fixed place, as a string: events are passed on as they are.
const QByteArray Event
    = R"({"type":"typing_on","direction":"inbound","userId":"bench","n":"000000000000","text":")"
    + QByteArray(220 - 87, 'x') + "\"}";
const qsizetype NumberAt = Event.indexOf("000000000000");
constexpr qsizetype Digits = 12;
constexpr size_t Ring = 1 << 16;
constexpr auto Patience = 10s;

QByteArray numbered(quint64 number)
{
    QByteArray event = Event;
    const QByteArray digits = QByteArray::number(number).rightJustified(Digits, '0');
    return event.replace(NumberAt, Digits, digits);
}

} // namespace

double Load::Result::perSecond() const
{
    return static_cast<double>(delivered) / std::chrono::duration<double>(took).count();
}

double Load::Result::processorShare() const
{
    return std::chrono::duration<double>(processorTime) / std::chrono::duration<double>(took);
}

Load::Nanoseconds Load::Result::quantile(double share) const
{
    if (latencies.empty())
        return {};
    const auto index = static_cast<size_t>(share * static_cast<double>(latencies.size()));
    return latencies[std::min(index, latencies.size() - 1)];
}

Load::Load(const Server &server, int listeners)
    : m_server(server)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_heardBy(Ring, 0)
{
    for (int i = 0; i < listeners; ++i) {
        auto wire = Wire::open(server.port(), server.listenersTarget());
        if (!wire)
            return;
        epoll_event event{.events = EPOLLIN, .data = {.u32 = static_cast<uint32_t>(i)}};
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, wire->descriptor(), &event);
        m_listeners.push_back({std::move(wire), 0});
    }
    m_speaker = Wire::open(server.port(), server.speakersTarget());
}

Load::~Load()
{
    ::close(m_epoll);
}

Load::Nanoseconds Load::now()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

void Load::say()
{
    m_heardBy[m_said % Ring] = 0;
    m_speaker->send(maskedFrame(numbered(m_said)));
    ++m_said;
}

void Load::listen(int timeoutMs)
{
    m_speaker->flush();
    std::array<epoll_event, 256> events{};
    const int count
        = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), timeoutMs);
    for (int i = 0; i < count; ++i) {
        Listener &listener = m_listeners[events[static_cast<size_t>(i)].data.u32];
        if (!listener.wire->hear([this, &listener](QByteArrayView text) { hear(listener, text); }))
            ++m_result->wrong;
    }
    if (!m_speaker->hear([](QByteArrayView) {})) // pings, and answers nobody asked for
        ++m_result->wrong;
}

void Load::hear(Listener &listener, QByteArrayView event)
{
    // What the broker says of its own accord has another length or no number there.
    if (event.size() != Event.size())
        return;
    bool isNumber = false;
    const quint64 number = event.sliced(NumberAt, Digits).toByteArray().toULongLong(&isNumber);
    if (!isNumber)
        return;
    if (number != listener.next)
        ++m_result->wrong;
    listener.next = number + 1;
    ++m_result->delivered;
    if (m_pace > 0ns)
        m_result->latencies.push_back(now() - (m_begun + (number - m_first) * m_pace));
    ++m_heardBy[number % Ring];
    while (m_finished < m_said && m_heardBy[m_finished % Ring] == int(m_listeners.size()))
        ++m_finished;
}

bool Load::settle()
{
    const Nanoseconds until = now() + Patience;
    while (m_finished < m_said && now() < until)
        listen(10);
    return m_finished == m_said;
}

void Load::begin(Result &result)
{
    m_result = &result;
    m_first = m_said;
    result.processorTime = -m_server.processorTime();
    m_begun = now();
}

void Load::end(Result &result) const
{
    result.took = now() - m_begun;
    result.processorTime += m_server.processorTime();
}

Load::Result Load::closedLoop(int inFlight, Nanoseconds duration)
{
    Result result;
    m_pace = 0ns;
    begin(result);
    for (int i = 0; i < inFlight; ++i)
        say();
    while (now() - m_begun < duration) {
        listen(100);
        while (m_said - m_finished < static_cast<quint64>(inFlight))
            say();
    }
    end(result);
    result.wrong += settle() ? 0 : 1;
    return result;
}

Load::Result Load::openLoop(int perSecond, Nanoseconds duration)
{
    Result result;
    m_pace = Nanoseconds(1s) / perSecond;
    begin(result);
    while (now() - m_begun < duration) {
        while (m_begun + (m_said - m_first) * m_pace <= now())
            say();
        listen(0);
    }
    end(result);
    result.wrong += settle() ? 0 : 1;
    std::sort(result.latencies.begin(), result.latencies.end());
    return result;
}

} // namespace sermo::bench
