// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/desk/scene.h"

namespace sermo::test
{

//! A desk at work, whose customer cleo has come that far.
inline void set(Scene &scene, desk::Stage stage)
{
    scene.botComes();
    scene.agentComes("anna");
    scene.agentComes("bertil");
    scene.bring("cleo", stage);
}

inline EventFrame cannedReply(const QByteArray &more)
{
    return saying("canned_reply", "internal", nullptr, more);
}

} // namespace sermo::test
