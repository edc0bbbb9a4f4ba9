// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace sermo::test
{

//! What of a window, with everything in it that is visible, says nothing to assistive technology:
//! the window has no title, a control no name, or no role that tells what it is. One line each;
//! empty: all is well.
[[nodiscard]] QStringList accessTroubles(QWidget &window);

//! What of it is for the mouse alone: Tab does not come to it, and no key stands for it. One line
//! each; empty: all can be reached.
[[nodiscard]] QStringList mouseOnly(QWidget &window);

} // namespace sermo::test
