// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/layer.h"

#include <algorithm>
#include <cmath>

namespace sermo::presence
{

namespace
{

constexpr double Rate = 0.005; // of the first point; the n-th has it divided by the root of n
constexpr double PullHome = 1e-4; // once a session, towards no correction
constexpr double Widest = 3; // a weight's bounds

} // namespace

Layer::Values Layer::features(const Glimpse &glimpse, double tableLogit)
{
    Values values{};
    values[Constant] = 1;
    values[Table] = tableLogit;
    values[Pace] = std::log((glimpse.silence + 10) / (glimpse.tempo + 10));
    values[Turns] = std::log(1.0 + glimpse.turns) - 1;
    values[SinceAct] = std::min(std::log(1 + glimpse.sinceAct) - 4.5, 3.0);
    values[Unanswered] = std::log(1.0 + glimpse.unanswered);
    values[Length] = std::log(1.0 + glimpse.length) - 3.5;
    values[Answered] = glimpse.hasAnswered() ? 1 : 0;
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
        m_weights[i] = std::clamp(m_weights[i] + step * missed * features[i], -Widest, Widest);
    }
}

} // namespace sermo::presence
