// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/session.h"

namespace sermo::desk
{

//! Whether `a` stands before `b` in a line: by class, then by the order of entering.
[[nodiscard]] bool standsBefore(const Session &a, const Session &b);

//! Puts a queued session into its line, or takes it out again: the index that line() reads.
void enterLine(SessionTable &table, const Session &session);
void leaveLine(SessionTable &table, const Session &session);

} // namespace sermo::desk
