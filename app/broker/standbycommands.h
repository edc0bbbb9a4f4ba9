// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"

namespace sermo::app
{

//! `sermo-broker standby …`: what people ask and decide of two hosts. Gives the process's exit
//! code.
[[nodiscard]] int standby(const call::StandbyOrder &call);

} // namespace sermo::app
