// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/deskoptions.h"

//! What an agent has under way is in files of his own (DeskOptions::ownFile()), which are called
//! after him and the broker. Where the same team's desk gets another broker, as when one of two
//! hosts goes on alone, they get the name that they then have. Blocks for the disk.
namespace sermo::app::ownfiles
{

//! Copies what is called after `options.filesOf` to where these options have it; what stood there
//! is kept beside it (sparecopy.h). Where the hosts are is not carried over: there is one now.
[[nodiscard]] Result<void, QString> carryOver(const DeskOptions &options);
//! What was carried over is needed under its former name no longer.
void forgetFormer(const DeskOptions &options);

} // namespace sermo::app::ownfiles
