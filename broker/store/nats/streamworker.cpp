// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/streamworker.h"

#include "broker/store/nats/serverversion.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

Q_LOGGING_CATEGORY(lcWorker, "sermo.store.nats")

namespace
{

constexpr std::chrono::milliseconds TickEvery(50);

} // namespace

StreamWorker::StreamWorker(const ClusterOptions &options)
    : m_options(options)
    , m_subjects(options.stream.toLatin1())
    , m_wire(options)
    , m_appends(m_wire, m_index, m_subjects, options)
    , m_pages(m_wire, m_index, m_subjects, options.patience)
    , m_erasing(m_wire, m_index, m_subjects, options.patience)
    , m_events(this, [this](const std::vector<Message> &messages) { handleEvents(messages); })
    , m_notes(this, [this](const std::vector<Message> &messages) { handleNotes(messages); })
    , m_fetching(
          m_wire, m_subjects.stream, m_subjects.log,
          [this](Seq after, const QJsonObject &answer) { return takeFetched(after, answer); },
          [this](Seq after, Seq upTo) { handleNothing(after, upTo); })
    , m_watch(this)
    , m_tick(this)
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
    // Later: it is said from amidst what giving up changes.
    connect(&m_appends, &Appends::contradicted, this, &StreamWorker::condemn, Qt::QueuedConnection);
    connect(&m_appends, &Appends::idle, this, &StreamWorker::closeWhenIdle);
    connect(&m_pages, &Pages::pageRead, this, &StreamWorker::pageRead);
    connect(&m_pages, &Pages::idle, this, &StreamWorker::closeWhenIdle);
    setFetching(false);
    connect(&m_watch, &QTimer::timeout, this, &StreamWorker::watch);
    m_tick.setInterval(TickEvery);
    connect(&m_tick, &QTimer::timeout, this, &StreamWorker::tick);
}

void StreamWorker::open()
{
    const auto prepared = prepare();
    if (!prepared) {
        m_condemned = prepared.error(); // also for what is asked from now on
        m_appends.giveUp();
        release();
        emit openFailed(prepared.error());
        return;
    }
    m_progress.start();
    m_notesProgress.start();
    m_watch.start();
    m_tick.start();
    tellWhenCaughtUp();
}

Result<void, QString> StreamWorker::prepare()
{
    m_facts.warnings = versionWarnings(m_options.servers, int(m_options.connectWait.count()));
    for (const QString &warning : std::as_const(m_facts.warnings))
        qCWarning(lcWorker).noquote() << warning;
    if (m_wire.isLeft())
        return failure(u"closed while it was opened"_s);
    return m_wire.open()
        .and_then([this] { return prepareStreams(m_wire, m_subjects, m_options); })
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
    if (m_isOpen || !m_opening.log.isHeard(m_index.head(), m_heardAtOpening)
        || !m_opening.notes.isHeard(m_notesHeard, m_notesCount))
        return;
    m_index.skipTo(m_opening.log.last);
    m_isOpen = true;
    m_facts.head = m_index.head();
    emit opened(m_facts);
    m_tick.start(); // something may have been left to be emptied
    m_appends.start();
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
    if (m_condemned.isEmpty())
        m_tick.start();
    m_appends.round();
}

void StreamWorker::handleEvents(const std::vector<Message> &messages)
{
    for (const Message &message : messages)
        takeEvent(seqOf(message.get()), Incoming::read(message.get()));
    setFetching(false);
    tellTaken();
}

void StreamWorker::tellTaken()
{
    m_progress.start();
    if (!m_isOpen)
        return tellWhenCaughtUp();
    emit moved({}, m_index.head());
    if (m_isFollowing) // before the answers, of which the last may be what closing waits for
        emit heard(std::exchange(m_heard, {}), m_heardUpTo);
    m_appends.round();
}

//! Up to here all is learnt, and told to who follows.
Seq StreamWorker::taken() const
{
    return m_isFollowing ? std::min(m_heardUpTo, m_index.head()) : m_index.head();
}

//! It may come more than once: the library begins anew when it has to, and so do we.
void StreamWorker::takeEvent(Seq seq, Result<Incoming, QString> incoming)
{
    const bool isNew = seq > m_index.head();
    if (isNew && seq <= m_opening.log.last)
        ++m_heardAtOpening;
    if (incoming && !isNew && m_index.contradicts(*incoming))
        return condemn(
            u"the stream has lost what it had acknowledged: number %1 is another event"_s.arg(seq));
    const bool isToTell = m_isFollowing && seq > m_heardUpTo;
    m_heardUpTo = std::max(m_heardUpTo, seq);
    if (!incoming) {
        if (isNew)
            qCCritical(lcWorker).noquote() << incoming.error();
        return m_index.skipTo(seq);
    }
    const StoredEvent event = incoming->event;
    if (isNew)
        learn(*std::move(incoming));
    if (isToTell && m_index.isShown(seq))
        m_heard.append(event);
}

