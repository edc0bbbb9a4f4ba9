// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/telling.h"

#include "ui/model/names.h"

#include <type_traits>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

using Happening = Told::Happening;
using Kind = TranscriptItem::Kind;

bool isQueued(const desk::Session *session)
{
    return session && session->stage == desk::Stage::Queued;
}

bool isIn(const desk::Session *session, desk::Stage stage)
{
    return session && session->stage == stage;
}

//! The bot may speak in the agent's name while it ends a session for him (contract 5): it is the
//! bot all the same, and the agent must see that.
Kind kindOf(const std::optional<event::Speaker> &speaker, const desk::Session *session)
{
    if (isIn(session, desk::Stage::BotClosing))
        return Kind::Bot;
    if (speaker && !speaker->type.isEmpty())
        return speaker->type == "human"_L1 ? Kind::Agent : Kind::Bot;
    return isIn(session, desk::Stage::Assigned) ? Kind::Agent : Kind::Bot;
}

struct Teller //!< one overload for each body that makes a line; the others make none
{
    const Telling &telling;

    template <typename Body>
    std::optional<Told> operator()(const Body &) const
    {
        return std::nullopt;
    }

    std::optional<Told> operator()(const event::Start &) const
    {
        const bool isNew = telling.after && telling.after->firstSeq == telling.event.seq;
        return isNew ? std::optional(line(Happening::Started)) : std::nullopt;
    }

    std::optional<Told> operator()(const event::Text &) const
    {
        const bool returns = isIn(telling.before, desk::Stage::Done) && isQueued(telling.after);
        return returns ? std::optional(queued()) : std::nullopt;
    }

    std::optional<Told> operator()(const event::HandoverToQueue &body) const
    {
        if (!isQueued(telling.after)
            || (isQueued(telling.before) && telling.before->queue == telling.after->queue))
            return std::nullopt;
        Told told = queued();
        told.reason = body.reason;
        told.words = body.note;
        return told;
    }

    std::optional<Told> operator()(const event::HandoverToAgent &body) const
    {
        if (isIn(telling.after, desk::Stage::Assigned)) {
            if (!telling.after->offer)
                return telling.before && telling.before->offer
                    ? std::optional(held(line(Happening::TakenBack)))
                    : std::nullopt;
            Told told = line(Happening::Offered);
            told.agent = telling.after->offer->to;
            told.words = body.note;
            return told;
        }
        if (isIn(telling.before, desk::Stage::BotClosing))
            return line(Happening::BackFromBot);
        if (!isQueued(telling.after) || isQueued(telling.before))
            return std::nullopt;
        return queued();
    }

    std::optional<Told> operator()(const event::ClaimSession &body) const
    {
        Told told = line(Happening::Claimed);
        told.agent = body.agent;
        told.reason = body.force ? u"force"_s : body.reason;
        return told;
    }

    std::optional<Told> operator()(const event::CustomerIdentified &body) const
    {
        Told told = line(Happening::Identified);
        told.words = body.name.isEmpty() ? body.customerId
            : body.customerId.isEmpty()  ? body.name
                                         : body.name + u" · "_s + body.customerId;
        return told;
    }

    std::optional<Told> operator()(const event::AgentDone &) const
    {
        return held(line(Happening::Done));
    }

    std::optional<Told> operator()(const event::HandoverToBot &body) const
    {
        Told told = held(line(Happening::HandedToBot));
        told.reason = body.reason;
        return told;
    }

    std::optional<Told> operator()(const event::EndSession &body) const
    {
        Told told = line(Happening::Ended);
        told.reason = body.reason;
        told.words = body.reasonText;
        return told;
    }

    std::optional<Told> operator()(const event::ClientLeft &) const
    {
        return line(Happening::Left);
    }
    std::optional<Told> operator()(const event::ClientUnload &) const
    {
        return line(Happening::TabClosed);
    }
    std::optional<Told> operator()(const event::PlatformClosed &) const
    {
        return line(Happening::PlatformClosed);
    }

    std::optional<Told> operator()(const event::Rating &body) const
    {
        Told told = line(Happening::Rated);
        told.score = body.score;
        told.words = body.text;
        return told;
    }

    std::optional<Told> operator()(const event::Hand &body) const
    {
        Told told = line(body.raised ? Happening::HandRaised : Happening::HandDown);
        told.agent = body.agent;
        told.words = oneLine(body.text);
        return told;
    }

    std::optional<Told> operator()(const event::Note &body) const
    {
        const bool declines = body.answer == "declined"_L1;
        Told told = line(declines ? Happening::Declined : Happening::None);
        told.isNote = !declines;
        told.agent = body.agent;
        told.words = declines ? QString() : body.text;
        return told;
    }

    [[nodiscard]] Told line(Happening what) const
    {
        Told told;
        told.what = what;
        told.seq = telling.event.seq;
        told.atMs = telling.event.receivedMs;
        return told;
    }

    [[nodiscard]] Told queued() const
    {
        Told told = line(Happening::Queued);
        told.queue = telling.after->queue;
        return told;
    }

    [[nodiscard]] Told held(Told told) const //!< by whoever had it: these events need not say
    {
        if (telling.before)
            told.agent = telling.before->agent;
        return told;
    }
};

} // namespace

std::optional<TranscriptItem> spoken(const Telling &telling)
{
    TranscriptItem item;
    item.seq = telling.event.seq;
    item.id = telling.event.frame.id();
    item.atMs = telling.event.receivedMs;
    if (const auto *info = std::get_if<event::Info>(&telling.body)) {
        item.kind = Kind::Info;
        item.text = info->text;
        return item;
    }
    const auto *text = std::get_if<event::Text>(&telling.body);
    if (!text)
        return std::nullopt;
    item.text = text->text;
    item.imageId = text->imageId;
    if (telling.event.frame.direction() == Direction::Inbound) {
        item.kind = Kind::Customer;
        return item;
    }
    item.kind = kindOf(text->agent, telling.before);
    item.speaker = text->agent ? oneLine(text->agent->name) : QString();
    item.quickReplies = text->quickReplies;
    item.delivery = TranscriptItem::Delivery::Sent;
    return item;
}

std::optional<Told> told(const Telling &telling)
{
    return std::visit(Teller{telling}, telling.body);
}

TranscriptItem toItem(const Told &told, const Names &names)
{
    TranscriptItem item;
    item.kind = told.isNote ? Kind::Note : Kind::System;
    item.happening = told.what;
    item.seq = told.seq;
    item.atMs = told.atMs;
    item.text = told.isNote ? told.words : say(told, names);
    if (told.isNote)
        item.speaker = names.of(told.agent);
    return item;
}

} // namespace sermo::model
