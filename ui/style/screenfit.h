// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScreen>
#include <QWidget>

namespace sermo::ui
{

//! How large a window opens: as wanted, where its screen has room for that. At 200 % a usual screen
//! is half as wide in a window's own measure, and a bar that saves must not lie below its edge.
[[nodiscard]] inline QSize onItsScreen(const QWidget &window, const QSize &wanted)
{
    constexpr double Share = 0.95; // the window's frame wants room too
    const QSizeF room = QSizeF(window.screen()->availableSize()) * Share;
    return wanted.boundedTo(room.toSize());
}

} // namespace sermo::ui
