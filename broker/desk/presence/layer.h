// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/point.h"

#include <array>

namespace sermo::presence
{

//! The second layer: what the table cannot know, such as a customer's own pace, corrects it in
//! log-odds, `z = w · f`. Begins as no correction and learns online, one small step a point, so
//! that the same points in the same order give the same weights to the bit. Source:
//! allocation.md, 2.4; the step a session is spread over its points, since a point does not know
//! which one is its session's last.
class Layer
{
public:
    enum Feature : quint8 {
        Constant,
        Table, //!< the table's own log-odds: weight 1 to begin with
        Pace, //!< the silence against his own time to answer
        Turns,
        SinceAct,
        Unanswered,
        Length,
        Answered,
        FirstSignal, //!< one for each Signal, in their order
    };
    static constexpr size_t FeatureCount = FirstSignal + SignalCount;
    using Values = std::array<double, FeatureCount>;

    Layer() { m_weights[Table] = 1; }

    [[nodiscard]] static Values features(const Glimpse &glimpse, double tableLogit);
    [[nodiscard]] double logOdds(const Values &features) const;
    void learn(const Values &features, double probability, const Point &point);

    [[nodiscard]] const Values &weights() const { return m_weights; }
    void setWeights(const Values &weights) { m_weights = weights; }

private:
    Values m_weights{};
};

} // namespace sermo::presence
