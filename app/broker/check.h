// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"

namespace sermo::app
{

//! `sermo-broker check`: exit code 0, or 1 and what is wrong on standard error.
[[nodiscard]] int check(const call::Check &call);

} // namespace sermo::app
