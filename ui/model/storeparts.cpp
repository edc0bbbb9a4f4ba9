// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/storeparts.h"

#include <QDateTime>
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

qint64 msFromText(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

//! The desk knows better than our fold where the two differ: its configuration is not on the wire,
//! and an event of ours may have been acknowledged late.
desk::Session corrected(desk::Session session, desk::Stage stage, const event::SessionState &told)
{
    if (session.stage != stage) {
        session.stage = stage;
        session.stageSinceMs = msFromText(told.since);
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

void SessionStore::Parts::apply(const QByteArray &bytes)
{
    const auto event = readDelivered(bytes);
    if (event && event->frame.envelope().keeping() != Keeping::Dialogue) {
        if (event->seq > 0)
            applyStored(*event);
        else
            applyPassing(event->frame);
        return;
    }
    if (const auto body = decodeDialogue(bytes))
        answer(*body);
    else
        qCWarning(log, "The broker sent %lld bytes that are no event", qlonglong(bytes.size()));
}

void SessionStore::Parts::reset()
{
    table = {};
    m_acked.clear();
    m_replaying = false;
    for (const auto &[user, conversation] : m_conversations) {
        conversation->clear();
        m_batch.sessions.insert(user);
        m_batch.previews.insert(user);
    }
    for (const Outbox::Entry &entry : outbox.entries())
        show(entry);
    m_batch.agents = m_batch.queues = true;
}

SessionStore::Batch SessionStore::Parts::finishBatch()
{
    if (std::exchange(m_renamed, false)) {
        for (const auto &[user, conversation] : m_conversations) {
            conversation->reword(names);
            m_touched.insert(user);
        }
    }
    for (const UserId &user : std::exchange(m_touched, {}))
        conversation(user).commit();
    return std::exchange(m_batch, {});
}

void SessionStore::Parts::show(const Outbox::Entry &entry)
{
    if (entry.frame.user().isEmpty())
        return;
    const StoredEvent event{0, entry.atMs, {}, entry.frame};
    const EventBody body = decode(entry.frame);
    const desk::Session *now = session(entry.frame.user());
    Conversation &into = conversation(entry.frame.user());
    if (into.pend({event, body, now, now}, names) && entry.failed)
        into.transcript()->setDelivery(entry.frame.id(), TranscriptItem::Delivery::Failed);
}

Conversation &SessionStore::Parts::conversation(const UserId &user)
{
    std::unique_ptr<Conversation> &found = m_conversations[user];
    if (!found)
        found = std::make_unique<Conversation>();
    return *found;
}

Conversation *SessionStore::Parts::known(const UserId &user) const
{
    const auto found = m_conversations.find(user);
    return found == m_conversations.cend() ? nullptr : found->second.get();
}

const desk::Session *SessionStore::Parts::session(const UserId &user) const
{
    return table.find(user);
}

QList<QueueId> SessionStore::Parts::queuesWithSomeone() const
{
    QSet<QueueId> left;
    for (auto line = table.lines.cbegin(); line != table.lines.cend(); ++line) {
        if (!line->isEmpty())
            left.insert(line.key());
    }
    QList<QueueId> found;
    for (const QueueInfo &queue : queues) {
        if (left.remove(queue.id))
            found.append(queue.id);
    }
    QList<QueueId> unheard(left.cbegin(), left.cend()); // their `queue_state` is still to come
    std::sort(unheard.begin(), unheard.end());
    return found + unheard;
}

void SessionStore::Parts::applyStored(const StoredEvent &event)
{
    const bool acked = m_acked.remove(event.seq) > 0;
    const Outbox::Entry *sent = outbox.find(event.frame.id());
    const bool ours = sent && sent->frame.user() == event.frame.user(); // replayed before its ack
    if (ours) {
        const EventId id = event.frame.id();
        outbox.drop(id);
        conversation(event.frame.user()).settle(id, event.seq);
        m_touched.insert(event.frame.user());
    }
    if (event.seq <= table.lastSeq) {
        recordLate(event, acked || ours);
        return;
    }
    foldAcked(event.seq);
    fold(event, acked || ours);
}

//! Out of turn: mostly once more what is here already. What is not is at least read by people; the
//! session itself is set right by the desk's `session_state`.
void SessionStore::Parts::recordLate(const StoredEvent &event, bool shown)
{
    const UserId user = event.frame.user();
    if (!user.isEmpty() && !conversation(user).contains(event.seq))
        record(event, decode(event.frame), session(user), shown);
}

void SessionStore::Parts::fold(const StoredEvent &event, bool shown)
{
    const UserId user = event.frame.user();
    const desk::Session *now = session(user);
    const std::optional<desk::Session> before = now ? std::optional(*now) : std::nullopt;
    const EventBody body = decode(event.frame);
    learn(body);
    const desk::SessionChange change = desk::reduce(table, config, event);
    m_batch.agents |= change.agentChanged;
    if (event.frame.type() == EventType::Opaque)
        ++unrecognised;
    if (user.isEmpty())
        return;
    if (change.moved || change.isNew || std::holds_alternative<event::CustomerIdentified>(body))
        m_batch.sessions.insert(user);
    m_batch.queues |= change.moved;
    m_batch.agents |= change.moved; // how many each has
    record(event, body, before ? &*before : nullptr, shown);
}

void SessionStore::Parts::record(const StoredEvent &event, const EventBody &body,
                                 const desk::Session *before, bool shown)
{
    if (std::holds_alternative<event::Opaque>(body))
        return;
    const UserId user = event.frame.user();
    const Conversation::Effect effect
        = conversation(user).record({event, body, before, session(user)}, names, shown);
    m_touched.insert(user);
    if (effect.words)
        m_batch.sessions.insert(user);
    if (effect.preview)
        m_batch.previews.insert(user);
}

void SessionStore::Parts::foldAcked(Seq before)
{
    while (!m_acked.isEmpty() && m_acked.firstKey() < before) {
        const StoredEvent event = m_acked.take(m_acked.firstKey());
        if (event.seq > table.lastSeq)
            fold(event, true);
    }
}

void SessionStore::Parts::applyPassing(const EventFrame &frame)
{
    // What only passes is not sent while a replay comes in, so it is over now.
    m_replaying = false;
    foldAcked(AllOfThem);
    const UserId user = frame.user();
    const EventBody body = decode(frame);
    if (const auto *typing = std::get_if<event::TypingOn>(&body))
        pass(user, *typing, frame.direction());
    else if (const auto *presence = std::get_if<event::Presence>(&body))
        pass(user, *presence);
    else if (const auto *state = std::get_if<event::SessionState>(&body))
        pass(user, *state);
    else if (const auto *queue = std::get_if<event::QueueState>(&body))
        pass(*queue);
    else if (const auto *status = std::get_if<event::AgentStatus>(&body))
        pass(*status);
    else if (std::holds_alternative<event::Heartbeat>(body))
        lives(user);
}

void SessionStore::Parts::pass(const UserId &user, const event::TypingOn &body, Direction direction)
{
    if (direction != Direction::Inbound)
        return;
    lives(user);
    LiveState &live = conversation(user).live();
    live.previewAtMs = msFromText(body.at);
    live.preview = body.text;
    m_batch.previews.insert(user); // also when the text is the same: he is at it
}

void SessionStore::Parts::pass(const UserId &user, const event::Presence &body)
{
    LiveState &live = conversation(user).live();
    live.presence = body.probability;
    live.presenceReasons = body.reasons;
    m_batch.presences.insert(user);
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
    was.startedMs = was.enteredMs = was.stageSinceMs = msFromText(body.since);
    if (known)
        was = *known;
    const desk::Session session = corrected(was, *stage, body);
    if (!known || session != was) {
        qCDebug(log, "The desk corrects our idea of a session");
        desk::put(table, session);
    }
    LiveState &live = conversation(user).live();
    live.position = body.position;
    live.parked = *stage == desk::Stage::Queued && !body.position;
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

void SessionStore::Parts::lives(const UserId &user)
{
    Conversation *conversation = known(user);
    if (conversation && std::exchange(conversation->live().tabClosed, false))
        m_batch.sessions.insert(user);
}

void SessionStore::Parts::answer(const DialogueBody &body)
{
    if (const auto *greeting = std::get_if<event::Welcome>(&body))
        welcome(*greeting);
    else if (const auto *accepted = std::get_if<event::Ack>(&body))
        ack(*accepted);
    else if (const auto *error = std::get_if<event::Error>(&body))
        refuse(*error);
    else if (const auto *rejected = std::get_if<event::ClaimRejected>(&body))
        outbox.drop(rejected->id);
    m_batch.answers.append(body);
}

void SessionStore::Parts::welcome(const event::Welcome &body)
{
    if (body.reset || (!epoch.isEmpty() && epoch != body.epoch))
        reset();
    epoch = body.epoch;
    m_replaying = body.seq > table.lastSeq;
}

void SessionStore::Parts::ack(const event::Ack &body)
{
    const auto entry = outbox.take(body.id);
    if (!entry || !body.seq)
        return;
    const UserId user = entry->frame.user();
    if (!user.isEmpty()) {
        conversation(user).settle(body.id, *body.seq);
        m_touched.insert(user);
    }
    const StoredEvent event{*body.seq, entry->atMs, {}, entry->frame};
    if (event.seq <= table.lastSeq)
        recordLate(event, true);
    else if (m_replaying)
        m_acked.insert(event.seq, event);
    else
        fold(event, true);
}

void SessionStore::Parts::refuse(const event::Error &body)
{
    const Outbox::Entry *entry = outbox.find(body.id);
    if (!entry)
        return;
    const EventType type = entry->frame.type();
    const UserId user = entry->frame.user();
    if (type == EventType::Text || type == EventType::Note) {
        outbox.fail(body.id);
        conversation(user).transcript()->setDelivery(body.id, TranscriptItem::Delivery::Failed,
                                                     body.message);
    } else {
        outbox.drop(body.id);
    }
}

void SessionStore::Parts::learn(const EventBody &body)
{
    if (const auto *status = std::get_if<event::AgentStatus>(&body))
        m_renamed |= Names::learn(names.agents, status->agent, status->name);
    const auto *text = std::get_if<event::Text>(&body);
    if (text && text->agent && text->agent->type == "human"_L1)
        m_renamed |= Names::learn(names.agents, AgentId(text->agent->id), text->agent->name);
}

} // namespace sermo::model
