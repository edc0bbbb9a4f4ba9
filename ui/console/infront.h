// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sermo::ui
{

//! Whether another view of the window is in front of this part. What is not seen need not be kept
//! up, and must never be given the keyboard: Qt lets a widget on a hidden page have it. In a window
//! that is not shown (yet) nothing is in front of anything.
[[nodiscard]] inline bool isBehind(const QWidget &part)
{
    return !part.isVisible() && part.window()->isVisible();
}

} // namespace sermo::ui
