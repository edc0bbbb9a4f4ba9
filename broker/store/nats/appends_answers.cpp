// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/appends.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

//! How what was asked comes to an answer: in time, and in order.
namespace sermo::store::nats
{

using namespace Qt::StringLiterals;
using Kind = AppendOutcome::Kind;

void Appends::tick()
{
    const qint64 now = m_asker.nowMs();
    failLate(now);
    goOn(now);
    round();
}

//! From when it was asked, not from when it was sent: however much is before it, who asked waits no
//! longer than he was told.
void Appends::failLate(qint64 now)
{
    bool hasFailed = false;
    for (auto &[number, entry] : m_entries) {
        if (entry.isTask || entry.state == State::Answered)
            continue;
        if (entry.deadline > now)
            break; // those behind it were asked later
        fail(entry);
        hasFailed = true;
    }
    if (hasFailed)
        emit refused(u"the cluster has not taken events in time"_s);
}

void Appends::goOn(qint64 now)
{
    const auto takeWhen = [this](QSet<quint64> &numbers, auto isDue) {
        QList<quint64> due;
        for (const quint64 number : std::as_const(numbers)) {
            const auto found = m_entries.find(number);
            if (found == m_entries.end() || found->second.state != State::OnTheWay
                || isDue(found->second))
                due.append(number);
        }
        for (const quint64 number : std::as_const(due)) {
            numbers.remove(number);
            const auto found = m_entries.find(number);
            if (found == m_entries.end() || found->second.state != State::OnTheWay)
                continue;
            found->second.verdict = Verdict::None;
            judge(number, found->second);
        }
    };
    takeWhen(m_resting, [now](const Entry &entry) { return entry.again <= now; });
    // A number that was promised and does not come: who promised it may have died with it. By the
    // same name it is stored now, or found.
    takeWhen(m_verdicts,
             [this, now](const Entry &entry) { return entry.saidAt + m_answerMs <= now; });
}

void Appends::giveUp()
{
    for (auto &[number, entry] : m_entries) {
        if (!entry.isTask && entry.state != State::Answered)
            fail(entry);
    }
    m_verdicts.clear();
    m_resting.clear();
    start(); // the tasks
}

void Appends::fail(Entry &entry)
{
    if (entry.state == State::OnTheWay) {
        m_asker.drop(entry.question);
        return conclude(entry, Kind::Failed);
    }
    entry.state = State::Answered;
    entry.outcome = {entry.request.ticket, Kind::Failed, {}};
    m_bytes -= entry.request.frame.bytes().size();
}

void Appends::conclude(Entry &entry, Kind kind, Seq seq)
{
    entry.state = State::Answered;
    entry.outcome = {entry.request.ticket, kind, {}};
    entry.outcome.event.seq = seq;
    if (kind == Kind::Stored)
        entry.outcome.event = {seq, entry.receivedMs, entry.request.sender, entry.request.frame};
    m_bytes -= entry.request.frame.bytes().size();
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
                && !m_asker.wasRepeated(entry.question)))
            break;
        isPassing = true;
        ++at;
    }
    takeLower(outcomes);
    arrange(outcomes);
    if (!outcomes.isEmpty())
        emit answered(outcomes);
    return !outcomes.isEmpty();
}

//! None with a lower number than what is told now is told after it, whomever it waits for.
void Appends::takeLower(QList<AppendOutcome> &outcomes)
{
    Seq last = 0;
    for (const AppendOutcome &outcome : std::as_const(outcomes)) {
        if (outcome.kind == AppendOutcome::Kind::Stored)
            last = std::max(last, outcome.event.seq);
    }
    const auto end = last == 0 ? m_entries.begin() : m_entries.lower_bound(m_next);
    for (auto at = m_entries.begin(); at != end;) {
        const Entry &entry = at->second;
        const bool isLower = entry.state == State::Answered && entry.outcome.kind == Kind::Stored
            && entry.outcome.event.seq < last;
        if (isLower)
            outcomes.append(entry.outcome);
        at = isLower ? m_entries.erase(at) : std::next(at);
    }
}

//! Stored ones by number. What speaks of a number stays behind it, all else behind what it was
//! asked after.
void Appends::arrange(QList<AppendOutcome> &outcomes) const
{
    std::vector<std::pair<Seq, AppendOutcome>> placed;
    Seq last = 0;
    bool isSorted = true;
    for (const AppendOutcome &outcome : std::as_const(outcomes)) {
        const Seq seq = outcome.event.seq != 0 ? outcome.event.seq : last;
        isSorted = isSorted && (outcome.kind != Kind::Stored || seq >= last);
        if (outcome.kind == Kind::Stored)
            last = seq;
        placed.emplace_back(seq, outcome);
    }
    if (isSorted)
        return;
    std::ranges::stable_sort(placed, {}, &std::pair<Seq, AppendOutcome>::first);
    for (size_t i = 0; i < placed.size(); ++i)
        outcomes[qsizetype(i)] = placed[i].second;
}

} // namespace sermo::store::nats
