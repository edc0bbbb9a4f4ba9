// SPDX-License-Identifier: GPL-3.0-or-later
// Nine thousand customers who say nothing: how fast they get in, what each costs in memory, and
// whether anybody else notices.
#include "tests/bench/fanout/contest.h"
#include "tests/bench/fanout/crowd.h"

#include <QCoreApplication>

#include <cstdio>
#include <map>

using namespace sermo::bench;
using namespace std::chrono_literals;
using Kind = Server::Kind;

namespace
{

constexpr int Rounds = 3;
constexpr int Customers = 9'000;
constexpr int Listeners = 20;
constexpr int PerSecond = 200;
constexpr auto Duration = 3000ms;

struct Figures {
    std::vector<double> accepted, accepting, bytes, idle, p50, p99, share;
};

double seconds(Load::Nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

Load::Nanoseconds now()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

//! The server's share of a processor while nobody says anything.
double idleShare(const Server &server, Crowd &crowd)
{
    const auto begun = now();
    const auto before = server.processorTime();
    while (now() - begun < Duration) {
        if (!crowd.tend(10))
            return -1;
    }
    return std::chrono::duration<double>(server.processorTime() - before) / (now() - begun);
}

bool run(Kind kind, Figures &figures)
{
    Server server(kind);
    if (!server.start())
        return complain(kind, "does not start");
    Load load(server, Listeners);
    Crowd crowd(server);
    if (!load.isReady() || !crowd.come(100)) // what is made once is no customer's
        return complain(kind, "does not let all in");
    const qint64 before = server.memory();
    const auto spent = server.processorTime();
    const auto begun = now();
    if (!crowd.come(Customers))
        return complain(kind, "does not let all customers in");
    figures.accepted.push_back(Customers / seconds(now() - begun));
    figures.accepting.push_back(std::chrono::duration<double>(server.processorTime() - spent)
                                / (now() - begun));
    figures.bytes.push_back(double(server.memory() - before) / Customers);
    figures.idle.push_back(idleShare(server, crowd));
    bool isThere = figures.idle.back() >= 0;
    auto tended = now();
    load.setChore([&] {
        if (now() - tended < 1ms)
            return;
        tended = now();
        isThere = crowd.tend() && isThere;
    });
    const Load::Result result = load.openLoop(PerSecond, Duration);
    if (!isThere || result.wrong > 0)
        return complain(kind, "threw somebody out, lost something or doubled it");
    figures.p50.push_back(microseconds(result.quantile(0.5)));
    figures.p99.push_back(microseconds(result.quantile(0.99)));
    figures.share.push_back(result.processorShare());
    return true;
}

void tell(const std::vector<Kind> &kinds, std::map<Kind, Figures> &all)
{
    std::printf(
        "| %d idle customers | let in a second | processor meanwhile | memory each | processor, "
        "all silent | p50 "
        "of %d ev/s to %d others | p99 | processor then |\n|---|---|---|---|---|---|---|---|\n",
        Customers, PerSecond, Listeners);
    for (const Kind kind : kinds) {
        const Figures &one = all[kind];
        std::printf("| %s | %.0f | %.2f | %.1f kB | %.3f | %.0f µs | %.0f µs | %.3f |\n",
                    Server::name(kind), median(one.accepted), median(one.accepting),
                    median(one.bytes) / 1000, median(one.idle), median(one.p50), median(one.p99),
                    median(one.share));
    }
    const Figures &ours = all[Kind::Sermo];
    std::printf("| sermo-broker against ws, raw | %.2f x ws | | | | %.2f x raw | %.2f x raw | |\n",
                median(ours.accepted) / median(all[Kind::NodeWs].accepted),
                median(ours.p50) / median(all[Kind::RawEpoll].p50),
                median(ours.p99) / median(all[Kind::RawEpoll].p99));
    std::printf("| target | 1.5 x ws | | 26 kB | none of note | 1.2 x raw | | none of note |\n");
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    becomeTheLoad();
    std::map<Kind, Figures> figures;
    const std::vector<Kind> kinds{Kind::RawEpoll, Kind::NodeWs, Kind::Sermo};
    if (!takeTurns(kinds, Rounds, [&figures](Kind kind) { return run(kind, figures[kind]); }))
        return 1;
    tell(kinds, figures);
    return 0;
}
