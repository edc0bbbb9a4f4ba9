// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/load.h"

#include <algorithm>
#include <optional>
#include <sys/epoll.h>
#include <unistd.h>

using namespace std::chrono_literals;

namespace sermo::bench
{

namespace
{

constexpr qsizetype Size = 220;
constexpr QByteArrayView Number = "000000000000";
constexpr size_t Ring = 1 << 16;
constexpr auto Patience = 60s; // who is slow is slow; who loses something loses it for ever

//! 220 bytes, the number in a fixed place, as a string: events are passed on as they are. The two
//! kinds are about different customers, as they are in a desk: one's words wait for nobody else's.
QByteArray padded(QByteArray event)
{
    return event.append(Size - event.size() - 2, 'x').append("\"}");
}

const std::array Events{
    padded(R"({"type":"typing_on","direction":"inbound","userId":"cleo","n":"000000000000",)"
           R"("text":")"),
    padded(R"({"type":"text","direction":"outbound","userId":"dora","n":"000000000000",)"
           R"("id":"000000000000","text":")"),
};

const std::array NumberAt{Events[Load::Passing].indexOf(Number),
                          Events[Load::Stored].indexOf(Number)};

//! None: it is no event of ours. Millions of them a second are heard: the load must cost little.
std::optional<Load::Kind> kindOf(QByteArrayView event)
{
    for (const Load::Kind kind : {Load::Passing, Load::Stored}) {
        if (event.startsWith(QByteArrayView(Events[kind]).first(NumberAt[kind])))
            return kind;
    }
    return std::nullopt;
}

quint64 numberAt(QByteArrayView event, qsizetype place)
{
    quint64 number = 0;
    for (qsizetype i = place; i < place + Number.size(); ++i)
        number = number * 10 + quint64(event[i] - '0');
    return number;
}

QByteArray numbered(Load::Kind kind, quint64 number)
{
    return QByteArray(Events[kind])
        .replace(Number, QByteArray::number(number).rightJustified(Number.size(), '0'));
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

Load::Nanoseconds Load::Result::quantile(double share, Kind kind) const
{
    const std::vector<Nanoseconds> &all = latencies[kind];
    if (all.empty())
        return {};
    const auto index = static_cast<size_t>(share * static_cast<double>(all.size()));
    return all[std::min(index, all.size() - 1)];
}

Load::Load(const Server &server, int listeners)
    : m_server(server)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    for (int i = 0; i < listeners; ++i) {
        auto wire = Wire::open(server.port(), server.listenersTarget(), server.dialect());
        if (!wire)
            return;
        epoll_event event{.events = EPOLLIN, .data = {.u32 = static_cast<uint32_t>(i)}};
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, wire->descriptor(), &event);
        m_listeners.push_back({std::move(wire), {}});
    }
    for (const Kind kind : {Passing, Stored}) {
        const QByteArray target
            = kind == Passing ? server.speakersTarget() : server.answerersTarget();
        Stream &stream = m_streams[kind];
        stream.heardBy.resize(Ring);
        stream.planned.resize(Ring);
        stream.speaker = Wire::open(server.port(), target, server.dialect(), false);
        if (!stream.speaker)
            return;
        epoll_event event{.events = EPOLLIN, .data = {.u32 = uint32_t(listeners + kind)}};
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, stream.speaker->descriptor(), &event);
    }
    m_isReady = true;
}

Load::~Load()
{
    ::close(m_epoll);
}

Load::Nanoseconds Load::now()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

void Load::say(Kind kind, Nanoseconds planned)
{
    Stream &stream = m_streams[kind];
    stream.heardBy[stream.said % Ring] = 0;
    stream.planned[stream.said % Ring] = planned;
    stream.speaker->say(numbered(kind, stream.said));
    ++stream.said;
}

void Load::listen(int timeoutMs)
{
    if (m_chore)
        m_chore();
    for (Stream &stream : m_streams)
        stream.speaker->flush();
    std::array<epoll_event, 256> events{};
    const int count
        = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), timeoutMs);
    for (int i = 0; i < count; ++i) {
        const size_t place = events[static_cast<size_t>(i)].data.u32;
        bool isThere = false;
        if (place < m_listeners.size()) {
            Listener &listener = m_listeners[place];
            isThere = listener.wire->hear(
                [this, &listener](QByteArrayView event) { hear(listener, event); });
        } else {
            Stream &stream = m_streams[place - m_listeners.size()];
            isThere = stream.speaker->hear(
                [this, &stream](QByteArrayView event) { hearSpeaker(stream, event); });
        }
        if (!isThere)
            ++m_result->wrong;
    }
}

void Load::hearSpeaker(Stream &stream, QByteArrayView event) const
{
    if (event.startsWith(R"({"type":"ack")"))
        ++stream.acknowledged;
}

void Load::hear(Listener &listener, QByteArrayView event)
{
    const std::optional<Load::Kind> kind = kindOf(event);
    if (!kind) // what the broker says of its own accord
        return;
    const quint64 number = numberAt(event, NumberAt[*kind]);
    Stream &stream = m_streams[*kind];
    if (number != listener.next[*kind])
        ++m_result->wrong;
    listener.next[*kind] = number + 1;
    ++m_result->delivered;
    if (m_timed)
        m_result->latencies[*kind].push_back(now() - stream.planned[number % Ring]);
    ++stream.heardBy[number % Ring];
    while (stream.finished < stream.said
           && stream.heardBy[stream.finished % Ring] == int(m_listeners.size()))
        ++stream.finished;
}

bool Load::isSettled() const
{
    const bool isHeard = std::ranges::all_of(
        m_streams, [](const Stream &stream) { return stream.finished == stream.said; });
    const Stream &stored = m_streams[Stored];
    return isHeard && (!m_server.acknowledges() || stored.acknowledged == stored.said);
}

bool Load::settle()
{
    const Nanoseconds until = now() + Patience;
    while (!isSettled() && now() < until)
        listen(10);
    return isSettled();
}

void Load::begin(Result &result)
{
    m_result = &result;
    result.processorTime = -m_server.processorTime();
    m_begun = now();
}

void Load::end(Result &result)
{
    result.took = now() - m_begun;
    result.processorTime += m_server.processorTime();
    result.wrong += settle() ? 0 : 1; // who comes late is late, not missing
    m_timed = false;
    for (std::vector<Nanoseconds> &each : result.latencies)
        std::sort(each.begin(), each.end());
}

Load::Result Load::closedLoop(int inFlight, Nanoseconds duration, Kind kind)
{
    Result result;
    Stream &stream = m_streams[kind];
    begin(result);
    for (int i = 0; i < inFlight; ++i)
        say(kind, m_begun);
    while (now() - m_begun < duration) {
        listen(100);
        while (stream.said - stream.finished < static_cast<quint64>(inFlight))
            say(kind, m_begun);
    }
    end(result);
    return result;
}

Load::Result Load::openLoop(int perSecond, Nanoseconds duration, int eachStored)
{
    Result result;
    const auto pace = Nanoseconds(1s) / perSecond;
    m_timed = true;
    begin(result);
    for (qint64 said = 0; now() - m_begun < duration;) {
        for (; m_begun + said * pace <= now(); ++said)
            say(eachStored > 0 && said % eachStored == 0 ? Stored : Passing, m_begun + said * pace);
        listen(0);
    }
    end(result);
    return result;
}

} // namespace sermo::bench
