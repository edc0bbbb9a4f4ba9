// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/mirroredlog.h"

#include "broker/store/answerlater.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

constexpr int PageEvents = 5'000;

} // namespace

MirroredLog::MirroredLog(std::unique_ptr<SharedLog> log, std::shared_ptr<Database> copy,
                         const Clock &clock)
    : m_log(std::move(log))
    , m_copy(std::move(copy))
    , m_again(this)
    , m_turn(*m_copy, clock)
{
    m_log->setParent(this); // they move along
    m_turn.setParent(this);
    m_again.setSingleShot(true);
    m_again.setInterval(TryAgain);
    connect(&m_again, &QTimer::timeout, this, &MirroredLog::write);
}

MirroredLog::~MirroredLog()
{
    m_copy->shutDown();
}

void MirroredLog::open()
{
    connectParts();
    m_log->open();
    m_copy->open();
}

void MirroredLog::connectParts()
{
    connect(m_log.get(), &EventLog::opened, this, [this] {
        m_isLogOpen = true;
        beginCopy();
    });
    connect(m_copy.get(), &Database::opened, this, [this] {
        m_isCopyOpen = true;
        beginCopy();
    });
    connect(m_log.get(), &EventLog::openFailed, this, &MirroredLog::fail);
    connect(m_copy.get(), &Database::openFailed, this, &MirroredLog::fail);
    connect(m_log.get(), &EventLog::appended, this, [this](const QList<AppendOutcome> &outcomes) {
        enqueue({outcomes, {}, {}, {}, 0, 0});
    });
    connect(m_log.get(), &EventLog::arrived, this, [this](const QList<StoredEvent> &events) {
        enqueue({{}, events, {}, {}, 0, 0});
    });
    connect(m_log.get(), &SharedLog::factsChanged, this, &MirroredLog::handleFacts);
    connect(m_log.get(), &EventLog::storageFailed, this, &EventLog::storageFailed);
    connect(m_log.get(), &EventLog::storageRecovered, this, &EventLog::storageRecovered);
    connect(m_log.get(), &EventLog::closed, this, [this] {
        m_isClosing = true;
        giveUpReading();
        const auto end = [this] {
            m_turn.take(); // it may be the last that is heard of this broker
            m_copy->close();
        };
        enqueue({{}, {}, {}, end, 0, 0});
    });
    connect(m_copy.get(), &Database::closed, this, &EventLog::closed);
}

void MirroredLog::fail(const QString &why)
{
    if (!std::exchange(m_isClosing, true))
        emit openFailed(why);
}

// --- As far as the log was when it was opened ----------------------------------------------------

void MirroredLog::beginCopy()
{
    if (!m_isLogOpen || !m_isCopyOpen || m_isClosing)
        return;
    m_copied = mark();
    m_isAnew = m_copy->mirror() != m_copied || m_copy->head() > m_log->head();
    m_isToScrub = m_isAnew && m_copy->head() > 0;
    m_written = m_isAnew ? 0 : m_copy->head();
    m_erasuresKnown = m_log->erasures();
    ReadQuery query;
    query.after = m_written;
    query.limit = PageEvents;
    m_log->read(query, this, [this](const Page &page) { copyPage(page); });
}

void MirroredLog::copyPage(const Page &page)
{
    if (page.failed)
        return fail(u"the cluster's log cannot be read: %1"_s.arg(page.why));
    MirrorChange change;
    change.mark = m_copied;
    change.isAnew = std::exchange(m_isAnew, false);
    change.events = page.events;
    change.head = page.events.isEmpty() ? page.head : page.events.constLast().seq;
    m_copy->change(change, this, [this, change](bool ok) {
        if (!ok)
            return fail(u"the copy of the cluster's log cannot be written"_s);
        m_written = change.head;
        if (change.events.isEmpty())
            return endCopy();
        ReadQuery query;
        query.after = m_written;
        query.limit = PageEvents;
        m_log->read(query, this, [this](const Page &next) { copyPage(next); });
    });
}

//! Traces of what the copy had before may be of somebody who is erased.
void MirroredLog::endCopy()
{
    if (std::exchange(m_isToScrub, false))
        return m_copy->scrub(this, [this](bool) { endCopy(); });
    m_told = m_written;
    m_erasures = m_copied.erasures;
    m_isOpen = true;
    emit opened();
    write();
}

MirrorMark MirroredLog::mark() const
{
    return {MirrorMark::numberOf(m_log->epoch()), m_log->erasures(), m_log->expired()};
}

void MirroredLog::follow(Seq after)
{
    m_isFollowing = true;
    m_log->follow(after);
}

// --- As it goes on -------------------------------------------------------------------------------

