// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/model.h"
#include "broker/desk/presence/score.h"

#include <array>

namespace sermo::bench
{

//! What is assumed of customers and agents (allocation.md, section 4); times in seconds.
struct Scenario {
    int agents = 10;
    double sessionsAnHour = 12; //!< an agent
    double slow = 0.25; //!< customers who take minutes to answer
    double silentEnd = 0.45; //!< no word to the final answer
    double silentTurn = 0.02; //!< gone after any other one
    double closesTab = 0.5; //!< of who leaves silently
    double handCloseLeast = 240, handCloseMore = 480; //!< when an agent closes a silent session
};

//! What a session weighs for its agent.
enum class Counting : quint8 {
    All, //!< every open session is one
    Recent, //!< one if the customer did anything in the last ten minutes, else nothing
    Presence, //!< the model's probability, under the product's policy
    Truth, //!< one if he is there: nobody can know
};

struct Policy {
    Counting counting = Counting::Presence;
    double bound = 2;
    int hardCap = 8;
    bool learns = true; //!< the model goes on learning during the day
};

//! One day's figures. Waits in seconds, shares in percent.
struct Day {
    double wait = 0; //!< mean, of served customers who were still there
    double wait90 = 0;
    double abandoned = 0; //!< left in the line, silently or not, of all
    double busy = 0; //!< of the agents' time
    double live = 0, ghosts = 0; //!< open sessions an agent, with a customer there and without
    double overloaded = 0; //!< of the agents' time, with more than three live
    double reopened = 0; //!< closed although he was there, of all
    double solved = 0; //!< of all
    double brier = 0; //!< of the model against the truth, every open session every 30 s
    int arrivals = 0;
    friend bool operator==(const Day &, const Day &) = default;
};

//! Ten hours of a desk, second by second, with the product's own presence model and allocator. The
//! model learns as it goes, as the product does; `day` is the date it learns on. The same
//! arguments, the same answer, bit for bit.
[[nodiscard]] Day simulate(const Scenario &scenario, const Policy &policy, quint64 seed, int day,
                           presence::Model &model);

//! With p = 1 for everybody the product's policy is a fixed cap.
[[nodiscard]] inline Policy fixedCap(int cap)
{
    return {Counting::All, cap - 1.0, 1000};
}

} // namespace sermo::bench
