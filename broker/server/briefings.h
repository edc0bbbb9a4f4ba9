// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "broker/server/audience.h"

#include <QPointer>
#include <QTimer>

namespace sermo::server
{

//! Tells applications that join what is true now (contract 3, after `welcome`). Where many sessions
//! are open it does so by and by, a part of one desk's each loop round, and only as fast as he
//! reads it: nobody else waits longer for a keystroke because somebody joins. What is told is true
//! when it is told. Lives in the broker's thread; a plain part of the router.
class Briefings : public QObject
{
    Q_OBJECT
public:
    //! So many sessions at a time: about two milliseconds.
    static constexpr qsizetype Slice = 100;
    //! With more than this waiting for him, who joins must read first.
    static constexpr qint64 Ahead = 1024 * 1024;

    Briefings(const desk::Desk &desk, const Audience &audience, const Clock &clock);

    //! Where few sessions are open all is said before this returns.
    void begin(Peer *application);

private:
    //! One who is being told.
    struct Turn {
        QPointer<Peer> peer;
        QList<UserId> users;
        qsizetype next = 0;
    };

    void advance();
    bool tellSlice(Turn &turn); //!< true: that was the last
    void tell(Peer *peer, const QList<EventFrame> &frames) const;

    const desk::Desk &m_desk;
    const Audience &m_audience;
    const Clock &m_clock;
    QList<Turn> m_line; //!< first come, first served; who must read first is passed over
    QTimer m_round;
};

} // namespace sermo::server
