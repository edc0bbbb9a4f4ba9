// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/allot.h"

#include "broker/desk/allocation/allocator.h"
#include "broker/desk/reasons.h"
#include "broker/desk/watching.h"

#include <algorithm>
#include <utility>

namespace sermo::desk
{

namespace
{

using allocation::Candidate;
using allocation::Load;
using allocation::Waiting;

//! How long who has handed a customer on is not given him again.
constexpr Ms HandedOnFor{60'000};

//! Who takes customers now, with what is on its way to him.
QList<Candidate> candidates(const DeskState &desk, Instant now)
{
    QList<Candidate> all;
    for (const AgentRecord &record : desk.table.agents) {
        if (record.status != status::Available || !desk.agents.isOpen(record.id))
            continue;
        const Burden burden = desk.watch.burdens.value(record.id);
        Candidate candidate;
        candidate.agent = record.id;
        candidate.limits = limitsOf(desk, record.id);
        candidate.sum = burden.sum;
        candidate.open = burden.open;
        candidate.steadySince = desk.watch.steadiness.since(record.id);
        candidate.queues = record.queues;
        if (const auto given = desk.lastGiven.constFind(record.id); given != desk.lastGiven.cend())
            candidate.lastGiven = *given;
        for (const DeskState::Giving &giving : desk.giving) {
            if (giving.agent != record.id || now.steady >= giving.at + AskAgain)
                continue;
            candidate.sum += Load::whole(1);
            ++candidate.open;
            candidate.lastGiven = giving.at;
        }
        all.append(std::move(candidate));
    }
    return all;
}

//! Goes through the lines and asks the allocator.
class Lines
{
public:
    Lines(const DeskState &desk, Instant now)
        : m_desk(desk)
        , m_now(now)
    {
    }

    //! No more of a line than may matter: as many as there are agents, and one more.
    void take(const QList<UserId> &line, qsizetype agents)
    {
        qsizetype anyones = 0;
        for (const UserId &user : line) {
            if (anyones > agents)
                return;
            const Session &session = *m_desk.table.find(user);
            const Beside beside = m_desk.beside.value(user);
            if (beside.parked || beside.isAsking(session.lastControl) || isOnItsWay(user))
                continue;
            const Waiting waiting = waitingOf(session, beside);
            anyones += waiting.keptFor.isEmpty() ? 1 : 0;
            m_waiting.append({{session.lineClass, session.enteredSeq}, waiting});
        }
    }

    [[nodiscard]] QList<Waiting> inOrder()
    {
        std::ranges::sort(m_waiting, {}, &Place::order);
        QList<Waiting> all;
        all.reserve(m_waiting.size());
        for (Place &place : m_waiting)
            all.append(std::move(place.waiting));
        return all;
    }

    [[nodiscard]] std::optional<Ms> due() const { return m_due; }

private:
    struct Place {
        std::pair<LineClass, Seq> order;
        Waiting waiting;
    };

    [[nodiscard]] bool isOnItsWay(const UserId &user)
    {
        const auto giving = m_desk.giving.constFind(user);
        const bool is = giving != m_desk.giving.cend() && m_now.steady < giving->at + AskAgain;
        if (is)
            m_due = earlier(m_due, giving->at + AskAgain);
        return is;
    }

    Waiting waitingOf(const Session &session, const Beside &beside)
    {
        Waiting waiting{session.user, session.queue, keptFor(m_desk, session, m_now), {}};
        if (!waiting.keptFor.isEmpty())
            m_due = earlier(m_due, beside.enteredAt + KeepPlace);
        const bool isHandedOn = session.enteredFrom == Stage::Assigned
            && session.lineClass == LineClass::Ordinary
            && m_now.steady < beside.enteredAt + HandedOnFor;
        if (isHandedOn) {
            waiting.handedOnBy = session.agent;
            m_due = earlier(m_due, beside.enteredAt + HandedOnFor);
        }
        return waiting;
    }

    const DeskState &m_desk;
    const Instant m_now;
    QList<Place> m_waiting;
    std::optional<Ms> m_due;
};

} // namespace

Allotment allot(const DeskState &desk, Instant now)
{
    if (!desk.config.allocate || desk.table.lines.isEmpty())
        return {};
    const QList<Candidate> agents = candidates(desk, now);
    Lines lines(desk, now);
    for (const QList<UserId> &line : desk.table.lines)
        lines.take(line, agents.size());
    Allotment allotment{allocation::allocate(lines.inOrder(), agents, now.steady), lines.due()};
    for (const allocation::Outcome &outcome : std::as_const(allotment.outcomes))
        allotment.due = earlier(allotment.due, outcome.due);
    return allotment;
}

} // namespace sermo::desk
