// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/scene.h"

#include "broker/desk/announce.h"
#include "broker/desk/reduce.h"
#include "broker/protocol/eventbody.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::test
{

namespace
{

QString latin(const char *text)
{
    return QString::fromUtf8(text);
}

QByteArray member(const char *name, const char *value)
{
    return '"' + QByteArray(name) + "\":\"" + value + '"';
}

} // namespace

EventFrame saying(const char *type, const char *direction, const char *user, const QByteArray &more)
{
    QByteArrayList members{member("type", type), member("direction", direction)};
    if (user)
        members.append(member("userId", user));
    if (!more.isEmpty())
        members.append(more);
    const auto frame = EventFrame::fromSender('{' + members.join(',') + '}');
    Q_ASSERT_X(frame, "saying", "a test's own event must be one");
    return *frame;
}

EventFrame start(const char *user, const char *platform)
{
    return saying("start", "inbound", user,
                  platform ? "\"params\":{" + member("platformId", platform) + '}'
                           : QByteArray("\"params\":{}"));
}

EventFrame text(const char *user)
{
    return saying("text", "inbound", user, member("text", "Hej"));
}

EventFrame handoverToQueue(const char *user, const char *queue)
{
    return saying("handover_to_queue", "internal", user, member("queueId", queue));
}

EventFrame handoverToAgent(const char *user, const char *agent)
{
    return saying("handover_to_agent", "internal", user,
                  agent ? member("agentId", agent) : QByteArray());
}

EventFrame claim(const char *user, const char *agent, bool force)
{
    return saying("claim_session", "internal", user,
                  member("agentId", agent) + (force ? ",\"force\":true" : ""));
}

EventFrame agentStatus(const char *agent, const char *status)
{
    return saying("agent_status", "internal", nullptr,
                  member("agentId", agent) + ',' + member("status", status));
}

desk::Sender customer(const char *user)
{
    return {Role::Customer, u"customer:"_s + latin(user), {}, UserId(latin(user)), {}};
}

desk::Sender application(Role role, const char *name, const char *agent)
{
    return {role, u"key:"_s + latin(name), agent ? AgentId(latin(agent)) : AgentId(), {}, {}};
}

desk::Sender agent(const char *id)
{
    return application(Role::Agent, id, id);
}

desk::Sender bot()
{
    return application(Role::Bot, "reception");
}

desk::Sender supervisor()
{
    return application(Role::Supervisor, "boss");
}

desk::Sender channel()
{
    return application(Role::Channel, "messenger");
}

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

// --- Seeing --------------------------------------------------------------------------------------

desk::Session Scene::session(const char *user) const
{
    const auto found = m_desk->table().sessionOf(UserId(latin(user)));
    Q_ASSERT_X(found, "session", "there is none");
    return *found;
}

QString Scene::state(const char *user) const
{
    const auto found = m_desk->table().sessionOf(UserId(latin(user)));
    if (!found)
        return u"no session"_s;
    QString words = wireName(found->stage);
    if (found->stage == desk::Stage::Queued) {
        const auto waiting = desk::line(m_desk->table(), found->queue);
        words += u" %1 of %2 in %3"_s.arg(waiting.indexOf(m_desk->table().find(found->user)) + 1)
                     .arg(waiting.size())
                     .arg(found->queue.value());
        if (!found->keptFor.isEmpty())
            words += u" kept for "_s + found->keptFor.value();
    }
    if (found->stage == desk::Stage::Assigned || found->stage == desk::Stage::BotClosing
        || found->stage == desk::Stage::Done)
        words += u" to "_s + found->agent.value();
    if (found->offer)
        words += u" offered to "_s + found->offer->to.value();
    if (found->customerLeft)
        words += u" without the customer"_s;
    return words;
}

QList<EventFrame> Scene::heard(EventType type, const char *user) const
{
    QList<EventFrame> found;
    for (const Heard &heard : m_heard) {
        if (heard.frame.type() == type
            && heard.frame.user() == UserId(user ? latin(user) : QString()))
            found.append(heard.frame);
    }
    return found;
}

double Scene::probability(const char *user) const
{
    const QList<EventFrame> told = heard(EventType::Presence, user);
    return told.isEmpty() ? -1 : std::get<event::Presence>(decode(told.constLast())).probability;
}

QStringList Scene::infos(const char *user) const
{
    QStringList texts;
    for (const EventFrame &frame : heard(EventType::Info, user))
        texts.append(std::get<event::Info>(decode(frame)).text);
    return texts;
}

QList<int> Scene::numbers(const char *user) const
{
    QList<int> all;
    for (const EventFrame &frame : heard(EventType::QueueNumber, user))
        all.append(std::get<event::QueueNumber>(decode(frame)).queueNumber);
    return all;
}

QStringList Scene::reasons(const char *user) const
{
    QStringList all;
    for (const Heard &heard : m_heard) {
        if (heard.frame.user() != UserId(latin(user)))
            continue;
        std::visit(
            [&]<typename Body>(const Body &body) {
                if constexpr (requires { body.reason; }) {
                    if (!body.reason.isEmpty())
                        all.append(heard.frame.envelope().typeName + u' ' + body.reason);
                }
            },
            decode(heard.frame));
    }
    return all;
}

QString inWords(const desk::Verdict &verdict)
{
    using Kind = desk::Verdict::Kind;
    switch (verdict.kind) {
    case Kind::Accept:
        return u"accepted"_s;
    case Kind::Unchanged:
        return u"unchanged"_s;
    case Kind::ClaimLost:
        return u"claimed by "_s + verdict.claimedBy.value();
    case Kind::Refuse:
        return wireName(verdict.code);
    }
    Q_UNREACHABLE();
}

} // namespace sermo::test
