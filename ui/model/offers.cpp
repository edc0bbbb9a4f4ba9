// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/offers.h"

#include "broker/desk/deskstate.h"
#include "ui/model/presentedsession.h"

#include <algorithm>
#include <utility>

namespace sermo::model
{

using std::chrono::milliseconds;

Offers::Offers(const SessionStore &store, const Clock &clock, AgentId me, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_me(std::move(me))
{
    connect(&store, &SessionStore::sessionsChanged, this, &Offers::follow);
    connect(&store, &SessionStore::agentsChanged, this, &Offers::refreshToMe); // their names
}

std::optional<Offers::Made> Offers::made(const UserId &user) const
{
    const auto known = m_known.constFind(user);
    if (known == m_known.cend() || known->from != m_me || known->isPutAway)
        return std::nullopt;
    return Made{m_store.agentName(known->to), known->state, known->endsAt};
}

void Offers::advance()
{
    const auto now = m_clock.now().steady;
    QList<UserId> lapsed, unanswered;
    for (auto known = m_known.begin(); known != m_known.end(); ++known) {
        if (known->state != State::Waiting || now < known->endsAt)
            continue;
        known->state = State::Lapsed;
        if (known->to == m_me && !known->isPutAway)
            unanswered += known.key();
        lapsed += known.key();
    }
    if (lapsed.isEmpty())
        return;
    refreshToMe();
    for (const UserId &user : std::as_const(lapsed))
        emit madeChanged(user);
    for (const UserId &user : std::as_const(unanswered))
        emit missed(user);
}

void Offers::putAway(const UserId &user)
{
    const auto known = m_known.find(user);
    if (known == m_known.end())
        return;
    known->isPutAway = true;
    refreshToMe();
    emit madeChanged(user);
}

void Offers::follow(const QSet<UserId> &users)
{
    for (const UserId &user : users)
        followOne(user);
    refreshToMe();
}

void Offers::followOne(const UserId &user)
{
    const desk::Session *session = m_store.session(user);
    if (!session || session->stage != desk::Stage::Assigned || !session->offer) {
        finish(user, session);
        return;
    }
    const AgentId to = session->offer->to;
    if (to != m_me && session->agent != m_me)
        return;
    const OfferTold told = m_store.live(user).offer;
    const auto before = m_known.constFind(user);
    Known known = before == m_known.cend() ? Known() : *before;
    const bool isNew = before == m_known.cend() || known.seq != told.seq || known.to != to;
    if (isNew)
        known = {told.seq, session->agent, to, State::Waiting, endOf(*session), false};
    const bool isOver = m_clock.now().steady >= known.endsAt;
    if (told.isDeclined)
        known.state = State::Declined;
    else if (isNew && isOver)
        return; // long over when we came
    const bool changed = isNew || known.state != before->state;
    m_known.insert(user, known);
    if (changed)
        emit madeChanged(user);
    if (isNew && to == m_me && known.state == State::Waiting)
        emit arrived(user);
}

void Offers::finish(const UserId &user, const desk::Session *session)
{
    if (!m_known.contains(user))
        return;
    const Known known = m_known.take(user);
    emit madeChanged(user);
    if (session && session->stage == desk::Stage::Assigned && session->agent == known.to
        && known.from == m_me)
        emit accepted(user, known.to);
}

//! The broker's half minute. One heard as it was made began just now, whatever the two clocks say.
milliseconds Offers::endOf(const desk::Session &session) const
{
    const Instant now = m_clock.now();
    milliseconds gone{0};
    if (!m_store.live(session.user).offer.isFresh)
        gone = std::clamp(milliseconds(now.wallMs - session.offer->madeMs), milliseconds(0),
                          desk::OfferStands);
    return now.steady + desk::OfferStands - gone;
}

void Offers::refreshToMe()
{
    QList<OfferItem> items;
    for (auto known = m_known.cbegin(); known != m_known.cend(); ++known) {
        const desk::Session *session = m_store.session(known.key());
        if (known->to != m_me || known->state != State::Waiting || known->isPutAway || !session)
            continue;
        const LiveState live = m_store.live(known.key());
        items.append({known.key(), displayName(*session), m_store.agentName(known->from),
                      m_store.queueName(session->queue), live.offer.note, live.lastCustomerText,
                      known->endsAt});
    }
    std::ranges::sort(items, {},
                      [](const OfferItem &item) { return std::pair(item.endsAt, item.key); });
    m_toMe.become(items);
}

} // namespace sermo::model
