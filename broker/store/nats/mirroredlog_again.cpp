// SPDX-License-Identifier: GPL-3.0-or-later
// What comes while the copy cannot be written, and is more than may wait in memory.
#include "broker/store/nats/mirroredlog.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

//! Of those that were forgotten: they wait in memory again.
constexpr int EventsAgain = 200;
constexpr qsizetype BytesAnEvent = 200; //!< beside its own

} // namespace

qsizetype MirroredLog::Told::bytes() const
{
    const auto of
        = [](const StoredEvent &event) { return event.frame.bytes().size() + BytesAnEvent; };
    qsizetype bytes = 0;
    for (const AppendOutcome &outcome : outcomes)
        bytes += of(outcome.event);
    for (const StoredEvent &event : arrived)
        bytes += of(event);
    return bytes;
}

void MirroredLog::handleRefused(const QList<Told> &batch)
{
    m_isWriting = false;
    if (m_isClosing) { // the next start finds in the log what the copy has not
        for (const Told &told : batch) {
            if (told.then)
                told.then();
        }
        return;
    }
    m_waiting.insert(m_waiting.begin(), batch.begin(), batch.end());
    if (!std::exchange(m_isFailing, true))
        emit storageFailed(u"the copy of the log cannot be written"_s);
    m_again.start();
}

//! The log has it, and gives it again once the copy can be written. Only whose it was, and what is
//! no event, has to be kept. What is emptied is at once, where the copy has it: the next thing that
//! is written says that this was heard.
void MirroredLog::forget(Told told)
{
    if (!std::exchange(m_isBehind, true) && !std::exchange(m_isFailing, true))
        emit storageFailed(u"the copy of the log cannot be written quickly enough"_s);
    if (!told.emptied.isEmpty()) {
        std::ranges::copy_if(told.emptied, std::inserter(m_early, m_early.end()),
                             [this](Seq seq) { return seq > m_written; });
        m_waiting.push_back({{}, {}, std::exchange(told.emptied, {}), {}, 0, told.erasures});
    }
    told.arrived.clear();
    for (const AppendOutcome &outcome : std::as_const(told.outcomes)) {
        if (outcome.kind == AppendOutcome::Kind::Stored)
            m_ours.emplace(outcome.event.seq, outcome.ticket);
    }
    told.outcomes.removeIf(
        [](const AppendOutcome &outcome) { return outcome.kind == AppendOutcome::Kind::Stored; });
    if (!told.outcomes.isEmpty() || told.then)
        m_later.push_back(std::move(told));
    write();
}

void MirroredLog::readAgain()
{
    if (std::exchange(m_isReading, true))
        return;
    ReadQuery query;
    query.after = m_written;
    query.limit = EventsAgain;
    m_log->read(query, this, [this](const Page &page) {
        m_isReading = false;
        handleReadAgain(page);
    });
}

void MirroredLog::handleReadAgain(const Page &page)
{
    if (m_isClosing)
        return;
    if (page.failed)
        return m_again.start();
    takeAgain(page.events);
    if (page.events.isEmpty() && page.head >= m_log->head()) {
        m_isBehind = false; // whatever comes now comes by itself
        m_waiting.push_back({{}, {}, {}, {}, page.head, 0});
        takeLater(page.head);
    }
    write();
}

//! Each as what it was when it was forgotten.
void MirroredLog::takeAgain(const QList<StoredEvent> &events)
{
    for (const StoredEvent &event : events) {
        Told told;
        told.head = event.seq;
        const auto ours = m_ours.find(event.seq);
        if (m_early.contains(event.seq)) {
            // erased since the page was read; takeLater() answers whose it was
        } else if (ours != m_ours.end()) {
            told.outcomes.append({ours->second, AppendOutcome::Kind::Stored, event});
            m_ours.erase(ours);
        } else {
            told.arrived.append(event);
        }
        m_bytes += told.bytes();
        m_waiting.push_back(std::move(told));
        takeLater(event.seq);
    }
}

//! What is no event keeps its place. Ours that were erased meanwhile were stored all the same.
void MirroredLog::takeLater(Seq upTo)
{
    Told gone;
    gone.head = upTo;
    while (!m_ours.empty() && m_ours.begin()->first <= upTo) {
        gone.outcomes.append({m_ours.begin()->second, AppendOutcome::Kind::Known, {}});
        gone.outcomes.last().event.seq = m_ours.begin()->first;
        m_ours.erase(m_ours.begin());
    }
    if (!gone.outcomes.isEmpty()) {
        m_bytes += gone.bytes();
        m_waiting.push_back(std::move(gone));
    }
    for (; !m_later.empty() && m_later.front().head <= upTo; m_later.pop_front()) {
        m_bytes += m_later.front().bytes();
        m_waiting.push_back(std::move(m_later.front()));
    }
}

//! The log is closed: the next start finds in it what the copy has not.
void MirroredLog::giveUpReading()
{
    m_ours.clear();
    for (const Told &told : std::exchange(m_later, {})) {
        if (told.then)
            told.then();
    }
}

void MirroredLog::append(const QList<AppendRequest> &batch)
{
    if (!m_isBehind)
        return m_log->append(batch);
    QList<AppendOutcome> refused;
    for (const AppendRequest &request : batch)
        refused.append({request.ticket, AppendOutcome::Kind::Failed, {}});
    QMetaObject::invokeMethod(
        this, [this, refused] { emit appended(refused); }, Qt::QueuedConnection);
}

} // namespace sermo::store
