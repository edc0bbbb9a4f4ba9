// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/appends.h"

#include "broker/store/appendrules.h"
#include "broker/store/nats/streammessage.h"

#include <QRegularExpression>
#include <QUuid>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

using Kind = AppendOutcome::Kind;

namespace
{

constexpr int WrongLastSequence = 10071;
//! The same of newer servers while somebody else's is on its way: they do not say which.
constexpr int WrongLastSequenceUnsaid = 10164;
constexpr int MaxTries = 200; // others' events got in between: as many at one customer are no talk
//! Between two tries of which the second knows no more than the first.
constexpr qint64 ShortestRestMs = 10;
constexpr qint64 LongestRestMs = 250;

//! "wrong last sequence: 17": what it should have been.
Seq numberIn(const QString &why)
{
    static const QRegularExpression digits(u"(\\d+)\\s*$"_s);
    return digits.match(why).captured(1).toULongLong();
}

bool isOnItsOwnUser(const AppendRequest &request)
{
    return request.condition && request.condition->user == request.frame.user();
}

} // namespace

Appends::Appends(Asker &asker, StreamIndex &index, const Subjects &subjects,
                 const ClusterOptions &options)
    : m_asker(asker)
    , m_index(index)
    , m_subjects(subjects)
    , m_patienceMs(options.patience.count())
    , m_answerMs(options.answerWait.count())
    , m_writer(QUuid::createUuid().toByteArray(QUuid::Id128))
{
}

void Appends::append(const AppendRequest &request, qint64 receivedMs)
{
    Entry &entry = m_entries[++m_last];
    if (qsizetype(m_entries.size()) > MaxWaiting
        || m_bytes + request.frame.bytes().size() > MaxBytes) {
        // In its place, but without its bytes.
        entry.state = State::Answered;
        entry.outcome = {request.ticket, Kind::Failed, {}};
        return;
    }
    entry.request = request;
    entry.receivedMs = receivedMs;
    entry.deadline = m_asker.nowMs() + m_patienceMs;
    entry.key = keyOf(request.sender, request.frame.id());
    m_bytes += request.frame.bytes().size();
}

void Appends::insert(Task task)
{
    Entry &entry = m_entries[++m_last];
    entry.isTask = true;
    entry.task = std::move(task);
}

void Appends::start()
{
    m_isStarted = true;
    round();
}

void Appends::round()
{
    do {
        settle();
        pump();
    } while (tell()); // which may have made way
    if (isIdle())
        emit idle();
}

void Appends::pump()
{
    if (!m_isStarted)
        return;
    for (auto at = m_entries.lower_bound(m_next); at != m_entries.end();
         at = m_entries.lower_bound(m_next)) {
        const quint64 number = at->first;
        if (at->second.state == State::Answered) {
            m_next = number + 1; // it has failed before its turn
            continue;
        }
        if (isBlocked(number, at->second))
            return;
        m_next = number + 1;
        begin(number, at->second);
    }
}

bool Appends::isBlocked(quint64 number, const Entry &entry) const
{
    if (entry.isTask)
        return number != m_entries.begin()->first;
    const auto &condition = entry.request.condition;
    return m_isTaskRunning || m_onTheWay >= MaxOnTheWay
        || m_busyUsers.contains(entry.request.frame.user()) || m_busyKeys.contains(entry.key)
        || (condition && m_busyUsers.contains(condition->user))
        // Judged by the whole stream, so nothing of ours may move it meanwhile.
        || (condition && !isOnItsOwnUser(entry.request) && m_onTheWay > 0);
}

void Appends::begin(quint64 number, Entry &entry)
{
    entry.state = State::OnTheWay;
    if (entry.isTask) {
        m_isTaskRunning = true;
        const Task task = std::move(entry.task);
        return task([this, number] {
            m_isTaskRunning = false;
            m_entries.erase(number);
            round();
        });
    }
    ++m_onTheWay;
    m_busyUsers.insert(entry.request.frame.user());
    if (!entry.key.isEmpty())
        m_busyKeys.insert(entry.key);
    judge(number, entry);
}

void Appends::judge(quint64 number, Entry &entry)
{
    const auto &condition = entry.request.condition;
    if (const Seq known = m_index.find(entry.key))
        conclude(entry, Kind::Known, known);
    else if (entry.request.kind == AppendRequest::Kind::LookUp)
        conclude(entry, Kind::NotFound);
    else if (condition && m_index.lastControl(condition->user) != condition->lastControl)
        conclude(entry, Kind::Stale, m_index.lastControl(condition->user));
    else
        publish(number, entry);
}

void Appends::publish(quint64 number, Entry &entry)
{
    if (++entry.tries > MaxTries) {
        conclude(entry, Kind::Failed);
        emit refused(u"the stream is never as it was when asked"_s);
        return;
    }
    entry.expected = expectedBy(entry);
    entry.question = m_asker.ask(messageOf(number, entry), [this, number](const Answer &answer) {
        handleAnswer(number, answer);
        round();
    });
}

