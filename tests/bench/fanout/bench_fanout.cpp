// SPDX-License-Identifier: GPL-3.0-or-later
// How many listeners hear how much, how soon and at what cost: sermo-broker beside the barest
// server there can be and three common ones, by turns in one run, each on one processor.
#include "tests/bench/fanout/contest.h"

#include <QCoreApplication>

#include <cstdio>
#include <map>

using namespace sermo::bench;
using namespace std::chrono_literals;
using Kind = Server::Kind;

namespace
{

constexpr int Rounds = 3;
constexpr int InFlight = 16;
constexpr auto WarmUp = 300ms;
constexpr auto Duration = 1000ms;
constexpr int OpenLoopListeners = 50;
constexpr int OpenLoopPerSecond = 500;
constexpr int EachStored = 5; // a fifth
constexpr auto OpenLoopDuration = 3000ms;

using Results = std::map<Kind, std::vector<Load::Result>>;

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

//! The median of one figure of a server's runs; 0 when it has none.
double figure(const Results &results, Kind kind,
              const std::function<double(const Load::Result &)> &value)
{
    const auto found = results.find(kind);
    std::vector<double> all;
    if (found != results.end()) {
        for (const Load::Result &one : found->second)
            all.push_back(value(one));
    }
    return median(std::move(all));
}

void tellRow(const Results &results, int listeners, const char *target)
{
    const auto of = [&results](Kind kind) {
        return figure(results, kind, [](const auto &one) { return one.perSecond() / 1000; });
    };
    const double ours = of(Kind::Sermo);
    std::printf("| %d applications | %.0f k/s |", listeners, ours);
    for (const Kind kind : {Kind::NodeWs, Kind::SocketIo, Kind::Nats, Kind::RawEpoll}) {
        if (of(kind) > 0)
            std::printf(" %.0f k/s: %.2f x |", of(kind), ours / of(kind));
        else
            std::printf(" – |");
    }
    std::printf(" %s |\n", target);
}

bool tellThroughput(const std::vector<Kind> &kinds)
{
    struct Target {
        int listeners;
        const char *text;
    };
    std::printf(
        "| passing events delivered, %d in flight | sermo-broker | node ws: ours against it | "
        "socket.io: against it | nats-server: against it | raw epoll: against it | target |\n"
        "|---|---|---|---|---|---|---|\n",
        InFlight);
    for (const auto &[listeners, target] :
         {Target{5, "0.6 x raw"}, Target{50, "10 x ws, 15 x socket.io, 2.5 x nats, 0.75 x raw"},
          Target{200, "0.7 x raw"}}) {
        Results results;
        const auto run = [&results, listeners = listeners](Kind kind) {
            return add(results, kind, listeners,
                       [](Load &load) { return load.closedLoop(InFlight, Duration); });
        };
        if (!takeTurns(kinds, Rounds, run))
            return false;
        tellRow(results, listeners, target);
    }
    return true;
}

bool tellLatency(const std::vector<Kind> &kinds)
{
    Results results;
    const auto run = [&results](Kind kind) {
        return add(results, kind, OpenLoopListeners, [](Load &load) {
            return load.openLoop(OpenLoopPerSecond, OpenLoopDuration, EachStored);
        });
    };
    if (!takeTurns(kinds, Rounds, run))
        return false;
    std::printf(
        "\n| %d events/s to %d applications, a fifth outbound and (here) stored | p50 | p99 "
        "| p99 of the stored | processor of the server | p99 against raw | processor "
        "against raw |\n|---|---|---|---|---|---|---|\n",
        OpenLoopPerSecond, OpenLoopListeners);
    const auto us = [&results](Kind kind, double share, Load::Kind what = Load::Passing) {
        return figure(results, kind, [share, what](const auto &one) {
            return microseconds(one.quantile(share, what));
        });
    };
    const auto share = [&results](Kind kind) {
        return figure(results, kind, [](const auto &one) { return one.processorShare(); });
    };
    for (const Kind kind : kinds)
        std::printf("| %s | %.0f µs | %.0f µs | %.0f µs | %.3f | %.2f x | %.2f x |\n",
                    Server::name(kind), us(kind, 0.5), us(kind, 0.99), us(kind, 0.99, Load::Stored),
                    share(kind), us(kind, 0.99) / us(Kind::RawEpoll, 0.99),
                    share(kind) / share(Kind::RawEpoll));
    std::printf("| target | | | 15000 µs | | 1.5 x | 1.5 x |\n");
    return true;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    becomeTheLoad();
    const auto kinds
        = present({Kind::RawEpoll, Kind::NodeWs, Kind::SocketIo, Kind::Nats, Kind::Sermo});
    return tellThroughput(kinds) && tellLatency(kinds) ? 0 : 1;
}
