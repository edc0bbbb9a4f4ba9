// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/judge.h"

#include "broker/desk/judgecase.h"
#include "broker/desk/reasons.h"
#include "broker/desk/reduce.h"
#include "broker/desk/table.h"

#include <algorithm>
#include <concepts>

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

Verdict claimLost(const AgentId &holder)
{
    return {Verdict::Kind::ClaimLost, ErrorCode::WrongState, {}, holder, 0};
}

// --- Who may say such a thing at all (contract 3, Routing) ---------------------------------------

Objection askRouting(const Case &c)
{
    const auto refused
        = desk::refusal(c.sender, c.frame.envelope(), c.desk.table.ownerOf(c.frame.user()));
    return refused ? refusal(refused->code, refused->message) : Objection();
}

// --- Whether the session's state has room for it (contract 5, the table) -------------------------

Objection askSession(const Case &c)
{
    if (!c.session && isControl(c.frame))
        return refusal(ErrorCode::UnknownUser, u"this userId has no session"_s);
    return {};
}

//! After the end: what a customer may still say.
Objection askEnded(const Case &c)
{
    if (!c.session || c.session->isOpen() || c.frame.direction() != Direction::Inbound)
        return {};
    switch (c.frame.type()) {
    case EventType::Heartbeat:
    case EventType::MessagesRead:
    case EventType::ClientLeft:
    case EventType::ClientUnload:
    case EventType::Rating:
    case EventType::Start:
        return {};
    case EventType::Text:
        if (c.is(Role::Channel))
            return {};
        [[fallthrough]];
    default:
        return refusal(ErrorCode::SessionEnded, u"this session has ended"_s);
    }
}

Objection wrongState(const Case &c)
{
    return refusal(ErrorCode::WrongState,
                   u"%1 does not go with a session that is %2"_s.arg(c.frame.envelope().typeName,
                                                                     wireName(c.session->stage)));
}

Objection askClaimFromLine(const Case &c)
{
    const auto claim = c.as<event::ClaimSession>();
    const AgentId kept = keptFor(c.desk, *c.session, c.now);
    const bool forced = claim.force && c.isMaster();
    if (kept.isEmpty() || kept == claim.agent || forced)
        return {};
    return claimLost(kept);
}

Objection askTakeOver(const Case &c)
{
    const auto claim = c.as<event::ClaimSession>();
    const bool forced = claim.force && c.isMaster();
    const bool offered = offeredTo(c.desk, *c.session, c.now) == claim.agent;
    if (claim.agent == c.session->agent || forced || offered)
        return {};
    return claimLost(c.session->agent);
}

Objection askState(const Case &c)
{
    switch (c.session ? cellOf(c.frame, c.session->stage) : Cell::Pass) {
    case Cell::Wrong:
        return wrongState(c);
    case Cell::LendToBot:
        return c.desk.bots.isAvailable(c.now.steady) ? Objection() : wrongState(c);
    case Cell::ClaimFromLine:
        return askClaimFromLine(c);
    case Cell::TakeOver:
        return askTakeOver(c);
    case Cell::TakeBack:
        if (c.as<event::ClaimSession>().agent != c.session->agent)
            return claimLost(c.session->agent);
        return {};
    default:
        return {};
    }
}

Objection askQueue(const Case &c)
{
    const auto *handover = c.is<event::HandoverToQueue>();
    if (handover && !c.desk.config.queue(handover->queue))
        return refusal(ErrorCode::UnknownQueue, u"there is no such queue"_s);
    return {};
}

// --- Whether this one may do it: judged after the state (contract 5) -----------------------------

template <typename Body, typename... Some>
concept OneOf = (std::same_as<Body, Some> || ...);

//! Bodies whose `agent` is who speaks; in others it is someone who is spoken of.
template <typename Body>
concept SpeaksForAnAgent
    = OneOf<Body, event::ClaimSession, event::AgentStatus, event::HandoverToBot, event::Note,
            event::Hand, event::Tag, event::CannedReply, event::Draft>;

//! Whom the event speaks for; empty: for nobody in particular.
AgentId spokenFor(const Case &c)
{
    return std::visit(
        []<typename Body>(const Body &body) {
            if constexpr (SpeaksForAnAgent<Body>)
                return body.agent;
            else
                return AgentId();
        },
        c.body());
}

