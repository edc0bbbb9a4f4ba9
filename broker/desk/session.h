// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/departed.h"
#include "broker/protocol/eventframe.h"

#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QSet>

#include <optional>

namespace sermo::desk
{

//! A session's states, the columns of contract 5's table.
enum class Stage : quint8 { Bot, Queued, Assigned, BotClosing, Done, Ended };
inline constexpr size_t StageCount = 6;

[[nodiscard]] QLatin1StringView wireName(Stage stage);

//! The line's order: by class, then by the time of entering (contract 5).
enum class LineClass : quint8 { Returning = 1, BackFromBot = 2, Confirmed = 3, Ordinary = 4 };

//! One conversation of one customer, as the stored events tell it. Nothing here comes from a
//! clock or a socket, so a replay of the log gives the same value, in the broker and in a console.
struct Session {
    struct Offer //!< of a colleague's transfer: accepted by his claim (contract 5)
    {
        AgentId to;
        qint64 madeMs = 0;
        friend bool operator==(const Offer &, const Offer &) = default;
    };

    UserId user;
    PlatformId platform;
    Stage stage = Stage::Bot;
    QueueId queue; //!< the line it is in or was last in
    LineClass lineClass = LineClass::Ordinary;
    Stage enteredFrom = Stage::Bot; //!< the stage it was in before it was put in line
    qint64 enteredMs = 0; //!< when it entered the line
    Seq enteredSeq
        = 0; //!< the event that put it there: the order of entering, whatever the clock says
    AgentId agent; //!< who holds it (Assigned), gets it back (BotClosing), had it last (else)
    AgentId keptFor; //!< Queued: whose place it is for 60 s after `enteredMs`
    std::optional<Offer> offer;
    bool handedOverWhileQueued = false; //!< one `handover_to_agent` seen: the next one goes first
    bool returning = false; //!< BotClosing: the bot gives it back, the desk's next event moves it
    bool customerLeft = false; //!< `client_left` while assigned, until the next text
    qint64 startedMs = 0;
    qint64 stageSinceMs = 0;
    QJsonObject startParams;
    QString brandId, customerId, customerName; //!< by `customer_identified`
    Seq firstSeq = 0;
    Seq lastControl = 0; //!< the last event that may have moved it: what a conditional append names

    [[nodiscard]] bool isOpen() const { return stage != Stage::Ended; }
    friend bool operator==(const Session &, const Session &) = default;
};

//! What the stored `agent_status` events say.
struct AgentRecord {
    AgentId id;
    QString name;
    QString status; //!< `available`, `finishing`, `away`, `offline`
    std::optional<QList<QueueId>> queues; //!< none: all
    std::optional<double> bound; //!< a supervisor's word; none: as configured

    [[nodiscard]] bool serves(const QueueId &queue) const
    {
        return !queues || queues->contains(queue);
    }
    friend bool operator==(const AgentRecord &, const AgentRecord &) = default;
};

//! All that the log tells: the state that reduce() folds, and only reduce(). A user known without
//! a session (an opaque event came first) has no row in `sessions`.
struct SessionTable {
    QHash<UserId, Session> sessions; //!< the newest one of each user
    QHash<AgentId, AgentRecord> agents;
    QHash<UserId, SenderName> owners; //!< whose first inbound event made the user known
    QHash<UserId, Identity> identities;
    QHash<UserId, Seq> controls; //!< each user's last control event, with a session or without
    QHash<QueueId, QList<UserId>>
        lines; //!< who is `queued`, in the line's order, the parked included
    QSet<UserId> open; //!< whose session has not ended
    QMap<QString, QString> replies; //!< the team's canned replies: a text for each shortcut
    QMap<PlatformId, QString> platforms; //!< `open` or `closed` by hand; the others by their hours
    Departed departed; //!< who was retired: no part of the above holds him
    Seq lastSeq = 0;

    [[nodiscard]] const Session *find(const UserId &user) const; //!< null: none, or retired
    //! Of everybody; of one who was retired no more than that it has ended, where it was and since
    //! when. None: no session.
    [[nodiscard]] std::optional<Session> sessionOf(const UserId &user) const;
    [[nodiscard]] SenderName ownerOf(const UserId &user) const; //!< empty: not known
    void forget(const UserId &user); //!< as if he had never been
    //! Keeps the least of a user who has no open session; who has one stays as he is. The broker
    //! does so when all has been done that follows of an event: there is no end of customers.
    void retire(const UserId &user);
    //! Takes him back before the next event of his is folded.
    void bringBack(const UserId &user);
    //! Whether it is open by hand; none: its hours say.
    [[nodiscard]] std::optional<bool> isOpenByHand(const PlatformId &platform) const;
    [[nodiscard]] QString statusOf(const AgentId &agent) const; //!< `away` until he says otherwise
    [[nodiscard]] Seq lastControl(const UserId &user) const;
    friend bool operator==(const SessionTable &, const SessionTable &) = default;
};

//! What one event changed, for who shows or reacts.
struct SessionChange {
    UserId user;
    std::optional<Stage> from; //!< none: there was no session
    std::optional<Stage> to;
    QueueId fromQueue; //!< whose line it stood in before; empty: in none
    bool isNew = false; //!< a new session began
    bool moved = false; //!< stage, queue, agent, place or offer changed
    bool platformTold = false; //!< the session's platform is known, or known better
    bool agentChanged = false; //!< an `agent_status` changed the table of agents
    bool repliesChanged = false; //!< a `canned_reply` changed the team's replies
    bool platformsChanged = false; //!< a `platform_status` opened or closed one
};

} // namespace sermo::desk
