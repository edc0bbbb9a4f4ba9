// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/fanout/server.h"
#include "tests/bench/fanout/wire.h"

#include <array>
#include <vector>

namespace sermo::bench
{

//! Two connections that speak and many that listen, on one server. Every event is numbered, and
//! each listener must hear each number once and in order, or the run is worth nothing.
class Load
{
public:
    using Nanoseconds = std::chrono::nanoseconds;

    //! What an event is to sermo-broker; to the others it is one like any.
    enum Kind {
        Passing, //!< a customer's typing
        Stored, //!< an answer to him, with an `id`: in the log before anyone hears of it
    };

    //! What one run has shown.
    struct Result {
        qint64 delivered = 0; //!< events times listeners
        qint64 wrong = 0; //!< lost, doubled, out of order or not acknowledged
        Nanoseconds took{0};
        std::chrono::milliseconds processorTime{0}; //!< of the server
        //! Of each delivery, from when it was planned; sorted.
        std::array<std::vector<Nanoseconds>, 2> latencies;

        [[nodiscard]] double perSecond() const; //!< deliveries
        [[nodiscard]] double processorShare() const; //!< 1: a whole core
        [[nodiscard]] Nanoseconds quantile(double share, Kind kind = Passing) const;
    };

    //! Connects; isReady() says whether all are there.
    Load(const Server &server, int listeners);
    ~Load();
    Q_DISABLE_COPY_MOVE(Load)
    [[nodiscard]] bool isReady() const { return m_isReady; }
    //! What else is to be done in each round.
    void setChore(std::function<void()> chore) { m_chore = std::move(chore); }

    //! So many events are on their way at any time: one more when all have heard one.
    [[nodiscard]] Result closedLoop(int inFlight, Nanoseconds duration, Kind kind = Passing);
    //! An event at each planned moment, whether the server keeps up or not. Each n-th is stored; 0:
    //! none is.
    [[nodiscard]] Result openLoop(int perSecond, Nanoseconds duration, int eachStored = 0);

private:
    struct Listener {
        std::unique_ptr<Wire> wire;
        std::array<quint64, 2> next{}; //!< the numbers it must hear
    };
    //! What is said of one kind.
    struct Stream {
        std::unique_ptr<Wire> speaker;
        std::vector<int> heardBy; //!< by number, in a ring
        std::vector<Nanoseconds> planned; //!< by number, in a ring
        quint64 said = 0, finished = 0; //!< finished: heard by all, and so were those before
        quint64 acknowledged = 0;
    };

    void say(Kind kind, Nanoseconds planned);
    void listen(int timeoutMs);
    void hear(Listener &listener, QByteArrayView event);
    void hearSpeaker(Stream &stream, QByteArrayView event) const;
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] bool settle(); //!< waits until all have heard all
    void begin(Result &result);
    void end(Result &result);
    [[nodiscard]] static Nanoseconds now();

    const Server &m_server;
    const int m_epoll;
    std::vector<Listener> m_listeners;
    std::array<Stream, 2> m_streams;
    std::function<void()> m_chore;
    Result *m_result = nullptr;
    Nanoseconds m_begun{0};
    bool m_timed = false; //!< each delivery
    bool m_isReady = false;
};

} // namespace sermo::bench
