// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/storeparts.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

Q_LOGGING_CATEGORY(log, "sermo.model.store")

//! What stands in the transcript from the moment it is on its way.
bool isShown(const EventFrame &frame)
{
    if (frame.type() == EventType::Note)
        return std::get<event::Note>(decode(frame)).answer.isEmpty();
    return frame.type() == EventType::Text;
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
    held.clear();
    m_holders.clear();
    m_acked.clear();
    m_replaying = false;
    m_closed.clear();
    for (const auto &[user, conversation] : m_conversations) {
        conversation->clear();
        m_closed.append(user);
        m_batch.sessions.insert(user);
        m_batch.previews.insert(user);
    }
    for (const Outbox::Entry &entry : outbox.entries())
        show(entry);
    hands.clear();
    m_batch.agents = m_batch.queues = m_batch.replies = m_batch.hands = m_batch.anew = true;
    m_batch.allocations.clear();
    m_batch.moves.clear();
    m_batch.lessons.clear();
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
    isLearningAnew = isLearningAnew && !m_batch.caughtUp;
    return isLearningAnew ? takeAnswers() : std::exchange(m_batch, {});
}

//! What cannot wait until all is learnt anew: half of it would look like the loss of every session.
SessionStore::Batch SessionStore::Parts::takeAnswers()
{
    Batch batch;
    batch.answers = std::exchange(m_batch.answers, {});
    batch.storage = std::exchange(m_batch.storage, false);
    batch.outdated = std::exchange(m_batch.outdated, false);
    return batch;
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

void SessionStore::Parts::discard(const EventId &id)
{
    const auto entry = outbox.take(id);
    if (!entry)
        return;
    if (Conversation *conversation = known(entry->frame.user()))
        conversation->transcript()->discardPending(id);
}

void SessionStore::Parts::restore(const QString &epochThen, const QList<Outbox::Entry> &entries)
{
    Q_ASSERT(epoch.isEmpty());
    epoch = epochThen;
    for (const Outbox::Entry &entry : entries) {
        outbox.add(entry.frame, entry.atMs);
        if (entry.failed)
            outbox.fail(entry.frame.id());
        show(entry);
        m_restored.append(entry.frame.id());
    }
}

Conversation &SessionStore::Parts::conversation(const UserId &user)
{
    std::unique_ptr<Conversation> &found = m_conversations[user];
    if (!found) {
        found = std::make_unique<Conversation>();
        m_closed.append(user);
    }
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
    if (user.isEmpty() || conversation(user).contains(event.seq))
        return;
    record(event, decode(event.frame), session(user), shown);
    noteHand(user);
}

void SessionStore::Parts::fold(const StoredEvent &event, bool shown)
{
    const UserId user = event.frame.user();
    table.bringBack(user);
    const desk::Session *now = session(user);
    const std::optional<desk::Session> before = now ? std::optional(*now) : std::nullopt;
    const EventBody body = decode(event.frame);
    learn(body);
    const desk::SessionChange change = desk::reduce(table, config, event);
    m_batch.agents |= change.agentChanged;
    m_batch.replies |= change.repliesChanged;
    m_batch.queues |= change.platformsChanged;
    if (event.frame.type() == EventType::Opaque)
        ++unrecognised;
    if (const auto *decision = std::get_if<event::Allocation>(&body))
        noteAllocation(event, *decision);
    else if (const auto *point = std::get_if<event::PresencePoint>(&body))
        noteLesson(event, *point);
    else if (const auto *status = std::get_if<event::AgentStatus>(&body);
             status && !shown && !m_catchingUp)
        m_batch.statuses.append({status->agent, status->status});
    if (user.isEmpty())
        return;
    noteHolder(user);
    if (change.moved)
        noteMove(event, before);
    if (change.to == desk::Stage::Ended)
        noteEnded(user);
    if (change.moved || change.isNew || std::holds_alternative<event::CustomerIdentified>(body))
        m_batch.sessions.insert(user);
    m_batch.queues |= change.moved;
    m_batch.agents |= change.moved; // how many each has
    record(event, body, before ? &*before : nullptr, shown);
    noteHand(user);
    if (change.moved && event.frame.type() == EventType::HandoverToAgent)
        noteOffer(event);
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
    const bool isFresh = epoch.isEmpty() || table.lastSeq == 0;
    const bool isAnotherLog = !epoch.isEmpty() && epoch != body.epoch;
    const bool isAnew = body.reset || isAnotherLog || isOutdated;
    for (const EventId &id : std::exchange(m_restored, {})) {
        if (isAnotherLog)
            discard(id); // whom it was for is not known here
    }
    if (isAnew)
        reset();
    isLearningAnew |= isAnew;
    isOutdated = !isFresh && !isAnew && body.erasures != m_erasures;
    m_batch.outdated |= isOutdated;
    m_erasures = body.erasures;
    role = body.role;
    epoch = body.epoch;
    if (!storageTrouble.isEmpty() || !storageLoss.isEmpty())
        pass(event::BrokerState{"ok"_L1, {}}); // told again after the replay, if it is still so
    m_catchingUp = true;
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
    const UserId user = entry->frame.user();
    if (isShown(entry->frame)) {
        outbox.fail(body.id);
        conversation(user).transcript()->setDelivery(body.id, TranscriptItem::Delivery::Failed,
                                                     body.message);
    } else {
        outbox.drop(body.id);
    }
}

void SessionStore::Parts::learn(const EventBody &body)
{
    const auto *status = std::get_if<event::AgentStatus>(&body);
    if (status && status->bound)
        bounds.remove(status->agent); // what the allocator said went by another one
    if (status)
        m_renamed |= Names::learn(names.agents, status->agent, status->name);
    const auto *text = std::get_if<event::Text>(&body);
    if (text && text->agent && text->agent->type == "human"_L1)
        m_renamed |= Names::learn(names.agents, AgentId(text->agent->id), text->agent->name);
}

} // namespace sermo::model
