// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/briefings.h"

#include "broker/desk/routing.h"
#include "broker/server/peer.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

constexpr auto UntilTheyRead = 20ms; //!< all are full: they are looked at again then

} // namespace

Briefings::Briefings(const desk::Desk &desk, const Audience &audience, const Clock &clock)
    : m_desk(desk)
    , m_audience(audience)
    , m_clock(clock)
{
    // A timer and no posted event: those that are posted meanwhile would be handled before any
    // socket is looked at.
    m_round.setSingleShot(true);
    m_round.callOnTimeout(this, &Briefings::advance);
}

void Briefings::begin(Peer *application)
{
    Turn turn{application, m_desk.present(), 0};
    if (turn.users.size() <= Slice) {
        tellSlice(turn);
        return;
    }
    m_line.append(turn);
    if (!m_round.isActive())
        m_round.start(0ms);
}

void Briefings::advance()
{
    m_line.removeIf([](const Turn &turn) { return !turn.peer || !turn.peer->isOpen(); });
    const auto ready = std::ranges::find_if(
        m_line, [](const Turn &turn) { return turn.peer->backlog() < Ahead; });
    const bool isAnyReady = ready != m_line.end();
    if (isAnyReady && tellSlice(*ready))
        m_line.erase(ready);
    if (!m_line.isEmpty())
        m_round.start(isAnyReady ? 0ms : UntilTheyRead);
}

bool Briefings::tellSlice(Turn &turn)
{
    const Instant now = m_clock.now();
    tell(turn.peer, m_desk.briefing(turn.users.mid(turn.next, Slice), now));
    turn.next += Slice;
    if (turn.next < turn.users.size())
        return false;
    tell(turn.peer, m_desk.briefingOfHouse(now));
    return true;
}

void Briefings::tell(Peer *peer, const QList<EventFrame> &frames) const
{
    const desk::Sender &who = peer->identity();
    for (const EventFrame &frame : frames) {
        if (desk::hears(who, frame.envelope(), m_desk.table().ownerOf(frame.user()))
            && m_audience.covers(peer, frame.envelope(), desk::placeOf(m_desk.table(), frame)))
            peer->send(Parcel::passing(frame));
    }
}

} // namespace sermo::server
