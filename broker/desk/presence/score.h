// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <array>

namespace sermo::presence
{

//! How good a forecast was, over many of them: the sharper and the truer, the smaller log-loss and
//! Brier score; ECE says how far it promises other than what happens, AUC how well it sorts.
//! Values of the scores are from 0; of an empty score all are 0.
class Score
{
public:
    void add(double probability, bool came);

    [[nodiscard]] qsizetype count() const { return m_forecasts.size(); }
    [[nodiscard]] double baseRate() const; //!< the share that came
    [[nodiscard]] double logLoss() const;
    [[nodiscard]] double brier() const;
    [[nodiscard]] double calibrationError() const; //!< ECE over ten bins of equal width
    [[nodiscard]] double auc() const; //!< ties count half; 0.5 when all came or none did

    struct Bin {
        qsizetype count = 0;
        double promised = 0, came = 0; //!< on the average
    };
    static constexpr size_t BinCount = 10;
    [[nodiscard]] std::array<Bin, BinCount> reliability() const;

private:
    struct Forecast {
        double probability = 0;
        bool came = false;
    };
    QList<Forecast> m_forecasts;
};

} // namespace sermo::presence
