// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/routing.h"
#include "broker/server/router.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

//! What a connection hears before it is live: what it missed, then what is true now.
namespace sermo::server
{

ReplayPlan Router::plan(const desk::Sender &who, const ReplayRequest &request) const
{
    ReplayPlan plan;
    plan.head = m_routed;
    if (who.role == Role::Customer)
        plan.user = who.user;
    const bool isThisLog = request.epoch.isEmpty() || request.epoch == m_log.epoch();
    plan.reset = request.since && (!isThisLog || isTooOld(who, *request.since));
    if (plan.reset || (!request.since && request.openSessions))
        return planOpenSessions(who, plan);
    if (request.since && *request.since < m_routed) {
        plan.isNeeded = true;
        plan.after = *request.since;
    } else if (request.since && m_fellows) {
        plan.after = *request.since; // another broker told him what has not come here yet
    }
    return plan;
}

//! Whether something after this number was erased because its time was up. What is open is never
//! erased so: a customer who has heard the beginning of the session misses nothing.
bool Router::isTooOld(const desk::Sender &who, Seq since) const
{
    if (since >= m_log.expired())
        return false;
    const auto session = m_desk.table().sessionOf(who.user);
    return who.role != Role::Customer || !session || since + 1 < session->firstSeq;
}

ReplayPlan Router::planOpenSessions(const desk::Sender &who, ReplayPlan plan) const
{
    plan.after = m_routed;
    QHash<UserId, Seq> from;
    for (const desk::Session &session : m_desk.table().sessions) {
        if (!session.isOpen() || (plan.user && session.user != who.user))
            continue;
        from.insert(session.user, session.firstSeq);
        plan.after = std::min(plan.after, session.firstSeq - 1);
    }
    plan.isNeeded = !from.isEmpty();
    plan.sessions = from;
    return plan;
}

void Router::startReplay(Peer *peer, const ReplayPlan &plan)
{
    auto *replay = new Replay(
        m_log, *peer, plan, [this, peer](const StoredEvent &event) { return wants(peer, event); },
        [this] { return m_routed; }, peer);
    connect(replay, &Replay::caughtUp, this, [this, peer, replay](Seq cursor) {
        replay->deleteLater();
        goLive(peer, cursor);
    });
    connect(replay, &Replay::failed, peer,
            [peer] { peer->close(CloseCode::Draining, u"the log cannot be read now"_s); });
    replay->start();
}

//! What of the log a connection may hear again: what it would have heard, and what it said itself.
bool Router::wants(Peer *peer, const StoredEvent &event) const
{
    const desk::Sender &who = peer->identity();
    const SenderName owner = m_desk.table().ownerOf(event.frame.user());
    return event.sender == who.name
        || (desk::hears(who, event.frame.envelope(), owner)
            && m_audience.covers(peer, event.frame.envelope(),
                                 desk::placeOf(m_desk.table(), event.frame)));
}

void Router::goLive(Peer *peer, Seq cursor)
{
    const auto seat = m_seats.find(peer);
    if (seat == m_seats.end())
        return;
    seat->live = true;
    seat->cursor = cursor;
    const QList<EventFrame> owing = std::exchange(seat->owing, {});
    brief(peer);
    for (const EventFrame &frame : owing)
        peer->send(Parcel::passing(frame));
}

void Router::brief(Peer *peer)
{
    const desk::Sender &who = peer->identity();
    if (peer->isCustomer()) {
        const QList<EventFrame> frames = m_desk.briefing(who.user);
        for (const EventFrame &frame : frames)
            peer->send(Parcel::passing(frame));
    } else {
        m_briefings.begin(peer);
    }
    if (m_notice && hears(who, m_notice->envelope(), {}))
        peer->send(Parcel::passing(*m_notice));
}

} // namespace sermo::server
