// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QtGlobal>

#include <optional>

//! What a team wants to know of its work, each figure a function of the log. README.md defines all.
namespace sermo::figures
{

//! From a moment to before another one: milliseconds since 1970, UTC. What happened belongs to the
//! window that has the moment which its definition names; time is cut at the window's ends.
struct Window {
    qint64 fromMs = 0, toMs = 0;

    [[nodiscard]] bool contains(qint64 ms) const { return fromMs <= ms && ms < toMs; }
    friend bool operator==(const Window &, const Window &) = default;
};

//! Whose work; an unset field does not filter.
struct Filter {
    std::optional<QueueId> queue;
    std::optional<AgentId> agent;
    bool onlyOpenHours = false; //!< leave out what began while its platform was closed
};

//! What is a matter of taste, stated beside each report.
struct Rules {
    int levelSeconds = 60; //!< service level: a wait of at most so long is a good one
    int shortSeconds = 10; //!< who leaves the line sooner has not really waited
    int overloadAbove = 2; //!< more than so many waiting for one agent at once are too many
    friend bool operator==(const Rules &, const Rules &) = default;
};

} // namespace sermo::figures
