// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"

namespace sermo::app
{

//! `sermo-broker migrate`: the log of a directory into a cluster's stream, or back. Gives the
//! process's exit code; what was moved is told on standard output.
[[nodiscard]] int migrate(const call::Migrate &call);

} // namespace sermo::app
