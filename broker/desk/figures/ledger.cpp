// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/ledger.h"

#include "broker/desk/reasons.h"
#include "broker/desk/reduce.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::figures
{

using desk::Session;
using desk::Stage;

namespace
{

constexpr qint64 ReopenMs = 24 * 3'600'000LL;

Visit::End howTheLineWasLeft(const EventFrame &frame, const Session &after)
{
    if (after.stage == Stage::Assigned)
        return Visit::End::Claimed;
    if (after.stage == Stage::Queued)
        return Visit::End::Moved;
    if (frame.type() == EventType::ClientLeft)
        return Visit::End::Left;
    const EventBody body = decode(frame);
    const auto *end = std::get_if<event::EndSession>(&body);
    return end && end->reason == desk::reason::Gone ? Visit::End::Gone : Visit::End::Closed;
}

Hold::End howItWasReleased(const EventFrame &frame, const Session &before, const Session &after)
{
    const EventBody body = decode(frame);
    if (std::holds_alternative<event::AgentDone>(body))
        return Hold::End::Done;
    if (std::holds_alternative<event::HandoverToBot>(body))
        return Hold::End::LentToBot;
    if (const auto *end = std::get_if<event::EndSession>(&body))
        return end->reason.isEmpty() ? Hold::End::Ended : Hold::End::Closed;
    if (const auto *handover = std::get_if<event::HandoverToQueue>(&body))
        return handover->reason == desk::reason::AgentOffline ? Hold::End::Lost
                                                              : Hold::End::Transferred;
    const bool wasOffered = before.offer && before.offer->to == after.agent;
    return wasOffered ? Hold::End::Transferred : Hold::End::TakenOver;
}

Contact::End howItEnded(const EventFrame &frame)
{
    if (frame.type() == EventType::ClientLeft)
        return Contact::End::ByCustomer;
    const EventBody body = decode(frame);
    const auto *end = std::get_if<event::EndSession>(&body);
    if (!end || end->reason.isEmpty())
        return Contact::End::ByStaff;
    return end->reason == desk::reason::Gone ? Contact::End::Gone : Contact::End::Closed;
}

bool isSameHold(const Session &before, const Session &after)
{
    return before.stage == Stage::Assigned && after.stage == Stage::Assigned
        && before.agent == after.agent && before.firstSeq == after.firstSeq;
}

bool isSamePlace(const Session &before, const Session &after)
{
    return before.stage == Stage::Queued && after.stage == Stage::Queued
        && before.enteredSeq == after.enteredSeq;
}

} // namespace

void Ledger::take(const StoredEvent &event)
{
    if (event.seq <= m_table.lastSeq)
        return;
    m_lastMs = std::max(m_lastMs, event.receivedMs);
    const UserId &user = event.frame.user();
    // As a broker keeps them: of who has no open session the least.
    m_table.bringBack(user);
    const Session before = m_table.sessions.value(user);
    const desk::SessionChange change = desk::reduce(m_table, m_config, event);
    if (change.agentChanged) {
        const EventBody body = decode(event.frame);
        noteStatus(std::get<event::AgentStatus>(body).agent, event.receivedMs);
    }
    if (user.isEmpty())
        return;
    const Turn turn{event, before, m_table.sessions.value(user)};
    if (change.isNew)
        begin(turn, m_trails[user]);
    if (const auto trail = m_trails.find(user); trail != m_trails.end()) {
        notice(turn, *trail);
        if (change.moved)
            follow(turn, *trail);
        hear(turn, *trail);
        act(turn, *trail);
    }
    m_table.retire(user);
}

// --- Where the session is ------------------------------------------------------------------------

void Ledger::begin(const Turn &turn, Trail &trail)
{
    trail = {};
    trail.contact = m_contacts.size();
    Contact contact;
    contact.user = turn.after.user;
    contact.began = turn.mark();
    contact.inHours = isInHours(turn.after.platform, contact.began.ms);
    m_contacts.append(contact);
}

void Ledger::follow(const Turn &turn, Trail &trail)
{
    const bool isNew = turn.after.firstSeq != turn.before.firstSeq;
    if (!isNew && turn.before.stage == Stage::Queued && !isSamePlace(turn.before, turn.after))
        leaveLine(turn, trail);
    if (!isNew && turn.before.stage == Stage::Assigned && !isSameHold(turn.before, turn.after))
        release(turn, trail);
    if (turn.after.stage == Stage::Queued && !isSamePlace(turn.before, turn.after))
        enterLine(turn, trail);
    if (turn.after.stage == Stage::Assigned && !isSameHold(turn.before, turn.after))
        claim(turn, trail);
    const bool isOver = turn.after.stage == Stage::Done || turn.after.stage == Stage::Ended;
    if (isOver && turn.before.stage != turn.after.stage)
        finish(turn, trail);
}

void Ledger::leaveLine(const Turn &turn, Trail &trail)
{
    Visit *visit = visitOf(trail);
    if (!visit)
        return;
    visit->end = howTheLineWasLeft(turn.event.frame, turn.after);
    visit->left = turn.mark();
    if (visit->end == Visit::End::Claimed)
        visit->agent = turn.after.agent;
}

void Ledger::release(const Turn &turn, Trail &trail)
{
    Hold *hold = openHold(trail);
    if (!hold)
        return;
    hold->end = howItWasReleased(turn.event.frame, turn.before, turn.after);
    hold->released = turn.mark();
    if (!hold->waits.isEmpty())
        hold->waits.last().toMs = std::min(hold->waits.last().toMs, hold->released.ms);
    if (hold->end == Hold::End::Done)
        trail.done = trail.hold;
}

void Ledger::enterLine(const Turn &turn, Trail &trail)
{
    if (Visit *last = visitOf(trail))
        last->isOver = true;
    const bool isHandedOn = turn.event.frame.type() == EventType::HandoverToQueue
        && (turn.before.stage == Stage::Queued
            || (trail.hold >= 0 && m_holds.at(trail.hold).end == Hold::End::Transferred
                && turn.before.stage == Stage::Assigned));
    Visit visit;
    visit.user = turn.after.user;
    visit.session = turn.after.firstSeq;
    visit.queue = turn.after.queue;
    visit.entered = turn.mark();
    visit.inHours = isInHours(turn.after.platform, visit.entered.ms);
    visit.isFirst = !m_contacts.at(trail.contact).metHuman;
    visit.isBounce = isHandedOn && trail.queues.contains(visit.queue);
    if (!trail.queues.contains(visit.queue))
        trail.queues.append(visit.queue);
    trail.visit = m_visits.size();
    m_visits.append(visit);
    m_contacts[trail.contact].queue = visit.queue;
    m_contacts[trail.contact].handedOn = true;
}

void Ledger::claim(const Turn &turn, Trail &trail)
{
    Hold hold;
    hold.user = turn.after.user;
    hold.session = turn.after.firstSeq;
    hold.queue = turn.after.queue;
    hold.agent = turn.after.agent;
    hold.claimed = turn.mark();
    hold.inHours = isInHours(turn.after.platform, hold.claimed.ms);
    hold.waits.append(Hold::Span{hold.claimed.ms});
    if (trail.done >= 0) {
        Hold &done = m_holds[trail.done];
        if (hold.claimed.ms - done.released.ms <= ReopenMs)
            done.reopened = hold.claimed;
        trail.done = -1;
    }
    trail.hold = m_holds.size();
    m_holds.append(hold);
    Contact &contact = m_contacts[trail.contact];
    contact.agent = hold.agent;
    contact.queue = hold.queue;
    contact.handedOn = true;
}

//! Done or ended: what was not answered by now is not answered by what comes days later.
void Ledger::finish(const Turn &turn, Trail &trail)
{
    Contact &contact = m_contacts[trail.contact];
    if (Visit *visit = visitOf(trail))
        visit->isOver = true;
    if (trail.asked && contact.metHuman)
        contact.unanswered = trail.asked;
    trail.asked.reset();
    if (turn.after.stage != Stage::Ended)
        return;
    contact.end = howItEnded(turn.event.frame);
    contact.ended = turn.mark();
}

// --- What is said --------------------------------------------------------------------------------

void Ledger::hear(const Turn &turn, Trail &trail)
{
    const EventFrame &frame = turn.event.frame;
    if (frame.type() == EventType::PresencePoint)
        return learn(turn.event);
    if (frame.direction() == Direction::Inbound) {
        if (frame.type() == EventType::Rating)
            rate(turn.event);
        return customerSpeaks(turn, trail);
    }
    if (frame.type() != EventType::Text || frame.direction() != Direction::Outbound)
        return;
    const EventBody body = decode(frame);
    const auto speaker = std::get<event::Text>(body).agent;
    const bool saysHuman = speaker && speaker->type == "human"_L1;
    // While an agent holds it no bot may write; while it is lent, the bot does, in his name.
    if (turn.before.stage == Stage::Assigned
        || (saysHuman && turn.before.stage != Stage::BotClosing))
        return humanSpeaks(turn, trail, AgentId(saysHuman ? speaker->id : QString()));
    if (turn.before.stage == Stage::Bot)
        m_contacts[trail.contact].metBot = true;
}

//! A sign of life, before anything follows of it.
void Ledger::notice(const Turn &turn, const Trail &trail)
{
    const EventFrame &frame = turn.event.frame;
    if (frame.direction() != Direction::Inbound || frame.type() == EventType::ClientUnload)
        return;
    if (Visit *visit = visitOf(trail); visit && visit->end == Visit::End::Claimed)
        visit->wasThere = true;
}

void Ledger::customerSpeaks(const Turn &turn, Trail &trail)
{
    const EventType type = turn.event.frame.type();
    Hold *hold = openHold(trail);
    if (!hold || turn.before.stage != Stage::Assigned)
        return;
    believe(*hold, turn.event);
    if (type != EventType::Text)
        return;
    if (!trail.asked)
        trail.asked = turn.mark();
    const bool isWaiting = !hold->waits.isEmpty() && hold->waits.last().toMs == Hold::Span().toMs;
    if (!isWaiting)
        hold->waits.append(Hold::Span{turn.event.receivedMs});
}

void Ledger::humanSpeaks(const Turn &turn, Trail &trail, const AgentId &agent)
{
    Hold *hold = openHold(trail);
    const AgentId who = agent.isEmpty() && hold ? hold->agent : agent;
    if (Visit *visit = visitOf(trail); visit && !visit->isOver && !visit->answered)
        visit->answered = turn.mark();
    Contact &contact = m_contacts[trail.contact];
    contact.metHuman = true;
    contact.unanswered.reset();
    if (trail.asked)
        m_answers.append({turn.after.user, turn.after.firstSeq, contact.queue, who, *trail.asked,
                          turn.mark(), isInHours(turn.after.platform, trail.asked->ms)});
    trail.asked.reset();
    if (!hold)
        return;
    if (who == hold->agent && !hold->firstText)
        hold->firstText = turn.mark();
    if (!hold->waits.isEmpty())
        hold->waits.last().toMs = std::min(hold->waits.last().toMs, turn.event.receivedMs);
    believe(*hold, turn.event);
}

//! What the holder does himself, minute by minute.
void Ledger::act(const Turn &turn, Trail &trail)
{
    const EventFrame &frame = turn.event.frame;
    if (trail.hold < 0 || frame.direction() == Direction::Inbound
        || frame.type() == EventType::PresencePoint)
        return;
    Hold &hold = m_holds[trail.hold];
    const EventBody body = decode(frame);
    bool isHis = false;
    if (const auto *claim = std::get_if<event::ClaimSession>(&body))
        isHis = claim->reason.isEmpty() && hold.claimed.seq == turn.event.seq;
    else if (turn.before.stage != Stage::Assigned)
        return;
    else if (const auto *text = std::get_if<event::Text>(&body))
        isHis = (!text->agent || text->agent->type != "human"_L1
                 || AgentId(text->agent->id) == hold.agent);
    else if (const auto *note = std::get_if<event::Note>(&body))
        isHis = note->agent == hold.agent;
    else if (const auto *end = std::get_if<event::EndSession>(&body))
        isHis = end->reason.isEmpty();
    else if (const auto *handover = std::get_if<event::HandoverToQueue>(&body))
        isHis = handover->reason.isEmpty();
    else
        isHis = std::holds_alternative<event::AgentDone>(body)
            || std::holds_alternative<event::HandoverToAgent>(body)
            || std::holds_alternative<event::HandoverToBot>(body);
    const qint64 minute = turn.event.receivedMs / 60'000;
    if (!isHis || (!hold.minutes.isEmpty() && hold.minutes.last() == minute))
        return;
    hold.minutes.append(minute);
    ++m_deeds[{hold.agent, minute}];
}

// --- What is known beside it ---------------------------------------------------------------------

void Ledger::rate(const StoredEvent &event)
{
    const auto trail = m_trails.constFind(event.frame.user());
    const EventBody body = decode(event.frame);
    const int score = std::get<event::Rating>(body).score;
    if (trail == m_trails.cend() || trail->contact < 0 || score < 1 || score > 5)
        return;
    Contact &contact = m_contacts[trail->contact];
    if (contact.score > 0 || contact.end == Contact::End::Open)
        return; // once a session, after its end
    contact.score = score;
    contact.rated = {event.receivedMs, event.seq};
}

void Ledger::noteStatus(const AgentId &agent, qint64 ms)
{
    const desk::AgentRecord record = m_table.agents.value(agent);
    const bool isThere
        = record.status == desk::status::Available || record.status == desk::status::Finishing;
    if (const auto known = m_onDuty.constFind(agent); known != m_onDuty.cend()) {
        if (isThere && m_duties.at(*known).queues == record.queues)
            return;
        m_duties[m_onDuty.take(agent)].toMs = ms;
    }
    if (!isThere)
        return;
    m_onDuty.insert(agent, m_duties.size());
    m_duties.append({agent, record.queues, ms});
}

int Ledger::sessionsIn(const AgentId &agent, qint64 minute) const
{
    return m_deeds.value({agent, minute});
}

bool Ledger::isInHours(const PlatformId &platform, qint64 ms) const
{
    if (const auto byHand = m_table.isOpenByHand(platform))
        return *byHand;
    const desk::Platform *known = m_config.platform(platform);
    return !known || !known->hours || known->hours->isOpenAt(ms);
}

Visit *Ledger::visitOf(const Trail &trail)
{
    return trail.visit < 0 ? nullptr : &m_visits[trail.visit];
}

Hold *Ledger::openHold(const Trail &trail)
{
    const bool has = trail.hold >= 0 && m_holds.at(trail.hold).end == Hold::End::Open;
    return has ? &m_holds[trail.hold] : nullptr;
}

} // namespace sermo::figures
