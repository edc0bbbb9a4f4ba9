// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"

//! One customer's data, out or away. Each gives the process's exit code; an unknown user is 1.
namespace sermo::app
{

//! `sermo-broker export`: as JSON on standard output. Only looks, whether a broker runs or not.
[[nodiscard]] int exportCustomer(const call::Export &call);

//! `sermo-broker erase`: by the broker that runs on the directory, or by opening its store.
[[nodiscard]] int eraseCustomer(const call::Erase &call);

} // namespace sermo::app
