// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/live.h"
#include "broker/protocol/clock.h"
#include "ui/model/brokerfigures.h"

namespace sermo::test
{

//! A dashboard's figures without a broker, by the broker's own way: what it is told is counted by
//! broker/desk/figures, made the answer of `/api/figures`, and read from that.
class CountedFigures final : public model::FiguresSource
{
    Q_OBJECT
public:
    explicit CountedFigures(const Clock &clock,
                            const desk::DeskConfig &config = desk::DeskConfig::defaults());

    void take(const QList<QByteArray> &frames); //!< as delivered; what only passes is no matter
    void beginAt(qint64 ms); //!< what was before is not known

    [[nodiscard]] const model::DayFigures &day() const override { return m_told.day; }
    [[nodiscard]] QList<int> lastHour(const QueueId &queue, qint64 nowMs) const override;
    void advance() override; //!< what was told is worked out now

private:
    const Clock &m_clock;
    const desk::DeskConfig m_config;
    figures::Live m_live;
    qint64 m_sinceMs = 0;
    model::BrokerFigures::Told m_told;
};

} // namespace sermo::test
