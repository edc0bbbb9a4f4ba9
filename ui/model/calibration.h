// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/storetold.h"

#include <QList>

#include <deque>
#include <optional>

namespace sermo::model
{

//! Whether the forecast of who is still there holds: the last lessons, what was believed against
//! what came. A value.
class Calibration
{
public:
    static constexpr int Kept = 300; //!< lessons
    static constexpr int Fewest = 60; //!< fewer tell nothing
    static constexpr double Tolerated = 0.10; //!< as a share of all

    void take(const QList<PresenceLesson> &lessons);
    void clear() { m_lessons.clear(); }

    //! By how much more were believed to be there than were (below 0: fewer); none: it holds, as
    //! far as can be told. What chance alone may do in so many lessons is no drift.
    [[nodiscard]] std::optional<double> drift() const;

private:
    std::deque<PresenceLesson> m_lessons; //!< the newest last
};

} // namespace sermo::model
