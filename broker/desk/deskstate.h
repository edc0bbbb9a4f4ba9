// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deadlines.h"
#include "broker/desk/deskconfig.h"
#include "broker/desk/links.h"
#include "broker/desk/session.h"
#include "broker/desk/throughput.h"
#include "broker/desk/watch.h"
#include "broker/protocol/clock.h"

namespace sermo::desk
{

//! What `session_state` says of one session: told again when it differs.
struct StateTold {
    Stage stage = Stage::Bot;
    QueueId queue;
    std::optional<int> position; //!< 1 is next; none: not in line, or parked
    AgentId holder;
    qint64 sinceMs = 0;
    bool hidesPreview = false;
    friend bool operator==(const StateTold &, const StateTold &) = default;
};

//! Beside one open session of the log: what is waited for, on the steady clock, and what was told.
struct Beside {
    struct Asked //!< an event of the desk's that is on its way to the log
    {
        Seq basedOn = 0;
        Ms at{0};
    };

    struct Owed //!< what is said once and stands alone: said again unless the log has it
    {
        EventFrame frame;
        Ms at{0};
    };

    bool botless = false; //!< it began without a bot to talk to
    PlatformId platform; //!< what `hello` said where `start` did not, until the log has it
    bool closedOnEntry = false; //!< the platform was closed when it entered the line
    bool parked = false; //!< queued, and the link gone for 45 s
    Ms enteredAt{0}; //!< the line: `keptFor` counts from here
    Ms offeredSince{0}; //!< `offer` counts from here
    std::optional<Asked> asked;
    std::optional<StateTold> state;
    Ms stateAt{0};
    std::optional<int> number;
    std::optional<Ms> numberAt;
    quint16 keptWhy = 0; //!< of this wait: why nobody could take him, as far as it was told
    std::optional<ExpectedWait> waitTold; //!< it only ever falls
    std::optional<Ms> placedAt; //!< he was told of the queue, but the log has not taken it yet
    QList<Owed> owed;

    [[nodiscard]] bool isAsking(Seq lastControl) const
    {
        return asked && asked->basedOn == lastControl;
    }
};

//! What `queue_state` said last of one queue.
struct QueueTold {
    int waiting = 0;
    UserId first;
    Ms at{0};
    friend bool operator==(const QueueTold &, const QueueTold &) = default;
};

//! All that the desk knows: what the log tells, what the sockets tell, what it has told. A value;
//! judge(), decide() and the rest are functions of it.
struct DeskState {
    DeskState(DeskConfig configuration, Instant begin)
        : config(std::move(configuration))
        , start(begin)
        , links(begin.steady)
        , bots(begin.steady)
    {
    }

    DeskConfig config;
    Instant start;
    SessionTable table;
    Links links;
    AgentSockets agents;
    Bots bots;
    QHash<AgentId, Ms> statusSince; //!< when each agent's status came to be
    QSet<AgentId> lost; //!< who is `offline` because we said so: his sockets were gone
    QHash<UserId, Beside> beside; //!< of every open session
    QHash<QueueId, QueueTold> queues;
    QHash<QueueId, Ms> lineRests; //!< until when a long line is not walked again
    QHash<AgentId, Ms> statusAsked; //!< what we say of an agent is on its way to the log
    //! A session on its way to an agent: the log has been asked.
    struct Giving {
        AgentId agent;
        Seq basedOn = 0;
        Ms at{0};
    };
    QHash<UserId, Giving> giving;
    QHash<AgentId, Ms> lastGiven; //!< when each agent came to his last customer
    Watch watch; //!< who is still there, and what that makes of each agent's load
    QHash<QueueId, Throughput> throughput;
    std::optional<Ms> allotDue; //!< when the lines want to be looked at again by time alone
    Deadlines<UserId> sessionsDue;
    Deadlines<AgentId> agentsDue;
    Deadlines<QueueId> queuesDue;
    Deadlines<UserId> owedDue; //!< when what is owed to each is said again
};

//! How long a place is kept for the agent whom a returning customer had (contract 5).
inline constexpr Ms KeepPlace{60'000};
//! How long after the last good moment a link counts as gone (contract 5).
inline constexpr Ms LinkLost{45'000};
//! How long an agent may be away from all his sockets (contract 5).
inline constexpr Ms AgentOffline{30'000};
//! How long the log is waited for before the same is asked of it again.
inline constexpr Ms AskAgain{5'000};
//! How long an offer to a colleague stands (contract 5).
inline constexpr Ms OfferStands{30'000};

//! Queued, but skipped in the ranks: his link has been gone for 45 s.
[[nodiscard]] bool isParked(const DeskState &desk, const UserId &user);
//! Takes customers of this queue now: `available`, with an open socket.
[[nodiscard]] bool isWorking(const DeskState &desk, const AgentRecord &agent, const QueueId &queue);
//! Whose place it is now; empty: anyone's.
[[nodiscard]] AgentId keptFor(const DeskState &desk, const Session &session, Instant now);
//! Whom a transfer is offered to now; empty: nobody.
[[nodiscard]] AgentId offeredTo(const DeskState &desk, const Session &session, Instant now);
//! Carries another network's customers: their first inbound event came by a key.
[[nodiscard]] bool isChannelUser(const SessionTable &table, const UserId &user);
//! Whether the session's platform is closed at that time.
[[nodiscard]] bool isClosed(const DeskState &desk, const PlatformId &platform, qint64 wallMs);

} // namespace sermo::desk
