// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/reduce.h"

#include "broker/desk/reasons.h"
#include "broker/desk/table.h"

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

//! One event on its way into one session.
struct Folding {
    SessionTable &table;
    const DeskConfig &config;
    const StoredEvent &event;
    EventBody body;

    template <typename Body>
    [[nodiscard]] Body as() const
    {
        const Body *known = std::get_if<Body>(&body);
        return known ? *known : Body();
    }
};

void moveTo(Session &session, Stage stage, const Folding &folding)
{
    session.offer.reset();
    session.keptFor = {};
    session.returning = false;
    session.handedOverWhileQueued = false;
    session.customerLeft = false;
    if (session.stage == stage)
        return;
    session.stage = stage;
    session.stageSinceMs = folding.event.receivedMs;
}

void enter(Session &session, const QueueId &queue, LineClass lineClass, const Folding &folding)
{
    const Stage from = session.stage;
    moveTo(session, Stage::Queued, folding);
    if (from != Stage::Queued)
        session.enteredFrom = from;
    session.queue = queue;
    session.lineClass = lineClass;
    session.enteredMs = folding.event.receivedMs;
    session.enteredSeq = folding.event.seq;
}

void enterByEvent(Session &session, const Folding &folding)
{
    const auto handover = folding.as<event::HandoverToQueue>();
    // Whose agent was lost goes first, and the desk says so; nobody else can make it true.
    const bool agentLost = handover.reason == reason::AgentOffline
        && folding.table.statusOf(session.agent) == status::Offline;
    if (agentLost && session.stage == Stage::Assigned)
        enter(session, handover.queue, LineClass::Returning, folding);
    else if (agentLost && session.stage == Stage::BotClosing)
        enter(session, handover.queue, LineClass::BackFromBot, folding);
    else
        enter(session, handover.queue, LineClass::Ordinary, folding);
}

void changeLine(Session &session, const Folding &folding)
{
    const QueueId queue = folding.as<event::HandoverToQueue>().queue;
    const bool handedOver = session.handedOverWhileQueued;
    if (queue == session.queue)
        return;
    enter(session, queue, LineClass::Ordinary, folding);
    session.handedOverWhileQueued = handedOver;
}

void confirm(Session &session)
{
    if (session.handedOverWhileQueued)
        session.lineClass = std::min(session.lineClass, LineClass::Confirmed);
    session.handedOverWhileQueued = true;
}

void comeAgain(Session &session, const Folding &folding)
{
    const QString status = folding.table.statusOf(session.agent);
    const bool isThere = status == status::Available || status == status::Finishing;
    enter(session, folding.config.lineOf(session.platform, session.queue), LineClass::Returning,
          folding);
    if (isThere)
        session.keptFor = session.agent;
}

void offer(Session &session, const Folding &folding)
{
    const AgentId to = folding.as<event::HandoverToAgent>().agent;
    if (to == session.agent)
        session.offer.reset(); // who offers it to himself keeps it
    else if (!to.isEmpty())
        session.offer = Session::Offer{to, folding.event.receivedMs};
}

void assign(Session &session, const Folding &folding)
{
    const AgentId agent = folding.as<event::ClaimSession>().agent;
    const bool isNews = session.stage != Stage::Assigned || session.agent != agent;
    if (!isNews)
        return;
    moveTo(session, Stage::Assigned, folding);
    session.agent = agent;
    session.stageSinceMs = folding.event.receivedMs;
}

PlatformId platformOf(const QJsonObject &params, const DeskConfig &config)
{
    PlatformId named(params.value("platformId"_L1).toString());
    if (!named.isEmpty() || config.platforms.isEmpty())
        return named;
    return config.platforms.constFirst().id;
}

