// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QHash>

#include <chrono>
#include <optional>
#include <set>

namespace sermo::server
{

//! The timers of one thread, by when they are due. Pure: time is an argument, on the steady clock.
//! A timer whose event is being handled is not due again until it is done, so that a loop within
//! its handler does not come back to it. Coarse timers are kept as exactly as precise ones.
class TimerLine
{
public:
    using Time = std::chrono::nanoseconds; //!< since an arbitrary start
    using Info = QAbstractEventDispatcher::TimerInfo;

    //! One firing that is due. The timer may be gone by the time its turn comes, or be another.
    struct Due {
        int id = 0;
        quint64 serial = 0;
    };

    void add(int id, Time interval, Qt::TimerType type, QObject *object, Time now);
    bool remove(int id); //!< false: there is none
    bool removeOf(QObject *object); //!< all of one object; false: it had none

    [[nodiscard]] QList<Info> of(QObject *object) const;
    //! Until it is due, 0 when it is; none: there is no such timer.
    [[nodiscard]] std::optional<Time> remaining(int id, Time now) const;
    [[nodiscard]] std::optional<Time> next() const; //!< when the first is due; none: nothing waits

    [[nodiscard]] QList<Due> due(Time now) const; //!< the earliest first
    //! Sets the next time, leaving out those that were missed, and gives whom to tell; null: gone.
    [[nodiscard]] QObject *begin(const Due &firing, Time now);
    void end(const Due &firing);

private:
    struct Timer {
        Time interval{0}, due{0};
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        quint64 serial = 0;
        bool isFiring = false;
    };

    using Order = std::set<std::pair<Time, int>>;

    QHash<int, Timer> m_timers;
    Order m_order; //!< of those that are not firing
    quint64 m_serial = 0;
};

} // namespace sermo::server
