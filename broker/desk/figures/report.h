// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/figures.h"

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
};

//! The figures by day, and of each day by queue and by agent. A value, made of the ledger.
struct Report {
    enum class Scope : quint8 { All, Queue, Agent };
    struct Row {
        QDate day; //!< null: the whole time
        Scope scope = Scope::All;
        QString id; //!< the queue's or the agent's
        Figures figures;
    };
    ReportOrder order;
    QList<Row> rows; //!< the whole time first, then the days; in each all, queues, agents
};

[[nodiscard]] QLatin1StringView wireName(Report::Scope scope);

[[nodiscard]] Report reportOf(const Ledger &ledger, const ReportOrder &order);

} // namespace sermo::figures
