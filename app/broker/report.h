// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"

namespace sermo::app
{

//! `sermo-broker report`: the figures of a log by day, queue and agent, on standard output. Only
//! reads, whether a broker runs or not.
[[nodiscard]] int report(const call::Report &call);

} // namespace sermo::app
