// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/countedfigures.h"

#include "broker/protocol/eventframe.h"
#include "broker/server/figurestalk.h"

namespace sermo::test
{

CountedFigures::CountedFigures(const Clock &clock, const desk::DeskConfig &config)
    : m_clock(clock)
    , m_config(config)
    , m_live(config, figures::usualZone(config))
{
    advance();
}

void CountedFigures::take(const QList<QByteArray> &frames)
{
    for (const QByteArray &frame : frames) {
        const auto event = readDelivered(frame);
        if (event && event->seq > 0)
            m_live.take(*event);
    }
}

void CountedFigures::beginAt(qint64 ms)
{
    m_sinceMs = ms;
}

QList<int> CountedFigures::lastHour(const QueueId &queue, qint64) const
{
    return m_told.lastHours.value(queue);
}

void CountedFigures::advance()
{
    const QByteArray told
        = server::figurestalk::jsonOf(m_live, m_config, m_sinceMs, m_clock.now().wallMs);
    m_told = *model::BrokerFigures::read(told);
    emit changed();
}

} // namespace sermo::test
