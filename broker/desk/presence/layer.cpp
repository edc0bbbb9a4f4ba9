// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/layer.h"

#include <algorithm>
#include <cmath>

namespace sermo::presence
{

namespace
{

constexpr double Rate = 0.06; // of the first point; the n-th has it divided by the root of n
constexpr double PullHome = 1e-4; // once a session, towards no correction
constexpr double Widest = 3; // a weight's bounds

//! log(1 + count): most counts are small, and are asked for at every look.
double logOfNext(int count)
{
    static const auto known = [] {
        std::array<double, 32> logs{};
        for (size_t i = 0; i < logs.size(); ++i)
            logs[i] = std::log(1.0 + double(i));
        return logs;
    }();
    return size_t(count) < known.size() ? known[size_t(count)] : std::log(1.0 + count);
}

} // namespace

Layer::Values Layer::features(const Glimpse &glimpse, double tableLogit)
{
    Values values{};
    values[Constant] = 1;
    values[Table] = tableLogit;
    values[Pace] = std::log((glimpse.silence + 10) / (glimpse.tempo + 10));
    values[Turns] = logOfNext(glimpse.turns) - 1;
    values[SinceAct] = std::min(std::log(1 + glimpse.sinceAct) - 4.5, 3.0);
    values[Unanswered] = logOfNext(glimpse.unanswered);
    values[Length] = std::log(1.0 + glimpse.length) - 3.5;
    values[Answered] = glimpse.hasAnswered() ? 1 : 0;
    values[InARow] = glimpse.inARow > 0 ? logOfNext(glimpse.inARow) - 0.7 : 0;
    values[Gap] = std::min(std::log(10 + glimpse.gap) - 4, 3.0);
    values[Asks] = glimpse.asks ? 1 : 0;
    values[WasAsked] = glimpse.wasAsked ? 1 : 0;
    for (size_t i = 0; i < SignalCount; ++i)
        values[FirstSignal + i] = glimpse.signs.testFlag(AllSignals[i]) ? 1 : 0;
    return values;
}

double Layer::logOdds(const Values &features) const
{
    double sum = 0;
    for (size_t i = 0; i < FeatureCount; ++i)
        sum += m_weights[i] * features[i];
    return sum;
}

void Layer::learn(const Values &features, double probability, const Point &point)
{
    const double missed = (point.came ? 1 : 0) - probability;
    const double step = Rate / std::sqrt(static_cast<double>(point.number));
    for (size_t i = 0; i < FeatureCount; ++i) {
        const double home = i == Table ? 1 : 0;
        if (point.number == 1)
            m_weights[i] -= PullHome * (m_weights[i] - home);
        const double gradient = missed * features[i];
        m_taught[i] += gradient * gradient / point.number;
        const double own = step / std::sqrt(1 + m_taught[i]);
        m_weights[i] = std::clamp(m_weights[i] + own * gradient, -Widest, Widest);
    }
}

void Layer::fade(double factor)
{
    for (double &taught : m_taught)
        taught *= factor;
}

} // namespace sermo::presence
