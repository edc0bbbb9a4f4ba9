// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <optional>

namespace sermo::model
{

//! How those fared who were put in line: who was answered and after how long, who left.
struct WaitFigures {
    static constexpr qint64 GoalMs = 60'000; //!< answered within that: in time
    static constexpr double GoalShare = 0.8; //!< of all, in time: the goal

    int answered = 0;
    int inTime = 0; //!< of the answered
    int left = 0; //!< gone before anybody answered
    std::optional<qint64> meanMs, p90Ms; //!< of the answered

    [[nodiscard]] int over() const { return answered + left; } //!< whose wait is over
    //! Of all whose wait is over, in time: who left counts against it. None: nobody waited yet.
    [[nodiscard]] std::optional<double> serviceLevel() const
    {
        return over() == 0 ? std::nullopt : std::optional(double(inTime) / over());
    }
    friend bool operator==(const WaitFigures &, const WaitFigures &) = default;
};

//! How long conversations took, from the claim until somebody was done.
struct HandleFigures {
    int taken = 0; //!< claims
    int finished = 0;
    std::optional<qint64> meanMs; //!< of the finished
    friend bool operator==(const HandleFigures &, const HandleFigures &) = default;
};

//! A quarter of an hour.
struct QuarterFigures {
    int arrivals = 0; //!< put in line
    std::optional<qint64> meanWaitMs; //!< of those answered in it
    friend bool operator==(const QuarterFigures &, const QuarterFigures &) = default;
};

//! A day as the dashboard shows it.
struct DayFigures {
    static constexpr qint64 QuarterMs = 15 * 60'000;

    qint64 dayStartMs = 0; //!< local midnight; wall time
    qint64 fromMs = 0; //!< counted since
    WaitFigures waits;
    HandleFigures handling;
    QHash<QueueId, WaitFigures> queues;
    QHash<AgentId, HandleFigures> agents;
    QList<QuarterFigures> quarters; //!< from `dayStartMs`, as far as there is something

    [[nodiscard]] bool isWholeDay() const { return fromMs <= dayStartMs; }
};

//! Where the dashboard's figures of the day come from: counted from what a desk hears, or worked
//! out from the whole log. GUI thread.
class FiguresSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual const DayFigures &day() const = 0;
    //! How many were put in line in each of the last twelve spans of five minutes, the oldest
    //! first.
    [[nodiscard]] virtual QList<int> lastHour(const QueueId &queue, qint64 nowMs) const = 0;
    virtual void advance() = 0; //!< time has passed: a day may have ended

signals:
    void changed();
};

} // namespace sermo::model
