// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/report.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>
#include <numeric>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::figures
{

namespace
{

constexpr qint64 HourMs = 3'600'000;
constexpr qint64 DayMs = 24 * HourMs;
//! A rating comes when somebody feels like it, a session may be taken up again after a day.
constexpr qint64 SettlesMs = 7 * DayMs;
//! What goes on for longer is told as it was then: one session that nobody ends does not keep all
//! days after it waiting.
constexpr qint64 LongestMs = 31 * DayMs;

//! The names that records have.
template <typename Name, typename Record>
void collect(QSet<Name> &names, const QList<Record> &records, Name Record::*name)
{
    for (const Record &record : records) {
        if (!(record.*name).isEmpty())
            names.insert(record.*name);
    }
}

//! Whether nothing goes on that began before this moment.
bool isOver(const Ledger &ledger, qint64 ms)
{
    const auto hasLeft = [ms](const Visit &one) {
        return one.entered.ms >= ms || (one.end != Visit::End::Waiting && one.isOver);
    };
    const auto isReleased
        = [ms](const Hold &one) { return one.claimed.ms >= ms || one.end != Hold::End::Open; };
    const auto hasEnded
        = [ms](const Contact &one) { return one.began.ms >= ms || one.end != Contact::End::Open; };
    return std::ranges::all_of(ledger.visits(), hasLeft)
        && std::ranges::all_of(ledger.holds(), isReleased)
        && std::ranges::all_of(ledger.contacts(), hasEnded);
}

//! Who had nothing to do is not on it.
bool isWorthARow(const Figures &figures, Report::Scope scope)
{
    const bool hasWork = std::ranges::any_of(
        figures.work, [](const Work &work) { return work.busyMs > 0 || work.thereMs > 0; });
    return !figures.queued.isEmpty() || !figures.claimed.isEmpty() || !figures.ended.isEmpty()
        || (hasWork && scope == Report::Scope::Agent);
}

QList<Told> withoutCases(QList<Told> told)
{
    for (Told &one : told)
        one.behind = {};
    return told;
}

//! The rows of queues or agents, in the order of their names.
template <typename Name>
void append(QList<Report::Row> &rows, QDate day, Report::Scope scope,
            const QMap<Name, Figures> &all)
{
    for (auto one = all.cbegin(); one != all.cend(); ++one) {
        if (isWorthARow(*one, scope))
            rows.append({day, scope, one.key().value(), withoutCases(tell(*one))});
    }
}

template <typename Name>
void merge(QMap<Name, Figures> &into, const QMap<Name, Figures> &more)
{
    for (auto one = more.cbegin(); one != more.cend(); ++one) {
        into[one.key()].merge(*one);
        into[one.key()].unlist(0); // they are parts of the whole, which lists them
    }
}

} // namespace

QLatin1StringView wireName(Report::Scope scope)
{
    static constexpr QLatin1StringView Names[] = {"all"_L1, "queue"_L1, "agent"_L1};
    return Names[static_cast<size_t>(scope)];
}

ReportMaker::ReportMaker(const desk::DeskConfig &config, const ReportOrder &order)
    : ReportMaker(Ledger(config), order)
{
}

ReportMaker::ReportMaker(Ledger ledger, const ReportOrder &order)
    : m_order(order)
    , m_ledger(std::move(ledger))
    , m_day(order.from)
{
}

bool ReportMaker::take(const StoredEvent &event)
{
    if (m_day > m_order.to)
        return false;
    m_ledger.take(event);
    if (event.receivedMs >= m_lookMs)
        countSettled();
    return m_day <= m_order.to;
}

qsizetype ReportMaker::held() const
{
    return m_ledger.visits().size() + m_ledger.holds().size() + m_ledger.answers().size()
        + m_ledger.contacts().size() + m_ledger.duties().size() + m_ledger.forecasts().size();
}

qsizetype ReportMaker::listed() const
{
    const auto sum = [](const auto &all) {
        return std::accumulate(
            all.cbegin(), all.cend(), qsizetype(0),
            [](qsizetype before, const Figures &one) { return before + one.listed(); });
    };
    return m_all.listed() + sum(m_queues) + sum(m_agents);
}

Window ReportMaker::windowOf(QDate day) const
{
    const auto midnight
        = [this](QDate of) { return of.startOfDay(m_order.zone).toMSecsSinceEpoch(); };
    return {midnight(day), midnight(day.addDays(1))};
}

bool ReportMaker::isSettled(QDate day) const
{
    const qint64 endMs = windowOf(day).toMs;
    const qint64 sinceMs = m_ledger.lastMs() - endMs;
    return sinceMs >= LongestMs || (sinceMs >= SettlesMs && isOver(m_ledger, endMs));
}

//! Now and then, so that no event pays for it.
void ReportMaker::countSettled()
{
    m_lookMs = m_ledger.lastMs() + 6 * HourMs;
    while (m_day <= m_order.to && isSettled(m_day))
        countDay();
    m_ledger.dropBefore(std::min(windowOf(m_day).fromMs, m_ledger.lastMs()));
}

void ReportMaker::countDay()
{
    const Window window = windowOf(m_day);
    const Figures all = count(window, m_order.filter);
    QSet<QueueId> queueNames;
    QSet<AgentId> agentNames;
    collect(queueNames, m_ledger.visits(), &Visit::queue);
    collect(queueNames, m_ledger.holds(), &Hold::queue);
    collect(agentNames, m_ledger.holds(), &Hold::agent);
    collect(agentNames, m_ledger.duties(), &Duty::agent);
    QMap<QueueId, Figures> queues;
    QMap<AgentId, Figures> agents;
    Filter filter = m_order.filter;
    for (const QueueId &queue : std::as_const(queueNames)) {
        filter.queue = queue;
        if (!m_order.filter.queue)
            queues.insert(queue, count(window, filter));
    }
    filter = m_order.filter;
    for (const AgentId &agent : std::as_const(agentNames)) {
        filter.agent = agent;
        if (!m_order.filter.agent)
            agents.insert(agent, count(window, filter));
    }
    const QList<Told> told = tell(all);
    m_days.append({m_day, Report::Scope::All, {}, m_order.withCases ? told : withoutCases(told)});
    append(m_days, m_day, Report::Scope::Queue, queues);
    append(m_days, m_day, Report::Scope::Agent, agents);
    m_all.merge(all);
    m_all.unlist(MostListed);
    merge(m_queues, queues);
    merge(m_agents, agents);
    m_day = m_day.addDays(1);
}

Figures ReportMaker::count(const Window &window, const Filter &filter) const
{
    return figuresOf(m_ledger, window, filter, m_order.rules, m_ledger.lastMs() + 1);
}

QList<Report::Row> ReportMaker::wholeTime() const
{
    QList<Report::Row> rows{{{}, Report::Scope::All, {}, tell(m_all)}};
    append(rows, {}, Report::Scope::Queue, m_queues);
    append(rows, {}, Report::Scope::Agent, m_agents);
    return rows;
}

Report ReportMaker::finish()
{
    while (m_day <= m_order.to)
        countDay();
    return {m_order, wholeTime() + std::exchange(m_days, {})};
}

} // namespace sermo::figures
