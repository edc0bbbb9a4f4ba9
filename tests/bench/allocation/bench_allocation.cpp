// SPDX-License-Identifier: GPL-3.0-or-later
//! What giving customers by the probability of their presence is worth, against the rules that
//! others use and against knowing the truth; and the gates that issue 5 sets.

#include "tests/bench/allocation/standing.h"

#include <QElapsedTimer>

#include <cstdio>

using namespace sermo::bench;

namespace
{

constexpr int Seeds = 30;

void printStanding(const char *name, const Standing &standing)
{
    std::printf("| %s | %.1f | %.0f | %.1f | %.1f | %.2f | %.2f | %.1f | %.1f | %.1f | %.3f |\n",
                name, standing.median(&Day::wait), standing.median(&Day::wait90),
                standing.median(&Day::abandoned), standing.median(&Day::busy),
                standing.median(&Day::live), standing.median(&Day::ghosts),
                standing.median(&Day::overloaded), standing.median(&Day::reopened),
                standing.median(&Day::solved), standing.median(&Day::brier));
}

void printGate(const Gate &gate)
{
    std::printf("| %s | %.2f | %s %.2f | %s |\n", gate.what, gate.value,
                gate.isCeiling ? "at most" : "at least", gate.bound,
                gate.isHeld() ? "held" : "**missed**");
}

} // namespace

int main()
{
    QElapsedTimer all;
    all.start();
    std::printf("| 10 agents, 12 sessions an agent-hour, medians of %d days | mean wait s | p90 | "
                "abandoned %% | busy %% | live | gone | > 3 live %% | reopened %% | solved %% | "
                "Brier |\n",
                Seeds);
    std::printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    QList<Standing> standings;
    for (const Contender &contender : contenders()) {
        standings.append(play(contender, Seeds));
        printStanding(contender.name, standings.constLast());
    }
    const Standing again = play(contenders()[3], 2);
    const bool isSame = again.days == standings[3].days.first(2);

    std::printf("\n| gate | measured | target | |\n| --- | --- | --- | --- |\n");
    for (const Gate &gate : gates(standings))
        printGate(gate);
    std::printf("| two runs | %s | the same to the bit | %s |\n", isSame ? "the same" : "different",
                isSame ? "held" : "**missed**");
    std::fprintf(stderr, "%lld ms\n", static_cast<long long>(all.elapsed()));
    return 0;
}
