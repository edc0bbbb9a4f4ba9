// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen, here or by another broker of the cluster, and what others append.
#include "broker/server/pipeline.h"

namespace sermo::server
{

void Pipeline::see(const desk::Sighting &sighting)
{
    if (m_hushed)
        return;
    emit saw(sighting);
    if (!m_isElsewhere || !m_isElsewhere(sighting))
        overhear(sighting);
}

void Pipeline::overhear(const desk::Sighting &sighting)
{
    if (m_hushed)
        return;
    follow(m_desk.saw(sighting, m_clock.now()));
    rearm();
}

//! What other brokers have appended moves this desk as it moves theirs.
void Pipeline::handleArrived(const QList<StoredEvent> &events)
{
    for (const StoredEvent &event : events) {
        emit folding(event.seq);
        const QList<desk::Emission> emissions = m_desk.committed(event, m_clock.now());
        emit arrived(event);
        follow(emissions);
        const UserId &user = event.frame.user();
        if (event.frame.direction() == Direction::Inbound
            && desk::isChannelUser(m_desk.table(), user))
            overhear(desk::seen::LinkUp{user, {}}); // as where it was appended
    }
    rearm();
}

//! What is to be done was wanted all the time: whoever acted before may not have come to it.
void Pipeline::handleLead(bool isLeading)
{
    if (!isLeading || m_hushed)
        return;
    follow(m_desk.askAnew(m_clock.now()));
    rearm();
}

} // namespace sermo::server
