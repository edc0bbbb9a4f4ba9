// SPDX-License-Identifier: GPL-3.0-or-later
// What a keystroke costs where many agents and very many customers are: when each desk asks for
// what it shows, and when it asks for nothing and hears everything.
#include "tests/bench/fanout/contest.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <sys/epoll.h>
#include <unistd.h>
#include <utility>

using namespace sermo::bench;
using namespace std::chrono_literals;

namespace
{

constexpr int Rounds = 3;
constexpr int Held = 4; // customers a desk has in its columns
constexpr auto TypingEvery = 5s; // each customer
constexpr auto Duration = 2000ms;
constexpr auto Patience = 60s;
constexpr auto Quiet = 10s; // after which nothing more comes
constexpr auto Settled = 2s; // nothing for so long: all who joined know what is open

using Nanoseconds = Load::Nanoseconds;

Nanoseconds now()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

QByteArray user(int number)
{
    return "customer-" + QByteArray::number(number).rightJustified(6, '0');
}

QByteArray event(const char *type, const char *direction, const QByteArray &user,
                 const QByteArray &more = {})
{
    return QByteArray(R"({"type":")") + type + R"(","direction":")" + direction + R"(","userId":")"
        + user + '"' + more + '}';
}

//! As Eyes of the desk asks (ui/model/eyes.cpp), by name.
QByteArray interestIn(const QByteArrayList &users)
{
    return R"({"type":"interest","direction":"internal","id":"interest","wants":[{"kept":"stored"},)"
           R"({"types":["session_state","queue_state"]},)"
           R"({"types":["presence"],"states":["queued","assigned","bot_closing"]},)"
           R"({"kept":"passing","userIds":[")"
        + users.join("\",\"") + "\"]}]}";
}

//! A broker with customers, most of whom are done, and desks.
class Floor
{
public:
    Floor(int agents, int customers)
        : m_agents(agents)
        , m_customers(customers)
        , m_server(Server::Kind::Sermo)
        , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    {
    }
    ~Floor() { ::close(m_epoll); }
    Q_DISABLE_COPY_MOVE(Floor)

    [[nodiscard]] bool open()
    {
        if (!m_server.start())
            return false;
        m_channel = Wire::open(m_server.port(), m_server.speakersTarget());
        m_boss = Wire::open(m_server.port(), m_server.supervisorsTarget());
        if (!m_channel || !m_boss || !addDesk() || !bringCustomers())
            return false;
        while (int(m_desks.size()) < m_agents) {
            if (!addDesk())
                return false;
            listen(0); // what the others are told of all that is open
        }
        return settle();
    }

    //! Until all are told what is open: a keystroke's cost is not that of somebody who joins.
    [[nodiscard]] bool settle()
    {
        qint64 before = -1;
        auto since = now();
        return wait([&] {
            if (m_told != std::exchange(before, m_told))
                since = now();
            return now() - since > Nanoseconds(Settled);
        });
    }

    //! Each desk asks for the customers it holds.
    [[nodiscard]] bool ask()
    {
        m_answers = 0;
        for (int desk = 0; desk < m_agents; ++desk) {
            QByteArrayList users;
            for (int i = 0; i < Held; ++i)
                users.append(user(desk * Held + i));
            m_desks[size_t(desk)]->say(interestIn(users));
        }
        return wait([this] { return m_answers == m_agents; });
    }

