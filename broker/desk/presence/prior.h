// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/glimpse.h"

#include <array>

namespace sermo::presence
{

//! The silence's bins, by their left edges in seconds; the last one has no right edge.
inline constexpr std::array<int, 11> BinEdges{0, 15, 30, 60, 90, 120, 180, 240, 300, 450, 600};
inline constexpr size_t BinCount = BinEdges.size();

[[nodiscard]] constexpr size_t binOf(double silence)
{
    size_t bin = BinCount - 1;
    while (bin > 0 && silence < BinEdges[bin])
        --bin;
    return bin;
}

//! What is believed on day zero, in closed form: a share of the customers answer after a
//! log-logistic delay, the rest never do (a "cure" model); a worse link divides the odds. Pure and
//! without state. Source: allocation.md, 2.3; why the figures are higher than there: README.md.
[[nodiscard]] double prior(Turn turn, Link link, double silence);

//! The same for a whole bin: as it is 5 s after the bin's left edge.
[[nodiscard]] double priorOfBin(Turn turn, Link link, size_t bin);

[[nodiscard]] double logit(double probability);
[[nodiscard]] double fromLogit(double logOdds);

} // namespace sermo::presence