Session begin(const Folding &folding)
{
    Session session;
    session.user = folding.event.frame.user();
    session.startParams = folding.as<event::Start>().params;
    session.platform = platformOf(session.startParams, folding.config);
    session.startedMs = session.stageSinceMs = folding.event.receivedMs;
    session.firstSeq = folding.event.seq;
    const Identity known = folding.table.identities.value(session.user);
    session.brandId = known.brandId;
    session.customerId = known.customerId;
    session.customerName = known.name;
    return session;
}

Stage stageAfter(Cell cell)
{
    if (cell == Cell::End)
        return Stage::Ended;
    return cell == Cell::Finish ? Stage::Done : Stage::BotClosing;
}

//! The cells that put a session in line, or move it there.
void applyInLine(Cell cell, Session &session, const Folding &folding)
{
    switch (cell) {
    case Cell::Return:
        return comeAgain(session, folding);
    case Cell::EnterLast:
        return enterByEvent(session, folding);
    case Cell::ChangeLine:
        return changeLine(session, folding);
    case Cell::EnterLastOfPlatform:
        enter(session, folding.config.lineOf(session.platform), LineClass::Ordinary, folding);
        session.handedOverWhileQueued = true;
        return;
    case Cell::EnterFirst:
        return enter(session, folding.config.lineOf(session.platform, session.queue),
                     LineClass::Returning, folding);
    case Cell::Confirm:
        return confirm(session);
    default:
        Q_UNREACHABLE();
    }
}

void apply(Cell cell, Session &session, const Folding &folding)
{
    switch (cell) {
    case Cell::Pass:
    case Cell::Wrong: // never stored
        return;
    case Cell::Begin:
    case Cell::BeginAgain:
        session = begin(folding);
        return;
    case Cell::Speak:
    case Cell::Leave:
        session.customerLeft = cell == Cell::Leave;
        return;
    case Cell::Return:
    case Cell::EnterLast:
    case Cell::ChangeLine:
    case Cell::EnterLastOfPlatform:
    case Cell::EnterFirst:
    case Cell::Confirm:
        return applyInLine(cell, session, folding);
    case Cell::Offer:
        return offer(session, folding);
    case Cell::ComeBack:
        session.returning = true;
        return;
    case Cell::Claim:
    case Cell::ClaimFromLine:
    case Cell::TakeOver:
    case Cell::TakeBack:
        return assign(session, folding);
    case Cell::Finish:
    case Cell::LendToBot:
    case Cell::End:
        return moveTo(session, stageAfter(cell), folding);
    case Cell::SetPlatform:
        session.platform = folding.as<event::SessionPlatform>().platform;
        return;
    }
}

bool beginsSession(const EventFrame &frame)
{
    return frame.direction() == Direction::Inbound
        && (frame.type() == EventType::Start || frame.type() == EventType::Text);
}

void identify(const Folding &folding)
{
    const auto identified = folding.as<event::CustomerIdentified>();
    const UserId &user = folding.event.frame.user();
    folding.table.identities.insert(user,
                                    {identified.brandId, identified.customerId, identified.name});
    const auto session = folding.table.sessions.find(user);
    if (session == folding.table.sessions.end())
        return;
    session->brandId = identified.brandId;
    session->customerId = identified.customerId;
    session->customerName = identified.name;
}

bool differ(const Session &before, const Session &after)
{
    const auto place = [](const Session &session) {
        return std::tuple(session.stage, session.queue, session.lineClass, session.enteredSeq,
                          session.agent, session.keptFor, session.returning, session.customerLeft,
                          session.stageSinceMs);
    };
    return place(before) != place(after) || before.offer != after.offer
        || before.platform != after.platform;
}

