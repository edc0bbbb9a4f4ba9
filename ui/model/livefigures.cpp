// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/livefigures.h"

#include <QDateTime>

#include <algorithm>

namespace sermo::model
{

using desk::Stage;

namespace
{

constexpr qint64 SpanMs = 5 * 60'000;
constexpr int SpansAnHour = 12;

qint64 midnightBefore(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).date().startOfDay().toMSecsSinceEpoch();
}

std::optional<qint64> mean(qint64 total, int count)
{
    return count == 0 ? std::nullopt : std::optional(total / count);
}

bool isHeld(const desk::Session &session)
{
    return session.stage == Stage::Assigned || session.stage == Stage::BotClosing;
}

} // namespace

void LiveFigures::Waits::answer(qint64 waitMs)
{
    sortedMs.insert(std::upper_bound(sortedMs.begin(), sortedMs.end(), waitMs), waitMs);
    totalMs += waitMs;
    ++figures.answered;
    figures.inTime += waitMs <= WaitFigures::GoalMs ? 1 : 0;
    figures.meanMs = mean(totalMs, figures.answered);
    figures.p90Ms = sortedMs.at((sortedMs.size() * 9 + 9) / 10 - 1);
}

void LiveFigures::Handling::add(qint64 ms, bool finished)
{
    totalMs += ms;
    figures.finished += finished ? 1 : 0;
    figures.meanMs = mean(totalMs, figures.finished);
}

LiveFigures::LiveFigures(const SessionStore &store, const Clock &clock, QObject *parent)
    : FiguresSource(parent)
    , m_clock(clock)
{
    begin(clock.now().wallMs);
    connect(&store, &SessionStore::sessionsMoved, this, &LiveFigures::take);
    connect(&store, &SessionStore::caughtUp, this, [this] {
        if (m_isCounting)
            return;
        m_isCounting = true; // what came before is of the sessions still open, and of no other
        begin(m_clock.now().wallMs);
        emit changed();
    });
    connect(&store, &SessionStore::wasReset, this, [this] {
        m_isCounting = false;
        begin(m_clock.now().wallMs);
        emit changed();
    });
}

void LiveFigures::begin(qint64 fromMs)
{
    m_waits = {};
    m_handling = {};
    m_queues.clear();
    m_agents.clear();
    m_quarters.clear();
    m_day = {};
    m_day.dayStartMs = midnightBefore(fromMs);
    m_day.fromMs = fromMs;
}

void LiveFigures::advance()
{
    const qint64 midnight = midnightBefore(m_clock.now().wallMs);
    if (midnight <= m_day.dayStartMs)
        return;
    begin(midnight);
    emit changed();
}

void LiveFigures::take(const QList<SessionMove> &moves)
{
    if (!m_isCounting)
        return;
    advance();
    for (const SessionMove &move : moves) {
        if (move.atMs >= m_day.fromMs)
            count(move);
    }
    publish();
    emit changed();
}

void LiveFigures::count(const SessionMove &move)
{
    const bool entered = move.after.stage == Stage::Queued
        && (!move.before || move.before->enteredSeq != move.after.enteredSeq);
    if (move.before && move.before->stage == Stage::Queued
        && (entered || move.after.stage != Stage::Queued))
        countEndOfWait(*move.before, move);
    if (move.before && isHeld(*move.before))
        countHandling(*move.before, move);
    if (entered)
        countArrival(move);
    const bool isTaken = move.after.stage == Stage::Assigned
        && !(move.before && isHeld(*move.before) && move.before->agent == move.after.agent);
    if (!isTaken)
        return;
    ++m_handling.figures.taken;
    ++m_agents[move.after.agent].figures.taken;
}

void LiveFigures::countArrival(const SessionMove &move)
{
    ++quarterAt(move.atMs).arrivals;
    ++m_arrivals[move.after.queue][move.atMs / SpanMs];
}

//! Put in another line he was neither answered, nor has he left.
void LiveFigures::countEndOfWait(const desk::Session &waiting, const SessionMove &move)
{
    Waits &queue = m_queues[waiting.queue];
    if (move.after.stage == Stage::Assigned) {
        const qint64 waitMs = std::max<qint64>(0, move.atMs - waiting.enteredMs);
        m_waits.answer(waitMs);
        queue.answer(waitMs);
        Quarter &quarter = quarterAt(move.atMs);
        ++quarter.answered;
        quarter.waitMs += waitMs;
    } else if (move.after.stage == Stage::Ended) {
        ++m_waits.figures.left;
        ++queue.figures.left;
    }
}

//! While the bot has it in the agent's name it is neither handled nor finished.
void LiveFigures::countHandling(const desk::Session &had, const SessionMove &move)
{
    const bool isOver = !isHeld(move.after) || move.after.agent != had.agent;
    const bool isPaused = had.stage == Stage::Assigned && move.after.stage == Stage::BotClosing;
    if (!isOver && !isPaused)
        return;
    const qint64 ms
        = had.stage == Stage::Assigned ? std::max<qint64>(0, move.atMs - had.stageSinceMs) : 0;
    m_handling.add(ms, isOver);
    m_agents[had.agent].add(ms, isOver);
}

LiveFigures::Quarter &LiveFigures::quarterAt(qint64 atMs)
{
    const qint64 index = std::max<qint64>(0, (atMs - m_day.dayStartMs) / DayFigures::QuarterMs);
    while (m_quarters.size() <= index)
        m_quarters.append(Quarter());
    return m_quarters[index];
}

void LiveFigures::publish()
{
    m_day.waits = m_waits.figures;
    m_day.handling = m_handling.figures;
    for (auto queue = m_queues.cbegin(); queue != m_queues.cend(); ++queue)
        m_day.queues[queue.key()] = queue->figures;
    for (auto agent = m_agents.cbegin(); agent != m_agents.cend(); ++agent)
        m_day.agents[agent.key()] = agent->figures;
    m_day.quarters.resize(m_quarters.size());
    for (qsizetype i = 0; i < m_quarters.size(); ++i)
        m_day.quarters[i]
            = {m_quarters[i].arrivals, mean(m_quarters[i].waitMs, m_quarters[i].answered)};
    const qint64 oldest = m_clock.now().wallMs / SpanMs - SpansAnHour;
    for (QMap<qint64, int> &spans : m_arrivals) {
        while (!spans.isEmpty() && spans.firstKey() < oldest)
            spans.erase(spans.begin());
    }
}

QList<int> LiveFigures::lastHour(const QueueId &queue, qint64 nowMs) const
{
    const QMap<qint64, int> spans = m_arrivals.value(queue);
    QList<int> counts;
    for (qint64 span = nowMs / SpanMs - SpansAnHour + 1; span <= nowMs / SpanMs; ++span)
        counts.append(spans.value(span));
    return counts;
}

} // namespace sermo::model
