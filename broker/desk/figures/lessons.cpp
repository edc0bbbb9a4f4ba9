// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/ledger.h"
#include "broker/desk/presence/point.h"

#include <algorithm>
#include <cmath>

namespace sermo::figures
{

std::optional<double> presenceBy(const EventFrame &frame, bool isHeld)
{
    switch (frame.type()) {
    case EventType::Start:
        return isHeld ? std::nullopt : std::optional(1.0);
    case EventType::ClaimSession:
        return 1;
    case EventType::Text:
        return isHeld || frame.direction() == Direction::Inbound ? std::optional(1.0)
                                                                 : std::nullopt;
    case EventType::ClientLeft:
        return 0;
    default:
        return std::nullopt;
    }
}

void Ledger::believe(Hold &hold, const StoredEvent &event)
{
    if (const auto presence = presenceBy(event.frame, true))
        believe(hold, event.receivedMs, *presence);
}

void Ledger::believe(Hold &hold, qint64 ms, double probability)
{
    const auto place = std::ranges::upper_bound(hold.beliefs, ms, {}, &Hold::Belief::ms);
    hold.beliefs.insert(place, {ms, int(std::lround(probability * 1e6))});
}

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
        believe(*hold, seenMs, point->probability);
    m_forecasts.append({event.frame.user(), contact.began.seq, contact.queue,
                        isHeld ? hold->agent : AgentId(), seenMs, contact.inHours, event.seq,
                        point->probability, point->came});
}

} // namespace sermo::figures
