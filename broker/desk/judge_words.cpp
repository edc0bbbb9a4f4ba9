// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an event says what its type wants said, before anybody asks who may say it when.
#include "broker/desk/cannedreplies.h"
#include "broker/desk/judgecase.h"
#include "broker/desk/reasons.h"
#include "broker/protocol/jsonmembers.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

constexpr double MostBound = 100; // customers at once, as if there were no bound

//! Left out, or null, are all of them; what cannot be understood must not be.
bool namesQueues(const EventFrame &frame)
{
    const auto members = JsonMembers::scan(frame.bytes(), JsonMembers::Repeats::Allow);
    if (!members || !members->contains("queues"_L1) || members->raw("queues"_L1) == "null")
        return true;
    const QJsonValue queues = members->json("queues"_L1);
    const QJsonArray all = queues.toArray();
    const auto isText = [](const QJsonValue &queue) { return queue.isString(); };
    return queues.isArray() && std::all_of(all.cbegin(), all.cend(), isText);
}

} // namespace

Objection askStart(const Case &c)
{
    const auto *start = c.is<event::Start>();
    if (!start)
        return {};
    const QJsonValue named = start->params.value("platformId"_L1);
    if (named.isUndefined()
        || (named.isString() && c.desk.config.platform(PlatformId(named.toString()))))
        return {};
    return refusal(ErrorCode::BadEvent, u"params.platformId names no platform"_s);
}

Objection askStatus(const Case &c)
{
    const auto *status = c.is<event::AgentStatus>();
    if (!status)
        return {};
    const auto known = {status::Available, status::Finishing, status::Away, status::Offline};
    if (status->agent.isEmpty() || std::ranges::find(known, status->status) == known.end())
        return refusal(
            ErrorCode::BadEvent,
            u"agent_status wants an agentId and available, finishing, away or offline"_s);
    if (!namesQueues(c.frame))
        return refusal(ErrorCode::BadEvent, u"queues of agent_status is a list of texts"_s);
    const double bound = status->bound.value_or(0);
    if (!(bound >= 0 && bound <= MostBound))
        return refusal(ErrorCode::BadEvent,
                       u"agent_status wants a bound from 0 to %1"_s.arg(MostBound));
    return {};
}

Objection askPlatform(const Case &c)
{
    const auto *status = c.is<event::PlatformStatus>();
    if (!status)
        return {};
    const auto known = {platform::ByHours, platform::Open, platform::Closed};
    if (!c.desk.config.platform(status->platform)
        || std::ranges::find(known, status->status) == known.end())
        return refusal(
            ErrorCode::BadEvent,
            u"platform_status wants a platformId that there is, and hours, open or closed"_s);
    return {};
}

//! Who has the customer may ask for help with him.
Objection askHand(const Case &c)
{
    const auto *hand = c.is<event::Hand>();
    if (!hand)
        return {};
    if (hand->text.size() > CannedReplies::MaxText)
        return refusal(ErrorCode::BadEvent,
                       u"hand wants at most %1 characters"_s.arg(CannedReplies::MaxText));
    if (!c.session)
        return refusal(ErrorCode::UnknownUser, u"this userId has no session"_s);
    if (hand->raised && c.session->stage != Stage::Assigned)
        return refusal(ErrorCode::WrongState, u"nobody has this session"_s);
    return {};
}

//! A score that is there is one; words alone are nobody's trouble.
Objection askRating(const Case &c)
{
    const auto *rating = c.is<event::Rating>();
    if (!rating || (rating->score >= 1 && rating->score <= 5))
        return {};
    const auto members = JsonMembers::scan(c.frame.bytes(), JsonMembers::Repeats::Allow);
    if (members && !members->contains(u"score"))
        return {};
    return refusal(ErrorCode::BadEvent, u"rating wants a score of 1 to 5"_s);
}

//! Everyone is told all of them at each start, so they have an end.
Objection askReply(const Case &c)
{
    const auto *reply = c.is<event::CannedReply>();
    if (!reply)
        return {};
    if (!CannedReplies::isShortcut(reply->shortcut))
        return refusal(ErrorCode::BadEvent,
                       u"canned_reply wants a shortcut of one word, at most %1 characters"_s.arg(
                           CannedReplies::MaxShortcut));
    if (reply->removed)
        return {};
    if (reply->text.trimmed().isEmpty() || reply->text.size() > CannedReplies::MaxText)
        return refusal(
            ErrorCode::BadEvent,
            u"canned_reply wants a text, at most %1 characters"_s.arg(CannedReplies::MaxText));
    const QMap<QString, QString> &replies = c.desk.table.replies;
    if (!replies.contains(reply->shortcut) && replies.size() >= CannedReplies::Most)
        return refusal(ErrorCode::BadEvent,
                       u"there are %1 canned replies: no more"_s.arg(CannedReplies::Most));
    return {};
}

Objection askTag(const Case &c)
{
    const auto *tag = c.is<event::Tag>();
    const bool isBad
        = tag && (tag->tag.trimmed().isEmpty() || tag->tag.size() > CannedReplies::MaxShortcut);
    return isBad
        ? refusal(ErrorCode::BadEvent,
                  u"tag wants a tag, at most %1 characters"_s.arg(CannedReplies::MaxShortcut))
        : Objection();
}

Objection askClaimant(const Case &c)
{
    const auto *claim = c.is<event::ClaimSession>();
    if (claim && claim->agent.isEmpty())
        return refusal(ErrorCode::BadEvent, u"claim_session wants an agentId"_s);
    return {};
}

} // namespace sermo::desk
