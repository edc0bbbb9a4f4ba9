// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/brokerfigures.h"
#include "ui/model/sessionstore.h"
#include "ui/model/waitingmodel.h"

#include <QHash>

namespace sermo::model
{

class HistorySource;

//! A clock that stands still where it is put. GUI thread.
class MomentClock final : public Clock
{
public:
    void set(qint64 wallMs) { m_now = {wallMs, std::chrono::milliseconds(wallMs)}; }
    [[nodiscard]] Instant now() const override { return m_now; }

private:
    Instant m_now;
};

//! The day's figures as they were at a moment.
class MomentFigures final : public FiguresSource
{
    Q_OBJECT
public:
    using FiguresSource::FiguresSource;

    void set(const BrokerFigures::Told &told)
    {
        m_told = told;
        emit changed();
    }
    [[nodiscard]] const DayFigures &day() const override { return m_told.day; }
    [[nodiscard]] QList<int> lastHour(const QueueId &queue, qint64) const override
    {
        return m_told.lastHours.value(queue);
    }
    void advance() override {} //!< there time stands still
    [[nodiscard]] bool isOfThePast() const override { return true; }

private:
    BrokerFigures::Told m_told;
};

//! The desk as it was at a moment: a SessionStore, a clock and figures of their own, so that the
//! same views show it. The broker replays its log (`/api/moment`); here only what came of it is
//! folded. One question at a time, always the last one: a slider may ask for every minute. Lives in
//! the GUI thread; source and the living store must outlive it.
class TimeMachine : public QObject
{
    Q_OBJECT
public:
    TimeMachine(HistorySource &source, const SessionStore &living, QObject *parent = nullptr);
    ~TimeMachine() override;

    void goTo(qint64 ms); //!< wall time
    [[nodiscard]] qint64 ms() const { return m_clock.now().wallMs; } //!< what is shown
    [[nodiscard]] bool isUnderWay() const { return m_isAsking; }
    [[nodiscard]] const QString &trouble() const { return m_trouble; } //!< empty: none
    //! By its first event, as the history opens it; 0: he had none open then.
    [[nodiscard]] Seq sessionOf(const UserId &user) const { return m_sessions.value(user); }

    [[nodiscard]] SessionStore &store() { return m_store; }
    [[nodiscard]] const MomentClock &clock() const { return m_clock; }
    [[nodiscard]] MomentFigures &figures() { return m_figures; }
    [[nodiscard]] const WaitingModel &waiting() const { return m_waiting; }
    [[nodiscard]] const WithBotModel &withBot() const { return m_withBot; }

signals:
    void moved(); //!< another moment is shown, or it could not be
    void asked(); //!< it is under way

private:
    void ask(qint64 ms);
    [[nodiscard]] bool take(const QByteArray &body);

    HistorySource &m_source;
    const SessionStore &m_living;
    SessionStore m_store;
    MomentClock m_clock;
    MomentFigures m_figures;
    WaitingModel m_waiting;
    WithBotModel m_withBot;
    QHash<UserId, Seq> m_sessions;
    std::optional<qint64> m_wanted; //!< after the one under way
    bool m_isAsking = false;
    QString m_trouble;
};

} // namespace sermo::model