void StreamWorker::learn(Incoming incoming)
{
    const StreamIndex::Learnt learnt = m_index.learn(incoming);
    if (learnt == StreamIndex::Learnt::Forgotten && !m_isOpen)
        m_erasing.owe(incoming.event.seq); // as in apply(): notes and events come in any order
    m_appends.handleArrived(incoming, learnt);
    m_lastHeard = std::move(incoming);
}

//! What was learnt between opening and now was told to nobody, so it is heard again.
void StreamWorker::follow(Seq after)
{
    m_isFollowing = true;
    m_heardUpTo = after;
    if (m_index.head() <= after)
        return;
    const auto started = m_events.start(m_wire.connection(), m_subjects.stream, m_subjects.log,
                                        after + 1, Follower::Short);
    if (!started) // then it is fetched
        qCWarning(lcWorker).noquote() << started.error();
}

void StreamWorker::handleNotes(const std::vector<Message> &messages)
{
    for (const Message &message : messages) {
        const Seq seq = seqOf(message.get());
        if (seq <= m_notesHeard)
            continue;
        m_notesHeard = seq;
        ++m_notesCount;
        const ErasureNote note = ErasureNote::of(dataOf(message.get()));
        if (note.epoch == m_facts.epoch)
            apply(note);
        m_erasing.handleNote(seq);
    }
    m_notesProgress.start();
    tellWhenCaughtUp();
}

void StreamWorker::apply(const ErasureNote &note)
{
    for (const Seq seq : note.seqs) {
        if (!m_isOpen && m_index.isKept(seq))
            m_erasing.owe(seq); // it was there after all: whoever erased it has not come to an end
    }
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
    m_tick.start();
    m_pages.read(ticket, query);
}

void StreamWorker::erase(quint64 ticket, const EraseRequest &request)
{
    m_appends.insert([this, ticket, request](const Appends::Done &done) {
        const auto finish = [this, ticket, done](const EraseOutcome &outcome) {
            m_facts.head = m_index.head();
            emit erased(ticket, outcome, m_facts);
            done();
        };
        if (m_condemned.isEmpty())
            m_erasing.erase(request, finish);
        else
            finish({0, true}); // its numbers may be other events' by now
    });
    m_tick.start();
    m_appends.round();
}

//! Each event was overwritten when it was erased, so there is nothing left to do but to hear that
//! the servers are there.
void StreamWorker::scrub(quint64 ticket)
{
    m_appends.insert([this, ticket](const Appends::Done &done) {
        const auto finish = [this, ticket, done](bool ok) {
            emit scrubbed(ticket, ok);
            done();
        };
        if (!m_condemned.isEmpty())
            return finish(false);
        m_wire.ask({"$JS.API.STREAM.INFO." + m_subjects.stream, {}, {}},
                   [finish](const Answer &answer) { finish(answer.has_value()); });
    });
    m_tick.start();
    m_appends.round();
}

void StreamWorker::tick()
{
    m_appends.tick();
    m_pages.tick();
    const bool mayErase = m_isOpen && m_condemned.isEmpty();
    if (mayErase)
        m_erasing.tick();
    if (m_appends.isIdle() && m_pages.isIdle() && !(mayErase && !m_erasing.isIdle()))
        m_tick.stop();
}

void StreamWorker::fail(const QString &why)
{
    if (std::exchange(m_isFailing, true))
        return;
    qCCritical(lcWorker).noquote() << "storage fails:" << why;
    emit storageFailed(why);
}

//! Not while anything is unanswered: it would be said to fail again in the same moment.
void StreamWorker::recover()
{
    if (!m_condemned.isEmpty() || m_wire.isSilent() || !std::exchange(m_isFailing, false))
        return;
    qCInfo(lcWorker) << "storage works again";
    emit storageRecovered();
}

//! What was acknowledged is not what is there: nothing is added as if it were. Until a restart.
void StreamWorker::condemn(const QString &why)
{
    if (!m_condemned.isEmpty())
        return;
    m_condemned = why;
    fail(why);
    m_appends.giveUp();
}

void StreamWorker::close()
{
    m_isClosing = true;
    if (!m_isOpen && m_condemned.isEmpty())
        m_condemned = u"closed while it was opened"_s;
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
    m_tick.stop();
    // The library's threads may stand at a box that is full.
    m_events.shut();
    m_notes.shut();
    m_wire.close(); // first: a consumer of a closed connection is not waited for
    m_events.stop();
    m_notes.stop();
    m_isOpen = false;
}

} // namespace sermo::store::nats
