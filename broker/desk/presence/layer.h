// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/point.h"

#include <array>

namespace sermo::presence
{

//! The second layer: what the table cannot know, such as a customer's own pace, corrects it in
//! log-odds, `z = w · f`. Begins as no correction and learns online, one small step a point, so
//! that the same points in the same order give the same weights to the bit. A weight's step
//! shrinks with what its feature has already taught (AdaGrad), which fades as the table does.
//! Source: allocation.md, 2.4; the step a session is spread over its points, since a point does
//! not know which one is its session's last.
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
        InARow, //!< while he wrote last: how many times
        Gap, //!< between the last two texts
        Asks,
        WasAsked,
        FirstSignal, //!< one for each Signal, in their order
    };
    static constexpr size_t FeatureCount = FirstSignal + SignalCount;
    using Values = std::array<double, FeatureCount>;

    Layer() { m_weights[Table] = 1; }
    Layer(const Values &weights, const Values &taught)
        : m_weights(weights)
        , m_taught(taught)
    {
    }

    [[nodiscard]] static Values features(const Glimpse &glimpse, double tableLogit);
    [[nodiscard]] double logOdds(const Values &features) const;
    void learn(const Values &features, double probability, const Point &point);
    void fade(double factor);

    [[nodiscard]] const Values &weights() const { return m_weights; }
    [[nodiscard]] const Values &taught() const { return m_taught; }

private:
    Values m_weights{};
    Values m_taught{}; //!< how much each feature has taught: its squared gradients
};

} // namespace sermo::presence
