// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sermo::ui
{

//! Whether keys go to this part, or would as soon as its window is the one in front.
[[nodiscard]] inline bool holdsKeyboard(const QWidget &part)
{
    const QWidget *focus = part.window()->focusWidget();
    return focus && (focus == &part || part.isAncestorOf(focus));
}

//! Before a part is hidden: Qt passes the keyboard of what is hidden to whatever comes next, which
//! may be where somebody else is written to. So its window has it, which does nothing with keys.
inline void dropKeyboard(const QWidget &part)
{
    if (holdsKeyboard(part))
        part.window()->setFocus(Qt::OtherFocusReason);
}

} // namespace sermo::ui
