// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/reduce.h"
#include "broker/protocol/clock.h"
#include "broker/protocol/errors.h"

#include <QSet>

#include <variant>

namespace sermo::desk {

//! Who a connection is, as its key or token proved it.
struct Sender
{
    Role role = Role::Customer;
    SenderName name; //!< `customer:USERID`, `key:NAME` or `desk`
    AgentId agent; //!< an agent's key is bound to one
    UserId user; //!< a customer's own
    PlatformId platform; //!< a customer's, from `hello`
};

//! What the sockets know and the log does not. Lost with the process; the desk starts anew from
//! "nobody is connected since now".
namespace seen {
struct LinkUp { UserId user; }; //!< a tab opened (or a channel's user spoke)
struct LinkDown { UserId user; }; //!< the last tab's socket is gone
struct LinkBeat { UserId user; }; //!< a heartbeat, or a ping answered
struct Unload { UserId user; }; //!< `client_unload`: gone unless another tab is open
struct AgentUp { AgentId agent; };
struct AgentDown { AgentId agent; }; //!< his last socket is gone
struct BotUp { SenderName bot; };
struct BotDown { SenderName bot; };
struct BotBeat { SenderName bot; bool available = false; }; //!< `application_heartbeat`
}
using Sighting = std::variant<seen::LinkUp, seen::LinkDown, seen::LinkBeat, seen::Unload, seen::AgentUp, seen::AgentDown,
                              seen::BotUp, seen::BotDown, seen::BotBeat>;

//! What becomes of a submitted event.
struct Verdict
{
    enum class Kind : quint8 {
        Accept, //!< store (or pass) and deliver
        Unchanged, //!< it changes nothing: acknowledged without a seq, goes no further
        Refuse, //!< an `error` with `code`
        ClaimLost, //!< `claim_rejected` with `claimedBy`
    };
    Kind kind = Kind::Accept;
    ErrorCode code = ErrorCode::BadEvent;
    QString message;
    AgentId claimedBy;
    Seq basedOn = 0; //!< the user's lastControl this verdict holds for: the append's condition
};

//! An event the desk makes of its own accord. Stored ones are appended on the condition that the
//! user's last control event is still `basedOn`; when it is not, the desk has a better idea by then.
struct Emission
{
    EventFrame frame;
    Seq basedOn = 0;
    bool conditional = false;
};

//! The desk: who talks to whom. State + event → state, state + command → events; no socket, no
//! file, no clock of its own. It holds the table of the log, and beside it what was seen live.
//! Lives where its owner lives (the broker's thread). Source: contract 5, each cell of its table.
class Desk
{
public:
    Desk(DeskConfig config, Instant start);

    //! The log so far, in order, before anything else.
    void replay(const StoredEvent &event);

    //! Judges what a peer wants to say. Pure: asks, changes nothing.
    [[nodiscard]] Verdict judge(const Sender &sender, const EventFrame &frame, Instant now) const;

    //! An event is in the log: folds it and says what follows of it.
    [[nodiscard]] QList<Emission> committed(const StoredEvent &event, Instant now);
    [[nodiscard]] QList<Emission> saw(const Sighting &sighting, Instant now);
    //! Timers that ran out; call at or after nextWake(). Harmless at any time.
    [[nodiscard]] QList<Emission> tick(Instant now);
    //! When tick() has something to do next, on the steady clock; none: nothing is awaited.
    [[nodiscard]] std::optional<std::chrono::milliseconds> nextWake() const;

    //! What is true now, as passing events: for a customer (`queue_number`) …
    [[nodiscard]] QList<EventFrame> briefing(const UserId &user) const;
    //! … and for an application (`session_state`, `queue_state`, `agent_status` of all that is open).
    [[nodiscard]] QList<EventFrame> briefing() const;

    [[nodiscard]] const SessionTable &table() const { return m_table; }
    [[nodiscard]] const DeskConfig &config() const { return m_config; }

    struct PlatformStatus { QueueId queue; bool available = false, closed = false, hasWorkingAgents = false; };
    [[nodiscard]] std::optional<PlatformStatus> platformStatus(const PlatformId &id, Instant now) const;

private:
    // The desk engineer fills this in.
    DeskConfig m_config;
    SessionTable m_table;
};

} // namespace sermo::desk