//! The number after which the servers shall put it, and no other.
Seq Appends::expectedBy(const Entry &entry) const
{
    if (!isOnItsOwnUser(entry.request))
        return m_index.head();
    return std::max(m_index.lastOnControlSubject(entry.request.frame.user()), entry.emptied);
}

Outgoing Appends::messageOf(quint64 number, const Entry &entry) const
{
    const AppendRequest &request = entry.request;
    const QByteArray writer = m_writer + '.' + QByteArray::number(number);
    Outgoing message;
    const bool isControl = movesSession(request.frame) || isOnItsOwnUser(request);
    message.subject = m_subjects.of(request.frame, isControl);
    message.headers = headersOf(request.sender, entry.receivedMs, writer);
    message.data = request.frame.bytes();
    QByteArray id = entry.key.isEmpty() ? writer : entry.key.toHex();
    if (entry.suffix > 0)
        id += '.' + QByteArray::number(entry.suffix);
    message.headers.append({"Nats-Msg-Id", id});
    message.headers.append({"Nats-Expected-Stream", m_subjects.stream});
    if (isOnItsOwnUser(request))
        message.headers.append(
            {"Nats-Expected-Last-Subject-Sequence", QByteArray::number(entry.expected)});
    else if (request.condition)
        message.headers.append({"Nats-Expected-Last-Sequence", QByteArray::number(entry.expected)});
    return message;
}

void Appends::handleAnswer(quint64 number, const Answer &answer)
{
    const auto found = m_entries.find(number);
    if (found == m_entries.end() || found->second.state != State::OnTheWay)
        return;
    Entry &entry = found->second;
    if (answer) {
        entry.verdict
            = answer->value("duplicate"_L1).toBool() ? Verdict::Duplicate : Verdict::Taken;
        entry.known = Seq(answer->value("seq"_L1).toInteger());
    } else if (answer.error().code == WrongLastSequence) {
        entry.verdict = Verdict::Conflict;
        entry.known = numberIn(answer.error().why);
    } else if (answer.error().code == WrongLastSequenceUnsaid) {
        entry.verdict = Verdict::Conflict;
        entry.known = 0;
    } else {
        conclude(entry, Kind::Failed);
        emit refused(answer.error().why);
        return;
    }
    entry.saidAt = m_asker.nowMs();
    m_verdicts.insert(number);
}

void Appends::handleArrived(const Incoming &incoming, StreamIndex::Learnt learnt)
{
    if (!incoming.writer.startsWith(m_writer))
        return;
    const quint64 number = incoming.writer.mid(m_writer.size() + 1).toULongLong();
    const auto found = m_entries.find(number);
    if (found == m_entries.end() || found->second.state != State::OnTheWay)
        return; // given up, and stored all the same
    Entry &entry = found->second;
    m_asker.drop(entry.question);
    if (learnt == StreamIndex::Learnt::Twice)
        conclude(entry, Kind::Known, m_index.find(entry.key));
    else // also when it has been erased since
        conclude(entry, Kind::Stored, incoming.event.seq);
}

void Appends::settle()
{
    const QSet<quint64> numbers = m_verdicts;
    for (const quint64 number : numbers) {
        const auto found = m_entries.find(number);
        if (found == m_entries.end() || found->second.state != State::OnTheWay)
            m_verdicts.remove(number);
        else if (found->second.known <= m_index.head())
            settle(number, found->second);
    }
}

//! We have heard all that the servers had when they said so.
void Appends::settle(quint64 number, Entry &entry)
{
    m_verdicts.remove(number);
    switch (std::exchange(entry.verdict, Verdict::None)) {
    case Verdict::Conflict:
        return reconsider(number, entry);
    case Verdict::Duplicate:
        if (entry.key.isEmpty())
            return conclude(entry, Kind::Stored, entry.known); // of ours, and came before
        if (m_index.find(entry.key) != 0)
            return judge(number, entry);
        // Servers remember an id for two minutes, also of an event that was erased meanwhile.
        ++entry.suffix;
        return publish(number, entry);
    case Verdict::Taken: {
        if (!m_index.isKept(entry.known)) // stored, and erased by another before we heard it
            return conclude(entry, Kind::Stored, entry.known);
        const QString why = u"the stream has given number %1 to two events"_s.arg(entry.known);
        conclude(entry, Kind::Failed);
        emit refused(why);
        emit contradicted(why);
        return;
    }
    case Verdict::None:
        break;
    }
}

//! The servers name another number than we did. What they name may be erased by all brokers'
//! knowledge and not emptied yet; or it is emptied, and we shall hear so; or it is on its way.
void Appends::reconsider(quint64 number, Entry &entry)
{
    const bool isEmptied = entry.known != 0 && !m_index.isKept(entry.known);
    entry.emptied = isEmptied && isOnItsOwnUser(entry.request) ? entry.known : 0;
    if (expectedBy(entry) != entry.expected)
        return judge(number, entry);
    const int doublings = std::min(entry.tries - 1, 5);
    entry.again
        = m_asker.nowMs() + std::min(ShortestRestMs << std::max(doublings, 0), LongestRestMs);
    m_resting.insert(number);
}

} // namespace sermo::store::nats
