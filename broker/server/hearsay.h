// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"

#include <QHash>
#include <QList>

#include <deque>

namespace sermo::server
{

//! What passes at other brokers comes by another way than the log, and may be here before what it
//! was said behind, or after what it was said before. Puts it in its place among the log's events.
//! A value.
class Hearsay
{
public:
    static constexpr qsizetype MostHeld = 4096; //!< beyond that the oldest are dropped
    static constexpr qsizetype MostSaid = 4096; //!< customers; beyond that all are forgotten

    //! It was said behind that number of the log, which has been told up to `told`. What is to be
    //! told now: it, or nothing yet.
    [[nodiscard]] QList<EventFrame> take(const EventFrame &frame, Seq after, Seq told);
    //! An event of the log is told: what waited for it.
    [[nodiscard]] QList<EventFrame> behind(const StoredEvent &event);

private:
    struct Held {
        EventFrame frame;
        Seq after = 0;
    };

    [[nodiscard]] bool isOld(const EventFrame &frame, Seq after) const;

    std::deque<Held> m_held;
    QHash<UserId, Seq> m_said; //!< by each customer lately: what he typed before is old
};

} // namespace sermo::server
