// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/streamworker.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

//! Looks at the streams twice a second: whether they are there, whole, and heard to their end.
namespace sermo::store::nats
{

using namespace Qt::StringLiterals;
Q_DECLARE_LOGGING_CATEGORY(lcWorker)

namespace
{

//! The library finds its way again within two seconds and a half.
constexpr qint64 StalledAfterMs = 4'000;
//! After so long without a refusal the stream is given another chance: whether it has room shows
//! only when something is written to it.
constexpr qint64 ForgiveAfterMs = 5'000;
//! So long a stream must seem shorter than what was heard of it.
constexpr qint64 ShorterForMs = 10'000;
//! So many events at most wait to be compared: the last ones heard before servers were lost.
constexpr size_t MostPinned = 4;

} // namespace

//! An idle broker shall know how the cluster is, and whether it hears all.
void StreamWorker::watch()
{
    if (m_watching == 0 || !m_wire.isConnected())
        pinTheLast();
    if (m_watching > 0)
        return;
    const Seq heard = m_index.head();
    askWhile({"$JS.API.STREAM.INFO." + m_subjects.stream, {}, {}},
             [this, heard](const Answer &answer) {
                 if (answer)
                     handleWatched(StreamFacts::in(*answer), heard);
                 else
                     fail(answer.error().why);
             });
    askWhile({"$JS.API.STREAM.INFO." + m_subjects.notesStream, {}, {}},
             [this](const Answer &answer) {
                 if (answer)
                     handleNotesWatched(StreamFacts::in(*answer));
                 else
                     fail(answer.error().why);
             });
    lookAtPinned();
}

//! As long as it is unanswered nothing else is watched.
void StreamWorker::askWhile(Outgoing question, std::function<void(const Answer &)> handler)
{
    ++m_watching;
    m_wire.ask(std::move(question), [this, handler = std::move(handler)](const Answer &answer) {
        --m_watching;
        handler(answer);
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
        askWhile({"$JS.API.STREAM.MSG.GET." + m_subjects.stream,
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
    } else if (m_notesProgress.hasExpired(StalledAfterMs)) {
        m_notesProgress.start();
        followNotesAnew();
    }
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
    tellWhenCaughtUp();
    if (m_isOpen)
        emit moved({}, m_index.head()); // the log ends there, though nobody says so
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

void StreamWorker::followNotesAnew()
{
    qCWarning(lcWorker) << "erasures are not heard any more: asking anew";
    const auto started = m_notes.start(m_wire.connection(), m_subjects.notesStream,
                                       m_subjects.notes, m_notesHeard + 1);
    if (!started)
        fail(started.error());
}

} // namespace sermo::store::nats
