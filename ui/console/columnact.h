// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sermo::ui
{

//! What an agent can do in a column, whatever he does it by.
enum class ColumnAct : quint8 {
    Done,
    Transfer,
    BotEnds,
    AskPresent,
    SetAside,
    AskHelp,
    End,
    Note,
    Attach,
    Emoji,
    Replies,
    QuickReplies,
    Undo,
    Search,
};

} // namespace sermo::ui
