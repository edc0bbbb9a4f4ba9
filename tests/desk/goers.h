// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/desk/scene.h"

namespace sermo::test
{

inline void goes(Scene &scene)
{
    scene.customerGoes("cleo");
}

inline void botGoes(Scene &scene)
{
    scene.see(desk::seen::BotDown{bot().name});
}

inline void annaGoes(Scene &scene)
{
    scene.see(desk::seen::AgentDown{AgentId(QStringLiteral("anna"))});
}

inline void annaSaysOffline(Scene &scene)
{
    scene.say(agent("anna"), agentStatus("anna", "offline"));
}

//! A desk with a line, and in the middle of it cleo, who has come that far.
inline void set(Scene &scene, desk::Stage stage)
{
    scene.botComes();
    scene.agentComes("anna");
    scene.bring("ida", desk::Stage::Queued);
    scene.bring("cleo", stage);
    scene.bring("ivar", desk::Stage::Queued);
}

} // namespace sermo::test
