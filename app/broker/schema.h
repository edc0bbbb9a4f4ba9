// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"

namespace sermo::app
{

//! `sermo-broker schema`: prints a JSON Schema that is linked in. Exit code 0.
[[nodiscard]] int tell(const call::Schema &call);

} // namespace sermo::app
