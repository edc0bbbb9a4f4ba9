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
constexpr int MaxTries = 200; // others' events got in between: as many at one customer are no talk

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

Appends::Appends(Wire &wire, StreamIndex &index, const Subjects &subjects)
    : m_wire(wire)
    , m_index(index)
    , m_subjects(subjects)
    , m_writer(QUuid::createUuid().toByteArray(QUuid::Id128))
{
}

void Appends::append(const AppendRequest &request, qint64 receivedMs)
{
    Entry &entry = m_entries[++m_last];
    entry.request = request;
    entry.receivedMs = receivedMs;
    entry.key = keyOf(request.sender, request.frame.id());
}

void Appends::insert(Task task)
{
    m_entries[++m_last].task = std::move(task);
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

void Appends::giveUp()
{
    std::erase_if(m_entries, [](const auto &numbered) { return bool(numbered.second.task); });
    for (auto &[number, entry] : m_entries) {
        entry.state = State::Answered;
        entry.outcome = {entry.request.ticket, Kind::Failed, {}};
    }
    m_next = m_last + 1;
    (void)tell();
}

void Appends::pump()
{
    for (auto at = m_entries.lower_bound(m_next); at != m_entries.end();
         at = m_entries.lower_bound(m_next)) {
        const quint64 number = at->first;
        if (isBlocked(number, at->second))
            return;
        m_next = number + 1;
        begin(number, at->second);
    }
}

bool Appends::isBlocked(quint64 number, const Entry &entry) const
{
    if (entry.task)
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
    if (entry.task) {
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
    entry.question = m_wire.ask(messageOf(number, entry), [this, number](const Answer &answer) {
        handleAnswer(number, answer);
        round();
    });
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
            {"Nats-Expected-Last-Subject-Sequence",
             QByteArray::number(m_index.lastOnControlSubject(request.frame.user()))});
    else if (request.condition)
        message.headers.append({"Nats-Expected-Last-Sequence", QByteArray::number(m_index.head())});
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
    } else {
        conclude(entry, Kind::Failed);
        emit refused(answer.error().why);
        return;
    }
    m_verdicts.insert(number);
}

void Appends::handleArrived(const Incoming &incoming)
{
    if (!incoming.writer.startsWith(m_writer))
        return;
    const quint64 number = incoming.writer.mid(m_writer.size() + 1).toULongLong();
    const auto found = m_entries.find(number);
    if (found == m_entries.end() || found->second.state != State::OnTheWay)
        return; // given up, and stored all the same
    m_wire.drop(found->second.question);
    conclude(found->second, Kind::Stored, incoming.event.seq);
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
        return judge(number, entry);
    case Verdict::Duplicate:
        if (entry.key.isEmpty())
            return conclude(entry, Kind::Stored, entry.known); // of ours, and came before
        if (m_index.find(entry.key) != 0)
            return judge(number, entry);
        // Servers remember an id for two minutes, also of an event that was erased meanwhile.
        ++entry.suffix;
        return publish(number, entry);
    case Verdict::Taken:
        // We know that number as another event's, or as an erased one's.
        conclude(entry, Kind::Failed);
        emit refused(u"the stream has given number %1 to two events"_s.arg(entry.known));
        return;
    case Verdict::None:
        break;
    }
}

void Appends::conclude(Entry &entry, Kind kind, Seq seq)
{
    entry.state = State::Answered;
    entry.outcome = {entry.request.ticket, kind, {}};
    entry.outcome.event.seq = seq;
    if (kind == Kind::Stored)
        entry.outcome.event = {seq, entry.receivedMs, entry.request.sender, entry.request.frame};
    --m_onTheWay;
    m_busyUsers.remove(entry.request.frame.user());
    m_busyKeys.remove(entry.key);
}

//! In the order they were asked. But what is sent again may be stored behind what was asked after
//! it; that one is not held back then, since readers take the number they heard last for the end of
//! what they heard.
bool Appends::tell()
{
    QList<AppendOutcome> outcomes;
    bool isPassing = false;
    for (auto at = m_entries.begin(); at != m_entries.end();) {
        const Entry &entry = at->second;
        const bool isStored = entry.outcome.kind == Kind::Stored;
        if (entry.state == State::Answered && (!isPassing || isStored)) {
            outcomes.append(entry.outcome);
            at = m_entries.erase(at);
            continue;
        }
        if (entry.state == State::Waiting
            || (entry.state == State::OnTheWay && entry.tries < 2
                && !m_wire.wasRepeated(entry.question)))
            break;
        isPassing = true;
        ++at;
    }
    QList<StoredEvent> stored;
    for (const AppendOutcome &outcome : std::as_const(outcomes)) {
        if (outcome.kind == Kind::Stored)
            stored.append(outcome.event);
    }
    if (!std::ranges::is_sorted(stored, {}, &StoredEvent::seq))
        std::ranges::stable_sort(outcomes, {}, [](const AppendOutcome &outcome) {
            return outcome.kind == Kind::Stored ? outcome.event.seq : 0;
        });
    if (!outcomes.isEmpty())
        emit answered(outcomes);
    return !outcomes.isEmpty();
}

} // namespace sermo::store::nats
