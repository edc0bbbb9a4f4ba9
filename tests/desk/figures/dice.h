// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/session.h"
#include "tests/desk/figures/play.h"

#include <QRandomGenerator>

namespace sermo::test
{

//! A log as a broker could have taken it: what the table forbids is not in it. By seeded dice.
class Dice
{
public:
    static const QStringList Agents, Queues;

    explicit Dice(quint32 seed)
        : m_dice(seed)
    {
    }

    //! So many events of a dozen customers, spread over that time.
    [[nodiscard]] QList<StoredEvent> roll(int count, qint64 fromMs, qint64 lengthMs);

private:
    [[nodiscard]] QString one(const QStringList &of);
    [[nodiscard]] bool isAllowed(const StoredEvent &event) const;
    [[nodiscard]] event::PresencePoint point();
    [[nodiscard]] StoredEvent any(Seq seq, qint64 ms, const QString &user);

    QRandomGenerator m_dice;
    desk::DeskConfig m_config = desk::DeskConfig::defaults();
    desk::SessionTable m_table;
};

} // namespace sermo::test
