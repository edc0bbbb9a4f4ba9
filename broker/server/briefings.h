// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "broker/server/audience.h"

#include <QPointer>
#include <QTimer>

namespace sermo::server
{

//! Tells applications that join what is true now (contract 3, after `welcome`). Where many sessions
//! are open it does so by and by, a part of them each loop round, and only as fast as he reads it:
//! nobody else waits longer for a keystroke because somebody joins. Who joins while others are
//! being told walks along with them, round to where he came in: what two hundred desks must know
//! after a restart is put into words once. What is told is true when it is told. Lives in the
//! broker's thread; a plain part of the router.
class Briefings : public QObject
{
    Q_OBJECT
public:
    //! So many sessions at a time for one who joins: about two milliseconds. Fewer for many, in the
    //! same time.
    static constexpr qsizetype Slice = 100;
    //! With more than this waiting for him, who joins must read first.
    static constexpr qint64 Ahead = 1024 * 1024;

    Briefings(const desk::Desk &desk, const Audience &audience, const Clock &clock);

    //! Where few sessions are open all is said before this returns.
    void begin(Peer *application);

private:
    //! One who is being told, and of how many he has not heard yet.
    struct Rider {
        QPointer<Peer> peer;
        qsizetype left = 0;

        [[nodiscard]] bool isReady() const;
    };
    //! Once around those who are there, for all who walk along.
    struct Walk {
        QList<UserId> users;
        qsizetype next = 0;
        QList<Rider> riders;

        [[nodiscard]] qsizetype slice() const; //!< how many may be told of at once
        void take(Peer *application, const QList<UserId> &present);
        [[nodiscard]] Walk leaveBehind(); //!< those who must read first, if there is a ready one
    };

    void advance();
    void tellSlice(Walk &walk);
    void tell(const QList<Peer *> &peers, const QList<EventFrame> &frames) const;

    const desk::Desk &m_desk;
    const Audience &m_audience;
    const Clock &m_clock;
    QList<Walk> m_walks; //!< first come, first served; where all must read first is passed over
    QTimer m_round;
};

} // namespace sermo::server
