// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/calibration.h"

#include <cmath>

namespace sermo::model
{

namespace
{

constexpr double Deviations = 3; //!< less is chance

} // namespace

void Calibration::take(const QList<PresenceLesson> &lessons)
{
    for (const PresenceLesson &lesson : lessons) {
        m_lessons.push_back(lesson);
        if (m_lessons.size() > Kept)
            m_lessons.pop_front();
    }
}

std::optional<double> Calibration::drift() const
{
    if (m_lessons.size() < Fewest)
        return std::nullopt;
    double believed = 0, came = 0, variance = 0;
    for (const PresenceLesson &lesson : m_lessons) {
        believed += lesson.probability;
        came += lesson.acted ? 1 : 0;
        variance += lesson.probability * (1 - lesson.probability);
    }
    const double surplus = believed - came;
    const double share = surplus / double(m_lessons.size());
    const bool isChance = std::abs(surplus) <= Deviations * std::sqrt(variance);
    return isChance || std::abs(share) <= Tolerated ? std::nullopt : std::optional(share);
}

} // namespace sermo::model
