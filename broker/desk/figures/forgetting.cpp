// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/ledger.h"

#include <QSet>

#include <utility>

namespace sermo::figures
{

namespace
{

//! Takes out what is not kept; gives where each of the rest has moved to, -1 for what went.
template <typename Record, typename Kept>
QList<qsizetype> thinOut(QList<Record> &records, Kept kept)
{
    QList<qsizetype> moved(records.size(), -1);
    qsizetype to = 0;
    for (qsizetype from = 0; from < records.size(); ++from) {
        if (!kept(records.at(from)))
            continue;
        moved[from] = to;
        if (from != to)
            records[to] = std::move(records[from]);
        ++to;
    }
    records.resize(to);
    return moved;
}

void moveTo(qsizetype &index, const QList<qsizetype> &moved)
{
    index = index < 0 ? index : moved.at(index);
}

} // namespace

void Ledger::forget(const UserId &user)
{
    for (const Hold &hold : std::as_const(m_holds)) {
        for (const qint64 minute : hold.minutes) {
            if (hold.user == user)
                --m_deeds[{hold.agent, minute}];
        }
    }
    const auto isAnothers = [&](const auto &record) { return record.user != user; };
    thin(isAnothers, isAnothers, isAnothers);
    m_answers.removeIf([&](const Answer &answer) { return answer.user == user; });
    m_forecasts.removeIf([&](const Forecast &forecast) { return forecast.user == user; });
    m_trails.remove(user);
    m_table.forget(user);
}

void Ledger::dropBefore(qint64 ms)
{
    thin([ms](const Contact &one) { return one.end == Contact::End::Open || one.ended.ms >= ms; },
         [ms](const Visit &one) { return one.end == Visit::End::Waiting || one.left.ms >= ms; },
         [ms](const Hold &one) { return one.end == Hold::End::Open || one.released.ms >= ms; });
    m_answers.removeIf([ms](const Answer &one) { return one.answered.ms < ms; });
    m_forecasts.removeIf([ms](const Forecast &one) { return one.ms < ms; });
    m_trails.removeIf([](const auto &trail) { return trail->contact < 0; });
    dropDeeds(ms / 60'000);
    const QList<qsizetype> duties
        = thinOut(m_duties, [ms](const Duty &duty) { return duty.toMs >= ms; });
    for (qsizetype &duty : m_onDuty)
        moveTo(duty, duties);
}

//! What is kept says how a minute is shared, also with sessions that are over and gone.
void Ledger::dropDeeds(qint64 before)
{
    QSet<std::pair<AgentId, qint64>> kept;
    for (const Hold &hold : std::as_const(m_holds)) {
        for (const qint64 minute : hold.minutes) {
            if (minute < before)
                kept.insert({hold.agent, minute});
        }
    }
    m_deeds.removeIf(
        [&](const auto &deed) { return deed.key().second < before && !kept.contains(deed.key()); });
}

template <typename KeptContact, typename KeptVisit, typename KeptHold>
void Ledger::thin(KeptContact contact, KeptVisit visit, KeptHold hold)
{
    const QList<qsizetype> contacts = thinOut(m_contacts, contact);
    const QList<qsizetype> visits = thinOut(m_visits, visit);
    const QList<qsizetype> holds = thinOut(m_holds, hold);
    for (Trail &trail : m_trails) {
        moveTo(trail.contact, contacts);
        moveTo(trail.visit, visits);
        moveTo(trail.hold, holds);
        moveTo(trail.done, holds);
    }
}

} // namespace sermo::figures
