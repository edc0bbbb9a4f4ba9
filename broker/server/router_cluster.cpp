// SPDX-License-Identifier: GPL-3.0-or-later
// What the router hears of the other brokers that share its log.
#include "broker/server/router.h"

using namespace Qt::StringLiterals;

namespace sermo::server
{

void Router::joinCluster(store::Cluster &cluster)
{
    m_fellows = std::make_unique<Fellows>(cluster, m_clock, nullptr);
    Fellows *fellows = m_fellows.get();
    connect(&m_pipeline, &Pipeline::arrived, this, &Router::handleArrived);
    connect(&m_pipeline, &Pipeline::saw, fellows,
            [fellows](const desk::Sighting &sighting) { fellows->tell(sighting); });
    connect(&m_pipeline, &Pipeline::passedHere, fellows,
            [this, fellows](const EventFrame &frame) { fellows->tell(frame, m_routed); });
    m_pipeline.setElsewhere(
        [fellows](const desk::Sighting &sighting) { return fellows->isElsewhere(sighting); });
    connect(fellows, &Fellows::seen, &m_pipeline, &Pipeline::overhear);
    connect(fellows, &Fellows::passed, this, [this](const EventFrame &frame, Seq after) {
        tellPassing(m_hearsay.take(frame, after, m_routed));
    });
    m_sealings.joinCluster(*fellows, cluster);
}

void Router::handleArrived(const StoredEvent &event)
{
    m_routed = event.seq;
    tell(
        event.frame, nullptr, [&event] { return Parcel::lasting(event.delivered()); }, event.seq);
    tellAfter(event);
}

void Router::tellPassing(const QList<EventFrame> &frames)
{
    for (const EventFrame &frame : frames)
        tellPassed(frame, nullptr);
}

} // namespace sermo::server
