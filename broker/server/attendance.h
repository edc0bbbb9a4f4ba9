// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"

#include <QHash>
#include <QList>

#include <chrono>
#include <optional>

namespace sermo::server
{

class Peer;

//! Who is connected now: applications, and each customer's tabs. Says what the desk is to know of
//! a coming and a going: a customer, an agent or a bot is there as long as one connection is.
//! Owns no peer. A plain value of the router's.
class Attendance
{
public:
    using Time = std::chrono::milliseconds; //!< on the steady clock

    [[nodiscard]] std::optional<desk::Sighting> join(Peer *peer);
    [[nodiscard]] std::optional<desk::Sighting> leave(Peer *peer, Time now);
    void pulse(Time now);

    //! Whether a tab of his stays when he says that one goes. `going` is where he said it; null: by
    //! a beacon, which names no tab, or it has gone already.
    [[nodiscard]] bool hasAnotherTab(const UserId &user, Peer *going) const;

    [[nodiscard]] const QList<Peer *> &applications() const { return m_applications; }
    [[nodiscard]] QList<Peer *> tabs(const UserId &user) const { return m_tabs.value(user); }
    [[nodiscard]] QList<Peer *> all() const;
    //! Every connection that one key or one customer has.
    [[nodiscard]] QList<Peer *> of(const SenderName &name) const;

private:
    [[nodiscard]] bool leaveTab(Peer *peer); //!< true: it was the last

    QList<Peer *> m_applications;
    QHash<UserId, QList<Peer *>> m_tabs;
    QHash<UserId, Time> m_leftLately; //!< when a tab of his went last
    QHash<AgentId, int> m_agents;
    QHash<SenderName, int> m_bots;
};

} // namespace sermo::server
