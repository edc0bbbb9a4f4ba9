// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/metrics.h"

#include <algorithm>

namespace sermo::server
{

namespace
{

constexpr Direction Directions[] = {Direction::Inbound, Direction::Outbound, Direction::Internal};

QByteArray bytesOf(QLatin1StringView text)
{
    return {text.data(), text.size()};
}

//! The head of one family; its samples follow at once.
QByteArray family(QByteArrayView name, QByteArrayView kind, QByteArrayView help)
{
    return "# HELP " + name.toByteArray() + ' ' + help.toByteArray() + "\n# TYPE "
        + name.toByteArray() + ' ' + kind.toByteArray() + '\n';
}

QByteArray sample(QByteArrayView name, const QByteArray &labels, quint64 value)
{
    return name.toByteArray() + (labels.isEmpty() ? QByteArray() : '{' + labels + '}') + ' '
        + QByteArray::number(value) + '\n';
}

QByteArray label(QByteArrayView name, const QByteArray &value)
{
    return name.toByteArray() + "=\"" + labelValue(value) + '"';
}

QByteArray seconds(std::chrono::milliseconds time)
{
    return QByteArray::number(std::chrono::duration<double>(time).count());
}

template <typename Counts>
QByteArray commitHistogram(const Counts &counts, std::chrono::milliseconds sum)
{
    constexpr QByteArrayView Name = "sermo_commit_seconds";
    QByteArray out = family(Name, "histogram", "From asking the log to the event being durable.");
    quint64 all = 0;
    for (size_t i = 0; i < counts.size(); ++i) {
        all += counts[i];
        const QByteArray bound = i < Metrics::CommitBounds.size()
            ? seconds(std::chrono::milliseconds(Metrics::CommitBounds[i]))
            : "+Inf";
        out += sample("sermo_commit_seconds_bucket", label("le", bound), all);
    }
    out += "sermo_commit_seconds_sum " + seconds(sum) + '\n';
    return out + sample("sermo_commit_seconds_count", {}, all);
}

template <typename Table>
QByteArray table(QByteArrayView name, QByteArrayView kind, QByteArrayView help,
                 QByteArrayView labelName, const Table &values)
{
    QByteArray out = family(name, kind, help);
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        out += sample(name, label(labelName, it.key()), static_cast<quint64>(it.value()));
    return out;
}

} // namespace

QByteArray labelValue(const QByteArray &text)
{
    return QByteArray(text).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

void Metrics::countCommit(std::chrono::milliseconds took)
{
    const auto bucket = std::lower_bound(CommitBounds.begin(), CommitBounds.end(), took.count());
    ++m_commits[static_cast<size_t>(bucket - CommitBounds.begin())];
    m_commitTime += took;
}

void Metrics::countImage(int status, qint64 bytes)
{
    ++m_images[status];
    m_imageBytes += static_cast<quint64>(bytes);
}

//! Every outcome there can be, told from the start.
QByteArray Metrics::imagesText() const
{
    static constexpr std::pair<int, const char *> Outcomes[]
        = {{201, "kept"},     {400, "malformed"},  {413, "too_large"},
           {415, "no_image"}, {429, "over_quota"}, {503, "failed"}};
    QMap<QByteArray, quint64> uploads;
    for (const auto &[status, outcome] : Outcomes)
        uploads.insert(outcome, m_images.value(status));
    constexpr QByteArrayView Bytes = "sermo_image_bytes_total";
    return table("sermo_image_uploads_total", "counter", "Images uploaded, by what became of them.",
                 "outcome", uploads)
        + family(Bytes, "counter", "Bytes of the images that were kept.")
        + sample(Bytes, {}, m_imageBytes);
}

QByteArray Metrics::text() const
{
    constexpr QByteArrayView Events = "sermo_events_total";
    QByteArray out = family(Events, "counter", "Events accepted, by type and direction.");
    for (size_t type = 0; type < Types; ++type) {
        for (const Direction each : Directions) {
            const quint64 count = m_events[type][static_cast<size_t>(each)];
            if (count == 0)
                continue;
            const auto known = static_cast<EventType>(type);
            const QByteArray name
                = known == EventType::Opaque ? "other" : bytesOf(info(known).name);
            out += sample(Events,
                          label("type", name) + ',' + label("direction", bytesOf(wireName(each))),
                          count);
        }
    }
    QMap<QByteArray, quint64> refusals{{"flood", m_floods}};
    for (size_t code = 0; code < Codes; ++code)
        refusals.insert(bytesOf(wireName(static_cast<ErrorCode>(code))), m_refusals[code]);
    out += table("sermo_refusals_total", "counter", "Events refused, by the code of the error.",
                 "reason", refusals);
    out += table(
        "sermo_deliveries_total", "counter", "Events handed to readers as they happened.", "to",
        QMap<QByteArray, quint64>{{"application", m_toApplications}, {"customer", m_toCustomers}});
    out += family("sermo_slow_readers_total", "counter", "Readers cut because they did not read.")
        + sample("sermo_slow_readers_total", {}, m_slowReaders);
    QMap<QByteArray, quint64> http;
    for (auto it = m_http.cbegin(); it != m_http.cend(); ++it)
        http.insert(QByteArray::number(it.key()), it.value());
    out += table("sermo_http_responses_total", "counter", "Requests, by the status answered.",
                 "status", http);
    return out + imagesText() + commitHistogram(m_commits, m_commitTime);
}

QByteArray Gauges::text() const
{
    const auto one = [](QByteArrayView name, QByteArrayView help, quint64 value) {
        return family(name, "gauge", help) + sample(name, {}, value);
    };
    return table("sermo_connections", "gauge", "Open connections, by role.", "role", connections)
        + table("sermo_queue_waiting", "gauge", "Customers waiting, by queue.", "queue", waiting)
        + one("sermo_sessions_open", "Sessions that have not ended.",
              static_cast<quint64>(openSessions))
        + one("sermo_images", "Images that can be looked at.", static_cast<quint64>(images))
        + one("sermo_backlog_bytes", "Bytes that wait for their readers.",
              static_cast<quint64>(backlogBytes))
        + one("sermo_log_seq", "The last number of the log.", head)
        + one("sermo_up", "1 while it is neither draining nor in trouble with its storage.",
              isHealthy ? 1 : 0);
}

} // namespace sermo::server
