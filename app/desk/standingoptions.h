// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/deskoptions.h"

namespace sermo::app
{

//! The options of a desk whose data directory says that it is one of two: where it listens, and
//! how it joins the one that serves. `given`: what was asked for, before anything was remembered.
//! The error is for who starts the desk. Ends nothing: where `endsStanding` is set then, all that
//! is to come is to be found good first.
[[nodiscard]] Result<DeskOptions, QString> withStanding(const DeskOptions &given,
                                                        DeskOptions options);

//! Ends it in the directory, too, where these options say so. The error: it is one of two yet.
[[nodiscard]] Result<void, QString> leaveStanding(DeskOptions &options);

//! One of two runs there already, and a link was clicked that leads to nothing else.
[[nodiscard]] bool isOpenAlready(const DeskOptions &given, const DeskOptions &options);

//! As what a desk goes on that is one of two no longer: `serves`, then it hosts alone, by what it
//! has been going by; else it has joined the one that does.
[[nodiscard]] DeskOptions withoutStanding(const DeskOptions &now, bool serves);

} // namespace sermo::app
