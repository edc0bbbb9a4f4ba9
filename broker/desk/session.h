// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"

#include <QHash>
#include <QJsonObject>

#include <optional>

namespace sermo::desk {

//! A session's states, the columns of contract 5's table.
enum class Stage : quint8 { Bot, Queued, Assigned, BotClosing, Done, Ended };

[[nodiscard]] QLatin1StringView wireName(Stage stage);

//! The line's order: by class, then by the time of entering (contract 5).
enum class LineClass : quint8 { Returning = 1, BackFromBot = 2, Confirmed = 3, Ordinary = 4 };

//! One conversation of one customer, as the stored events tell it. Nothing here comes from a
//! clock or a socket, so a replay of the log gives the same value, in the broker and in a console.
struct Session
{
    struct Offer //!< of a colleague's transfer: accepted by his claim (contract 5)
    {
        AgentId to;
        qint64 madeMs = 0;
    };

    UserId user;
    PlatformId platform;
    Stage stage = Stage::Bot;
    QueueId queue; //!< the line it is in or was last in
    LineClass lineClass = LineClass::Ordinary;
    qint64 enteredMs = 0; //!< when it entered the line
    AgentId agent; //!< who holds it (Assigned), gets it back (BotClosing), had it last (else)
    AgentId keptFor; //!< Queued: whose place it is for 60 s after `enteredMs`
    std::optional<Offer> offer;
    bool handedOverWhileQueued = false; //!< one `handover_to_agent` seen: the next one goes first
    bool customerLeft = false; //!< `client_left` while assigned, until the next text
    qint64 startedMs = 0;
    qint64 stageSinceMs = 0;
    QJsonObject startParams;
    QString brandId, customerId, customerName; //!< by `customer_identified`
    Seq firstSeq = 0;
    Seq lastControl = 0; //!< the last event that may have moved it: what a conditional append names

    [[nodiscard]] bool isOpen() const { return stage != Stage::Ended; }
};

//! What the stored `agent_status` events say.
struct AgentRecord
{
    AgentId id;
    QString name;
    QString status; //!< `available`, `finishing`, `away`, `offline`
    std::optional<QList<QueueId>> queues; //!< none: all

    [[nodiscard]] bool serves(const QueueId &queue) const { return !queues || queues->contains(queue); }
};

//! All that the log tells: the state that reduce() folds. A user known without a session (an
//! opaque event came first) has a row in `owners` only.
struct SessionTable
{
    QHash<UserId, Session> sessions; //!< the newest one of each user
    QHash<AgentId, AgentRecord> agents;
    QHash<UserId, SenderName> owners; //!< whose first inbound event made the user known
    Seq lastSeq = 0;
};

//! What one event changed, for who shows or reacts.
struct SessionChange
{
    UserId user;
    std::optional<Stage> from; //!< none: there was no session
    std::optional<Stage> to;
    bool isNew = false; //!< a new session began
    bool moved = false; //!< stage, queue, agent, place or offer changed
    bool agentChanged = false; //!< an `agent_status` changed the table of agents
};

} // namespace sermo::desk
