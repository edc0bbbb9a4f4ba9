// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/work.h"

#include <QHash>

#include <algorithm>

namespace sermo::figures
{

namespace
{

//! What changes for one agent at one moment.
struct Edge {
    qint64 ms = 0;
    int duties = 0, holds = 0, waiting = 0;
    qint64 millionths = 0;
};

//! Collects each agent's edges, cut to the window.
class Edges
{
public:
    Edges(const Window &window, qint64 nowMs)
        : m_fromMs(window.fromMs)
        , m_toMs(std::min(window.toMs, nowMs))
    {
    }

    void add(const AgentId &agent, qint64 fromMs, qint64 toMs, Edge change)
    {
        const qint64 from = std::max(fromMs, m_fromMs);
        const qint64 to = std::min(toMs, m_toMs);
        if (from >= to)
            return;
        QList<Edge> &edges = m_edges[agent];
        change.ms = from;
        edges.append(change);
        edges.append({to, -change.duties, -change.holds, -change.waiting, -change.millionths});
    }

    void add(const Hold &hold)
    {
        const qint64 end = hold.end == Hold::End::Open ? m_toMs : hold.released.ms;
        add(hold.agent, hold.claimed.ms, end, {.holds = 1});
        for (const Hold::Span &span : hold.waits)
            add(hold.agent, span.fromMs, std::min(span.toMs, end), {.waiting = 1});
        qint64 from = hold.claimed.ms;
        qint64 millionths = 1'000'000;
        for (const Hold::Belief &belief : hold.beliefs) {
            const qint64 until = std::clamp(belief.ms, hold.claimed.ms, end);
            add(hold.agent, from, until, {.millionths = millionths});
            from = until;
            millionths = belief.millionths;
        }
        add(hold.agent, from, end, {.millionths = millionths});
    }

    [[nodiscard]] QHash<AgentId, QList<Edge>> &all() { return m_edges; }

private:
    const qint64 m_fromMs, m_toMs;
    QHash<AgentId, QList<Edge>> m_edges;
};

Work sumUp(QList<Edge> &edges, int overloadAbove)
{
    std::ranges::sort(edges, {}, &Edge::ms);
    Work work;
    Edge now;
    for (const Edge &edge : std::as_const(edges)) {
        if (const qint64 length = edge.ms - now.ms;
            length > 0 && (now.holds > 0 || now.duties > 0)) {
            work.thereMs += length;
            work.busyMs += now.holds > 0 ? length : 0;
            work.sessionMs += now.holds * length;
            work.presenceMs += now.millionths * length;
            work.overloadMs += now.waiting > overloadAbove ? length : 0;
            work.most = std::max(work.most, now.holds);
        }
        now.ms = edge.ms;
        now.duties += edge.duties;
        now.holds += edge.holds;
        now.waiting += edge.waiting;
        now.millionths += edge.millionths;
    }
    return work;
}

} // namespace

void Work::merge(const Work &more)
{
    thereMs += more.thereMs;
    busyMs += more.busyMs;
    sessionMs += more.sessionMs;
    presenceMs += more.presenceMs;
    overloadMs += more.overloadMs;
    most = std::max(most, more.most);
}

QMap<AgentId, Work> workOf(const Ledger &ledger, const Window &window, const Filter &filter,
                           const Rules &rules, qint64 nowMs)
{
    Edges edges(window, nowMs);
    for (const Duty &duty : ledger.duties()) {
        const bool serves = !filter.queue || !duty.queues || duty.queues->contains(*filter.queue);
        if (serves && (!filter.agent || duty.agent == *filter.agent))
            edges.add(duty.agent, duty.fromMs, duty.toMs, {.duties = 1});
    }
    for (const Hold &hold : ledger.holds()) {
        if ((!filter.queue || hold.queue == *filter.queue)
            && (!filter.agent || hold.agent == *filter.agent))
            edges.add(hold);
    }
    QMap<AgentId, Work> work;
    for (auto it = edges.all().begin(); it != edges.all().end(); ++it)
        work.insert(it.key(), sumUp(*it, rules.overloadAbove));
    return work;
}

} // namespace sermo::figures
