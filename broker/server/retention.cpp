// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/retention.h"

#include <algorithm>

namespace sermo::server
{

namespace
{

constexpr int PageSize = 200;
constexpr qint64 DayMs = 24LL * 3600 * 1000;

bool isAnyLimited(const desk::DeskConfig &config)
{
    return std::ranges::any_of(config.queues,
                               [](const desk::Queue &queue) { return queue.retentionDays > 0; });
}

} // namespace

Retention::Retention(store::EventLog &log, store::BlobStore &images, const desk::DeskConfig &config,
                     QObject *parent)
    : QObject(parent)
    , m_log(log)
    , m_images(images)
    , m_config(config)
    , m_isWanted(isAnyLimited(config))
{
}

//! Nothing that was found under the old days is erased under the new ones. What is being read
//! comes for a sweep that is over: see handlePage().
void Retention::reconfigure(const desk::DeskConfig &config)
{
    m_config = config;
    m_isWanted = isAnyLimited(config);
    m_spans.clear();
    m_sweep.reset();
    m_lastSweep.reset();
}

void Retention::pulse(Instant now)
{
    if (!m_isWanted || m_isBusy)
        return;
    if (!m_spans.empty())
        return eraseSome();
    if (!m_sweep) {
        if (m_lastSweep && now.steady - *m_lastSweep < Every)
            return;
        m_lastSweep = now.steady;
        m_sweep = Sweep{{}, {}, now.wallMs};
    }
    read();
}

void Retention::read()
{
    store::ReadQuery query;
    query.after = m_sweep->table.lastSeq;
    query.controlOnly = true;
    query.limit = PageSize;
    m_isBusy = true;
    m_log.read(query, this, [this](const store::Page &page) { handlePage(page); });
}

void Retention::handlePage(const store::Page &page)
{
    m_isBusy = false;
    if (page.failed || !m_sweep) {
        m_sweep.reset(); // the next one may have more luck
        return;
    }
    for (const StoredEvent &event : page.events)
        fold(event);
    if (!page.events.isEmpty())
        return;
    for (auto past = m_sweep->pasts.cbegin(); past != m_sweep->pasts.cend(); ++past)
        take(past.key(), past.value(), page.head);
    m_sweep.reset();
}

void Retention::fold(const StoredEvent &event)
{
    desk::SessionTable &table = m_sweep->table;
    const desk::SessionChange change = desk::reduce(table, m_config, event);
    const UserId &user = change.user;
    const desk::Session *session = table.find(user);
    if (!session)
        return;
    const bool isFirst = !m_sweep->pasts.contains(user);
    Past &past = m_sweep->pasts[user];
    if (change.isNew) {
        take(user, past, event.seq - 1);
        past = Past{isFirst ? 0 : event.seq - 1, {}, {}, false};
    }
    if (change.to == desk::Stage::Queued)
        past.queues.insert(session->queue);
    if (!session->isOpen())
        end(user, past, event.receivedMs);
}

//! A page of the log holds many who have ended: of them only this much is remembered.
void Retention::end(const UserId &user, Past &past, qint64 endedMs)
{
    if (past.endedMs)
        return;
    const int days = daysFor(past, *m_sweep->table.find(user));
    past.endedMs = endedMs;
    past.isExpired = days > 0 && endedMs + days * DayMs < m_sweep->nowMs;
    past.queues = {};
    m_sweep->table.forget(user);
}

//! 0: for ever.
int Retention::daysFor(const Past &past, const desk::Session &session) const
{
    QSet<QueueId> queues = past.queues;
    if (const desk::Platform *platform = m_config.platform(session.platform);
        platform && queues.isEmpty())
        queues.insert(platform->queue);
    int longest = 0;
    for (const QueueId &id : std::as_const(queues)) {
        const desk::Queue *queue = m_config.queue(id);
        if (!queue || queue->retentionDays <= 0)
            return 0;
        longest = std::max(longest, queue->retentionDays);
    }
    return longest;
}

void Retention::take(const UserId &user, const Past &past, Seq upTo)
{
    if (past.isExpired)
        m_spans.push_back({user, past.after, upTo, past.endedMs.value_or(0)});
}

void Retention::eraseSome()
{
    const Span span = m_spans.front();
    store::EraseRequest step;
    step.user = span.user;
    step.after = span.after;
    step.upTo = span.upTo;
    step.limit = StepEvents;
    step.isExpiry = true;
    step.endedMs = span.endedMs;
    m_isBusy = true;
    m_log.erase(step, this, [this, span](const store::EraseOutcome &outcome) {
        m_isBusy = false;
        if (outcome.failed) {
            m_spans.clear(); // the next sweep finds them again
            return;
        }
        if (outcome.erased == StepEvents)
            return;
        if (!m_spans.empty()) // other days may count since
            m_spans.pop_front();
        eraseImages(span);
        emit sessionExpired(span.user, span.upTo);
    });
}

void Retention::eraseImages(const Span &span)
{
    m_isBusy = true;
    const auto removed = [this, user = span.user, beforeMs = span.endedMs + 1](bool ok) {
        m_isBusy = false;
        if (ok)
            emit imagesExpired(user, beforeMs);
    };
    m_images.removeImagesOf(span.user, span.endedMs + 1, this, removed);
}

} // namespace sermo::server
