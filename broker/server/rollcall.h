// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/sighting.h"

#include <QHash>
#include <QList>

namespace sermo::server
{

//! Who is connected to one other broker of the cluster, by what it has told. A value.
class RollCall
{
public:
    void take(
        const desk::Sighting &sighting); //!< a coming or a going; anything else is passed over
    //! What must have happened since: all that are there are `now`.
    [[nodiscard]] QList<desk::Sighting> changeTo(const RollCall &now) const;
    //! That everybody has come who is there; with what each bot has said of itself.
    [[nodiscard]] QList<desk::Sighting> comings() const;
    //! Whether he is here whom the sighting says to have gone, or to go.
    [[nodiscard]] bool has(const desk::Sighting &sighting) const;
    [[nodiscard]] bool isEmpty() const;

private:
    QHash<UserId, PlatformId> m_users;
    QHash<AgentId, bool> m_agents;
    QHash<SenderName, std::optional<bool>> m_bots; //!< what its last heartbeat said
};

} // namespace sermo::server
