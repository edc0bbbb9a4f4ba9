// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/told.h"

#include <QDate>
#include <QTimeZone>

namespace sermo::figures
{

//! What a report is asked for.
struct ReportOrder {
    QDate from, to; //!< both days included
    QTimeZone zone = QTimeZone::utc(); //!< whose days
    Filter filter;
    Rules rules;
    bool withCases = true; //!< of each day what is behind its counts; of the whole time the first
};

//! The figures by day, and of each day by queue and by agent. A value.
struct Report {
    enum class Scope : quint8 { All, Queue, Agent };
    struct Row {
        QDate day; //!< null: the whole time
        Scope scope = Scope::All;
        QString id; //!< the queue's or the agent's
        QList<Told> told; //!< what is behind it of all only: the others are parts of that
    };
    ReportOrder order;
    QList<Row> rows; //!< the whole time first, then the days; in each all, queues, agents
};

[[nodiscard]] QLatin1StringView wireName(Report::Scope scope);

//! Makes a report while the log goes by: told every stored event in the order of `seq`, it counts a
//! day when nothing of it can change any more, and lets it go. So it holds the stretches of about a
//! week, however long the time is; the whole is the merge of its days. Of a session of months ago
//! it keeps its times, for the whole time's medians: some 40 numbers, a third of a kilobyte; with
//! `withCases` also where each of them is, ten times that.
class ReportMaker
{
public:
    ReportMaker(const desk::DeskConfig &config, const ReportOrder &order);
    //! Of what is counted already.
    ReportMaker(Ledger ledger, const ReportOrder &order);

    //! False: nothing that comes later changes it.
    bool take(const StoredEvent &event);
    //! What is not over by now is told as it is.
    [[nodiscard]] Report finish();

    [[nodiscard]] qsizetype held() const; //!< stretches
    [[nodiscard]] qsizetype listed() const; //!< cases of the whole time

    static constexpr qsizetype MostListed = 1000; //!< behind each figure of the whole time

private:
    [[nodiscard]] Window windowOf(QDate day) const;
    [[nodiscard]] bool isSettled(QDate day) const;
    void countSettled();
    void countDay();
    [[nodiscard]] Figures count(const Window &window, const Filter &filter) const;
    [[nodiscard]] QList<Report::Row> wholeTime() const;

    const ReportOrder m_order;
    Ledger m_ledger;
    QDate m_day; //!< the next to be counted
    qint64 m_lookMs = 0; //!< when to look again whether it is
    QList<Report::Row> m_days;
    Figures m_all; //!< of the days counted, as the next two
    QMap<QueueId, Figures> m_queues;
    QMap<AgentId, Figures> m_agents;
};

} // namespace sermo::figures
