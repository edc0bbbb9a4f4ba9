// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/allocation/allocator.h"
#include "broker/desk/deskconfig.h"
#include "broker/desk/presence/conversation.h"
#include "broker/desk/presence/model.h"
#include "broker/desk/session.h"

namespace sermo::desk
{

//! What the waits and the agents' loads of a log would have been under another bound. Plays the
//! same arrivals against the same staff: a customer is given by the allocator, stays for as long as
//! he did, and weighs what he weighed that long into his session. Who gave up waiting, but would
//! have been reached before that, stays as long as customers usually did and weighs 1. A rough
//! answer: nobody knows how people would have behaved instead. Told the log in order.
class WhatIf
{
public:
    explicit WhatIf(DeskConfig config)
        : m_config(std::move(config))
    {
    }

    void take(const StoredEvent &event);

    struct Figures {
        int served = 0, gaveUp = 0;
        double meanWait = 0, wait90 = 0; //!< seconds, of those served
        int mostOpen = 0; //!< of one agent at once
        double meanOpen = 0, meanSum = 0; //!< an agent, while he has anyone
        double overloaded = 0; //!< share of that time with a sum above 3
    };
    [[nodiscard]] Figures asRecorded() const;
    [[nodiscard]] Figures under(const allocation::Limits &limits) const;

    //! One customer's time in the line and with an agent.
    struct Stint {
        UserId user;
        QueueId queue;
        int lineClass = 0;
        qint64 enteredMs = 0;
        std::optional<qint64> leftMs; //!< the line without being given
        AgentId agent;
        std::optional<qint64> givenMs, releasedMs;
        struct Weight {
            qint64 afterMs = 0;
            allocation::Load load;
        };
        QList<Weight> weights; //!< from then on, since he was given
    };

private:
    class Play;
    struct Duty //!< an agent is available
    {
        AgentId agent;
        qint64 fromMs = 0, toMs = 0;
    };

    void hear(const StoredEvent &event);
    void follow(const SessionChange &change, qint64 ms);
    void weigh(const UserId &user, qint64 ms);
    void noteStatus(const StoredEvent &event);
    [[nodiscard]] QList<Duty> duties() const;
    [[nodiscard]] QList<Stint> stints() const;

    DeskConfig m_config;
    SessionTable m_table;
    presence::Model m_model;
    QHash<UserId, presence::Conversation> m_talks;
    QHash<UserId, qint64> m_weighedTo; //!< until when a session's weights are known
    QList<Stint> m_stints;
    QHash<UserId, qsizetype> m_current; //!< each user's last stint
    QHash<AgentId, qint64> m_since; //!< who is available, since when
    QList<Duty> m_duties;
    qint64 m_lastMs = 0;
};

} // namespace sermo::desk
