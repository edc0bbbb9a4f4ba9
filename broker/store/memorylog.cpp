// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/memorylog.h"

#include "broker/store/answerlater.h"
#include "broker/store/appendrules.h"

#include <QUuid>

#include <algorithm>

namespace sermo::store
{

namespace
{

bool matches(const ReadQuery &query, const StoredEvent &event, bool folded)
{
    return !event.frame.isNull() && (!query.user || event.frame.user() == *query.user)
        && (query.withInternal || event.frame.direction() != Direction::Internal)
        && (!query.controlOnly || folded);
}

} // namespace

MemoryLog::MemoryLog(const Clock &clock)
    : m_clock(clock)
    , m_epoch(QUuid::createUuid().toString(QUuid::Id128))
{
}

void MemoryLog::open()
{
    m_closing = false;
    const auto answer = [this] {
        m_open = true;
        emit opened();
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
}

void MemoryLog::append(const QList<AppendRequest> &batch)
{
    const qint64 now = m_clock.now().wallMs;
    for (const AppendRequest &request : batch)
        enqueue({request, now, m_closing, {}});
}

void MemoryLog::enqueue(const Pending &pending)
{
    m_pending.push_back(pending);
    if (!std::exchange(m_commitPosted, true))
        QMetaObject::invokeMethod(this, &MemoryLog::commit, Qt::QueuedConnection);
}

void MemoryLog::commit()
{
    m_commitPosted = false;
    QList<AppendOutcome> outcomes;
    for (const Pending &pending : std::exchange(m_pending, {})) {
        if (pending.erasure) {
            tell(std::exchange(outcomes, {}));
            pending.erasure();
        } else {
            outcomes.append(answer(pending));
        }
    }
    tell(outcomes);
}

void MemoryLog::tell(const QList<AppendOutcome> &outcomes)
{
    if (outcomes.isEmpty())
        return;
    tellHealth(std::ranges::any_of(outcomes, [](const AppendOutcome &outcome) {
        return outcome.kind == AppendOutcome::Kind::Stored;
    }));
    emit appended(outcomes);
}

void MemoryLog::tellHealth(bool wrote)
{
    if (!m_failure.isEmpty() && !std::exchange(m_failed, true))
        emit storageFailed(m_failure);
    else if (wrote && std::exchange(m_failed, false))
        emit storageRecovered();
}

AppendOutcome MemoryLog::answer(const Pending &pending)
{
    using Kind = AppendOutcome::Kind;
    const AppendRequest &request = pending.request;
    AppendOutcome outcome{request.ticket, Kind::Failed, {}};
    if (!m_open || pending.tooLate)
        return outcome;

    const EventId &id = request.frame.id();
    if (const Seq known = id.isEmpty() ? 0 : m_ids.value({request.sender, id})) {
        outcome.kind = Kind::Known;
        outcome.event = m_events[known - 1].event;
    } else if (request.kind == AppendRequest::Kind::LookUp) {
        outcome.kind = Kind::NotFound;
    } else if (const auto &condition = request.condition;
               condition && m_lastControl.value(condition->user) != condition->lastControl) {
        outcome.kind = Kind::Stale;
        outcome.event.seq = m_lastControl.value(condition->user);
    } else if (m_failure.isEmpty()) {
        outcome.kind = Kind::Stored;
        outcome.event = insert(request, pending.receivedMs);
    }
    return outcome;
}

StoredEvent MemoryLog::insert(const AppendRequest &request, qint64 receivedMs)
{
    const EventFrame &frame = request.frame;
    const StoredEvent event{head() + 1, receivedMs, request.sender, frame};
    bool folded = isFoldedByType(frame);
    if (isFoldedWhenFirst(frame) && !m_known.contains(frame.user())) {
        m_known.insert(frame.user());
        folded = true;
    }
    m_events.push_back({event, folded});
    m_ofUser[frame.user()].append(event.seq);
    if (!frame.id().isEmpty())
        m_ids.insert({request.sender, frame.id()}, event.seq);
    if (movesSession(frame))
        m_lastControl[frame.user()] = event.seq;
    return event;
}

void MemoryLog::read(const ReadQuery &query, QObject *context, PageHandler handler)
{
    answerLater(
        this, context, [this, query] { return page(query); }, std::move(handler));
}

Page MemoryLog::page(const ReadQuery &query)
{
    Page page;
    page.failed = !m_open;
    page.head = head();
    if (!m_open)
        return page;
    const auto look = [&](Seq seq) {
        const Row &row = m_events[seq - 1];
        ++m_lookedAt;
        if (matches(query, row.event, row.folded))
            page.events.append(row.event);
        return page.events.size() < query.limit;
    };
    if (query.user) {
        const QList<Seq> his = m_ofUser.value(*query.user);
        for (auto seq = std::ranges::upper_bound(his, query.after); seq != his.cend();)
            seq = look(*seq) ? seq + 1 : his.cend();
        return page;
    }
    for (Seq seq = query.after + 1; seq <= head() && look(seq);)
        ++seq;
    return page;
}

void MemoryLog::erase(const EraseRequest &request, QObject *context, ErasedHandler handler)
{
    const auto erasure
        = [this, request, handler = std::move(handler), context = QPointer<QObject>(context)] {
              const EraseOutcome outcome = erase(request);
              if (context)
                  handler(outcome);
          };
    enqueue({{}, 0, false, erasure}); // in order with appends
}

EraseOutcome MemoryLog::erase(const EraseRequest &request)
{
    EraseOutcome outcome;
    outcome.failed = !m_open || !m_failure.isEmpty();
    if (outcome.failed)
        return outcome;
    const Seq last = std::min(request.upTo, head());
    for (Seq at = request.after; at < last && outcome.erased < request.limit; ++at) {
        Row &row = m_events[at];
        if (row.event.frame.isNull() || row.event.frame.user() != request.user)
            continue;
        forget(row);
        ++outcome.erased;
        if (request.isExpiry)
            m_expired = std::max(m_expired, at + 1);
    }
    if (!request.isExpiry)
        ++m_erasures;
    relearn(request.user);
    return outcome;
}

void MemoryLog::forget(Row &row)
{
    m_ids.remove({row.event.sender, row.event.frame.id()});
    row = {StoredEvent{row.event.seq, 0, {}, {}}, false};
}

//! What is known of a user by what is left of him.
void MemoryLog::relearn(const UserId &user)
{
    m_known.remove(user);
    m_lastControl.remove(user);
    QList<Seq> his = m_ofUser.take(user);
    his.removeIf([this](Seq seq) { return m_events[seq - 1].event.frame.isNull(); });
    for (const Seq seq : std::as_const(his)) {
        const EventFrame &frame = m_events[seq - 1].event.frame;
        if (isFoldedWhenFirst(frame))
            m_known.insert(user);
        if (movesSession(frame))
            m_lastControl[user] = seq;
    }
    if (!his.isEmpty())
        m_ofUser.insert(user, his);
}

void MemoryLog::scrub(QObject *context, ScrubbedHandler handler)
{
    // There is no file to leave traces in.
    const auto ask = [this] { return m_open && m_failure.isEmpty(); };
    answerLater(this, context, ask, std::move(handler));
}

void MemoryLog::adoptSnapshot(QObject *context, std::function<void(bool)> handler)
{
    answerLater(
        this, context, [] { return false; }, std::move(handler));
}

void MemoryLog::close()
{
    m_closing = true;
    const auto answer = [this] {
        if (!m_pending.empty())
            commit();
        m_open = false;
        emit closed();
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
}

} // namespace sermo::store
