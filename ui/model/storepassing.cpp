// SPDX-License-Identifier: GPL-3.0-or-later
// What only passes: typing, states and presence, what is said of the broker and of the erased.
#include "broker/protocol/timestamp.h"
#include "ui/model/storeparts.h"

#include <QLoggingCategory>

#include <algorithm>
#include <limits>
#include <utility>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

Q_LOGGING_CATEGORY(log, "sermo.model.store")

constexpr Seq AllOfThem = std::numeric_limits<Seq>::max();

std::optional<desk::Stage> stageNamed(const QString &name)
{
    using desk::Stage;
    for (const Stage stage : {Stage::Bot, Stage::Queued, Stage::Assigned, Stage::BotClosing,
                              Stage::Done, Stage::Ended}) {
        if (wireName(stage) == name)
            return stage;
    }
    return std::nullopt;
}

//! The desk knows better than our fold where the two differ: its configuration is not on the wire,
//! and an event of ours may have been acknowledged late.
desk::Session corrected(desk::Session session, desk::Stage stage, const event::SessionState &told)
{
    if (session.stage != stage) {
        session.stage = stage;
        session.stageSinceMs = fromTimestamp(told.since).value_or(0);
        if (stage == desk::Stage::Queued)
            session.enteredMs = session.stageSinceMs;
    }
    if (!told.queue.isEmpty())
        session.queue = told.queue;
    if (!told.agent.isEmpty())
        session.agent = told.agent;
    return session;
}

} // namespace

void SessionStore::Parts::applyPassing(const EventFrame &frame)
{
    // What only passes is not sent while a replay comes in, so it is over now. The team comes
    // first, and who speaks for one of it must have heard all of it.
    m_replaying = false;
    if (frame.type() != EventType::AgentStatus)
        m_batch.caughtUp |= std::exchange(m_catchingUp, false);
    foldAcked(AllOfThem);
    const UserId user = frame.user();
    const EventBody body = decode(frame);
    if (const auto *typing = std::get_if<event::TypingOn>(&body))
        pass(user, *typing, frame.direction());
    else if (const auto *presence = std::get_if<event::Presence>(&body))
        pass(user, *presence);
    else if (const auto *state = std::get_if<event::SessionState>(&body))
        pass(user, *state);
    else if (const auto *draft = std::get_if<event::Draft>(&body))
        pass(user, *draft);
    else if (const auto *queue = std::get_if<event::QueueState>(&body))
        pass(*queue);
    else if (const auto *status = std::get_if<event::AgentStatus>(&body))
        pass(*status);
    else if (const auto *reply = std::get_if<event::CannedReply>(&body))
        pass(*reply);
    else if (const auto *platform = std::get_if<event::PlatformStatus>(&body))
        pass(*platform);
    else if (const auto *broker = std::get_if<event::BrokerState>(&body))
        pass(*broker);
    else if (const auto *erased = std::get_if<event::CustomerErased>(&body))
        forget(user, erased->erasures);
    else if (std::holds_alternative<event::Heartbeat>(body))
        lives(user);
}

void SessionStore::Parts::pass(const UserId &user, const event::TypingOn &body, Direction direction)
{
    if (direction != Direction::Inbound)
        return;
    lives(user);
    LiveState &live = conversation(user).live();
    live.previewAtMs = fromTimestamp(body.at).value_or(0);
    live.preview = body.text;
    m_batch.previews.insert(user); // also when the text is the same: he is at it
}

void SessionStore::Parts::dropPreviews(const std::function<bool(const UserId &user)> &isStale)
{
    for (const auto &[user, conversation] : m_conversations) {
        if (conversation->live().preview.isEmpty() || !isStale(user))
            continue;
        conversation->live().preview.clear();
        m_batch.previews.insert(user);
    }
}

void SessionStore::Parts::pass(const UserId &user, const event::Presence &body)
{
    LiveState &live = conversation(user).live();
    live.presence = body.probability;
    live.presenceReasons = body.reasons;
    m_batch.presences.insert(user);
}

