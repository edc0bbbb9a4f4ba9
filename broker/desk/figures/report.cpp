// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/report.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::figures
{

namespace
{

qint64 midnight(const ReportOrder &order, QDate day)
{
    return day.startOfDay(order.zone).toMSecsSinceEpoch();
}

//! The names that records of the time have, in their order.
template <typename Name, typename Record>
void collect(QList<Name> &names, const QList<Record> &records, Name Record::*name)
{
    for (const Record &record : records) {
        if (!(record.*name).isEmpty() && !names.contains(record.*name))
            names.append(record.*name);
    }
    std::ranges::sort(names);
}

//! Makes the rows of one stretch after the other.
class Rows
{
public:
    Rows(const Ledger &ledger, const ReportOrder &order)
        : m_ledger(ledger)
        , m_order(order)
    {
        collect(m_queues, ledger.visits(), &Visit::queue);
        collect(m_queues, ledger.holds(), &Hold::queue);
        collect(m_agents, ledger.holds(), &Hold::agent);
        collect(m_agents, ledger.duties(), &Duty::agent);
    }

    void add(QDate day, const Window &window)
    {
        m_rows.append({day, Report::Scope::All, {}, count(window, m_order.filter)});
        for (const QueueId &queue : std::as_const(m_queues)) {
            Filter filter = m_order.filter;
            filter.queue = queue;
            if (!m_order.filter.queue)
                add(day, Report::Scope::Queue, queue.value(), count(window, filter));
        }
        for (const AgentId &agent : std::as_const(m_agents)) {
            Filter filter = m_order.filter;
            filter.agent = agent;
            if (!m_order.filter.agent)
                add(day, Report::Scope::Agent, agent.value(), count(window, filter));
        }
    }

    [[nodiscard]] QList<Report::Row> take() { return std::move(m_rows); }

private:
    //! Who had nothing to do on a day is not on it.
    void add(QDate day, Report::Scope scope, const QString &id, Figures figures)
    {
        const bool hasWork = std::ranges::any_of(
            figures.work, [](const Work &work) { return work.busyMs > 0 || work.thereMs > 0; });
        const bool isOfQueue = scope == Report::Scope::Queue;
        if (!figures.queued.isEmpty() || !figures.claimed.isEmpty() || !figures.ended.isEmpty()
            || (hasWork && !isOfQueue))
            m_rows.append({day, scope, id, std::move(figures)});
    }

    [[nodiscard]] Figures count(const Window &window, const Filter &filter) const
    {
        return figuresOf(m_ledger, window, filter, m_order.rules, m_ledger.lastMs() + 1);
    }

    const Ledger &m_ledger;
    const ReportOrder &m_order;
    QList<QueueId> m_queues;
    QList<AgentId> m_agents;
    QList<Report::Row> m_rows;
};

} // namespace

QLatin1StringView wireName(Report::Scope scope)
{
    static constexpr QLatin1StringView Names[] = {"all"_L1, "queue"_L1, "agent"_L1};
    return Names[static_cast<size_t>(scope)];
}

Report reportOf(const Ledger &ledger, const ReportOrder &order)
{
    Rows rows(ledger, order);
    rows.add({}, {midnight(order, order.from), midnight(order, order.to.addDays(1))});
    for (QDate day = order.from; day <= order.to; day = day.addDays(1))
        rows.add(day, {midnight(order, day), midnight(order, day.addDays(1))});
    return {order, rows.take()};
}

} // namespace sermo::figures
