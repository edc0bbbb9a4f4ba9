// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/boardqueues.h"
#include "ui/model/calibration.h"

namespace sermo::model
{

//! What a supervisor should know of without looking for it.
struct Alarm {
    QString key; //!< `queue:general`, `storage` …
    QString name; //!< the sentence
    Tone tone = Tone::Warn;
    UserId user = {}; //!< the session that it is about; empty: none

    friend bool operator==(const Alarm &, const Alarm &) = default;
};

//! From where on something is an alarm.
struct AlarmLimits {
    int waiting = 10; //!< in a queue that has no limit of its own
    qint64 waitSeconds = 300;
};

//! What is wrong now, the worst first: a queue too long, a wait too long, nobody available for who
//! waits, an agent who asks for help, a platform closed by hand, the storage, the forecast of
//! presence. Follows rows and store, which must outlive it.
class Alarms : public RowsModel<Alarm>
{
    Q_OBJECT
public:
    Alarms(const SessionStore &store, const BoardQueues &queues, const Clock &clock,
           const AlarmLimits &limits = {}, QObject *parent = nullptr);

    void refresh(); //!< also as time passes

private:
    [[nodiscard]] QList<Alarm> alarmsOf(const BoardQueue &queue) const;
    [[nodiscard]] QList<Alarm> alarmsOfHands() const;
    [[nodiscard]] QList<Alarm> alarmsOfPlatforms() const;
    [[nodiscard]] int limitOf(const QueueId &queue) const;

    const SessionStore &m_store;
    const BoardQueues &m_queues;
    const Clock &m_clock;
    const AlarmLimits m_limits;
    Calibration m_calibration;
};

} // namespace sermo::model
