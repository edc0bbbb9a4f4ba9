// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/hearsay.h"

namespace sermo::server
{

QList<EventFrame> Hearsay::take(const EventFrame &frame, Seq after, Seq told)
{
    if (isOld(frame, after))
        return {};
    if (after <= told)
        return {frame};
    if (qsizetype(m_held.size()) >= MostHeld)
        m_held.pop_front();
    m_held.push_back({frame, after});
    return {};
}

//! He has sent it meanwhile.
bool Hearsay::isOld(const EventFrame &frame, Seq after) const
{
    return frame.direction() == Direction::Inbound && frame.type() == EventType::TypingOn
        && m_said.value(frame.user()) > after;
}

QList<EventFrame> Hearsay::behind(const StoredEvent &event)
{
    if (event.frame.direction() == Direction::Inbound) {
        if (m_said.size() >= MostSaid)
            m_said.clear();
        m_said.insert(event.frame.user(), event.seq);
    }
    QList<EventFrame> due;
    std::deque<Held> later; // of several brokers, each in its own order
    for (Held &held : m_held) {
        if (held.after > event.seq)
            later.push_back(std::move(held));
        else if (!isOld(held.frame, held.after))
            due.append(held.frame);
    }
    m_held = std::move(later);
    return due;
}

} // namespace sermo::server
