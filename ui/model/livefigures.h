// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "ui/model/dayfigures.h"
#include "ui/model/sessionstore.h"

#include <QMap>

namespace sermo::model
{

//! The day as this desk has seen it: counted from each event that moved a session, from the moment
//! when the desk first knew what is open, and from midnight on. Store and clock must outlive it.
class LiveFigures final : public FiguresSource
{
    Q_OBJECT
public:
    LiveFigures(const SessionStore &store, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const DayFigures &day() const override { return m_day; }
    [[nodiscard]] QList<int> lastHour(const QueueId &queue, qint64 nowMs) const override;
    void advance() override;

private:
    struct Waits { //!< all of them, to say below which nine in ten lie
        QList<qint64> sortedMs;
        qint64 totalMs = 0;
        WaitFigures figures;
        void answer(qint64 waitMs);
    };
    struct Handling {
        qint64 totalMs = 0;
        HandleFigures figures;
        void add(qint64 ms, bool finished);
    };
    struct Quarter {
        int arrivals = 0, answered = 0;
        qint64 waitMs = 0;
    };

    void begin(qint64 fromMs);
    void take(const QList<SessionMove> &moves);
    void count(const SessionMove &move);
    void countArrival(const SessionMove &move);
    void countEndOfWait(const desk::Session &waiting, const SessionMove &move);
    void countHandling(const desk::Session &had, const SessionMove &move);
    [[nodiscard]] Quarter &quarterAt(qint64 atMs);
    void publish();

    const Clock &m_clock;
    bool m_isCounting = false; //!< what is open is known
    Waits m_waits;
    Handling m_handling;
    QHash<QueueId, Waits> m_queues;
    QHash<AgentId, Handling> m_agents;
    QList<Quarter> m_quarters;
    QHash<QueueId, QMap<qint64, int>> m_arrivals; //!< by the span of five minutes they fell in
    DayFigures m_day;
};

} // namespace sermo::model
