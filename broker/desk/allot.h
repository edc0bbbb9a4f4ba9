// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/allocation/outcome.h"
#include "broker/desk/deskstate.h"

namespace sermo::desk
{

//! Who is given whom now, and when to ask again if nothing happens.
struct Allotment {
    QList<allocation::Outcome> outcomes;
    std::optional<Ms> due; //!< later than now; none: only an event changes anything
};

//! The allocator, asked about all lines at once, since one agent may serve several. Like decide()
//! the same answer for the same state: what it gave is wanted until the log has it, and counts as
//! given meanwhile. Source: contract 5; allocation.md, 3.
[[nodiscard]] Allotment allot(const DeskState &desk, Instant now);

} // namespace sermo::desk
