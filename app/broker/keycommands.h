// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"

//! `sermo-broker key …`: by the broker that runs on the directory, or by opening its store when
//! none does. Each gives the process's exit code.
namespace sermo::app
{

[[nodiscard]] int createKey(const call::KeyCreate &call);
[[nodiscard]] int listKeys(const call::KeyList &call);
[[nodiscard]] int revokeKey(const call::KeyRevoke &call);

} // namespace sermo::app
