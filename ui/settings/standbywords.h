// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/standbyoffice.h"

namespace sermo::ui
{

//! How two desks that are one are, in one or two sentences for who sits at one of them.
[[nodiscard]] QString standbyWords(const model::StandbyOffice::State &state);
//! Whether nobody has to do anything about it.
[[nodiscard]] bool isWellStandby(const model::StandbyOffice::State &state);

} // namespace sermo::ui
