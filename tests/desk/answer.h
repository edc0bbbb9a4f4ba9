// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/desk/scene.h"

namespace sermo::test
{

//! Something that an agent says to this customer.
inline EventFrame answer(const char *user, bool isQuestion = false)
{
    return saying("text", "outbound", user, isQuestion ? R"("text":"Jo?")" : R"("text":"Jo.")");
}

} // namespace sermo::test
