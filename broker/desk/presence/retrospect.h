// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/pointrecorder.h"
#include "broker/desk/presence/score.h"
#include "broker/protocol/eventframe.h"

#include <QHash>

namespace sermo::presence
{

//! A point, when it was learned from, and in which session.
struct Lesson {
    Point point;
    qint64 receivedMs = 0;
    int session = 0; //!< from 0, by the order of beginning
};

//! Reads the lessons out of a log: its `presence_point` events, or, where it has none, what would
//! have been points by the texts alone, on good links. For looking back, not for the live desk.
class Retrospect
{
public:
    void take(const StoredEvent &event); //!< in the order of the log
    //! All lessons, in the order in which they were there to be learned from.
    [[nodiscard]] QList<Lesson> lessons() const;
    [[nodiscard]] bool isRecorded() const { return !m_recorded.isEmpty(); }

private:
    struct Talk {
        Conversation talk;
        PointRecorder points;
        int session = 0;
    };

    void record(const StoredEvent &event);
    [[nodiscard]] Talk &talkOf(const StoredEvent &event);
    void hear(const StoredEvent &event);
    static void keep(QList<Lesson> &to, const QList<Point> &points, qint64 ms, int session);
    //! Keeps what has waited its ten minutes until then, each lesson when it was known.
    static void expire(Talk &talk, QList<Lesson> &to, qint64 ms);
    static void finish(Talk &talk, QList<Lesson> &to);

    QList<Lesson> m_recorded, m_derived;
    QHash<UserId, Talk> m_talks;
    QHash<UserId, int> m_recordedSessions;
    int m_sessions = 0, m_recordedCount = 0;
};

//! How good the model is on lessons, beside what it must beat. Five-fold by time: each fifth of the
//! sessions by a model that has learned the other four.
struct Review {
    Score baseRate; //!< five-fold: the share that came
    Score dayZero; //!< the prior, which has learned nothing
    Score live; //!< from day zero on, learning as it goes
    Score frozen; //!< five-fold, learning no more
    Score learned; //!< five-fold, going on learning, as the desk does
    int sessions = 0;
};
[[nodiscard]] Review review(const QList<Lesson> &lessons);

} // namespace sermo::presence
