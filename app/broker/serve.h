// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"

namespace sermo::app
{

//! `sermo-broker serve`: runs until SIGTERM, then drains. Gives the process's exit code.
[[nodiscard]] int serve(const call::Serve &call);

} // namespace sermo::app
