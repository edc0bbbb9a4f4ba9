// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/deskoptions.h"

//! How the program says why there is no desk, or another one than was asked for. On the streams of
//! whoever called it, always; and where nobody reads those, as when it was started from a menu or
//! by a link, in a box too.
namespace sermo::app::lastword
{

//! Who could read it.
struct Surroundings {
    bool isAtTerminal = false; //!< a person called it there, or a script that one did
    bool hasScreen = false; //!< one that may be drawn on, in somebody's desktop session

    [[nodiscard]] static Surroundings here();
};

//! The program ends by that. Waits until the box, where there is one, was closed; help and versions
//! are never in a box. Makes the QApplication that a box needs, unless there is one. The answer is
//! what main() returns.
[[nodiscard]] int say(const EarlyExit &exit, int &argc, char **argv,
                      Surroundings around = Surroundings::here());

//! The desk that is there goes on, and does not wait. Needs a QApplication.
void mention(const EarlyExit &refusal);

} // namespace sermo::app::lastword
