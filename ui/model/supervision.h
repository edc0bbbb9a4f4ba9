// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/consolecontroller.h"

namespace sermo::model
{

//! What a supervisor may do beyond an agent (contract 3 and 5): take over and give sessions, and
//! say what an agent's status is. The broker judges; a desk whose key is no supervisor's does not
//! offer it. Lives in the GUI thread; store, link, controller and clock must outlive it.
class Supervision : public QObject
{
    Q_OBJECT
public:
    Supervision(SessionStore &store, EventLink &link, ConsoleController &controller,
                const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] bool isAllowed() const { return m_store.maySupervise(); }

    void takeOver(const UserId &user); //!< whoever has it
    void giveTo(const UserId &user, const AgentId &agent, const QString &note = {});
    void moveTo(const UserId &user, const QueueId &queue, const QString &note = {});
    bool whisper(const UserId &user, const QString &text); //!< false: nothing, or too long
    void setStatus(const AgentId &agent, ConsoleController::Status status);
    //! Which queues' customers he is given; none: all.
    void setQueues(const AgentId &agent, const std::optional<QList<QueueId>> &queues);
    //! Up to which sum he is given customers; none: as all have it.
    void setBound(const AgentId &agent, std::optional<double> bound);
    //! Opens or closes a platform whatever its hours; none: they say.
    void setOpen(const PlatformId &platform, std::optional<bool> isOpen);
    void lowerHand(const UserId &user); //!< the question is settled; harmless where none is raised

signals:
    void allowedChanged();
    void noticed(const QString &text); //!< why something did not happen

private:
    void ask(const UserId &user, const EventBody &body);
    void dropAsked(); //!< the connection is lost
    void say(const AgentId &agent, const QString &status,
             const std::optional<QList<QueueId>> &queues);

    SessionStore &m_store;
    EventLink &m_link;
    ConsoleController &m_controller;
    const Clock &m_clock;
    QSet<EventId> m_asked;
};

} // namespace sermo::model
