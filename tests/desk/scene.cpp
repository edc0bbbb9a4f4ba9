// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/scene.h"

#include "broker/desk/reduce.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::test
{

Scene::Scene(desk::DeskConfig config)
    : m_config(std::move(config))
    , m_desk(std::make_unique<desk::Desk>(m_config, now()))
{
}

desk::DeskConfig Scene::usual()
{
    desk::DeskConfig config = allocating();
    config.allocate = false;
    return config;
}

desk::DeskConfig Scene::allocating()
{
    desk::DeskConfig config = desk::DeskConfig::defaults();
    config.platforms.append(
        {PlatformId(u"butiken"_s), u"butik"_s, QueueId(u"sales"_s), u"sv"_s, {}});
    return config;
}

// --- Time ----------------------------------------------------------------------------------------

void Scene::pass(std::chrono::milliseconds time)
{
    const std::chrono::milliseconds step = time > 5min ? 1s : 100ms;
    for (auto left = time; left > 0ms; left -= step) {
        m_clock.advance(std::min(step, left));
        beat();
        const auto wake = m_desk->nextWake();
        if (wake && *wake <= now().steady)
            follow(m_desk->tick(now()));
    }
}

void Scene::beat()
{
    if (++m_beats % 10 != 0)
        return;
    for (const QString &user : std::as_const(m_links))
        see(desk::seen::LinkBeat{UserId(user), {}});
    if (m_bot)
        see(desk::seen::BotBeat{bot().name, true});
}

void Scene::restart()
{
    m_clock.advance(1s);
    m_links.clear();
    m_bot = false;
    m_desk = std::make_unique<desk::Desk>(m_config, now());
    for (const StoredEvent &stored : std::as_const(log))
        m_desk->replay(stored);
    for (const StoredEvent &stored : std::as_const(log))
        m_desk->relearn(stored);
    m_desk->begin();
}

void Scene::restart(const desk::DeskConfig &config)
{
    m_config = config;
    restart();
}

void Scene::reconfigure(const desk::DeskConfig &config)
{
    m_config = config;
    m_desk->reconfigure(config, now());
    follow(m_desk->tick(now()));
}

// --- Saying --------------------------------------------------------------------------------------

desk::Verdict Scene::say(const desk::Sender &who, const EventFrame &what)
{
    const desk::Verdict verdict = m_desk->judge(who, what, now());
    if (verdict.kind != desk::Verdict::Kind::Accept)
        return verdict;
    if (what.envelope().isStored())
        store(what, who.name);
    else
        deliver(what, 0);
    return verdict;
}

void Scene::see(const desk::Sighting &sighting)
{
    follow(m_desk->saw(sighting, now()));
}

void Scene::store(const EventFrame &frame, const SenderName &sender)
{
    const StoredEvent stored{static_cast<Seq>(log.size()) + 1, now().wallMs, sender, frame};
    log.append(stored);
    if (!frame.user().isEmpty() && info(frame.type()).movesSession)
        m_lastControl.insert(frame.user(), stored.seq);
    deliver(frame, stored.seq);
    follow(m_desk->committed(stored, now()));
}

void Scene::comeToAct()
{
    follow(m_desk->askAnew(now()));
}

void Scene::follow(desk::Emissions emissions)
{
    const desk::Sender desk{Role::Desk, u"desk"_s, {}, {}, {}};
    for (const desk::Emission &emission : std::as_const(emissions)) {
        if (!emission.frame.envelope().isStored()) {
            deliver(emission.frame, 0);
            continue;
        }
        const bool isStale = emission.conditional
            && m_lastControl.value(emission.frame.user()) != emission.basedOn;
        lost += storageFails ? 1 : 0;
        if (storageFails || isStale)
            continue;
        const desk::Verdict verdict = m_desk->judge(desk, emission.frame, now());
        if (verdict.kind == desk::Verdict::Kind::Refuse
            || verdict.kind == desk::Verdict::Kind::ClaimLost)
            refusedOfDesk.append(inWords(verdict) + u": "_s
                                 + QString::fromUtf8(emission.frame.bytes()));
        store(emission.frame, desk.name);
    }
}

void Scene::deliver(const EventFrame &frame, Seq seq)
{
    m_heard.append({now().steady.count(), seq, frame});
}

// --- People --------------------------------------------------------------------------------------

void Scene::botComes()
{
    m_bot = true;
    see(desk::seen::BotUp{bot().name});
    see(desk::seen::BotBeat{bot().name, true});
}

void Scene::agentComes(const char *id, const char *status)
{
    see(desk::seen::AgentUp{AgentId(latin(id))});
    say(agent(id), agentStatus(id, status));
}

void Scene::customerComes(const char *user, const char *platform)
{
    m_links.insert(latin(user));
    see(desk::seen::LinkUp{UserId(latin(user)),
                           platform ? PlatformId(latin(platform)) : PlatformId()});
}

void Scene::customerGoes(const char *user)
{
    m_links.remove(latin(user));
    see(desk::seen::LinkDown{UserId(latin(user))});
}

void Scene::types(const char *user, bool isCustomers)
{
    see(desk::seen::Typing{UserId(latin(user)), isCustomers});
}

void Scene::bring(const char *user, desk::Stage stage)
{
    using desk::Stage;
    customerComes(user);
    say(customer(user), start(user));
    if (stage == Stage::Bot)
        return;
    if (stage == Stage::Ended) {
        say(supervisor(), saying("end_session", "outbound", user));
        return;
    }
    say(bot(), handoverToQueue(user, "general"));
    if (stage == Stage::Queued)
        return;
    say(agent("anna"), claim(user, "anna"));
    if (stage == Stage::BotClosing)
        say(agent("anna"), saying("handover_to_bot", "internal", user, R"("agentId":"anna")"));
    if (stage == Stage::Done)
        say(agent("anna"), saying("agent_done", "internal", user));
}

void foldAsABroker(desk::SessionTable &table, const desk::DeskConfig &config,
                   const StoredEvent &event)
{
    table.bringBack(event.frame.user());
    desk::reduce(table, config, event);
    table.retire(event.frame.user());
}

} // namespace sermo::test
