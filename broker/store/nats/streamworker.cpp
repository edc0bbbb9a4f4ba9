// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/streamworker.h"

#include "broker/store/nats/serverversion.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

Q_LOGGING_CATEGORY(lcWorker, "sermo.store.nats")

namespace
{

constexpr std::chrono::milliseconds WatchEvery(500);
//! The library finds its way again within two seconds and a half.
constexpr qint64 StalledAfterMs = 4'000;
//! After so long without a refusal the stream is given another chance: whether it has room shows
//! only when something is written to it.
constexpr qint64 ForgiveAfterMs = 5'000;

//! So long a stream must seem shorter than what was heard of it.
constexpr qint64 ShorterForMs = 10'000;

} // namespace

StreamWorker::StreamWorker(const ClusterOptions &options)
    : m_options(options)
    , m_subjects(options.stream.toLatin1())
    , m_wire(options)
    , m_appends(m_wire, m_index, m_subjects)
    , m_pages(m_wire, m_index, m_subjects)
    , m_erasing(m_wire, m_index, m_subjects)
    , m_events(this, [this](const std::vector<Message> &messages) { handleEvents(messages); })
    , m_notes(this, [this](const std::vector<Message> &messages) { handleNotes(messages); })
    , m_watch(this)
{
    // Moved to the worker's thread with it.
    for (QObject *part :
         std::initializer_list<QObject *>{&m_wire, &m_appends, &m_pages, &m_erasing})
        part->setParent(this);
    connectParts();
}

StreamWorker::~StreamWorker()
{
    release();
}

void StreamWorker::connectParts()
{
    connect(&m_wire, &Wire::silent, this, &StreamWorker::fail);
    connect(&m_appends, &Appends::answered, this, &StreamWorker::handleAnswered);
    connect(&m_appends, &Appends::refused, this, [this](const QString &why) {
        m_lastRefusal.start();
        fail(why);
    });
    connect(&m_appends, &Appends::idle, this, &StreamWorker::closeWhenIdle);
    connect(&m_pages, &Pages::pageRead, this, &StreamWorker::pageRead);
    connect(&m_pages, &Pages::idle, this, &StreamWorker::closeWhenIdle);
    m_watch.setInterval(WatchEvery);
    connect(&m_watch, &QTimer::timeout, this, &StreamWorker::watch);
}

void StreamWorker::open()
{
    const auto prepared = prepare();
    if (!prepared) {
        m_appends.giveUp();
        release();
        emit openFailed(prepared.error());
        return;
    }
    m_progress.start();
    m_watch.start();
    tellWhenCaughtUp();
}

Result<void, QString> StreamWorker::prepare()
{
    m_facts.warnings = versionWarnings(m_options.servers, int(m_options.connectWait.count()));
    for (const QString &warning : std::as_const(m_facts.warnings))
        qCWarning(lcWorker).noquote() << warning;
    return m_wire.open()
        .and_then([this] { return prepareStreams(m_wire, m_subjects, m_options.replicas); })
        .and_then([this](const Opening &opening) {
            m_opening = opening;
            m_facts.epoch = opening.log.epoch(m_subjects);
            m_erasing.setEpoch(m_facts.epoch);
            return m_notes.start(m_wire.connection(), m_subjects.notesStream, m_subjects.notes, 1);
        })
        .and_then([this] {
            return m_events.start(m_wire.connection(), m_subjects.stream, m_subjects.log, 1);
        });
}

//! Answers may be given only by who knows all that was there when he came.
void StreamWorker::tellWhenCaughtUp()
{
    // Not what a consumer takes for the end: its server may be behind the leader that was asked.
    const bool hasAll = m_heardAtOpening >= m_opening.log.kept;
    if (m_isOpen || !hasAll || m_notesHeard < m_opening.notes.last)
        return;
    m_index.skipTo(m_opening.log.last);
    m_isOpen = true;
    m_facts.head = m_index.head();
    emit opened(m_facts);
    m_appends.round();
}

