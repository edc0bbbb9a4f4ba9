// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"

#include <QHash>
#include <QList>

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
    [[nodiscard]] std::optional<desk::Sighting> join(Peer *peer);
    [[nodiscard]] std::optional<desk::Sighting> leave(Peer *peer);

    [[nodiscard]] const QList<Peer *> &applications() const { return m_applications; }
    [[nodiscard]] QList<Peer *> tabs(const UserId &user) const { return m_tabs.value(user); }
    [[nodiscard]] QList<Peer *> all() const;
    //! Every connection that one key or one customer has.
    [[nodiscard]] QList<Peer *> of(const SenderName &name) const;

private:
    [[nodiscard]] bool leaveTab(Peer *peer); //!< true: it was the last

    QList<Peer *> m_applications;
    QHash<UserId, QList<Peer *>> m_tabs;
    QHash<AgentId, int> m_agents;
    QHash<SenderName, int> m_bots;
};

} // namespace sermo::server
