// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/bot/botbrain.h"

#include <algorithm>
#include <utility>

namespace sermo::bot
{

namespace
{

bool is(const event::Error &error, ErrorCode code)
{
    return error.code == wireName(code);
}

Conversation conversationWith(const UserId &user)
{
    Conversation conversation;
    conversation.user = user;
    return conversation;
}

// Whether someone of whom nothing is known has a session by this, or may have: what comes after one
// (a rating, a note, what the desk learned of it) would be kept in mind for ever.
bool mayShowSession(const EventFrame &frame)
{
    switch (frame.type()) {
    case EventType::Text:
        return frame.direction() == Direction::Inbound;
    case EventType::Start:
    case EventType::SessionPlatform:
    case EventType::SessionState:
    case EventType::HandoverToBot:
        return true;
    default:
        return false;
    }
}

// Our own event, which has no number yet.
StoredEvent asHeard(const EventFrame &frame)
{
    StoredEvent event;
    event.frame = frame;
    return event;
}

} // namespace

BotBrain::BotBrain(Rules rules)
    : m_rules(std::move(rules))
{
}

void BotBrain::hear(const QByteArray &frame, Instant now)
{
    if (const auto answer = decodeDialogue(frame))
        hearAnswer(*answer, now);
    else if (const auto event = readDelivered(frame))
        hearEvent(*event, now);
}

void BotBrain::hearEvent(const StoredEvent &event, Instant now)
{
    const UserId &user = event.frame.user();
    if (user.isEmpty())
        return;
    outdate(event, now);
    auto conversation = m_conversations.find(user);
    if (conversation == m_conversations.end()) {
        if (!mayShowSession(event.frame))
            return;
        conversation = m_conversations.insert(user, conversationWith(user));
    }
    fold(*conversation, event, m_rules.script, m_rules.config, now);
    reschedule(user);
}

// What was turned away may not be said any more once another has the floor, or the session is over.
// The conversation does not know: it counts what we said as heard, a handover as if it had been.
void BotBrain::outdate(const StoredEvent &event, Instant now)
{
    const bool mayMove
        = event.frame.type() == EventType::SessionState || info(event.frame.type()).movesSession;
    if (!mayMove)
        return;
    const UserId &user = event.frame.user();
    const auto isOutdated = [&](const Said &said) {
        if (said.frame.user() != user)
            return false;
        Conversation since = conversationWith(user);
        since.floor = said.from;
        fold(since, event, m_rules.script, m_rules.config, now);
        return since.floor != said.from || since.hasLeft || since.isOver;
    };
    m_again.removeIf(isOutdated);
    for (Said &said : m_unanswered)
        said.isOutdated = said.isOutdated || isOutdated(said);
}

void BotBrain::hearAnswer(const DialogueBody &answer, Instant now)
{
    if (std::holds_alternative<event::Welcome>(answer))
        m_heartbeatAt = now.steady;
    else if (const auto *ack = std::get_if<event::Ack>(&answer))
        m_unanswered.remove(ack->id);
    else if (const auto *error = std::get_if<event::Error>(&answer))
        hearRefusal(*error, now);
}

void BotBrain::hearRefusal(const event::Error &error, Instant now)
{
    const auto refused = m_unanswered.constFind(error.id);
    if (refused == m_unanswered.cend())
        return;
    const Said said = *refused;
    m_unanswered.erase(refused);
    if (said.isOutdated)
        return;
    if (is(error, ErrorCode::StorageUnavailable) || is(error, ErrorCode::RateLimited)) {
        if (m_again.isEmpty())
            m_againAt = now.steady + RetryAfter;
        m_again += said;
    } else if (is(error, ErrorCode::UnknownQueue)) {
        if (m_again.isEmpty())
            m_againAt = now.steady;
        const Seq answered = ownId(said.frame.id()).value_or(OwnId()).answered;
        m_again += Said{handoverAnyway(said.frame.user(), answered), said.from};
    }
    // Anything else: the session has moved on without us, and session_state says where.
}

QList<EventFrame> BotBrain::speak(Instant now)
{
    QList<EventFrame> out;
    if (!m_heartbeatAt)
        return out;
    if (*m_heartbeatAt <= now.steady) {
        out += compose(Direction::Internal, {}, event::ApplicationHeartbeat{.available = true});
        m_heartbeatAt = now.steady + HeartbeatEvery;
    }
    if (!m_again.isEmpty() && m_againAt <= now.steady) {
        const QList<Said> again = std::exchange(m_again, {});
        for (const Said &said : again)
            say(said, now, out);
    }
    while (!m_due.empty() && m_due.begin()->first <= now.steady) {
        const UserId user = m_due.begin()->second;
        const Conversation conversation = m_conversations.value(user);
        const QList<EventFrame> words = nextWords(conversation, m_rules);
        for (const EventFrame &frame : words)
            say({frame, conversation.floor}, now, out);
        reschedule(user);
    }
    return out;
}

// What is said counts as heard at once: its echo goes to everyone else.
void BotBrain::say(const Said &said, Instant now, QList<EventFrame> &out)
{
    const EventFrame &frame = said.frame;
    m_unanswered.insert(frame.id(), said);
    if (const auto conversation = m_conversations.find(frame.user());
        conversation != m_conversations.end())
        fold(*conversation, asHeard(frame), m_rules.script, m_rules.config, now);
    out += frame;
}

void BotBrain::reschedule(const UserId &user)
{
    if (const auto before = m_dueAt.constFind(user); before != m_dueAt.cend()) {
        m_due.erase({*before, user});
        m_dueAt.erase(before);
    }
    const auto conversation = m_conversations.constFind(user);
    if (conversation == m_conversations.cend())
        return;
    if (conversation->isOver) {
        m_conversations.erase(conversation);
        return;
    }
    if (const auto due = dueAt(*conversation, m_rules)) {
        m_dueAt.insert(user, *due);
        m_due.insert({*due, user});
    }
}

std::optional<std::chrono::milliseconds> BotBrain::nextWake() const
{
    if (!m_heartbeatAt)
        return std::nullopt;
    std::chrono::milliseconds wake = *m_heartbeatAt;
    if (!m_due.empty())
        wake = std::min(wake, m_due.begin()->first);
    if (!m_again.isEmpty())
        wake = std::min(wake, m_againAt);
    return wake;
}

} // namespace sermo::bot
