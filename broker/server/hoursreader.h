// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/openinghours.h"
#include "broker/server/configreader.h"

namespace sermo::server
{

//! Reads a platform's `hours`: `timezone`, spans of the days by group and by name, and `holidays`
//! by date. A day that is not named is closed, where any is; without a day every one is open.
[[nodiscard]] desk::OpeningHours readHours(ConfigReader &in);

} // namespace sermo::server
