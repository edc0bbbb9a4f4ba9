// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/desk/scene.h"

#include <QRandomGenerator>

namespace sermo::test
{

//! Something happens on a desk, as the dice have it: customers, agents and bots come, speak and go,
//! time passes, storage fails, the process is killed.
void happen(Scene &scene, QRandomGenerator &dice);

} // namespace sermo::test
