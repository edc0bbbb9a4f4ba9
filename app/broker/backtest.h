// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"

namespace sermo::app
{

//! `sermo-broker backtest`: how good the presence model is on a log, and what another bound would
//! have meant for waits. Reads only, whether a broker runs or not. Gives the process's exit code.
[[nodiscard]] int backtest(const call::Backtest &call);

} // namespace sermo::app
