// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QList>

#include <limits>
#include <optional>

//! What the ledger writes down: each a stretch of one session's or one agent's time, with the
//! events that began and ended it. Plain values.
namespace sermo::figures
{

//! A moment that an event makes.
struct Mark {
    qint64 ms = 0;
    Seq seq = 0;
};

//! One stay in one line, and what came of it. Its *stay* goes on until the session is done, ended
//! or put in line again: so long may its first answer come.
struct Visit {
    enum class End : quint8 {
        Waiting, //!< still
        Claimed,
        Left, //!< `client_left`
        Gone, //!< he was not there any more, and the desk ended it
        Moved, //!< to another line
        Closed, //!< ended by somebody else
    };
    UserId user;
    Seq session = 0;
    QueueId queue;
    Mark entered;
    bool inHours = true; //!< its platform was open then
    bool isFirst = true; //!< no human had written in this session before
    bool isBounce = false; //!< moved to a line in which this session has been before
    End end = End::Waiting;
    Mark left;
    AgentId agent; //!< who claimed
    std::optional<Mark> answered; //!< the first text of a human in the stay
    bool isOver = false; //!< the stay
    bool wasThere = false; //!< claimed, and the customer has done something since
    std::optional<double> believed; //!< of the last presence point in the line
    Mark believedAt;
};

//! One agent holding one session, from a claim to its release.
struct Hold {
    enum class End : quint8 {
        Open, //!< still
        Done, //!< `agent_done`
        Ended, //!< `end_session` by a person
        Transferred, //!< to a queue, or to a colleague who took what was offered
        TakenOver, //!< by force
        LentToBot,
        Lost, //!< the agent was offline
        Closed, //!< by the desk
    };
    struct Belief //!< from then on he is there with this probability, in millionths
    {
        qint64 ms = 0;
        int millionths = 0;
    };
    struct Span {
        qint64 fromMs = 0;
        qint64 toMs = std::numeric_limits<qint64>::max(); //!< max: still
    };
    UserId user;
    Seq session = 0;
    QueueId queue;
    AgentId agent;
    Mark claimed;
    bool inHours = true;
    End end = End::Open;
    Mark released;
    std::optional<Mark> firstText; //!< of his
    std::optional<Mark> reopened; //!< Done, and claimed again within 24 h
    QList<Belief> beliefs; //!< by rising time; 1 before the first
    QList<Span> waits; //!< the customer waits for him
    QList<qint64> minutes; //!< in which he did something in it, since 1970

    [[nodiscard]] bool covers(qint64 ms) const
    {
        return claimed.ms <= ms && (end == End::Open || ms < released.ms);
    }
};

//! A run of a customer's texts, answered by a human.
struct Answer {
    UserId user;
    Seq session = 0;
    QueueId queue;
    AgentId agent;
    Mark asked; //!< the run's first text
    Mark answered;
    bool inHours = true; //!< when asked
};

//! One session, from its first event to its end.
struct Contact {
    enum class End : quint8 { Open, ByStaff, ByCustomer, Gone, Closed };
    UserId user;
    Mark began; //!< `seq` names the session
    bool inHours = true;
    QueueId queue; //!< its last one
    AgentId agent; //!< who had it last
    bool metBot = false; //!< a bot wrote to him before anybody else
    bool handedOn = false; //!< to a line, or to an agent
    bool metHuman = false; //!< a human wrote to him
    std::optional<Mark> unanswered; //!< what he wrote last, when it was done or ended
    End end = End::Open;
    Mark ended;
    int score = 0; //!< his rating, 1 to 5; 0: none
    Mark rated;
};

//! An agent is there: `available` or `finishing`.
struct Duty {
    AgentId agent;
    std::optional<QList<QueueId>> queues; //!< none: all
    qint64 fromMs = 0;
    qint64 toMs = std::numeric_limits<qint64>::max(); //!< max: still
};

//! A forecast of the presence model, and what came of it.
struct Forecast {
    UserId user;
    Seq session = 0;
    QueueId queue;
    AgentId agent; //!< who held it then; empty: nobody did
    qint64 ms = 0; //!< when it was made
    bool inHours = true;
    Seq seq = 0;
    double probability = 0;
    bool came = false;
};

} // namespace sermo::figures
