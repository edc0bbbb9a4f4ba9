// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/allocation/simulation.h"

#include <QList>

namespace sermo::bench
{

//! The policies that are set against each other.
struct Contender {
    const char *name;
    Policy policy;
    int learnedDays = 0;
};

[[nodiscard]] const QList<Contender> &contenders();

//! One contender on the same days as the others: seeds 1, 2, 3 …
struct Standing {
    QList<Day> days;

    [[nodiscard]] double median(double Day::*figure) const;
};
[[nodiscard]] Standing play(const Contender &contender, int seeds);

//! What issue 5 asks of the policy, with what came of it.
struct Gate {
    const char *what;
    double value = 0, bound = 0;
    bool isCeiling = true; //!< at most the bound; else at least
    [[nodiscard]] bool isHeld() const { return isCeiling ? value <= bound : value >= bound; }
};
//! By the order of contenders().
[[nodiscard]] QList<Gate> gates(const QList<Standing> &standings);

} // namespace sermo::bench
