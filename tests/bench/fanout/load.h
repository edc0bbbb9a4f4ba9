// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/fanout/server.h"
#include "tests/bench/fanout/wire.h"

#include <vector>

namespace sermo::bench
{

//! One connection that speaks and many that listen, on one server. Every event is numbered, and
//! each listener must hear each number once and in order, or the run is worth nothing.
class Load
{
public:
    using Nanoseconds = std::chrono::nanoseconds;

    //! What one run has shown.
    struct Result {
        qint64 delivered = 0; //!< events times listeners
        qint64 wrong = 0; //!< lost, doubled or out of order
        Nanoseconds took{0};
        std::chrono::milliseconds processorTime{0}; //!< of the server
        std::vector<Nanoseconds> latencies; //!< of each delivery, from when it was planned; sorted

        [[nodiscard]] double perSecond() const;
        [[nodiscard]] double processorShare() const; //!< 1: a whole core
        [[nodiscard]] Nanoseconds quantile(double share) const;
    };

    //! Connects; isReady() says whether all are there.
    Load(const Server &server, int listeners);
    ~Load();
    Q_DISABLE_COPY_MOVE(Load)
    [[nodiscard]] bool isReady() const { return m_speaker != nullptr; }

    //! So many events are on their way at any time: one more when all have heard one.
    [[nodiscard]] Result closedLoop(int inFlight, Nanoseconds duration);
    //! An event at each planned moment, whether the server keeps up or not.
    [[nodiscard]] Result openLoop(int perSecond, Nanoseconds duration);

private:
    struct Listener {
        std::unique_ptr<Wire> wire;
        quint64 next = 0; //!< the number it must hear
    };

    void say();
    void listen(int timeoutMs);
    void hear(Listener &listener, QByteArrayView event);
    [[nodiscard]] bool settle(); //!< waits until all have heard all
    void begin(Result &result);
    void end(Result &result) const;
    [[nodiscard]] static Nanoseconds now();

    const Server &m_server;
    const int m_epoll;
    std::unique_ptr<Wire> m_speaker;
    std::vector<Listener> m_listeners;
    std::vector<int> m_heardBy; //!< by number, in a ring
    quint64 m_said = 0, m_finished = 0; //!< finished: heard by all, and so were those before
    Result *m_result = nullptr;
    Nanoseconds m_begun{0}, m_pace{0}; //!< the open loop's plan
    quint64 m_first = 0; //!< the first number of this run
};

} // namespace sermo::bench
