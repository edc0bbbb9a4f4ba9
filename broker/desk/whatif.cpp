// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/whatif.h"

#include "broker/desk/presence/point.h"
#include "broker/desk/reasons.h"
#include "broker/desk/reduce.h"

#include <QSet>

#include <algorithm>

namespace sermo::desk
{

namespace
{

using allocation::Load;
using Stint = WhatIf::Stint;

constexpr qint64 Step = 1'000; // ms of the play
constexpr qint64 Sample = 5'000; // ms between two looks at the loads
constexpr qint64 UsualStay = 600'000; // ms, where nobody was ever served
constexpr Load Overload = Load::whole(3);

Load weightAt(const Stint &stint, qint64 afterMs)
{
    if (afterMs < allocation::FreshFor.count() || stint.weights.isEmpty())
        return Load::whole(1);
    const auto next = std::ranges::upper_bound(stint.weights, afterMs, {}, &Stint::Weight::afterMs);
    return next == stint.weights.cbegin() ? Load::whole(1) : std::prev(next)->load;
}

qint64 lengthOf(const Stint &stint)
{
    return *stint.releasedMs - *stint.givenMs;
}

bool isOpen(const Stint &stint, qint64 ms)
{
    return stint.givenMs && *stint.givenMs <= ms && ms < *stint.releasedMs;
}

//! Adds up one agent's load, looking each few seconds while he has anyone; says how often that was.
double lookAt(const QList<const Stint *> &had, WhatIf::Figures &figures)
{
    QSet<qint64> moments;
    for (const Stint *stint : had) {
        for (qint64 look = *stint->givenMs / Sample; look <= *stint->releasedMs / Sample; ++look)
            moments.insert(look * Sample);
    }
    double looks = 0;
    for (const qint64 ms : std::as_const(moments)) {
        int open = 0;
        Load sum;
        for (const Stint *stint : had) {
            if (!isOpen(*stint, ms))
                continue;
            ++open;
            sum += weightAt(*stint, ms - *stint->givenMs);
        }
        looks += open > 0 ? 1 : 0;
        figures.mostOpen = std::max(figures.mostOpen, open);
        figures.meanOpen += open;
        figures.meanSum += sum.value();
        figures.overloaded += sum > Overload ? 1 : 0;
    }
    return looks;
}

WhatIf::Figures figuresOf(const QList<Stint> &stints)
{
    WhatIf::Figures figures;
    QList<qint64> waits;
    QHash<AgentId, QList<const Stint *>> byAgent;
    for (const Stint &stint : stints) {
        if (!stint.givenMs) {
            ++figures.gaveUp;
            continue;
        }
        waits.append(*stint.givenMs - stint.enteredMs);
        byAgent[stint.agent].append(&stint);
    }
    figures.served = int(waits.size());
    if (waits.isEmpty())
        return figures;
    std::ranges::sort(waits);
    for (const qint64 wait : std::as_const(waits))
        figures.meanWait += double(wait) / 1000 / double(waits.size());
    figures.wait90 = double(waits.at(waits.size() * 9 / 10)) / 1000;

    double looks = 0;
    for (const auto &had : std::as_const(byAgent))
        looks += lookAt(had, figures);
    looks = std::max(looks, 1.0);
    figures.meanOpen /= looks;
    figures.meanSum /= looks;
    figures.overloaded /= looks;
    return figures;
}

} // namespace

// --- What the log tells --------------------------------------------------------------------------

void WhatIf::take(const StoredEvent &event)
{
    m_lastMs = std::max(m_lastMs, event.receivedMs);
    const UserId &user = event.frame.user();
    if (event.frame.type() == EventType::PresencePoint) {
        const EventBody body = decode(event.frame);
        if (const auto point = presence::Point::fromEvent(std::get<event::PresencePoint>(body)))
            m_model.learn(*point, event.receivedMs);
        return;
    }
    weigh(user, event.receivedMs);
    hear(event);
    const SessionChange change = reduce(m_table, m_config, event);
    if (change.agentChanged)
        noteStatus(event);
    if (change.moved)
        follow(change, event.receivedMs);
    weigh(user, event.receivedMs + 1);
}

void WhatIf::hear(const StoredEvent &event)
{
    const UserId &user = event.frame.user();
    if (user.isEmpty())
        return;
    if (!m_talks.contains(user))
        m_talks.insert(user, presence::Conversation(event.receivedMs));
    presence::Conversation &talk = m_talks[user];
    if (event.frame.type() == EventType::ClientLeft)
        talk.customerLeft(event.receivedMs);
    if (event.frame.type() != EventType::Text)
        return;
    const EventBody body = decode(event.frame);
    talk.wrote(event.receivedMs, event.frame.direction(), std::get<event::Text>(body));
}

void WhatIf::follow(const SessionChange &change, qint64 ms)
{
    const Session &session = *m_table.find(change.user);
    const auto known = m_current.constFind(change.user);
    Stint *last = known == m_current.cend() ? nullptr : &m_stints[*known];
    if (last && last->givenMs && !last->releasedMs && change.to != Stage::Assigned)
        last->releasedMs = ms;
    const bool waits = last && !last->givenMs && !last->leftMs;
    if (waits && change.to == Stage::Assigned) {
        last->agent = session.agent;
        last->givenMs = ms;
        m_weighedTo.insert(change.user, ms);
    } else if (waits && change.to != Stage::Queued) {
        last->leftMs = ms;
    }
    if (change.to == Stage::Queued && change.from != Stage::Queued) {
        m_current.insert(change.user, m_stints.size());
        Stint stint;
        stint.user = change.user;
        stint.queue = session.queue;
        stint.lineClass = int(session.lineClass);
        stint.enteredMs = ms;
        m_stints.append(stint);
    }
}

//! What the session has weighed until now: its probability in each bin of the silence.
void WhatIf::weigh(const UserId &user, qint64 ms)
{
    const auto known = m_current.constFind(user);
    if (known == m_current.cend() || !m_talks.contains(user))
        return;
    Stint &stint = m_stints[*known];
    if (!stint.givenMs || stint.releasedMs)
        return;
    const presence::Conversation &talk = m_talks[user];
    qint64 &from = m_weighedTo[user];
    const auto note = [&](qint64 at) {
        const double probability = m_model.probability(talk.at(at, presence::Link::Ok));
        stint.weights.append({at - *stint.givenMs, Load::of(probability)});
    };
    if (ms > from)
        note(from);
    for (const int edge : presence::BinEdges) {
        const qint64 at = talk.silentSince() + qint64(edge) * 1000;
        if (at > from && at < ms)
            note(at);
    }
    from = std::max(from, ms);
}

void WhatIf::noteStatus(const StoredEvent &event)
{
    const EventBody body = decode(event.frame);
    const auto &told = std::get<event::AgentStatus>(body);
    const bool isAvailable = told.status == status::Available;
    if (isAvailable && !m_since.contains(told.agent))
        m_since.insert(told.agent, event.receivedMs);
    if (!isAvailable && m_since.contains(told.agent))
        m_duties.append({told.agent, m_since.take(told.agent), event.receivedMs});
}

//! As they were said; an agent who never said anything was there from his first customer to his
//! last.
QList<WhatIf::Duty> WhatIf::duties() const
{
    QList<Duty> all = m_duties;
    for (auto it = m_since.cbegin(); it != m_since.cend(); ++it)
        all.append({it.key(), it.value(), m_lastMs});
    QHash<AgentId, Duty> silent;
    for (const Stint &stint : stints()) {
        if (!stint.givenMs || std::ranges::find(all, stint.agent, &Duty::agent) != all.cend())
            continue;
        Duty &duty = silent[stint.agent];
        duty.fromMs = duty.agent.isEmpty() ? *stint.givenMs : std::min(duty.fromMs, *stint.givenMs);
        duty.agent = stint.agent;
        duty.toMs = std::max(duty.toMs, *stint.releasedMs);
    }
    all += silent.values();
    return all;
}

QList<Stint> WhatIf::stints() const
{
    QList<Stint> all = m_stints;
    for (Stint &stint : all) {
        if (stint.givenMs && !stint.releasedMs)
            stint.releasedMs = m_lastMs;
        if (!stint.givenMs && !stint.leftMs)
            stint.leftMs = m_lastMs;
    }
    return all;
}

WhatIf::Figures WhatIf::asRecorded() const
{
    return figuresOf(stints());
}

// --- The play ------------------------------------------------------------------------------------

namespace
{

//! How long each one stays once he is given: as he did, or as customers usually did.
QList<qint64> staysOf(const QList<Stint> &stints)
{
    QList<qint64> known;
    for (const Stint &stint : stints) {
        if (stint.givenMs)
            known.append(lengthOf(stint));
    }
    std::ranges::sort(known);
    const qint64 usual = known.isEmpty() ? UsualStay : known.at(known.size() / 2);
    QList<qint64> stays;
    for (const Stint &stint : stints)
        stays.append(stint.givenMs ? lengthOf(stint) : usual);
    return stays;
}

} // namespace

//! One run through the day, second by second while anyone waits.
class WhatIf::Play
{
public:
    Play(QList<Stint> stints, QList<Duty> staff, const allocation::Limits &limits)
        : m_limits(limits)
        , m_staff(std::move(staff))
        , m_stays(staysOf(stints))
        , m_stints(std::move(stints))
    {
        for (Stint &stint : m_stints) {
            stint.givenMs.reset();
            stint.releasedMs.reset();
        }
    }

