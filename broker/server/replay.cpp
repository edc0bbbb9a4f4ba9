// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/replay.h"

#include "broker/server/peer.h"

namespace sermo::server
{

namespace
{

constexpr int PageSize = 200;
//! The rest of a page waits here, not in the peer's queue, where it would look like a slow reader.
constexpr qint64 Pause = 256 * 1024;

} // namespace

Replay::Replay(store::EventLog &log, Peer &peer, ReplayPlan plan, Wanted wanted, Routed routed,
               QObject *parent)
    : QObject(parent)
    , m_log(log)
    , m_peer(peer)
    , m_plan(std::move(plan))
    , m_wanted(std::move(wanted))
    , m_routed(std::move(routed))
    , m_cursor(m_plan.after)
{
    connect(&m_peer, &Peer::drained, this, &Replay::pump);
}

void Replay::start()
{
    if (isReadBySession())
        m_reel.emplace(m_log, *m_plan.sessions, m_plan.head);
    fetch();
}

//! A few sessions of a long log by themselves: the oldest may have begun long ago. Many of a short
//! one all at once.
bool Replay::isReadBySession() const
{
    return m_plan.sessions && !m_plan.user
        && Seq(m_plan.sessions->size()) * SessionReel::PageSize < m_plan.head - m_plan.after;
}

void Replay::fetch()
{
    const auto handler = [this](const store::Page &page) { handlePage(page); };
    m_reading = true;
    if (m_reel && m_cursor < m_plan.head)
        return m_reel->read(PageSize, this, handler);
    store::ReadQuery query;
    query.after = m_cursor;
    query.user = m_plan.user;
    query.withInternal = !m_plan.user;
    query.limit = PageSize;
    m_log.read(query, this, handler);
}

void Replay::handlePage(const store::Page &page)
{
    m_reading = false;
    if (page.failed) {
        emit failed();
        return;
    }
    m_page = page;
    m_next = 0;
    pump();
}

void Replay::pump()
{
    if (m_reading)
        return;
    while (m_next < m_page.events.size()) {
        if (m_peer.backlog() > Pause)
            return; // drained() brings us back
        const StoredEvent &event = m_page.events.at(m_next++);
        m_cursor = event.seq;
        if (isInPlan(event) && m_wanted(event))
            m_peer.send(Parcel::lasting(event.delivered()));
    }
    if (m_page.events.size() < PageSize)
        m_cursor = std::max(m_cursor, m_page.head); // nothing between matched
    if (m_cursor < m_routed())
        return fetch();
    // It is over: what the peer still has to send would otherwise wake us before we are deleted.
    m_peer.disconnect(this);
    emit caughtUp(m_cursor);
}

bool Replay::isInPlan(const StoredEvent &event) const
{
    if (!m_plan.sessions || event.seq > m_plan.head)
        return true;
    const auto found = m_plan.sessions->constFind(event.frame.user());
    return found != m_plan.sessions->cend() && event.seq >= *found;
}

} // namespace sermo::server
