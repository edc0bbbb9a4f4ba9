// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/streamworker.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

//! Looks at the streams four times a second: whether they are there, whole, and heard to their end.
namespace sermo::store::nats
{

using namespace Qt::StringLiterals;
Q_DECLARE_LOGGING_CATEGORY(lcWorker)

namespace
{

constexpr std::chrono::milliseconds WatchEvery(250);
//! While no consumer brings anything: what customers write next waits for what they wrote before.
constexpr std::chrono::milliseconds FetchEvery(50);
//! What is missing at two looks, and nothing was heard between them.
constexpr qint64 StalledAfterMs = 300;
//! The library finds its way again within two seconds and a half, once there is one.
constexpr qint64 LostAfterMs = 10'000;
constexpr qint64 NotesLostAfterMs = 4'000;
//! So long the leader must say that what is missing is gone: a new one may not know it yet.
constexpr qint64 EmptyForMs = 4'000;
//! After so long without a refusal the stream is given another chance: whether it has room shows
//! only when something is written to it.
constexpr qint64 ForgiveAfterMs = 5'000;
//! So long a stream must seem shorter than what was heard of it.
constexpr qint64 ShorterForMs = 10'000;
//! So many events at most wait to be compared: the last ones heard before servers were lost.
constexpr size_t MostPinned = 4;

Outgoing infoOf(const QByteArray &stream)
{
    Outgoing question{"$JS.API.STREAM.INFO." + stream, {}, {}};
    question.isEager = true; // the first answer says that it goes on
    return question;
}

//! Names a question among those that are unanswered.
QByteArray nameOf(const Outgoing &question)
{
    return question.subject + ' ' + question.data;
}

} // namespace

//! An idle broker shall know how the cluster is, and whether it hears all. Each stream has a leader
//! of its own: one that has none keeps nobody from looking at the other.
void StreamWorker::watch()
{
    const Outgoing ofLog = infoOf(m_subjects.stream);
    if (!m_watching.contains(nameOf(ofLog)) || !m_wire.isConnected())
        pinTheLast();
    askOnce(ofLog, [this, heard = m_index.head()](const Answer &answer) {
        if (answer)
            handleWatched(StreamFacts::in(*answer), heard);
        else
            fail(answer.error().why);
    });
    askOnce(infoOf(m_subjects.notesStream), [this](const Answer &answer) {
        if (answer)
            handleNotesWatched(StreamFacts::in(*answer));
        else
            fail(answer.error().why);
    });
    lookAtPinned();
}

//! Nothing while the same is unanswered.
void StreamWorker::askOnce(Outgoing question, std::function<void(const Answer &)> handler)
{
    const QByteArray name = nameOf(question);
    if (m_watching.contains(name))
        return;
    m_watching.insert(name);
    m_wire.ask(std::move(question),
               [this, name, handler = std::move(handler)](const Answer &answer) {
                   m_watching.remove(name);
                   handler(answer);
               });
}

void StreamWorker::handleWatched(const StreamFacts &facts, Seq heard)
{
    lookForLosses(facts, heard);
    if (!m_condemned.isEmpty())
        return fail(m_condemned);
    if (m_fetched.isValid() && m_fetched.hasExpired(LostAfterMs))
        followAnew();
    if (facts.last <= taken())
        m_progress.start();
    else if (m_fetched.isValid() || m_progress.hasExpired(StalledAfterMs))
        catchUp(facts.last);
    const bool isForgiven = !m_lastRefusal.isValid() || m_lastRefusal.hasExpired(ForgiveAfterMs);
    if (isForgiven)
        recover();
}

//! What was acknowledged and is there no more makes numbers that are given out again. A leader that
//! is new may for a moment say less than it has.
void StreamWorker::lookForLosses(const StreamFacts &facts, Seq heard)
{
    if (facts.created != m_opening.log.created)
        condemn(u"the stream was made anew: what was acknowledged before is not in it"_s);
    if (facts.last >= heard)
        m_shorter.invalidate();
    else if (!m_shorter.isValid())
        m_shorter.start();
    else if (m_shorter.hasExpired(ShorterForMs))
        condemn(u"the stream has lost what it had acknowledged: it ends at %1, not at %2"_s
                    .arg(facts.last)
                    .arg(heard));
}

void StreamWorker::pinTheLast()
{
    std::erase_if(m_pinned, [this](const Incoming &one) { return !m_index.isKept(one.event.seq); });
    if (!m_lastHeard || !m_index.isKept(m_lastHeard->event.seq) || m_pinned.size() >= MostPinned)
        return;
    const auto isPinned
        = [this](const Incoming &one) { return one.event.seq == m_lastHeard->event.seq; };
    if (std::ranges::none_of(m_pinned, isPinned))
        m_pinned.push_back(*m_lastHeard);
}

//! A stream that lost its end and has grown again is as long as it was, and has other events there.
//! So what was last is asked for until it is seen to be what it was, whatever has come since.
void StreamWorker::lookAtPinned()
{
    const auto handle = [this](const Incoming &ours, const Answer &answer) {
        if (!answer)
            return; // erased, or its server knows less: the next look will tell
        const auto theirs = Incoming::inAnswer(*answer);
        if (!theirs || !theirs->isSame(ours))
            condemn(
                u"the stream has lost what it had acknowledged: number %1 is another event"_s.arg(
                    ours.event.seq));
        std::erase_if(m_pinned,
                      [&](const Incoming &one) { return one.event.seq == ours.event.seq; });
    };
    for (const Incoming &ours : std::as_const(m_pinned)) {
        const QJsonObject question{{u"seq"_s, qint64(ours.event.seq)}};
        askOnce({"$JS.API.STREAM.MSG.GET." + m_subjects.stream,
                 {},
                 QJsonDocument(question).toJson(QJsonDocument::Compact)},
                [ours, handle](const Answer &answer) { handle(ours, answer); });
    }
}

//! A note that is not heard would leave an erasure unknown here, and the one who asks for it
//! without an answer.
void StreamWorker::handleNotesWatched(const StreamFacts &facts)
{
    if (facts.isHeard(m_notesHeard, m_notesCount)) {
        m_notesProgress.start();
    } else if (m_notesProgress.hasExpired(NotesLostAfterMs)) {
        m_notesProgress.start();
        followNotesAnew();
    }
}

//! Either nothing will come, since what is missing was erased meanwhile, or the consumer is lost.
//! The leader says which, and gives what is there.
void StreamWorker::catchUp(Seq last)
{
    m_fetching.fetch(taken(), last);
}

void StreamWorker::setFetching(bool isFetching)
{
    const auto every = isFetching ? FetchEvery : WatchEvery;
    if (m_watch.intervalAsDuration() != every) // which begins anew by that
        m_watch.setInterval(every);
    if (!isFetching)
        m_fetched.invalidate();
    else if (!m_fetched.isValid())
        m_fetched.start();
}

Seq StreamWorker::takeFetched(Seq after, const QJsonObject &answer)
{
    if (after > taken())
        return taken(); // asked before somebody followed from further back
    setFetching(true);
    takeEvent(Seq(answer.value("message"_L1).toObject().value("seq"_L1).toInteger()),
              Incoming::inAnswer(answer));
    tellTaken();
    return taken();
}

//! One that leads since a moment ago may not know all that it has.
void StreamWorker::handleNothing(Seq after, Seq upTo)
{
    if (after != taken())
        return; // it has come meanwhile
    if (std::exchange(m_emptyFrom, after + 1) != after + 1)
        m_empty.start();
    else if (m_empty.hasExpired(EmptyForMs))
        skip(upTo);
}

void StreamWorker::skip(Seq last)
{
    m_index.skipTo(last);
    m_heardUpTo = std::max(m_heardUpTo, last);
    tellTaken(); // the log ends there, though nobody says so
}

void StreamWorker::followAnew()
{
    qCWarning(lcWorker) << "the stream is not heard any more: asking anew";
    setFetching(false);
    const auto started = m_events.start(m_wire.connection(), m_subjects.stream, m_subjects.log,
                                        taken() + 1, Follower::Short);
    if (!started)
        fail(started.error());
}

void StreamWorker::followNotesAnew()
{
    qCWarning(lcWorker) << "erasures are not heard any more: asking anew";
    const auto started = m_notes.start(m_wire.connection(), m_subjects.notesStream,
                                       m_subjects.notes, m_notesHeard + 1, Follower::Short);
    if (!started)
        fail(started.error());
}

} // namespace sermo::store::nats
