// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/decide.h"
#include "broker/desk/judge.h"
#include "broker/desk/sighting.h"
#include "broker/desk/watching.h"

namespace sermo::desk
{

//! The desk: who talks to whom. State + event → state, state + command → events; no socket, no
//! file, no clock of its own. It holds the table of the log, and beside it what was seen live.
//! Lives where its owner lives (the broker's thread). Source: contract 5, each cell of its table.
class Desk
{
public:
    Desk(DeskConfig config, Instant start);

    //! What was learned of presence up to an event, as memory() gave it. Before anything else.
    //! False: these bytes are no model, and nothing is recalled.
    bool recall(QByteArrayView memory, Seq learned);
    //! What an earlier desk had replayed, as replayed() gave it. Before replaying what came after
    //! that; false: these bytes are none.
    [[nodiscard]] bool goOnFrom(QByteArrayView replayed);
    //! The log so far, in order: who is where, by the events that move a session …
    void replay(const StoredEvent &event);
    //! … and what is learned of presence, by all after those of recall().
    void relearn(const StoredEvent &event) { learn(m_state.watch, event); }
    //! All that was replayed, for goOnFrom(). Before begin(): what lives knows more than the log.
    [[nodiscard]] QByteArray replayed() const;
    //! What this customer's `hello` said of his platform, which outlives the process beside the
    //! log: a session that began just before it was killed may not have it. After replay(), before
    //! begin(); who has no open session is passed over.
    void remind(const UserId &user, const PlatformId &hello);
    //! The log has been read: live from now on. What is told or asked later does it by itself.
    void begin();

    //! Judges what a peer wants to say. Pure: asks, changes nothing.
    [[nodiscard]] Verdict judge(const Sender &sender, const EventFrame &frame, Instant now) const;

    //! An event is in the log: folds it and says what follows of it.
    [[nodiscard]] Emissions committed(const StoredEvent &event, Instant now);
    [[nodiscard]] Emissions saw(const Sighting &sighting, Instant now);
    //! The customer was erased; his session has ended.
    void forget(const UserId &user);
    //! Another configuration counts from now on. A queue in which somebody stands stays in it:
    //! see usesQueue().
    void reconfigure(const DeskConfig &config, Instant now);
    //! Whether an open session is in that queue, or goes back there.
    [[nodiscard]] bool usesQueue(const QueueId &queue) const;
    //! Timers that ran out; call at or after nextWake(). Harmless at any time.
    [[nodiscard]] Emissions tick(Instant now);
    //! Nothing that was asked of the log is on its way to it: what is wanted still is asked now.
    [[nodiscard]] Emissions askAnew(Instant now);
    //! When tick() has something to do next, on the steady clock; none: nothing is awaited.
    [[nodiscard]] std::optional<std::chrono::milliseconds> nextWake() const;

    //! What is true now, as passing events: for a customer (`queue_number`; after LinkUp) …
    [[nodiscard]] QList<EventFrame> briefing(const UserId &user) const;
    //! … and for an application (`session_state`, `presence`, `queue_state`, `agent_status` of all
    //! that is open).
    [[nodiscard]] QList<EventFrame> briefing(Instant now) const;
    //! The same in pieces, for many customers: who has a session open, by when they came; what is
    //! true of each of these, should it be open still; and what is of no customer.
    [[nodiscard]] QList<UserId> present() const;
    [[nodiscard]] QList<EventFrame> briefing(const QList<UserId> &users, Instant now) const;
    [[nodiscard]] QList<EventFrame> briefingOfHouse(Instant now) const;

    //! What was learned of presence up to learned(), to be kept with the data.
    [[nodiscard]] QByteArray memory() const { return m_state.watch.model.save(); }
    [[nodiscard]] const presence::Model &model() const { return m_state.watch.model; }
    [[nodiscard]] Seq learned() const
    {
        return m_state.watch.learned;
    } //!< the model knows all up to it
    //! What an agent has to do, by what is believed of his customers.
    [[nodiscard]] Burden burden(const AgentId &agent) const
    {
        return m_state.watch.burdens.value(agent);
    }

    [[nodiscard]] const SessionTable &table() const { return m_state.table; }
    [[nodiscard]] const DeskConfig &config() const { return m_state.config; }

    struct PlatformStatus {
        QueueId queue;
        bool available = false, closed = false, hasWorkingAgents = false;
    };
    //! None: there is no such platform.
    [[nodiscard]] std::optional<PlatformStatus> platformStatus(const PlatformId &id,
                                                               Instant now) const;

    //! Where this customer comes from; `hello`: the platform that his connection named, which
    //! counts until he has a session. Null: there is no platform at all.
    [[nodiscard]] const Platform *platformOf(const UserId &user,
                                             const PlatformId &hello = {}) const;
    //! Whether numbers in this customer's texts are to be hidden.
    [[nodiscard]] bool masks(const UserId &user, const PlatformId &hello = {}) const;
    //! Whether what this customer types before he sends it is told to nobody, now.
    [[nodiscard]] bool hidesPreview(const UserId &user, const PlatformId &hello = {}) const;

private:
    void changeClock();
    void resume(const UserId &user, std::chrono::milliseconds start);
    [[nodiscard]] bool hasWorkingAgents(const QueueId &queue) const;

    DeskState m_state;
    bool m_isLive = false; //!< the replay is over
};

} // namespace sermo::desk
