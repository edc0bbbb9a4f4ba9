// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/figures.h"
#include "broker/desk/presence/score.h"

namespace sermo::figures
{

enum class Unit : quint8 { Count, Seconds, Share, Score, Sessions, Minutes };
[[nodiscard]] QLatin1StringView wireName(Unit unit);

//! One figure as a number: what reports, metrics and tests say, by one list of names.
struct Told {
    QLatin1StringView name; //!< as in README.md: `wait.p90`
    Unit unit = Unit::Count;
    std::optional<double> value; //!< none: there is nothing to tell of
    Cases behind; //!< what to open for it
};

//! All of them, always the same names in the same order.
[[nodiscard]] QList<Told> tell(const Figures &figures);
//! One of them; an unknown name has no value.
[[nodiscard]] std::optional<double> valueOf(const Figures &figures, QLatin1StringView name);

[[nodiscard]] bool isFigure(QStringView name);
//! What is behind one of them; nothing behind a name that is none.
[[nodiscard]] Cases casesBehind(const Figures &figures, QStringView name);

//! How many left without a sign, though an agent was still given to them.
struct Estimate {
    double value = 0;
    double low = 0, high = 0; //!< nine times in ten it is between these
};
[[nodiscard]] Estimate silentEstimate(const Figures &figures);

//! The presence model's forecasts against what happened.
[[nodiscard]] presence::Score calibration(const Figures &figures);

} // namespace sermo::figures
