// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/allocation/outcome.h"
#include "broker/desk/decide.h"

namespace sermo::desk
{

//! One round of the desk: somebody brings news, those concerned are looked after, and what follows
//! is gathered. Lives as long as one call of Desk; borrows the state.
class Round
{
public:
    Round(DeskState &desk, Instant now)
        : m_desk(desk)
        , m_now(now)
    {
    }

    void take(const StoredEvent &event); //!< an event is in the log
    void take(const Sighting &sighting);
    void takeDue(); //!< what was waited for has come

    //! Tells what has changed in the lines, and gives all that follows.
    [[nodiscard]] Emissions finish();

private:
    void takeStatus(const StoredEvent &event);
    void takeOwn(const EventFrame &frame);
    void placed(const UserId &user);
    void follow(const SessionChange &change);
    void identify(const Session &session);
    void noteGiven(const SessionChange &change);
    void askAnew(const UserId &user);
    void see(const seen::LinkUp &up);
    void rememberPlatform(const seen::LinkUp &up);
    void see(const seen::LinkDown &down);
    void see(const seen::LinkBeat &beat);
    void see(const seen::Unload &unload);
    void see(const seen::Typing &typing);
    void see(const seen::AgentUp &up);
    void see(const seen::AgentDown &down);
    void see(const seen::BotUp &up);
    void see(const seen::BotDown &down);
    void see(const seen::BotBeat &beat);
    void setSignal(const UserId &user, presence::Signal signal, bool isOn);

    [[nodiscard]] EventFrame named(const EventFrame &frame) const;
    void owe(const EventFrame &words);
    void settle(const EventFrame &frame);
    void dropWords(const UserId &user);
    void sayAgain(const UserId &user);
    void setOwedDue(const UserId &user, const Beside &beside);

    void attend(const UserId &user);
    void watch(const UserId &user);
    void attendAgent(const AgentId &agent);
    void attendStages(std::initializer_list<Stage> stages, const AgentId &agent = {});
    void attendInOrder(QList<UserId> users);
    [[nodiscard]] std::optional<Ms> park(const Session &session);
    [[nodiscard]] std::optional<Ms> pursue(const Session &session, const Decision &decision);
    void show(const Session &session);
    void stir(const QueueId &queue);

    void allotNow();
    void give(const allocation::Outcome &outcome);
    void keep(const allocation::Outcome &outcome);

    DeskState &m_desk;
    Instant m_now;
    Seq m_cause = 0; //!< the event that was taken; 0: none
    Emissions m_out;
    QList<QueueId> m_stirred;
    bool m_allots = false; //!< who may be given whom has to be asked anew
};

//! The platform that `hello` named where the session's first event named none; else empty.
[[nodiscard]] PlatformId platformToTell(const DeskConfig &config, const Session &session,
                                        const PlatformId &hello);

//! What the desk keeps beside a session when an event moved it (`at`: when that was).
void noteBeside(DeskState &desk, const SessionChange &change, const StoredEvent &event, Ms at);

//! The same for an agent and an `agent_status`; says who it is.
AgentId noteStatus(DeskState &desk, const StoredEvent &event, Ms at);

} // namespace sermo::desk