    QList<Stint> run(const SessionTable &table, qint64 toMs)
    {
        for (qint64 ms = 0; m_next < m_stints.size() || !m_line.isEmpty(); ms += Step) {
            if (m_line.isEmpty())
                ms = std::max(ms, m_stints.at(m_next).enteredMs);
            if (ms > toMs)
                break;
            queueUp(ms);
            giveOut(candidates(table, ms), ms);
        }
        return m_stints;
    }

private:
    void queueUp(qint64 ms)
    {
        while (m_next < m_stints.size() && m_stints.at(m_next).enteredMs <= ms)
            m_line.append(m_next++);
        m_line.removeIf([&](qsizetype place) {
            const auto left = m_stints.at(place).leftMs;
            return left && *left <= ms;
        });
        std::ranges::stable_sort(m_line, {},
                                 [&](qsizetype place) { return m_stints.at(place).lineClass; });
    }

    QList<allocation::Candidate> candidates(const SessionTable &table, qint64 ms)
    {
        QList<allocation::Candidate> all;
        for (const Duty &duty : m_staff) {
            if (ms < duty.fromMs || ms >= duty.toMs)
                continue;
            allocation::Candidate candidate;
            candidate.agent = duty.agent;
            candidate.limits = m_limits;
            candidate.queues = table.agents.value(duty.agent).queues;
            QList<qsizetype> &open = m_open[duty.agent];
            open.removeIf([&](qsizetype place) { return !isOpen(m_stints.at(place), ms); });
            for (const qsizetype place : std::as_const(open))
                candidate.sum += weightAt(m_stints.at(place), ms - *m_stints.at(place).givenMs);
            candidate.open = int(open.size());
            m_steadiness.note(duty.agent, candidate.sum, m_limits, allocation::Ms(ms));
            candidate.steadySince = m_steadiness.since(duty.agent);
            if (m_lastGiven.contains(duty.agent))
                candidate.lastGiven = m_lastGiven.value(duty.agent);
            all.append(candidate);
        }
        return all;
    }