SessionChange foldSession(const Folding &folding)
{
    const EventFrame &frame = folding.event.frame;
    SessionChange change;
    change.user = frame.user();
    const auto known = folding.table.sessions.constFind(frame.user());
    const bool isFirst = known == folding.table.sessions.cend();
    if (isFirst && !beginsSession(frame))
        return change;

    const Cell cell = isFirst ? Cell::Begin : cellOf(frame, known->stage);
    if (cell == Cell::Pass) {
        folding.table.sessions[frame.user()].lastControl = folding.table.lastControl(frame.user());
        return change;
    }
    const Session before = isFirst ? Session() : *known;
    Session after = before;
    apply(cell, after, folding);
    after.lastControl = folding.table.lastControl(frame.user());
    put(folding.table, after);

    change.isNew = after.firstSeq == folding.event.seq;
    if (!isFirst) {
        change.from = before.stage;
        change.fromQueue = before.stage == Stage::Queued ? before.queue : QueueId();
    }
    change.to = after.stage;
    change.moved = change.isNew || differ(before, after);
    change.platformTold = change.isNew || before.platform != after.platform;
    return change;
}

//! Who made the user known, and which of his events was the last that may have moved him.
void noteUser(SessionTable &table, const StoredEvent &event)
{
    const UserId &user = event.frame.user();
    if (user.isEmpty())
        return;
    if (info(event.frame.type()).movesSession)
        table.controls.insert(user, event.seq);
    const bool isKnown = event.sender.isEmpty() || table.owners.contains(user);
    if (event.frame.direction() == Direction::Inbound && !isKnown)
        table.owners.insert(user, event.sender);
}

} // namespace

AgentRecord recordAfter(const SessionTable &table, const event::AgentStatus &status)
{
    AgentRecord record = table.agents.value(status.agent);
    record.id = status.agent;
    record.status = status.status;
    record.queues = status.queues;
    if (!status.name.isEmpty())
        record.name = status.name;
    if (status.bound)
        record.bound = *status.bound > 0 ? status.bound : std::nullopt;
    return record;
}

bool foldStatus(SessionTable &table, const event::AgentStatus &status)
{
    const AgentRecord record = recordAfter(table, status);
    const auto known = table.agents.constFind(status.agent);
    if (status.agent.isEmpty() || (known != table.agents.cend() && *known == record))
        return false;
    table.agents.insert(record.id, record);
    return true;
}

bool foldReply(SessionTable &table, const event::CannedReply &reply)
{
    if (reply.shortcut.isEmpty())
        return false;
    if (reply.removed)
        return table.replies.remove(reply.shortcut) > 0;
    const auto known = table.replies.constFind(reply.shortcut);
    if (known != table.replies.cend() && *known == reply.text)
        return false;
    table.replies.insert(reply.shortcut, reply.text);
    return true;
}

bool foldPlatform(SessionTable &table, const event::PlatformStatus &status)
{
    const QString before = table.platforms.value(status.platform);
    if (status.platform.isEmpty())
        return false;
    if (status.status == platform::Open || status.status == platform::Closed)
        table.platforms.insert(status.platform, status.status);
    else
        table.platforms.remove(status.platform);
    return table.platforms.value(status.platform) != before;
}

SessionChange reduce(SessionTable &table, const DeskConfig &config, const StoredEvent &event)
{
    if (event.seq <= table.lastSeq)
        return {};
    table.lastSeq = event.seq;
    noteUser(table, event);

    const Folding folding{table, config, event, decode(event.frame)};
    SessionChange change;
    change.user = event.frame.user();
    if (const auto *status = std::get_if<event::AgentStatus>(&folding.body)) {
        change.agentChanged = foldStatus(table, *status);
        return change;
    }
    if (const auto *reply = std::get_if<event::CannedReply>(&folding.body)) {
        change.repliesChanged = foldReply(table, *reply);
        return change;
    }
    if (const auto *status = std::get_if<event::PlatformStatus>(&folding.body)) {
        change.platformsChanged = foldPlatform(table, *status);
        return change;
    }
    if (event.frame.user().isEmpty())
        return change;
    if (event.frame.type() == EventType::CustomerIdentified)
        identify(folding);
    if (info(event.frame.type()).movesSession)
        change = foldSession(folding);
    return change;
}

} // namespace sermo::desk
