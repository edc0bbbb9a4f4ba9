// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/score.h"

#include <algorithm>
#include <cmath>

namespace sermo::presence
{

namespace
{

constexpr double Surest = 1e-6; // nobody is punished without end for a certainty

} // namespace

void Score::add(double probability, bool came)
{
    m_forecasts.append({probability, came});
}

double Score::baseRate() const
{
    const auto came = std::ranges::count_if(m_forecasts, &Forecast::came);
    return m_forecasts.isEmpty() ? 0 : double(came) / double(count());
}

double Score::logLoss() const
{
    double sum = 0;
    for (const Forecast &forecast : m_forecasts) {
        const double sure = std::clamp(forecast.probability, Surest, 1 - Surest);
        sum -= std::log(forecast.came ? sure : 1 - sure);
    }
    return m_forecasts.isEmpty() ? 0 : sum / double(count());
}

double Score::brier() const
{
    double sum = 0;
    for (const Forecast &forecast : m_forecasts) {
        const double missed = forecast.probability - (forecast.came ? 1 : 0);
        sum += missed * missed;
    }
    return m_forecasts.isEmpty() ? 0 : sum / double(count());
}

std::array<Score::Bin, Score::BinCount> Score::reliability() const
{
    std::array<Bin, BinCount> bins{};
    for (const Forecast &forecast : m_forecasts) {
        const auto place
            = static_cast<size_t>(std::clamp(forecast.probability, 0.0, 1.0) * BinCount);
        Bin &bin = bins[std::min(place, BinCount - 1)];
        ++bin.count;
        bin.promised += forecast.probability;
        bin.came += forecast.came ? 1 : 0;
    }
    for (Bin &bin : bins) {
        bin.promised /= double(std::max<qsizetype>(bin.count, 1));
        bin.came /= double(std::max<qsizetype>(bin.count, 1));
    }
    return bins;
}

double Score::calibrationError() const
{
    double sum = 0;
    for (const Bin &bin : reliability())
        sum += double(bin.count) * std::abs(bin.promised - bin.came);
    return m_forecasts.isEmpty() ? 0 : sum / double(count());
}

double Score::auc() const
{
    QList<Forecast> sorted = m_forecasts;
    std::ranges::sort(sorted, {}, &Forecast::probability);
    double below = 0, won = 0, came = 0; // pairs of one who came and one who did not
    for (qsizetype i = 0; i < sorted.size();) {
        double cameHere = 0, stayedHere = 0;
        const double probability = sorted[i].probability;
        for (; i < sorted.size() && sorted[i].probability == probability; ++i)
            (sorted[i].came ? cameHere : stayedHere) += 1;
        won += cameHere * (below + stayedHere / 2);
        below += stayedHere;
        came += cameHere;
    }
    return came == 0 || below == 0 ? 0.5 : won / (came * below);
}

} // namespace sermo::presence
