// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/figurestalk.h"

#include "broker/desk/figures/told.h"
#include "broker/protocol/timestamp.h"
#include "broker/server/metrics.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::server::figurestalk
{

namespace
{

using figures::Told;
using figures::Unit;

constexpr qint64 QuarterMs = 15 * 60'000;
constexpr qint64 SpanMs = 5 * 60'000;
constexpr int SpansAnHour = 12;

//! Of a queue in `/metrics`: few, since each costs a sample a queue.
constexpr QLatin1StringView OfQueues[]
    = {"queued"_L1,   "waiting"_L1,          "counted"_L1,   "wait.mean"_L1,
       "wait.p90"_L1, "level.of_counted"_L1, "abandoned"_L1, "abandoned.share"_L1};

//! `wait.mean` is `wait_mean_seconds`, whatever unit people read it in.
QByteArray metricName(const Told &one)
{
    QByteArray name(one.name.data(), one.name.size());
    if (one.unit == Unit::Minutes)
        name.replace(".minutes", "");
    name.replace('.', '_');
    if (one.unit == Unit::Seconds || one.unit == Unit::Minutes)
        name += "_seconds";
    return one.unit == Unit::Share ? name + "_ratio" : name;
}

QByteArray numberOf(const Told &one)
{
    return QByteArray::number(*one.value * (one.unit == Unit::Minutes ? 60 : 1), 'g', 10);
}

QByteArray family(const QByteArray &name, const Told &one)
{
    const QByteArray figure(one.name.data(), one.name.size());
    return "# HELP " + name + " Since midnight: " + figure
        + ", as broker/desk/figures defines it.\n# TYPE " + name + " gauge\n";
}

QJsonObject objectOf(const figures::Figures &figures)
{
    QJsonObject object;
    const QList<Told> all = tell(figures);
    for (const Told &one : all) {
        if (one.value)
            object.insert(one.name, *one.value);
    }
    return object;
}

QJsonArray lastHourOf(const figures::Live &live, const QueueId &queue, qint64 nowMs)
{
    figures::Filter itsOwn;
    itsOwn.queue = queue;
    const qint64 from = (nowMs / SpanMs - SpansAnHour + 1) * SpanMs;
    QJsonArray counts;
    const auto spans = live.arrivals({from, from + SpansAnHour * SpanMs}, SpanMs, itsOwn);
    for (const auto &span : spans)
        counts.append(span.queued);
    return counts;
}

//! From the cases themselves, so that they add up to the day.
QJsonArray quartersOf(const figures::Figures &day, qint64 dayStartMs)
{
    QList<std::pair<int, figures::Spread>> counts;
    const auto at = [&](const figures::Case &one) -> auto &
    {
        const qsizetype index = (one.ms - dayStartMs) / QuarterMs;
        counts.resize(std::max(counts.size(), index + 1));
        return counts[index];
    };
    for (const figures::Case &one : day.queued)
        ++at(one).first;
    for (const figures::Case &one : day.wait.cases())
        at(one).second.add(one);
    QJsonArray quarters;
    for (const auto &[queued, waits] : std::as_const(counts)) {
        QJsonObject quarter{{u"queued"_s, queued}};
        if (const auto mean = waits.mean())
            quarter.insert(u"wait.mean"_s, *mean);
        quarters.append(quarter);
    }
    return quarters;
}

QString textOf(qint64 ms)
{
    return QString::fromLatin1(toTimestamp(ms));
}

} // namespace

QByteArray metricsOf(const figures::Breakdown &day, const desk::DeskConfig &config)
{
    QByteArray out;
    const QList<Told> all = tell(day.all);
    for (const Told &one : all) {
        const QByteArray name = "sermo_today_" + metricName(one);
        if (one.value)
            out += family(name, one) + name + ' ' + numberOf(one) + '\n';
    }
    for (const QLatin1StringView figure : OfQueues) {
        const Told &like = *std::ranges::find(all, figure, &Told::name);
        const QByteArray name = "sermo_today_queue_" + metricName(like);
        QByteArray samples;
        for (const desk::Queue &queue : config.queues) {
            const QList<Told> its = tell(day.queues.value(queue.id));
            const Told &one = *std::ranges::find(its, figure, &Told::name);
            if (one.value)
                samples += name + "{queue=\"" + labelValue(queue.id.value().toUtf8()) + "\"} "
                    + numberOf(one) + '\n';
        }
        if (!samples.isEmpty())
            out += family(name, like) + samples;
    }
    return out;
}

QByteArray jsonOf(const figures::Live &live, const desk::DeskConfig &config, qint64 sinceMs,
                  qint64 nowMs)
{
    figures::Window today = live.today(nowMs);
    const qint64 midnight = today.fromMs;
    today.fromMs = std::max(midnight, sinceMs);
    const figures::Breakdown day = live.breakdown(today, nowMs);
    QSet<QueueId> names;
    for (const desk::Queue &queue : config.queues)
        names.insert(queue.id);
    for (auto queue = day.queues.cbegin(); queue != day.queues.cend(); ++queue)
        names.insert(queue.key());
    QJsonObject queues;
    for (const QueueId &name : std::as_const(names)) {
        QJsonObject figures = objectOf(day.queues.value(name));
        figures.insert(u"lastHour"_s, lastHourOf(live, name, nowMs));
        queues.insert(name.value(), figures);
    }
    QJsonObject agents;
    for (auto agent = day.agents.cbegin(); agent != day.agents.cend(); ++agent)
        agents.insert(agent.key().value(), objectOf(*agent));
    const QJsonObject told{{u"dayStart"_s, textOf(midnight)},
                           {u"from"_s, textOf(today.fromMs)},
                           {u"at"_s, textOf(nowMs)},
                           {u"timezone"_s, QString::fromLatin1(live.zone().id())},
                           {u"all"_s, objectOf(day.all)},
                           {u"queues"_s, queues},
                           {u"agents"_s, agents},
                           {u"quarters"_s, quartersOf(day.all, midnight)}};
    return QJsonDocument(told).toJson(QJsonDocument::Compact);
}

} // namespace sermo::server::figurestalk