void StreamWorker::append(const QList<AppendRequest> &batch, qint64 receivedMs)
{
    QList<AppendOutcome> refused;
    for (const AppendRequest &request : batch) {
        if (m_condemned.isEmpty())
            m_appends.append(request, receivedMs);
        else
            refused.append({request.ticket, AppendOutcome::Kind::Failed, {}});
    }
    if (!refused.isEmpty())
        emit moved(refused, m_index.head());
    if (m_isOpen)
        m_appends.round();
}

void StreamWorker::handleEvents(const std::vector<Message> &messages)
{
    for (const Message &message : messages) {
        const Seq seq = seqOf(message.get());
        if (seq <= m_opening.log.last)
            ++m_heardAtOpening;
        const auto incoming = Incoming::read(message.get());
        if (!incoming) {
            qCCritical(lcWorker).noquote() << incoming.error();
            m_index.skipTo(seq);
            continue;
        }
        if (seq <= m_index.head())
            continue; // told twice; or given to two events, which the next look will find
        m_index.learn(*incoming);
        m_appends.handleArrived(*incoming);
    }
    m_progress.start();
    if (!m_isOpen)
        return tellWhenCaughtUp();
    emit moved({}, m_index.head());
    m_appends.round();
}

void StreamWorker::handleNotes(const std::vector<Message> &messages)
{
    for (const Message &message : messages) {
        ++m_notesHeard; // nothing is ever taken out of that stream
        const ErasureNote note = ErasureNote::of(dataOf(message.get()));
        if (note.epoch == m_facts.epoch)
            apply(note);
        m_erasing.handleNote(m_notesHeard);
    }
    tellWhenCaughtUp();
}

void StreamWorker::apply(const ErasureNote &note)
{
    m_index.forget(note.seqs);
    if (!note.isExpiry)
        ++m_facts.erasures;
    else if (!note.seqs.isEmpty())
        m_facts.expired = std::max(m_facts.expired, note.seqs.last());
    if (m_isOpen)
        emit factsChanged(m_facts, note.seqs);
}

void StreamWorker::handleAnswered(const QList<AppendOutcome> &outcomes)
{
    const bool hasStored = std::ranges::any_of(outcomes, [](const AppendOutcome &outcome) {
        return outcome.kind == AppendOutcome::Kind::Stored;
    });
    if (hasStored)
        recover();
    emit moved(outcomes, m_index.head());
}

void StreamWorker::read(quint64 ticket, const ReadQuery &query)
{
    m_pages.read(ticket, query);
}

void StreamWorker::erase(quint64 ticket, const EraseRequest &request)
{
    m_appends.insert([this, ticket, request](const Appends::Done &done) {
        m_erasing.erase(request, [this, ticket, done](const EraseOutcome &outcome) {
            m_facts.head = m_index.head();
            emit erased(ticket, outcome, m_facts);
            done();
        });
    });
    if (m_isOpen)
        m_appends.round();
}

//! Each event was overwritten when it was erased, so there is nothing left to do but to hear that
//! the servers are there.
void StreamWorker::scrub(quint64 ticket)
{
    m_appends.insert([this, ticket](const Appends::Done &done) {
        m_wire.ask({"$JS.API.STREAM.INFO." + m_subjects.stream, {}, {}},
                   [this, ticket, done](const Answer &answer) {
                       emit scrubbed(ticket, answer.has_value());
                       done();
                   });
    });
    if (m_isOpen)
        m_appends.round();
}

//! An idle broker shall know how the cluster is, and whether it hears all.
void StreamWorker::watch()
{
    if (std::exchange(m_isWatching, true))
        return;
    const Seq heard = m_index.head();
    m_wire.ask({"$JS.API.STREAM.INFO." + m_subjects.stream, {}, {}},
               [this, heard](const Answer &answer) {
                   m_isWatching = false;
                   if (answer)
                       handleWatched(StreamFacts::in(*answer), heard);
                   else
                       fail(answer.error().why);
               });
}

