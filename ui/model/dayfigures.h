// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/window.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <optional>

namespace sermo::model
{

// The figures that a dashboard shows, as broker/desk/figures defines and counts them: nothing here
// counts anything.

//! How those fared who were put in line, by the moment of entering it.
struct WaitFigures {
    static constexpr qint64 GoalMs = figures::Rules{}.levelSeconds * 1000LL; //!< in time
    static constexpr double GoalShare = 0.8; //!< of all, in time: the goal

    int counted = 0; //!< whose wait is over: the denominator of both shares
    int answered = 0; //!< of these: claimed
    int inTime = 0; //!< of the answered
    int left = 0; //!< of the counted: abandoned
    std::optional<qint64> meanMs, p90Ms; //!< of the answered

    //! Who left counts against it. None: nobody's wait is over yet.
    [[nodiscard]] std::optional<double> serviceLevel() const { return shareOf(inTime); }
    [[nodiscard]] std::optional<double> shareLeft() const { return shareOf(left); }
    [[nodiscard]] std::optional<double> shareOf(int some) const
    {
        return counted == 0 ? std::nullopt : std::optional(double(some) / counted);
    }
    friend bool operator==(const WaitFigures &, const WaitFigures &) = default;
};

//! How long agents held sessions, by the moment of claiming.
struct HandleFigures {
    int taken = 0; //!< claims
    int finished = 0; //!< of these: given back
    std::optional<qint64> meanMs; //!< of the finished
    friend bool operator==(const HandleFigures &, const HandleFigures &) = default;
};

//! A quarter of an hour.
struct QuarterFigures {
    int arrivals = 0; //!< put in line
    std::optional<qint64> meanWaitMs; //!< of these, the answered
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

//! Where the dashboard's figures of the day come from. GUI thread.
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
    [[nodiscard]] virtual bool isOfThePast() const { return false; } //!< "today" would be wrong

signals:
    void changed();
};

} // namespace sermo::model
