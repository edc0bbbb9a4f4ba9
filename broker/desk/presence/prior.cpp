// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/prior.h"

#include <algorithm>
#include <cmath>

namespace sermo::presence
{

namespace
{

//! Of one conversation state: the share that answers at all, and how slowly.
struct Shape {
    double share, scale, steepness; //!< q, alpha in seconds, beta
};

constexpr std::array<Shape, TurnCount> Shapes{{
    {.975, 120, 0.90}, // W0
    {.950, 105, 1.00}, // W1
    {.960, 120, 1.30}, // Q0
    {.960, 90, 1.30}, // Q1
    {.925, 90, 0.95}, // S0
    {.900, 105, 0.95}, // S1
}};

//! A link that is lost for less than a minute has mostly hiccuped; whose is lost longer has left.
constexpr std::array<double, LinkCount> LinkOdds{1.0, 0.8, 0.03};

//! A customer who waits for an answer is there until his patience ends.
constexpr double WaiterShare = 0.85;
constexpr double WaiterPatience = 680; // seconds

constexpr double Horizon = HorizonMs / 1000.0;
constexpr double IntoBin = 5; // seconds after a bin's left edge

double survival(const Shape &shape, double silence)
{
    return 1 / (1 + std::pow(silence / shape.scale, shape.steepness));
}

} // namespace

double prior(Turn turn, Link link, double silence)
{
    const Shape &shape = Shapes[static_cast<size_t>(turn)];
    const double now = survival(shape, silence);
    const double later = survival(shape, silence + Horizon);
    double probability = shape.share * (now - later) / (shape.share * now + 1 - shape.share);
    if (turn == Turn::WroteFirst || turn == Turn::WroteAgain)
        probability = std::max(probability, WaiterShare * std::exp(-silence / WaiterPatience));
    const double odds = probability / (1 - probability) * LinkOdds[static_cast<size_t>(link)];
    return odds / (1 + odds);
}

double priorOfBin(Turn turn, Link link, size_t bin)
{
    return prior(turn, link, BinEdges[bin] + IntoBin);
}

double logit(double probability)
{
    return std::log(probability / (1 - probability));
}

double fromLogit(double logOdds)
{
    return 1 / (1 + std::exp(-logOdds));
}

} // namespace sermo::presence
