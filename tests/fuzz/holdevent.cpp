// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "broker/protocol/eventframe.h"
#include "broker/protocol/jsonmembers.h"
#include "tests/fuzz/invariants.h"

#include <algorithm>

namespace sermo::fuzz
{

namespace
{

void holdScan(QByteArrayView bytes)
{
    const auto loose = JsonMembers::scan(bytes, JsonMembers::Repeats::Allow);
    const auto strict = JsonMembers::scan(bytes);
    hold(strict.has_value() == (loose && !loose->hasRepeatedKey()),
         "a repeated key is the only difference");
    if (!loose)
        return;
    hold(bytes[loose->closingBrace()] == '}', "the closing brace is one");
    const QList<JsonMembers::Member> some
        = loose->all().first(std::min<qsizetype>(loose->all().size(), 50));
    for (const JsonMembers::Member &member : some) { // each look-up is a walk: not of thousands
        hold(0 < member.begin && member.begin < member.end && member.end <= loose->closingBrace(),
             "values lie inside");
        const QByteArray wrapped = "{\"v\":" + loose->raw(member.key).toByteArray() + '}';
        const auto alone = JsonMembers::scan(wrapped);
        hold(alone && alone->raw(u"v") == loose->raw(member.key), "a value is one by itself");
        (void)loose->json(member.key);
        (void)loose->elements(member.key);
    }
}

void holdSplice(const EventFrame &frame)
{
    const QByteArray delivered = StoredEvent{7, 1'700'000'000'000, {}, frame}.delivered();
    const qsizetype growth = delivered.size() - frame.bytes().size();
    hold(growth > 0 && growth <= 256, "a delivery grows a little");
    QByteArray without = delivered;
    without.remove(without.lastIndexOf(",\"seq\":"), growth);
    hold(without == frame.bytes(), "splicing adds and changes nothing else");

    const auto back = readDelivered(delivered);
    hold(back.has_value(), "what is delivered can be read");
    hold(back->seq == 7 && back->receivedMs == 1'700'000'000'000, "the receipt reads back");
    hold(back->frame.user() == frame.user() && back->frame.id() == frame.id(),
         "the envelope stays");
}

void holdBody(const EventFrame &frame)
{
    const EventBody body = decode(frame);
    if (frame.type() == EventType::Opaque)
        return hold(std::holds_alternative<event::Opaque>(body), "what is unknown stays opaque");
    const EventFrame written = compose(frame.direction(), frame.user(), body, frame.id());
    const auto read = EventFrame::fromSender(written.bytes());
    hold(read.has_value(), "what we write is an event");
    hold(read->user() == frame.user() && read->id() == frame.id(), "ids survive writing");
    // Free-form JSON inside a body goes through QJsonDocument, which loses a byte order mark at the
    // start of a string and then has a key twice: good enough for what is only looked at.
    const bool isFreeForm = frame.type() == EventType::Start || frame.type() == EventType::Presence;
    const QByteArray again
        = compose(read->direction(), read->user(), decode(*read), read->id()).bytes();
    hold(isFreeForm || again == written.bytes(), "writing what was read is stable");
}

} // namespace

void holdEvent(QByteArrayView bytes)
{
    holdScan(bytes);
    (void)decodeDialogue(bytes);
    (void)readDelivered(bytes.toByteArray());
    const auto frame = EventFrame::fromSender(bytes.toByteArray());
    if (!frame)
        return hold(!frame.error().message.isEmpty(), "a refusal says why");
    hold(frame->bytes() == bytes, "an accepted event keeps its bytes");
    holdSplice(*frame);
    holdBody(*frame);
}

} // namespace sermo::fuzz