    struct Figures {
        double perKeystroke = 0, processor = 0, p99 = 0;
    };
    //! Everybody types, one after the other; false: it was not heard as often as it should be. Who
    //! hears everything may miss some where that is more than he can take: passing events give way
    //!. Nobody hears one twice.
    [[nodiscard]] bool type(bool isAsked, Figures &figures)
    {
        const auto pace = Nanoseconds(TypingEvery) / m_customers;
        const auto spent = m_server.processorTime();
        const auto begun = now();
        qint64 expected = 0;
        m_heard = 0;
        m_latencies.clear();
        m_planned.clear();
        int said = 0;
        for (; now() - begun < Duration; listen(0)) {
            for (; begun + said * pace <= now(); ++said) {
                const int who = (said * 7919) % m_customers; // not one after the other
                m_planned.push_back(begun + said * pace);
                m_channel->say(event("typing_on", "inbound", user(who),
                                     R"(,"n":)" + QByteArray::number(said)
                                         + R"(,"text":"Hej, jag mitt namn är och jag undrar")"));
                const bool isHeld = who < m_agents * Held;
                expected += isAsked ? (isHeld ? 1 : 0) : m_agents;
            }
        }
        const auto took = now() - begun;
        figures.processor = std::chrono::duration<double>(m_server.processorTime() - spent) / took;
        qint64 before = -1;
        auto since = now();
        (void)wait([&] {
            if (m_heard != std::exchange(before, m_heard))
                since = now();
            return m_heard >= expected || now() - since > Nanoseconds(Quiet);
        });
        std::sort(m_latencies.begin(), m_latencies.end());
        figures.perKeystroke = double(m_heard) / said;
        figures.p99 = m_latencies.empty()
            ? 0
            : microseconds(m_latencies[m_latencies.size() * 99 / 100]) / 1000;
        if (m_isBroken || m_heard > expected)
            std::fprintf(stderr, "%lld of %lld heard%s\n", static_cast<long long>(m_heard),
                         static_cast<long long>(expected),
                         m_isBroken ? ", a connection broke" : "");
        return !m_isBroken && (isAsked ? m_heard == expected : m_heard <= expected && m_heard > 0);
    }
    [[nodiscard]] double perSecond() const
    {
        return m_customers / std::chrono::duration<double>(TypingEvery).count();
    }

private:
    [[nodiscard]] bool addDesk()
    {
        auto desk = Wire::open(m_server.port(), m_server.listenersTarget());
        if (!desk)
            return false;
        epoll_event event{.events = EPOLLIN, .data = {.u32 = uint32_t(m_desks.size())}};
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, desk->descriptor(), &event);
        m_desks.push_back(std::move(desk));
        return true;
    }

    //! All begin and are claimed, and but for those in columns they are done.
    [[nodiscard]] bool bringCustomers()
    {
        constexpr int Batch = 200;
        for (int first = 0; first < m_customers; first += Batch) {
            const int end = std::min(first + Batch, m_customers);
            if (!tell(*m_channel, "start", "inbound", first, end, {})
                || !tell(*m_boss, "claim_session", "internal", first, end, R"(,"agentId":"a")")
                || !tell(*m_boss, "agent_done", "internal", std::max(first, m_agents * Held), end,
                         {}))
                return false;
        }
        return true;
    }

    //! Of each of these customers, and waits until all is acknowledged.
    [[nodiscard]] bool tell(Wire &who, const char *type, const char *direction, int first, int end,
                            const QByteArray &more)
    {
        m_answers = 0;
        for (int i = first; i < end; ++i)
            who.say(
                event(type, direction, user(i), more + R"(,"id":")" + type + '-' + user(i) + '"'));
        return wait([this, first, end] { return m_answers >= end - first; });
    }

    [[nodiscard]] bool wait(const std::function<bool()> &condition)
    {
        const auto until = now() + Nanoseconds(Patience);
        while (!condition()) {
            if (now() > until || m_isBroken)
                return false;
            listen(5);
        }
        return true;
    }

    void listen(int timeoutMs)
    {
        const auto answer = [this](QByteArrayView frame) {
            m_answers += frame.startsWith(R"({"type":"ack")") ? 1 : 0;
            m_isBroken |= frame.startsWith(R"({"type":"error")");
        };
        m_isBroken |= !m_channel->hear(answer) || !m_boss->hear(answer);
        m_channel->flush();
        m_boss->flush();
        std::array<epoll_event, 256> events{};
        const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), timeoutMs);
        for (int i = 0; i < count; ++i) {
            Wire &desk = *m_desks[events[size_t(i)].data.u32];
            m_isBroken |= !desk.hear([this, &answer](QByteArrayView frame) {
                ++m_told;
                if (frame.startsWith(R"({"type":"typing_on")"))
                    hear(frame);
                else
                    answer(frame);
            });
        }
    }

    void hear(QByteArrayView frame)
    {
        constexpr QByteArrayView Number = R"("n":)";
        const qsizetype at = frame.indexOf(Number) + Number.size();
        const auto number = frame.sliced(at, frame.indexOf(',', at) - at).toULongLong();
        ++m_heard;
        m_latencies.push_back(now() - m_planned[number]);
    }

    const int m_agents, m_customers;
    Server m_server;
    const int m_epoll;
    std::unique_ptr<Wire> m_channel, m_boss;
    std::vector<std::unique_ptr<Wire>> m_desks;
    std::vector<Nanoseconds> m_planned, m_latencies;
    qint64 m_heard = 0, m_told = 0;
    int m_answers = 0;
    bool m_isBroken = false;
};

//! Medians of the rounds; none: something was told too often or not often enough.
std::optional<Floor::Figures> measure(Floor &floor, bool isAsked)
{
    std::vector<Floor::Figures> all(Rounds);
    for (Floor::Figures &one : all) {
        if (!floor.type(isAsked, one))
            return std::nullopt;
    }
    const auto of = [&all](double Floor::Figures::*figure) {
        std::vector<double> each;
        for (const Floor::Figures &one : all)
            each.push_back(one.*figure);
        return median(each);
    };
    return Floor::Figures{of(&Floor::Figures::perKeystroke), of(&Floor::Figures::processor),
                          of(&Floor::Figures::p99)};
}

bool tellRow(int agents, int customers)
{
    Floor floor(agents, customers);
    if (!floor.open())
        return complain(Server::Kind::Sermo, "does not take the customers in");
    const auto silent = measure(floor, false);
    const auto asked = silent && floor.ask() ? measure(floor, true) : std::nullopt;
    if (!asked)
        return complain(Server::Kind::Sermo, "told too much or too little");
    std::printf("| %d x %d | %.0f | %.2f | %.3f | %.2f ms | %.0f | %.3f | %.2f ms |\n", agents,
                customers, floor.perSecond(), asked->perKeystroke, asked->processor, asked->p99,
                silent->perKeystroke, silent->processor, silent->p99);
    return true;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    becomeTheLoad();
    std::printf(
        "| agents x customers, %d in columns each | keystrokes/s | deliveries each, asked for | "
        "processor | p99 | deliveries each, in silence | processor | p99 |\n"
        "|---|---|---|---|---|---|---|---|\n",
        Held);
    for (const auto &[agents, customers] :
         {std::pair{10, 500}, {50, 2'500}, {100, 5'000}, {200, 10'000}}) {
        if (!tellRow(agents, customers))
            return 1;
    }
    return 0;
}
