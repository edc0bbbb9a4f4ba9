// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

//! The words of contract 5 that steer: why the desk did something by itself, and what an agent is.
namespace sermo::desk
{

namespace reason
{
inline constexpr QLatin1StringView BotUnavailable("bot_unavailable");
inline constexpr QLatin1StringView AgentOffline("agent_offline");
inline constexpr QLatin1StringView QueueGone("queue_gone"); //!< from the configuration
inline constexpr QLatin1StringView Allocated("allocated");
inline constexpr QLatin1StringView Returned("returned");
inline constexpr QLatin1StringView Gone("gone");
inline constexpr QLatin1StringView Closed("closed");
inline constexpr QLatin1StringView Erased("erased"); //!< what was known of the customer
} // namespace reason

namespace status
{
inline constexpr QLatin1StringView Available("available");
inline constexpr QLatin1StringView Finishing("finishing"); //!< keep mine, no new
inline constexpr QLatin1StringView Away("away");
inline constexpr QLatin1StringView Offline("offline");
} // namespace status

//! What a supervisor says of a platform.
namespace platform
{
inline constexpr QLatin1StringView ByHours("hours"); //!< as it is configured
inline constexpr QLatin1StringView Open("open");
inline constexpr QLatin1StringView Closed("closed");
} // namespace platform

} // namespace sermo::desk
