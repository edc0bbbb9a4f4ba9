// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/brokerfigures.h"

#include "broker/protocol/timestamp.h"
#include "ui/model/historysource.h"
#include "ui/model/sessionstore.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>
#include <utility>

namespace sermo::model
{

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 AtLeastEveryMs = 60'000; // the last hour moves on

std::optional<qint64> msIn(const QJsonObject &figures, QLatin1StringView name)
{
    const QJsonValue seconds = figures.value(name);
    return seconds.isDouble() ? std::optional(std::llround(seconds.toDouble() * 1000))
                              : std::nullopt;
}

WaitFigures waitsIn(const QJsonObject &figures)
{
    const auto count = [&figures](QLatin1StringView name) { return figures.value(name).toInt(); };
    return {.counted = count("counted"_L1),
            .answered = count("wait.count"_L1),
            .inTime = count("level.in_time"_L1),
            .left = count("abandoned"_L1),
            .meanMs = msIn(figures, "wait.mean"_L1),
            .p90Ms = msIn(figures, "wait.p90"_L1)};
}

HandleFigures handlingIn(const QJsonObject &figures)
{
    return {.taken = figures.value("claimed"_L1).toInt(),
            .finished = figures.value("handle.count"_L1).toInt(),
            .meanMs = msIn(figures, "handle.mean"_L1)};
}

} // namespace

BrokerFigures::BrokerFigures(HistorySource &source, const SessionStore &store, const Clock &clock,
                             QObject *parent)
    : FiguresSource(parent)
    , m_source(source)
    , m_clock(clock)
    , m_pace(2s)
{
    connect(&m_pace, &Pace::due, this, &BrokerFigures::ask);
    connect(&store, &SessionStore::sessionsMoved, &m_pace, &Pace::ask);
    connect(&store, &SessionStore::caughtUp, &m_pace, &Pace::ask);
    connect(&store, &SessionStore::forgotten, &m_pace, &Pace::ask);
    connect(&store, &SessionStore::wasReset, this, &BrokerFigures::clear);
    m_told.day.dayStartMs = m_told.day.fromMs
        = clock.now().wall().toLocalTime().date().startOfDay().toMSecsSinceEpoch();
}

QList<int> BrokerFigures::lastHour(const QueueId &queue, qint64) const
{
    return m_told.lastHours.value(queue);
}

void BrokerFigures::advance()
{
    if (m_clock.now().wallMs - m_askedMs >= AtLeastEveryMs)
        ask();
}

void BrokerFigures::ask()
{
    if (std::exchange(m_isAsking, true)) {
        m_isWanted = true;
        return;
    }
    m_isWanted = false;
    m_askedMs = m_clock.now().wallMs;
    m_source.ask("GET"_ba, "/api/figures"_ba, this,
                 [this, question = m_question](const HistoryAnswer &answer) {
                     m_isAsking = false;
                     auto told = answer.isGood() ? read(answer.body) : std::nullopt;
                     if (told && question == m_question) {
                         m_told = *std::move(told);
                         emit changed();
                     }
                     if (m_isWanted)
                         m_pace.ask();
                 });
}

//! Another log: nothing of the former is true.
void BrokerFigures::clear()
{
    ++m_question;
    m_isWanted = m_isAsking;
    const qint64 dayStartMs = m_told.day.dayStartMs;
    m_told = {};
    m_told.day.dayStartMs = m_told.day.fromMs = dayStartMs;
    emit changed();
}

std::optional<BrokerFigures::Told> BrokerFigures::read(const QByteArray &answer)
{
    const QJsonObject said = QJsonDocument::fromJson(answer).object();
    const auto start = fromTimestamp(said.value("dayStart"_L1).toString());
    if (!start)
        return std::nullopt;
    Told told;
    told.day.dayStartMs = *start;
    told.day.fromMs = fromTimestamp(said.value("from"_L1).toString()).value_or(*start);
    told.day.waits = waitsIn(said.value("all"_L1).toObject());
    told.day.handling = handlingIn(said.value("all"_L1).toObject());
    const QJsonObject queues = said.value("queues"_L1).toObject();
    for (auto queue = queues.begin(); queue != queues.end(); ++queue) {
        const QueueId id(queue.key());
        told.day.queues.insert(id, waitsIn(queue.value().toObject()));
        const QJsonArray spans = queue.value()["lastHour"_L1].toArray();
        for (const QJsonValue &span : spans)
            told.lastHours[id] += span.toInt();
    }
    const QJsonObject agents = said.value("agents"_L1).toObject();
    for (auto agent = agents.begin(); agent != agents.end(); ++agent)
        told.day.agents.insert(AgentId(agent.key()), handlingIn(agent.value().toObject()));
    const QJsonArray quarters = said.value("quarters"_L1).toArray();
    for (const QJsonValue &quarter : quarters)
        told.day.quarters.append(
            {quarter["queued"_L1].toInt(), msIn(quarter.toObject(), "wait.mean"_L1)});
    return told;
}

} // namespace sermo::model
