// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/historydraft.h"

using namespace Qt::StringLiterals;

namespace sermo::store
{

void HistoryIndex::Draft::note(QString &names, const QString &name)
{
    const QString one = Separator + name + Separator;
    if (!name.isEmpty() && !names.contains(one))
        names += one;
}

void HistoryIndex::Draft::strike(QString &names, const QString &name)
{
    names.remove(Separator + name + Separator);
}

void HistoryIndex::Draft::say(const QString &said)
{
    if (said.isEmpty() || text.size() >= MostText)
        return;
    text += said.left(MostText - text.size()) + u'\n';
    isTextChanged = true;
}

void HistoryIndex::Draft::begin(const QString &said)
{
    if (!row.opening.isEmpty())
        return;
    row.opening = said.simplified().left(MostOpening);
    if (!row.opening.isEmpty() && row.opening.back().isHighSurrogate())
        row.opening.chop(1); // half an emoji
}

//! Found by each of his names, whichever is shown.
void HistoryIndex::Draft::noteWho()
{
    QStringList names{row.customerName, row.customerId, row.ownName};
    names.removeAll(QString());
    who = names.join(u' ');
    isTextChanged = true;
}

void HistoryIndex::Draft::take(const StoredEvent &event, const PlatformQueue &platformQueue)
{
    row.lastMs = event.receivedMs;
    isChanged = true;
    const EventBody body = decode(event.frame);
    if (const auto *start = std::get_if<event::Start>(&body)) {
        platform = PlatformId(start->params.value("platformId"_L1).toString());
        if (event.seq == row.session) // another one changes nothing
            row.ownName = start->params.value("name"_L1).toString();
        noteWho();
    } else if (const auto *told = std::get_if<event::SessionPlatform>(&body)) {
        platform = told->platform;
    } else if (const auto *said = std::get_if<event::Text>(&body)) {
        say(said->text);
        if (event.frame.direction() == Direction::Inbound)
            begin(said->text);
    } else if (const auto *noted = std::get_if<event::Note>(&body)) {
        say(noted->text);
    } else if (const auto *handover = std::get_if<event::HandoverToQueue>(&body)) {
        isHeld = false;
        row.queue = handover->queue;
        note(queues, row.queue.value());
        say(handover->note);
    } else if (const auto *asked = std::get_if<event::HandoverToAgent>(&body)) {
        if (row.queue.isEmpty() && !isHeld && platformQueue)
            row.queue = platformQueue(platform);
        note(queues, row.queue.value());
        say(asked->note);
    } else if (const auto *claim = std::get_if<event::ClaimSession>(&body)) {
        isHeld = true;
        row.agent = claim->agent;
        note(agents, row.agent.value());
    } else if (std::holds_alternative<event::AgentDone>(body)
               || std::holds_alternative<event::HandoverToBot>(body)) {
        isHeld = false;
    } else if (const auto *end = std::get_if<event::EndSession>(&body)) {
        row.hasEnded = true;
        row.reason = end->reasonText.isEmpty() ? end->reason : end->reasonText;
        say(end->reasonText);
    } else if (std::holds_alternative<event::ClientLeft>(body)) {
        if (!isHeld && !row.hasEnded)
            row.reason = u"left"_s;
        row.hasEnded = row.hasEnded || !isHeld;
    } else if (const auto *rating = std::get_if<event::Rating>(&body)) {
        if (row.rating == 0 && rating->score >= 1 && rating->score <= 5)
            row.rating = rating->score;
        say(rating->text);
    } else if (const auto *tagged = std::get_if<event::Tag>(&body)) {
        const QString word = tagged->tag.simplified();
        if (tagged->removed)
            strike(tags, word);
        else if (tags.size() < MostTags)
            note(tags, word);
    } else if (const auto *identified = std::get_if<event::CustomerIdentified>(&body)) {
        row.brand = identified->brandId;
        row.customerId = identified->customerId;
        row.customerName = identified->name;
        noteWho();
    }
}

} // namespace sermo::store
