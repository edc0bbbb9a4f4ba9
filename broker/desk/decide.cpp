// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/decide.h"

#include "broker/desk/platformwords.h"
#include "broker/desk/reasons.h"
#include "broker/desk/table.h"
#include "broker/protocol/eventbody.h"

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

constexpr Ms LinkGone{10 * 60'000};
constexpr Ms LinkGoneLate{24 * 60 * 60'000};
constexpr Ms BotMissing{30'000};

Decision nothing()
{
    return {};
}

Decision act(QList<EventFrame> frames)
{
    return {std::move(frames), {}};
}

EventFrame endOf(const Session &session, QLatin1StringView why)
{
    return compose(Direction::Outbound, session.user,
                   event::EndSession{.reasonText = {}, .reason = why});
}

EventFrame handover(const Session &session, const QueueId &queue, QLatin1StringView why)
{
    return compose(Direction::Internal, session.user,
                   event::HandoverToQueue{.queue = queue, .reason = why, .note = {}});
}

Decision closeDown(const DeskState &desk, const Session &session, Instant now)
{
    QList<EventFrame> frames;
    if (desk.config.announce)
        frames.append(platformClosed(desk, session, now.wallMs));
    frames.append(endOf(session, reason::Closed));
    return act(frames);
}

//! Back to the agent who lent it to the bot, or first in line when he is not there any more.
Decision giveBack(const DeskState &desk, const Session &session)
{
    if (desk.statusAsked.contains(session.agent))
        return nothing(); // whether he is there is just being told: then it is asked again
    if (desk.table.statusOf(session.agent) == status::Offline)
        return act({handover(session, desk.config.lineOf(session.platform, session.queue),
                             reason::AgentOffline)});
    return act({compose(
        Direction::Internal, session.user,
        event::ClaimSession{.agent = session.agent, .force = false, .reason = reason::Returned})});
}

EventFrame statusOf(const SessionTable &table, const AgentId &agent, QLatin1StringView status)
{
    const AgentRecord record = table.agents.value(agent);
    return compose(
        Direction::Internal, {},
        event::AgentStatus{
            .agent = agent, .status = status, .name = record.name, .queues = record.queues});
}

Lapse lapseOf(const std::array<Lapse, StageCount> &row, const Session &session)
{
    return row[static_cast<size_t>(session.stage)];
}

// --- One function a row: what it wants done, or when to ask again --------------------------------

//! What `hello` said of the platform and no event in the log does.
Decision askPlatform(const DeskState &desk, const Session &session, Instant)
{
    const PlatformId told = desk.beside.value(session.user).platform;
    if (told.isEmpty() || told == session.platform)
        return nothing();
    return act(
        {compose(Direction::Internal, session.user, event::SessionPlatform{.platform = told})});
}

Decision askLinkGone(const DeskState &desk, const Session &session, Instant now)
{
    const Lapse lapse = lapseOf(lapses().gone, session);
    if (lapse == Lapse::None || isChannelUser(desk.table, session.user))
        return nothing();
    const Ms at
        = desk.links.goodUntil(session.user) + (lapse == Lapse::EndLate ? LinkGoneLate : LinkGone);
    return now.steady < at ? Decision{{}, at} : act({endOf(session, reason::Gone)});
}

Decision askBotMissing(const DeskState &desk, const Session &session, Instant now)
{
    const Lapse lapse = lapseOf(lapses().botMissing, session);
    if (lapse == Lapse::None)
        return nothing();
    const bool isAvailable = desk.bots.isAvailable(now.steady);
    // Who is lent to one later has one to wait for, whatever there was when he came.
    const bool neverHadOne
        = lapse == Lapse::ToLine && desk.beside.value(session.user).botless && !isAvailable;
    const Ms at = desk.bots.availableUntil() + BotMissing;
    if (now.steady < at && !neverHadOne)
        return {{}, at};
    if (lapse == Lapse::GiveBack)
        return giveBack(desk, session);
    if (isClosed(desk, session.platform, now.wallMs))
        return closeDown(desk, session, now);
    return act({handover(session, desk.config.lineOf(session.platform), reason::BotUnavailable)});
}

Decision askReturning(const DeskState &desk, const Session &session, Instant)
{
    return session.returning ? giveBack(desk, session) : nothing();
}

Decision askAgentOffline(const DeskState &desk, const Session &session, Instant now)
{
    const bool isOffline = desk.table.statusOf(session.agent) == status::Offline
        && !desk.statusAsked.contains(session.agent);
    if (lapseOf(lapses().agentOffline, session) != Lapse::ToFront || !isOffline)
        return nothing();
    const Ms declared = desk.statusSince.value(session.agent, desk.start.steady);
    const Ms at = earlier(declared, desk.agents.goneSince(session.agent)).value() + AgentOffline;
    if (now.steady < at)
        return {{}, at};
    return act({handover(session, desk.config.lineOf(session.platform, session.queue),
                         reason::AgentOffline)});
}

//! Those queued before closing stay, and those whom an agent had: he has begun with them.
Decision askClosed(const DeskState &desk, const Session &session, Instant now)
{
    const bool wasHeld = session.enteredFrom == Stage::Assigned
        || session.lineClass == LineClass::BackFromBot || !session.keptFor.isEmpty();
    if (session.stage != Stage::Queued || wasHeld || !desk.beside.value(session.user).closedOnEntry)
        return nothing();
    return closeDown(desk, session, now);
}

//! A start with another configuration: in that line nobody would be taken, or shown, any more.
Decision askQueueGone(const DeskState &desk, const Session &session, Instant)
{
    const QueueId line = desk.config.lineOf(session.platform, session.queue);
    if (session.stage != Stage::Queued || line == session.queue || line.isEmpty())
        return nothing();
    return act({handover(session, line, reason::QueueGone)});
}

constexpr Decision (*Questions[])(const DeskState &, const Session &, Instant) = {
    askPlatform, askLinkGone, askClosed, askQueueGone, askReturning, askBotMissing, askAgentOffline,
};

} // namespace

Decision decide(const DeskState &desk, const Session &session, Instant now)
{
    std::optional<Ms> due;
    if (!session.isOpen())
        return nothing();
    for (const auto question : Questions) {
        Decision decision = question(desk, session, now);
        if (!decision.frames.isEmpty())
            return decision;
        due = earlier(due, decision.due);
    }
    return {{}, due};
}

std::optional<Ms> parkedAt(const DeskState &desk, const Session &session)
{
    if (lapseOf(lapses().linkLost, session) != Lapse::Park
        || isChannelUser(desk.table, session.user))
        return std::nullopt;
    return desk.links.goodUntil(session.user) + LinkLost;
}

Decision decide(const DeskState &desk, const AgentId &agent, Instant now)
{
    const bool isOffline = desk.table.statusOf(agent) == status::Offline;
    // Whom we declared offline is there again: `away` until his application says otherwise.
    if (isOffline && desk.lost.contains(agent) && desk.agents.isOpen(agent))
        return act({statusOf(desk.table, agent, status::Away)});
    const std::optional<Ms> gone = desk.agents.goneSince(agent);
    if (isOffline || !gone)
        return nothing();
    if (now.steady < *gone + AgentOffline)
        return {{}, *gone + AgentOffline};
    return act({statusOf(desk.table, agent, status::Offline)});
}

} // namespace sermo::desk