void MirroredLog::enqueue(Told told)
{
    told.head = m_isFollowing ? m_log->head() : m_told;
    told.erasures = m_log->erasures();
    if (m_isClosing && m_isBehind)
        told.head = 0; // what was forgotten is read by the next start
    while (!m_isBehind && !m_early.empty() && *m_early.begin() <= told.head) {
        told.emptied.append(*m_early.begin());
        m_early.erase(m_early.begin());
    }
    const qsizetype bytes = told.bytes();
    if (!m_isClosing && (m_isBehind || m_bytes + bytes > MostWaiting))
        return forget(std::move(told));
    m_bytes += bytes;
    m_waiting.push_back(std::move(told));
    write();
}

//! All that waits, as one transaction; what comes meanwhile is the next.
void MirroredLog::write()
{
    const bool isTooSoon = m_again.isActive() && !m_isClosing; // it was refused a moment ago
    if ((!m_isOpen && !m_isClosing) || isTooSoon || m_isWriting)
        return;
    if (m_waiting.empty())
        return m_isBehind && !m_isClosing ? readAgain() : void();
    m_isWriting = true;
    MirrorChange change;
    change.mark = mark();
    change.head = m_written;
    QList<Told> batch;
    for (Told &told : m_waiting) {
        change.head = std::max(change.head, told.head);
        for (const AppendOutcome &outcome : std::as_const(told.outcomes)) {
            if (outcome.kind == AppendOutcome::Kind::Stored)
                change.events.append(outcome.event);
        }
        change.events += told.arrived;
        change.emptied += told.emptied;
        batch.append(std::move(told));
    }
    m_waiting.clear();
    if (change.events.isEmpty() && change.emptied.isEmpty() && change.head == m_written)
        return handleWritten(batch, true);
    m_copy->change(change, this, [this, batch](bool ok) { handleWritten(batch, ok); });
}

//! Nothing is told that the copy has not; while it cannot be written its senders are not answered.
void MirroredLog::handleWritten(const QList<Told> &batch, bool ok)
{
    if (!ok)
        return handleRefused(batch);
    for (const Told &told : batch) {
        m_bytes -= told.bytes();
        m_told = m_written = std::max(m_written, told.head);
        m_erasures = std::max(m_erasures, told.erasures);
        if (!told.outcomes.isEmpty())
            emit appended(told.outcomes);
        if (!told.arrived.isEmpty())
            emit arrived(told.arrived);
        if (told.then)
            told.then();
    }
    if (!m_isBehind && std::exchange(m_isFailing, false))
        emit storageRecovered();
    m_isWriting = false;
    write();
}

//! Who asked for it here scrubs the copy himself; what others erase goes when it is our turn.
void MirroredLog::handleFacts(const QList<Seq> &emptied)
{
    const bool isErasure = std::exchange(m_erasuresKnown, m_log->erasures()) != m_log->erasures();
    std::function<void()> then;
    if (isErasure && m_erasing == 0)
        then = [this] { m_turn.await(); };
    const Seq heard = m_isFollowing ? m_log->head() : m_told;
    std::ranges::copy_if(emptied, std::inserter(m_early, m_early.end()),
                         [heard](Seq seq) { return seq > heard; });
    enqueue({{}, {}, emptied, then, 0, 0});
}

void MirroredLog::read(const ReadQuery &query, QObject *context, PageHandler handler)
{
    const auto limited = [this, handler = std::move(handler)](Page page) {
        page.head = std::min(page.head, m_told); // the copy may be ahead of what was told
        page.events.removeIf([this](const StoredEvent &event) { return event.seq > m_told; });
        handler(page);
    };
    m_copy->read(query, context, limited);
}

void MirroredLog::erase(const EraseRequest &request, QObject *context, ErasedHandler handler)
{
    ++m_erasing;
    m_log->erase(request, this,
                 [this, context = QPointer<QObject>(context),
                  handler = std::move(handler)](const EraseOutcome &outcome) {
                     --m_erasing;
                     enqueue({{},
                              {},
                              {},
                              [context, handler, outcome] {
                                  if (context)
                                      handler(outcome);
                              },
                              0,
                              0});
                 });
}

void MirroredLog::scrub(QObject *context, ScrubbedHandler handler)
{
    m_log->scrub(
        this, [this, context = QPointer<QObject>(context), handler = std::move(handler)](bool ok) {
            m_turn.skip();
            m_copy->scrub(this, [context, handler, ok](bool isCopys) {
                if (context)
                    handler(ok && isCopys);
            });
        });
}

void MirroredLog::adoptSnapshot(QObject *context, std::function<void(bool ok)> handler)
{
    answerLater(
        this, context, [] { return false; }, std::move(handler));
}

void MirroredLog::close()
{
    m_log->close();
}

} // namespace sermo::store
