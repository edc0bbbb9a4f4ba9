// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/conversation.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype MaxTags = 30; // more than that says nothing

bool hasEntered(const Telling &telling) //!< a new session of the same customer
{
    return telling.after && telling.after->firstSeq == telling.event.seq;
}

bool waitsOn(const desk::Session *session, const QueueId &queue)
{
    return session && session->stage == desk::Stage::Queued && session->queue == queue;
}

//! Whoever the session is offered to says that he does not take it.
bool isRefusal(const Telling &telling, const event::Note &note)
{
    return note.answer == "declined"_L1 && telling.after && telling.after->offer
        && telling.after->offer->to == note.agent;
}

QString lastWords(const event::Text &text)
{
    return text.text.isEmpty() && !text.imageId.isEmpty()
        ? QCoreApplication::translate("Transcript", "Image")
        : text.text;
}

} // namespace

Conversation::Effect Conversation::record(const Telling &telling, const Names &names, bool shown)
{
    const Effect effect = noteLife(telling);
    endWait(telling, names);
    if (const auto item = spoken(telling); item && !shown)
        m_fresh.append(*item);
    if (const auto happened = told(telling))
        tell(*happened, names, shown && happened->isNote);
    if (const auto *decision = std::get_if<event::Allocation>(&telling.body))
        explain(*decision, names);
    return effect;
}

bool Conversation::contains(Seq seq) const
{
    const auto same = [seq](const TranscriptItem &item) { return item.seq == seq; };
    return m_transcript.contains(seq) || std::any_of(m_fresh.cbegin(), m_fresh.cend(), same)
        || std::any_of(m_settled.cbegin(), m_settled.cend(),
                       [seq](const Settled &settled) { return settled.seq == seq; });
}

bool Conversation::pend(const Telling &telling, const Names &names)
{
    std::optional<TranscriptItem> item = spoken(telling);
    if (const auto happened = told(telling); happened && happened->isNote)
        item = toItem(*happened, names);
    if (!item)
        return false;
    item->id = telling.event.frame.id();
    item->delivery = TranscriptItem::Delivery::Sending;
    m_transcript.addPending(std::move(*item));
    return true;
}

void Conversation::settle(const EventId &id, Seq seq)
{
    m_settled.append({id, seq});
}

void Conversation::reword(const Names &names)
{
    for (const Told &told : std::as_const(m_told)) {
        const TranscriptItem item = toItem(told, names);
        m_reworded.append({told.seq, item.text, item.speaker});
    }
}

void Conversation::commit()
{
    // In this order: what follows speaks of rows that what precedes made.
    m_transcript.addStored(std::exchange(m_fresh, {}));
    for (const Settled &settled : std::exchange(m_settled, {}))
        m_transcript.settle(settled.id, settled.seq);
    for (const Reworded &line : std::exchange(m_reworded, {}))
        m_transcript.reword(line.seq, line.text, line.speaker);
    if (const Seq before = std::exchange(m_readBefore, 0))
        m_transcript.markRead(before);
}

void Conversation::clear()
{
    m_fresh.clear();
    m_settled.clear();
    m_reworded.clear();
    m_told.clear();
    m_readBefore = 0;
    m_wait = -1;
    m_allocation = {};
    m_live = {};
    m_transcript.clear();
}

//! Why somebody was given the session comes beside the claim, before it or after.
void Conversation::explain(const event::Allocation &decision, const Names &names)
{
    m_allocation = decision;
    if (m_told.isEmpty() || !m_told.constLast().isGivenTo(decision.agent))
        return;
    Told &claim = m_told.last();
    claim.allocation = std::exchange(m_allocation, {});
    m_reworded.append({claim.seq, say(claim, names), {}});
}

void Conversation::tell(Told told, const Names &names, bool shown)
{
    if (told.isGivenTo(m_allocation.agent))
        told.allocation = std::exchange(m_allocation, {});
    if (!shown)
        m_fresh.append(toItem(told, names));
    if (told.what == Told::Happening::Queued)
        m_wait = m_told.size();
    m_told.append(std::move(told));
}

void Conversation::endWait(const Telling &telling, const Names &names)
{
    if (m_wait < 0 || waitsOn(telling.after, m_told.at(m_wait).queue))
        return;
    Told &wait = m_told[std::exchange(m_wait, -1)];
    wait.waitedSeconds = std::max<qint64>(0, telling.event.receivedMs - wait.atMs) / 1000;
    m_reworded.append({wait.seq, say(wait, names), {}});
}

void Conversation::noteTag(const event::Tag &tag)
{
    const QString word = oneLine(tag.tag);
    if (tag.removed)
        m_live.tags.removeAll(word);
    else if (!m_live.tags.contains(word) && m_live.tags.size() < MaxTags)
        m_live.tags += word;
}

//! Nobody types any more.
Conversation::Effect Conversation::hush(bool hadPreview)
{
    m_live.preview.clear();
    return {true, hadPreview};
}

Conversation::Effect Conversation::noteWords(const event::Text &text, const Telling &telling,
                                             bool hadPreview)
{
    const qint64 atMs = telling.event.receivedMs;
    if (telling.event.frame.direction() == Direction::Inbound) {
        m_live.lastCustomerMs = atMs;
        m_live.lastCustomerText = lastWords(text);
        m_live.tabClosed = false;
        return hush(hadPreview);
    }
    if (const auto item = spoken(telling); item->kind == TranscriptItem::Kind::Agent)
        m_live.lastAgentMs = atMs;
    return {true, false};
}

Conversation::Effect Conversation::noteLife(const Telling &telling)
{
    const bool hadPreview = !m_live.preview.isEmpty();
    const bool entered = hasEntered(telling);
    if (entered)
        m_live = {};
    const qint64 atMs = telling.event.receivedMs;
    const EventBody &body = telling.body;
    if (const auto *text = std::get_if<event::Text>(&body))
        return noteWords(*text, telling, hadPreview);
    if (std::holds_alternative<event::MessagesRead>(body)) {
        m_live.readUpToMs = atMs;
        m_readBefore = std::max(m_readBefore, telling.event.seq);
        return {true, false};
    }
    if (const auto *note = std::get_if<event::Note>(&body); note && isRefusal(telling, *note)) {
        m_live.offer.isDeclined = true;
        return {true, false};
    }
    if (const auto *tag = std::get_if<event::Tag>(&body)) {
        noteTag(*tag);
        return {true, false};
    }
    if (const auto *hand = std::get_if<event::Hand>(&body)) {
        m_live.hand = hand->raised
            ? std::optional(RaisedHand{hand->agent, oneLine(hand->text), atMs})
            : std::nullopt;
        return {true, false};
    }
    if (std::holds_alternative<event::ClientUnload>(body))
        m_live.tabClosed = true;
    const bool gone = std::holds_alternative<event::ClientUnload>(body)
        || std::holds_alternative<event::ClientLeft>(body)
        || std::holds_alternative<event::EndSession>(body);
    return gone ? hush(hadPreview) : Effect{entered, entered && hadPreview};
}

} // namespace sermo::model
