// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/chance.h"

#include <array>

using namespace std::chrono_literals;

namespace sermo::test
{

using namespace desk;

namespace
{

constexpr std::array Users{"ada", "bea", "cia", "dea", "eva", "mia"};
constexpr std::array Agents{"anna", "bertil", "carl"};
constexpr std::array Queues{"general", "technical", "sales"};
constexpr std::array Statuses{"available", "finishing", "away", "offline"};

template <size_t Size>
const char *oneOf(const std::array<const char *, Size> &names, QRandomGenerator &dice)
{
    const auto index = dice.bounded(static_cast<quint32>(Size));
    return names.at(index);
}

Sender whoSpeaksFor(const char *user)
{
    return qstrcmp(user, "mia") == 0 ? channel() : customer(user); // mia is a channel's
}

void speak(Scene &scene, QRandomGenerator &dice)
{
    const char *user = oneOf(Users, dice);
    const char *who = oneOf(Agents, dice);
    switch (dice.bounded(14)) {
    case 0:
    case 1:
        scene.say(whoSpeaksFor(user), start(user));
        break;
    case 2:
    case 3:
        scene.say(whoSpeaksFor(user), text(user));
        break;
    case 4:
        scene.say(bot(), handoverToQueue(user, oneOf(Queues, dice)));
        break;
    case 5:
        scene.say(bot(), handoverToAgent(user));
        break;
    case 6:
        scene.say(agent(who), handoverToAgent(user, oneOf(Agents, dice)));
        break;
    case 7:
    case 8:
        scene.say(agent(who), claim(user, who));
        break;
    case 9:
        scene.say(supervisor(), claim(user, who, true));
        break;
    case 10:
        scene.say(agent(who), saying("agent_done", "internal", user));
        break;
    case 11:
        scene.say(supervisor(), saying("handover_to_bot", "internal", user));
        break;
    case 12:
        scene.say(agent(who), saying("end_session", "outbound", user));
        break;
    default:
        scene.say(whoSpeaksFor(user), saying("client_left", "inbound", user));
    }
}

} // namespace

void happen(Scene &scene, QRandomGenerator &dice)
{
    const char *user = oneOf(Users, dice);
    const char *who = oneOf(Agents, dice);
    switch (dice.bounded(30)) {
    case 0:
        scene.customerComes(user);
        break;
    case 1:
        scene.customerGoes(user);
        break;
    case 2:
        scene.see(seen::Unload{UserId(QString::fromLatin1(user))});
        break;
    case 3:
        scene.agentComes(who, oneOf(Statuses, dice));
        break;
    case 4:
        scene.see(seen::AgentDown{AgentId(QString::fromLatin1(who))});
        break;
    case 5:
        scene.see(seen::BotDown{bot().name});
        break;
    case 6:
        scene.botComes();
        break;
    case 7:
        scene.pass(std::chrono::seconds(dice.bounded(100)));
        break;
    case 8:
        scene.storageFails = dice.bounded(4) == 0;
        break;
    default:
        speak(scene, dice);
    }
    if (dice.bounded(400) == 0) {
        scene.restart();
        scene.pass(100ms); // it looks around at once
    }
}

} // namespace sermo::test
