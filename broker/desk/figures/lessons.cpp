// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/ledger.h"
#include "broker/desk/presence/point.h"

#include <cmath>

namespace sermo::figures
{

//! A point is stored when it is labelled, up to ten minutes after it was seen.
void Ledger::learn(const StoredEvent &event)
{
    const EventBody body = decode(event.frame);
    const auto point = presence::Point::fromEvent(std::get<event::PresencePoint>(body));
    const auto known = m_trails.constFind(event.frame.user());
    if (!point || known == m_trails.cend() || known->contact < 0)
        return;
    const qint64 seenMs = event.receivedMs - point->afterMs;
    const Contact &contact = m_contacts.at(known->contact);
    const bool isIts = seenMs >= contact.began.ms - 1000 // it is told in whole seconds
        && (contact.end == Contact::End::Open || seenMs <= contact.ended.ms);
    if (!isIts)
        return; // of a session before this one
    if (point->glimpse.isWaiting) {
        Visit *visit = visitOf(*known);
        const bool isInIt = visit && visit->entered.ms <= seenMs
            && (visit->end == Visit::End::Waiting || seenMs <= visit->left.ms);
        if (isInIt && (!visit->believed || visit->believedAt.ms <= seenMs)) {
            visit->believed = point->probability;
            visit->believedAt = {seenMs, event.seq};
        }
        return;
    }
    Hold *hold = known->hold < 0 ? nullptr : &m_holds[known->hold];
    const bool isHeld = hold && hold->covers(seenMs);
    if (isHeld)
        believe(*hold, seenMs, int(std::lround(point->probability * 1e6)));
    m_forecasts.append({event.frame.user(), contact.began.seq, contact.queue,
                        isHeld ? hold->agent : AgentId(), seenMs, contact.inHours, event.seq,
                        point->probability, point->came});
}

} // namespace sermo::figures
