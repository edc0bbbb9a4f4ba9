// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/desk/scene.h"

namespace sermo::test
{

//! Open on weekdays from 8 to 18 UTC; a scene begins on a Monday at noon.
[[nodiscard]] inline desk::DeskConfig officeHours()
{
    desk::DeskConfig config = Scene::usual();
    desk::OpeningHours hours;
    for (size_t day = 0; day < 5; ++day)
        hours.week[day] = {{8 * 60, 18 * 60}};
    config.platforms[0].hours = hours;
    return config;
}

} // namespace sermo::test
