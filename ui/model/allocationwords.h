// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"

#include <QStringList>

#include <functional>

namespace sermo::model
{

//! Why the allocator decided so, in the agent's language: "least loaded: 1.06 of at most 2.00".
[[nodiscard]] QString why(const event::Allocation &decision);

//! Everyone it weighed, one after the other: "Sara 2.46, 3 open (above the bound)".
[[nodiscard]] QStringList weighed(const event::Allocation &decision,
                                  const std::function<QString(const AgentId &)> &nameOf);

} // namespace sermo::model
