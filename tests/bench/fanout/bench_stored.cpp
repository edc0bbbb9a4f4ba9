// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept: how many events a second are on disk (every commit synced), delivered to all and
// acknowledged, and how soon they are heard at half of the rate that is asked for.
#include "tests/bench/fanout/contest.h"

#include <QCoreApplication>

#include <cstdio>

using namespace sermo::bench;
using namespace std::chrono_literals;

namespace
{

constexpr int Rounds = 3;
constexpr int Listeners = 50;
constexpr int InFlight = 512;
constexpr int Target = 15'000;
constexpr auto WarmUp = 300ms;
constexpr auto Duration = 2000ms;

bool isRight(const Load::Result &result)
{
    return result.wrong == 0
        || complain(Server::Kind::Sermo, "lost, doubled or mixed up what it delivered");
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    becomeTheLoad();
    std::vector<double> rates, medians, tails, shares;
    const auto run = [&](Server::Kind kind) {
        Server server(kind);
        if (!server.start())
            return complain(kind, "does not start");
        Load load(server, Listeners);
        if (!load.isReady())
            return complain(kind, "does not let all in");
        const auto warm = load.closedLoop(InFlight, WarmUp, Load::Stored);
        const auto most = load.closedLoop(InFlight, Duration, Load::Stored);
        const auto half = load.openLoop(Target / 2, Duration, 1);
        if (!isRight(warm) || !isRight(most) || !isRight(half))
            return false;
        rates.push_back(most.perSecond() / Listeners);
        medians.push_back(microseconds(half.quantile(0.5, Load::Stored)) / 1000);
        tails.push_back(microseconds(half.quantile(0.99, Load::Stored)) / 1000);
        shares.push_back(half.processorShare());
        return true;
    };
    if (!takeTurns({Server::Kind::Sermo}, Rounds, run))
        return 1;
    std::printf("| stored events, %d applications, every commit synced | measured | target |\n"
                "|---|---|---|\n",
                Listeners);
    std::printf("| stored, delivered and acknowledged, %d in flight | %.0f a second | %d |\n",
                InFlight, median(rates), Target);
    std::printf("| delivered at %d a second | p50 %.1f ms, p99 %.1f ms | p99 15 ms |\n", Target / 2,
                median(medians), median(tails));
    std::printf("| processor of the server there | %.2f | – |\n", median(shares));
    return 0;
}