void SessionStore::Parts::pass(const UserId &user, const event::Draft &body)
{
    LiveState &live = conversation(user).live();
    live.draft = body.text;
    live.draftBy = body.text.isEmpty() ? AgentId() : body.agent;
    m_batch.drafts.insert(user);
}

void SessionStore::Parts::pass(const UserId &user, const event::SessionState &body)
{
    const auto stage = stageNamed(body.state);
    const desk::Session *known = session(user);
    if (!stage || (!known && *stage == desk::Stage::Ended))
        return;
    desk::Session was;
    was.user = user;
    was.stage = *stage;
    was.startedMs = was.enteredMs = was.stageSinceMs = fromTimestamp(body.since).value_or(0);
    if (known)
        was = *known;
    const desk::Session session = corrected(was, *stage, body);
    if (!known || session != was) {
        qCDebug(log, "The desk corrects our idea of a session");
        desk::put(table, session);
        noteHolder(user);
    }
    LiveState &live = conversation(user).live();
    live.position = body.position;
    live.parked = *stage == desk::Stage::Queued && !body.position;
    live.hidesPreview = body.hidesPreview;
    if (live.hidesPreview && !live.preview.isEmpty()) {
        live.preview.clear(); // typed before he came into this queue
        m_batch.previews.insert(user);
    }
    m_batch.sessions.insert(user);
    m_batch.queues = true;
    m_batch.agents = true;
}

void SessionStore::Parts::pass(const event::QueueState &body)
{
    m_renamed |= Names::learn(names.queues, body.queue, body.name);
    const QueueInfo told{body.queue, names.of(body.queue), body.waiting, body.expectedWaitSeconds};
    const auto same = std::find_if(queues.begin(), queues.end(),
                                   [&](const QueueInfo &queue) { return queue.id == body.queue; });
    if (same == queues.end())
        queues.append(told);
    else
        *same = told;
    m_batch.queues = true;
}

void SessionStore::Parts::pass(const event::AgentStatus &body)
{
    learn(body);
    m_batch.agents |= desk::foldStatus(table, body);
}

void SessionStore::Parts::pass(const event::CannedReply &body)
{
    m_batch.replies |= desk::foldReply(table, body);
}

void SessionStore::Parts::pass(const event::PlatformStatus &body)
{
    const PlatformInfo told{body.platform, body.queue, oneLine(body.brand)};
    const auto same = std::ranges::find(platforms, body.platform, &PlatformInfo::id);
    if (same == platforms.end())
        platforms.append(told);
    else
        *same = told;
    desk::foldPlatform(table, body);
    m_batch.queues = true;
}

void SessionStore::Parts::pass(const event::BrokerState &body)
{
    const QString what = body.why.isEmpty() ? body.storage : body.why;
    const bool isWorking = body.storage == "ok"_L1 || body.storage == "damaged"_L1;
    const QString trouble = isWorking ? QString() : what;
    const QString loss = body.storage == "damaged"_L1 ? what : QString();
    m_batch.storage |= trouble != storageTrouble || loss != storageLoss;
    storageTrouble = trouble;
    storageLoss = loss;
}

//! He was erased: nothing of him is kept, not even what is on its way to him.
void SessionStore::Parts::forget(const UserId &user, quint64 erasures)
{
    table.forget(user);
    noteHolder(user);
    outbox.drop(user);
    m_acked.removeIf([&user](const auto &acked) { return acked.value().frame.user() == user; });
    if (Conversation *conversation = known(user))
        conversation->clear();
    noteHand(user);
    m_erasures = erasures;
    m_batch.moves.removeIf([&user](const SessionMove &move) { return move.after.user == user; });
    m_batch.forgotten.append(user);
    m_batch.sessions.insert(user);
    m_batch.previews.insert(user);
    m_batch.drafts.insert(user);
    m_batch.queues = m_batch.agents = true;
}

void SessionStore::Parts::lives(const UserId &user)
{
    Conversation *conversation = known(user);
    if (conversation && std::exchange(conversation->live().tabClosed, false))
        m_batch.sessions.insert(user);
}

} // namespace sermo::model