Objection askAgent(const Case &c)
{
    const bool onlyForAgents = c.frame.type() == EventType::ClaimSession
        || c.frame.type() == EventType::AgentStatus || c.frame.type() == EventType::CannedReply;
    const auto isOwn = [&c] {
        const AgentId agent = spokenFor(c);
        return agent.isEmpty() || agent == c.sender.agent;
    };
    if (c.isMaster() || (c.is(Role::Agent) ? isOwn() : !onlyForAgents))
        return {};
    return refusal(ErrorCode::ForbiddenType, u"an agent speaks for himself only"_s);
}

//! What is said of the team's work, not of one's own.
Objection askMaster(const Case &c)
{
    const auto *status = c.is<event::AgentStatus>();
    const bool isForMasters
        = c.frame.type() == EventType::PlatformStatus || (status && status->bound);
    if (!isForMasters || c.isMaster())
        return {};
    return refusal(ErrorCode::ForbiddenType, u"only for a supervisor to say"_s);
}

bool isHoldersAlone(const Case &c)
{
    switch (c.frame.type()) {
    case EventType::AgentDone:
    case EventType::HandoverToBot:
    case EventType::Hand:
        return true;
    case EventType::HandoverToAgent: // an offer; without a name it only passes
        return c.session->stage == Stage::Assigned
            && !c.as<event::HandoverToAgent>().agent.isEmpty();
    default:
        return false;
    }
}

Objection askHolder(const Case &c)
{
    if (!c.session || !isHoldersAlone(c) || c.isHolder() || c.isMaster())
        return {};
    return refusal(ErrorCode::ForbiddenType, u"only who holds the session, or a supervisor"_s);
}

Objection askBot(const Case &c)
{
    const bool isText
        = c.frame.type() == EventType::Text && c.frame.direction() == Direction::Outbound;
    if (isText && c.is(Role::Bot) && c.session && c.session->stage == Stage::Assigned)
        return refusal(ErrorCode::ForbiddenType, u"an agent holds the session"_s);
    return {};
}

// --- Whether it would change anything ------------------------------------------------------------

Objection askNews(const Case &c)
{
    const Verdict unchanged{Verdict::Kind::Unchanged, ErrorCode::BadEvent, {}, {}, 0};
    if (const auto *claim = c.is<event::ClaimSession>()) {
        const bool holds = c.session->stage == Stage::Assigned && c.session->agent == claim->agent;
        return holds ? Objection(unchanged) : Objection();
    }
    if (const auto *status = c.is<event::AgentStatus>()) {
        // While our `offline` is under way, the same words as before are news again.
        const bool isKnown = c.desk.table.agents.contains(status->agent)
            && c.desk.table.agents.value(status->agent) == recordAfter(c.desk.table, *status);
        return isKnown && !c.desk.statusAsked.contains(status->agent) ? Objection(unchanged)
                                                                      : Objection();
    }
    if (const auto *reply = c.is<event::CannedReply>()) {
        const auto &replies = c.desk.table.replies;
        const auto known = replies.constFind(reply->shortcut);
        const bool isAsKnown = reply->removed ? known == replies.cend()
                                              : known != replies.cend() && *known == reply->text;
        return isAsKnown ? Objection(unchanged) : Objection();
    }
    if (const auto *status = c.is<event::PlatformStatus>()) {
        const QString known = c.desk.table.platforms.value(status->platform, platform::ByHours);
        return status->status == known ? Objection(unchanged) : Objection();
    }
    return {};
}

constexpr Objection (*Questions[])(const Case &) = {
    askRouting, // who he is
    askStart,   askStatus, askPlatform, askClaimant,
    askReply,   askTag,    askRating,   askHand, // what he says
    askSession, askEnded,  askState,    askQueue, // what the session's state is
    askAgent,   askMaster, askHolder,   askBot, // what he is in it
    askNews,
};

} // namespace

Verdict judge(const DeskState &desk, const Sender &sender, const EventFrame &frame, Instant now)
{
    const Session *kept = desk.table.find(frame.user());
    const std::optional<Session> ended = kept ? std::nullopt : desk.table.sessionOf(frame.user());
    const Case c{desk, sender, frame, now, ended ? &*ended : kept, {}};
    for (const auto question : Questions) {
        if (const Objection objection = question(c))
            return *objection;
    }
    Verdict accepted;
    accepted.basedOn = desk.table.lastControl(frame.user());
    return accepted;
}

} // namespace sermo::desk
