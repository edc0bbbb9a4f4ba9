// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deadlines.h"
#include "broker/desk/sighting.h"

namespace sermo::desk
{

//! How long a heartbeat or an answered ping proves a customer's link (contract 5).
inline constexpr Ms LinkProof{15'000};
//! How long an application's heartbeat makes a bot available (contract 5).
inline constexpr Ms BotProof{90'000};

//! Until when each customer's link was, or is known to be, good. Who was never seen is gone since
//! the start: after a restart everybody has to come back.
class Links
{
public:
    explicit Links(Ms start)
        : m_start(start)
    {
    }

    void saw(const seen::LinkUp &up, Ms now);
    void saw(const seen::LinkDown &down, Ms now);
    void saw(const seen::LinkBeat &beat, Ms now);
    void saw(const seen::Unload &unload, Ms now);
    void forget(const UserId &user); //!< his session has ended and he is not there

    [[nodiscard]] bool isOpen(const UserId &user) const { return m_links.value(user).open; }
    //! The last moment of a good link; later than now while the link is good.
    [[nodiscard]] Ms goodUntil(const UserId &user) const;
    [[nodiscard]] PlatformId platform(const UserId &user) const
    {
        return m_links.value(user).platform;
    }

private:
    struct Link {
        bool open = false;
        Ms goodUntil{0};
        PlatformId platform;
    };
    Ms m_start;
    QHash<UserId, Link> m_links;
};

//! Which agents have a socket, and since when the others have none.
class AgentSockets
{
public:
    void saw(const seen::AgentUp &up);
    void saw(const seen::AgentDown &down, Ms now);
    //! He was there before the restart: his sockets are gone since the start.
    void expect(const AgentId &agent, Ms start);

    [[nodiscard]] bool isOpen(const AgentId &agent) const;
    //! None while a socket is open, and for an agent never seen: he has no socket to lose.
    [[nodiscard]] std::optional<Ms> goneSince(const AgentId &agent) const;

private:
    QHash<AgentId, std::optional<Ms>> m_goneSince;
};

//! Until when a bot was, or is known to be, available.
class Bots
{
public:
    explicit Bots(Ms start)
        : m_start(start)
    {
    }

    void saw(const seen::BotUp &up, Ms now);
    void saw(const seen::BotDown &down, Ms now);
    void saw(const seen::BotBeat &beat, Ms now);

    [[nodiscard]] Ms availableUntil() const; //!< later than now while one is
    [[nodiscard]] bool isAvailable(Ms now) const { return now < availableUntil(); }

private:
    struct Bot {
        bool connected = false;
        bool said = false; //!< the last heartbeat's `available`
        Ms beatAt{0};
        Ms availableUntil{0};
    };
    Ms m_start;
    QHash<SenderName, Bot> m_bots;
};

} // namespace sermo::desk
