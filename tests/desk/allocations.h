// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"
#include "tests/desk/scene.h"

namespace sermo::test
{

//! What was said of giving out this customer, in order: `anna least_loaded`, `nobody
//! all_over_bound`.
inline QStringList allocations(const Scene &scene, const char *user)
{
    QStringList all;
    for (const EventFrame &frame : scene.heard(EventType::Allocation, user)) {
        const auto told = std::get<event::Allocation>(decode(frame));
        const QString who = told.agent.isEmpty() ? QStringLiteral("nobody") : told.agent.value();
        all.append(who + u' ' + told.reason);
    }
    return all;
}

} // namespace sermo::test
