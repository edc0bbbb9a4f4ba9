// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/agentstatus.h"
#include "ui/style/tokens.h"

#include <QIcon>

namespace sermo::ui
{

class Theme;
using model::statusName;

//! The colour that stands for it: green, amber, grey.
[[nodiscard]] QColor Tokens::*statusColour(model::ConsoleController::Status status);

//! A dot in that colour, for a button or a menu.
[[nodiscard]] QIcon statusIcon(const Theme &theme, model::ConsoleController::Status status);

} // namespace sermo::ui