    void giveOut(const QList<allocation::Candidate> &agents, qint64 ms)
    {
        QList<allocation::Waiting> waiting;
        for (const qsizetype place : std::as_const(m_line))
            waiting.append({UserId(QString::number(place)), m_stints.at(place).queue, {}, {}});
        for (const auto &outcome : allocation::allocate(waiting, agents, allocation::Ms(ms))) {
            if (outcome.agent.isEmpty())
                continue;
            const qsizetype place = outcome.user.value().toLongLong();
            Stint &stint = m_stints[place];
            stint.agent = outcome.agent;
            stint.givenMs = ms;
            stint.releasedMs = ms + m_stays.at(place);
            m_open[outcome.agent].append(place);
            m_lastGiven.insert(outcome.agent, allocation::Ms(ms));
            m_line.removeOne(place);
        }
    }

    const allocation::Limits m_limits;
    const QList<Duty> m_staff;
    const QList<qint64> m_stays; //!< by the place in m_stints
    QList<Stint> m_stints;
    allocation::Steadiness m_steadiness;
    QHash<AgentId, allocation::Ms> m_lastGiven;
    QHash<AgentId, QList<qsizetype>> m_open;
    QList<qsizetype> m_line;
    qsizetype m_next = 0;
};

WhatIf::Figures WhatIf::under(const allocation::Limits &limits) const
{
    return figuresOf(Play(stints(), duties(), limits).run(m_table, m_lastMs));
}

} // namespace sermo::desk
