// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/console/palette.h"

namespace sermo::ui
{

class ChatBoard;
class DeskActions;

//! All that the palette can find now: the agent's conversations, customers who wait or are with
//! the bot, every action, canned replies, and, once three letters are typed, what was said.
[[nodiscard]] QList<PaletteItem> paletteItems(const ConsoleContext &context, ChatBoard *board,
                                              const DeskActions &actions, const QString &typed);

} // namespace sermo::ui
