// SPDX-License-Identifier: GPL-3.0-or-later
// How many listeners hear how much, how soon and at what cost: sermo-broker beside the barest
// server there can be and a common one, by turns in one run, each on one processor.
#include "tests/bench/fanout/load.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <map>
#include <sched.h>
#include <sys/resource.h>

using namespace sermo::bench;
using namespace std::chrono_literals;
using Kind = Server::Kind;

namespace
{

constexpr std::array Kinds{Kind::RawEpoll, Kind::NodeWs, Kind::Sermo};
constexpr int Rounds = 3;
constexpr int InFlight = 16;
constexpr auto WarmUp = 300ms;
constexpr auto Duration = 1500ms;
constexpr int OpenLoopListeners = 50;
constexpr int OpenLoopPerSecond = 500;

using Results = std::map<Kind, std::vector<Load::Result>>;

void leaveTheFirstProcessor()
{
    cpu_set_t set;
    ::sched_getaffinity(0, sizeof set, &set);
    if (CPU_COUNT(&set) > 1)
        CPU_CLR(0, &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

bool complain(Kind kind, const char *what)
{
    std::fprintf(stderr, "%s %s\n", Server::name(kind), what);
    return false;
}

bool add(Results &results, Kind kind, int listeners, const std::function<Load::Result(Load &)> &run)
{
    Server server(kind);
    if (!server.start())
        return complain(kind, "does not start");
    Load load(server, listeners);
    if (!load.isReady())
        return complain(kind, "does not let all in");
    const Load::Result warm = load.closedLoop(InFlight, WarmUp);
    Load::Result result = run(load);
    if (warm.wrong + result.wrong > 0)
        return complain(kind, "lost, doubled or mixed up what it delivered");
    results[kind].push_back(std::move(result));
    return true;
}

bool runAll(Results &results, int listeners, const std::function<Load::Result(Load &)> &run)
{
    for (int round = 0; round < Rounds; ++round) { // by turns: what disturbs one disturbs all
        for (const Kind kind : Kinds) {
            if (!add(results, kind, listeners, run))
                return false;
        }
    }
    return true;
}

double median(const std::vector<Load::Result> &results,
              const std::function<double(const Load::Result &)> &value)
{
    std::vector<double> all;
    std::transform(results.begin(), results.end(), std::back_inserter(all), value);
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

bool tellThroughput()
{
    struct Target {
        int listeners;
        const char *text;
    };
    std::printf("| passing events delivered, %d in flight | raw epoll | node ws | sermo-broker | "
                "against ws | against raw | target |\n|---|---|---|---|---|---|---|\n",
                InFlight);
    for (const auto &[listeners, target] :
         {Target{5, "0.6 x raw"}, Target{50, "10 x ws, 0.75 x raw"}, Target{200, "0.7 x raw"}}) {
        Results results;
        if (!runAll(results, listeners,
                    [](Load &load) { return load.closedLoop(InFlight, Duration); }))
            return false;
        const auto of = [&results](Kind kind) {
            return median(results[kind], [](const auto &one) { return one.perSecond(); });
        };
        std::printf("| %d applications | %.0f k/s | %.0f k/s | %.0f k/s | %.1f x | %.2f x | %s |\n",
                    listeners, of(Kind::RawEpoll) / 1000, of(Kind::NodeWs) / 1000,
                    of(Kind::Sermo) / 1000, of(Kind::Sermo) / of(Kind::NodeWs),
                    of(Kind::Sermo) / of(Kind::RawEpoll), target);
    }
    return true;
}

bool tellLatency()
{
    Results results;
    if (!runAll(results, OpenLoopListeners,
                [](Load &load) { return load.openLoop(OpenLoopPerSecond, 2 * Duration); }))
        return false;
    std::printf("\n| %d events/s to %d applications | p50 | p99 | processor of the server | p99 "
                "against raw | processor against raw |\n|---|---|---|---|---|---|\n",
                OpenLoopPerSecond, OpenLoopListeners);
    const auto us = [&results](Kind kind, double share) {
        return median(results[kind], [share](const auto &one) {
            return std::chrono::duration<double, std::micro>(one.quantile(share)).count();
        });
    };
    const auto share = [&results](Kind kind) {
        return median(results[kind], [](const auto &one) { return one.processorShare(); });
    };
    for (const Kind kind : Kinds)
        std::printf("| %s | %.0f µs | %.0f µs | %.3f | %.2f x | %.2f x |\n", Server::name(kind),
                    us(kind, 0.5), us(kind, 0.99), share(kind),
                    us(kind, 0.99) / us(Kind::RawEpoll, 0.99), share(kind) / share(Kind::RawEpoll));
    std::printf("| target | | | | 1.5 x | 1.5 x |\n");
    return true;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    rlimit descriptors{};
    ::getrlimit(RLIMIT_NOFILE, &descriptors);
    descriptors.rlim_cur = descriptors.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &descriptors);
    leaveTheFirstProcessor();
    return tellThroughput() && tellLatency() ? 0 : 1;
}
