// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/allocation/standing.h"

#include <algorithm>
#include <vector>

namespace sermo::bench
{

namespace
{

constexpr int FirstDay = 20'000; // since 1970: any date will do
constexpr quint64 TeachingSeeds = 1'000'000; // days that nobody is measured on
constexpr int NoCap = 1000;

enum Place : quint8 { FixedThree, FixedFour, Inactive, Learned, DayZero, Unlearning, Oracle };

} // namespace

const QList<Contender> &contenders()
{
    static const QList<Contender> list{
        {"fixed cap of 3", fixedCap(3), 0},
        {"fixed cap of 4", fixedCap(4), 0},
        {"cap of 3, inactive after 10 min", {Counting::Recent, 2, NoCap, true}, 0},
        {"presence, five learned days", {Counting::Presence, 2, 8, true}, 5},
        {"presence, day zero", {Counting::Presence, 2, 8, true}, 0},
        {"presence, never learning", {Counting::Presence, 2, 8, false}, 0},
        {"oracle", {Counting::Truth, 2, NoCap, true}, 0},
    };
    return list;
}

double Standing::median(double Day::*figure) const
{
    std::vector<double> values;
    for (const Day &day : days)
        values.push_back(day.*figure);
    std::ranges::sort(values);
    const size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

Standing play(const Contender &contender, int seeds)
{
    const Scenario scenario;
    presence::Model taught;
    for (int day = 0; day < contender.learnedDays; ++day)
        (void)simulate(scenario, contender.policy, TeachingSeeds + quint64(day), FirstDay + day,
                       taught);
    Standing standing;
    for (int seed = 1; seed <= seeds; ++seed) {
        presence::Model model = taught;
        standing.days.append(simulate(scenario, contender.policy, quint64(seed),
                                      FirstDay + contender.learnedDays, model));
    }
    return standing;
}

QList<Gate> gates(const QList<Standing> &standings)
{
    const auto wait = [&](Place place) { return standings[place].median(&Day::wait); };
    const auto solved = [&](Place place) { return standings[place].median(&Day::solved); };
    const auto overloaded = [&](Place place) { return standings[place].median(&Day::overloaded); };
    const double toOracle = (wait(FixedThree) - wait(Learned)) / (wait(FixedThree) - wait(Oracle));
    return {
        {"mean wait against the fixed cap", wait(Learned) / wait(FixedThree), 0.35},
        {"mean wait against \"inactive after 10 min\"", wait(Learned) / wait(Inactive), 0.60},
        {"more than three live, % of agent time", overloaded(Learned), 6},
        {"the same on day zero", overloaded(DayZero), 6},
        {"the same by the prior alone, never learning", overloaded(Unlearning), 6},
        {"solved, points over the fixed cap", solved(Learned) - solved(FixedThree), 15, false},
        {"of the distance to the oracle, %", 100 * toOracle, 85, false},
        {"Brier score against the truth", standings[Learned].median(&Day::brier), 0.10},
    };
}

} // namespace sermo::bench