void StreamWorker::handleWatched(const StreamFacts &facts, Seq heard)
{
    lookForLosses(facts, heard);
    if (!m_condemned.isEmpty())
        return fail(m_condemned);
    if (facts.last <= m_index.head())
        m_progress.start();
    else if (m_progress.hasExpired(StalledAfterMs))
        catchUp(facts.last);
    const bool isForgiven = !m_lastRefusal.isValid() || m_lastRefusal.hasExpired(ForgiveAfterMs);
    if (isForgiven && !m_wire.isSilent())
        recover();
}

//! What was acknowledged and is there no more makes numbers that are given out again. A leader that
//! is new may for a moment say less than it has.
void StreamWorker::lookForLosses(const StreamFacts &facts, Seq heard)
{
    if (facts.created != m_opening.log.created)
        m_condemned = u"the stream was made anew: what was acknowledged before is not in it"_s;
    if (facts.last >= heard)
        m_shorter.invalidate();
    else if (!m_shorter.isValid())
        m_shorter.start();
    else if (m_shorter.hasExpired(ShorterForMs))
        m_condemned = u"the stream has lost what it had acknowledged: it ends at %1, not at %2"_s
                          .arg(facts.last)
                          .arg(heard);
}

//! Either nothing will come, since what is missing was erased meanwhile, or the library has lost
//! its way. The leader says which; a new one may have to be asked twice.
void StreamWorker::catchUp(Seq last)
{
    constexpr int NoMessage = 10037;
    m_progress.start();
    const Seq from = m_index.head();
    const QJsonObject question{{u"seq"_s, qint64(from + 1)},
                               {u"next_by_subj"_s, QString::fromLatin1(m_subjects.log)}};
    m_wire.ask({"$JS.API.STREAM.MSG.GET." + m_subjects.stream,
                {},
                QJsonDocument(question).toJson(QJsonDocument::Compact)},
               [this, last, from](const Answer &answer) {
                   const bool isEmpty = !answer && answer.error().code == NoMessage;
                   if (from != m_index.head())
                       return; // it has come meanwhile
                   if (!isEmpty)
                       return followAnew();
                   if (std::exchange(m_emptyFrom, from + 1) == from + 1)
                       skip(last);
               });
}

void StreamWorker::skip(Seq last)
{
    m_index.skipTo(last);
    m_heardAtOpening = m_opening.log.kept;
    tellWhenCaughtUp();
    m_appends.round();
}

void StreamWorker::followAnew()
{
    qCWarning(lcWorker) << "the stream is not heard any more: asking anew";
    const auto started = m_events.start(m_wire.connection(), m_subjects.stream, m_subjects.log,
                                        m_index.head() + 1);
    if (!started)
        fail(started.error());
}

void StreamWorker::fail(const QString &why)
{
    if (std::exchange(m_isFailing, true))
        return;
    qCCritical(lcWorker).noquote() << "storage fails:" << why;
    emit storageFailed(why);
}

void StreamWorker::recover()
{
    if (!m_condemned.isEmpty() || !std::exchange(m_isFailing, false))
        return;
    qCInfo(lcWorker) << "storage works again";
    emit storageRecovered();
}

void StreamWorker::close()
{
    m_isClosing = true;
    if (!m_isOpen)
        m_appends.giveUp();
    closeWhenIdle();
}

void StreamWorker::closeWhenIdle()
{
    if (!m_isClosing || !m_appends.isIdle() || !m_pages.isIdle())
        return;
    m_isClosing = false;
    release();
    emit closed();
}

void StreamWorker::release()
{
    m_watch.stop();
    m_wire.close(); // first: a consumer of a closed connection is not waited for
    m_events.stop();
    m_notes.stop();
    m_isOpen = false;
}

} // namespace sermo::store::nats
