// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "broker/desk/figures/live.h"

#include <QMap>

namespace sermo::server
{

//! The desk as the log tells it up to an event: who was where, with what probability by the stored
//! points, what the forecast was worth, who asked for help, what was given to whom, and the day's
//! figures until then; not what only passed, as trouble with the storage. Told all events in order.
//! A value: a copy is the desk as it was, to go on from; copies share what neither has changed. No
//! thread, no file, and nothing of sockets: the log has none.
class Hindsight
{
public:
    explicit Hindsight(const desk::DeskConfig &config);

    void take(const StoredEvent &event);

    [[nodiscard]] Seq lastSeq() const { return m_desk.table().lastSeq; }
    [[nodiscard]] qint64 lastMs() const { return m_lastMs; } //!< of the last event; 0: none
    //! How it was at that moment, at or after the last event, as `/api/moment` says it:
    //! `{"at","seq","sessions":{USERID:SEQ},"figures":{…},"frames":[…]}`. The frames are what a
    //! desk that had connected then would have been told.
    [[nodiscard]] QByteArray tell(qint64 ms) const;

private:
    void noteBeginning(const StoredEvent &event);
    void notePresence(const StoredEvent &event);
    void noteHand(const StoredEvent &event, const AgentId &holder);
    [[nodiscard]] AgentId holderOf(const UserId &user) const; //!< empty: nobody has him
    [[nodiscard]] QByteArrayList frames(qint64 ms) const;

    desk::Desk m_desk;
    figures::Live m_live;
    QHash<UserId, double> m_presence; //!< of who has an open session
    QMap<UserId, QList<StoredEvent>> m_beginnings; //!< of open sessions: their first, and `start`
    QMap<UserId, StoredEvent> m_hands; //!< that are up
    QList<StoredEvent> m_allocations, m_lessons; //!< the last ones
    qint64 m_lastMs = 0;
};

} // namespace sermo::server
