// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskconfig.h"
#include "broker/desk/figures/records.h"
#include "broker/desk/session.h"

#include <QHash>

namespace sermo::figures
{

//! What an event says of its customer's being there, between 0 and 1: who speaks, is spoken to by
//! the agent who holds him, or is claimed is there; nothing: it says nothing. Presence points tell
//! of a moment before them.
[[nodiscard]] std::optional<double> presenceBy(const EventFrame &frame, bool isHeld);

//! The log, written down as stretches of time: what all figures are counted from. Told every stored
//! event in the order of `seq`; whatever is asked later costs no look at the log. Pure, a value in
//! one thread. The configuration says which queue a platform has, and when it is open.
class Ledger
{
public:
    explicit Ledger(desk::DeskConfig config)
        : m_config(std::move(config))
    {
    }

    //! For what comes from now on.
    void reconfigure(const desk::DeskConfig &config) { m_config = config; }
    void take(const StoredEvent &event);
    //! As if he had never been: what figures say after an erasure.
    void forget(const UserId &user);
    //! Lets go of all that was over by then, so that who watches for weeks does not grow for weeks.
    void dropBefore(qint64 ms);

    [[nodiscard]] const QList<Visit> &visits() const { return m_visits; }
    [[nodiscard]] const QList<Hold> &holds() const { return m_holds; }
    [[nodiscard]] const QList<Answer> &answers() const { return m_answers; }
    [[nodiscard]] const QList<Contact> &contacts() const { return m_contacts; }
    [[nodiscard]] const QList<Duty> &duties() const { return m_duties; }
    [[nodiscard]] const QList<Forecast> &forecasts() const { return m_forecasts; }
    //! In how many sessions he did something in that minute.
    [[nodiscard]] int sessionsIn(const AgentId &agent, qint64 minute) const;
    [[nodiscard]] qint64 lastMs() const { return m_lastMs; }
    [[nodiscard]] Seq lastSeq() const { return m_table.lastSeq; }

private:
    //! Where one session's records are; -1: it has none. The last ones stay known after their end.
    struct Trail {
        qsizetype contact = -1, visit = -1, hold = -1;
        qsizetype done = -1; //!< the hold that ended with `agent_done`, until it is claimed again
        QList<QueueId> queues; //!< in which it has been
        std::optional<Mark> asked; //!< the first text of the customer that nobody has answered
    };
    //! One event on its way into the ledger.
    struct Turn {
        const StoredEvent &event;
        desk::Session before, after;
        [[nodiscard]] Mark mark() const { return {event.receivedMs, event.seq}; }
    };

    void follow(const Turn &turn, Trail &trail);
    void begin(const Turn &turn, Trail &trail);
    void leaveLine(const Turn &turn, Trail &trail);
    void release(const Turn &turn, Trail &trail);
    void enterLine(const Turn &turn, Trail &trail);
    void claim(const Turn &turn, Trail &trail);
    void finish(const Turn &turn, Trail &trail);
    void hear(const Turn &turn, Trail &trail);
    void notice(const Turn &turn, const Trail &trail);
    void customerSpeaks(const Turn &turn, Trail &trail);
    void humanSpeaks(const Turn &turn, Trail &trail, const AgentId &agent);
    void act(const Turn &turn, Trail &trail);
    static void believe(Hold &hold, const StoredEvent &event);
    static void believe(Hold &hold, qint64 ms, double probability);
    void learn(const StoredEvent &event);
    void rate(const StoredEvent &event);
    void noteStatus(const AgentId &agent, qint64 ms);
    [[nodiscard]] bool isInHours(const PlatformId &platform, qint64 ms) const;
    void dropDeeds(qint64 before); //!< minutes since 1970
    //! Takes records out, and tells the trails where the others are now.
    template <typename KeptContact, typename KeptVisit, typename KeptHold>
    void thin(KeptContact contact, KeptVisit visit, KeptHold hold);
    [[nodiscard]] Visit *visitOf(const Trail &trail);
    [[nodiscard]] Hold *openHold(const Trail &trail);

    desk::DeskConfig m_config;
    desk::SessionTable m_table;
    QHash<UserId, Trail> m_trails;
    QHash<std::pair<AgentId, qint64>, int> m_deeds; //!< sessions by agent and minute
    QHash<AgentId, qsizetype> m_onDuty; //!< where the duty is that goes on
    QList<Visit> m_visits;
    QList<Hold> m_holds;
    QList<Answer> m_answers;
    QList<Contact> m_contacts;
    QList<Duty> m_duties;
    QList<Forecast> m_forecasts;
    qint64 m_lastMs = 0;
};

} // namespace sermo::figures
