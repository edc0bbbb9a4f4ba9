// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/sessionstore.h"

#include "ui/model/conversation.h"
#include "ui/model/storeparts.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sermo::model
{

namespace
{

template <typename Earlier>
QList<UserId> users(const desk::SessionTable &table, auto wanted, Earlier earlier)
{
    QList<const desk::Session *> found;
    for (const UserId &user : table.open) {
        if (const desk::Session *session = table.find(user); session && wanted(*session))
            found.append(session);
    }
    std::sort(found.begin(), found.end(),
              [earlier](const auto *a, const auto *b) { return earlier(*a, *b); });
    QList<UserId> users;
    users.reserve(found.size());
    for (const desk::Session *session : std::as_const(found))
        users.append(session->user);
    return users;
}

bool startedEarlier(const desk::Session &a, const desk::Session &b)
{
    return std::tie(a.firstSeq, a.user) < std::tie(b.firstSeq, b.user);
}

} // namespace

SessionStore::SessionStore(QObject *parent)
    : SessionStore(desk::DeskConfig::defaults(), parent)
{
}

SessionStore::SessionStore(const desk::DeskConfig &config, QObject *parent)
    : QObject(parent)
    , m_parts(std::make_unique<Parts>(config))
{
}

SessionStore::~SessionStore() = default;

void SessionStore::apply(const QList<QByteArray> &frames)
{
    for (const QByteArray &frame : frames)
        m_parts->apply(frame);
    tell();
}

void SessionStore::reset()
{
    m_parts->reset();
    tell();
}

void SessionStore::tell()
{
    const Batch batch = m_parts->finishBatch();
    if (batch.anew)
        emit wasReset();
    if (!batch.sessions.isEmpty())
        emit sessionsChanged(batch.sessions);
    tellEvents(batch);
    for (const UserId &user : batch.previews)
        emit previewChanged(user);
    for (const UserId &user : batch.drafts)
        emit draftChanged(user);
    for (const UserId &user : batch.presences)
        emit presenceChanged(user);
    if (batch.agents)
        emit agentsChanged();
    if (batch.queues)
        emit queuesChanged();
    if (batch.hands)
        emit handsChanged();
    if (batch.replies)
        emit repliesChanged();
    for (const UserId &user : batch.forgotten)
        emit forgotten(user);
    if (batch.storage)
        emit storageTroubleChanged(m_parts->storageTrouble);
    for (const DialogueBody &answer : batch.answers)
        tellAnswer(answer);
    if (batch.outdated)
        emit outdated();
    if (batch.caughtUp)
        emit caughtUp();
    tellOutbox();
    m_parts->letGo();
}

//! What is told of each event, however many there were.
void SessionStore::tellEvents(const Batch &batch)
{
    if (!batch.moves.isEmpty())
        emit sessionsMoved(batch.moves);
    if (!batch.allocations.isEmpty())
        emit allocationsTold(batch.allocations);
    if (!batch.lessons.isEmpty())
        emit lessonsTold(batch.lessons);
    for (const auto &[agent, status] : batch.statuses)
        emit agentTold(agent, status);
}

void SessionStore::tellOutbox()
{
    const quint64 revision = m_parts->outbox.revision();
    if (std::exchange(m_parts->toldOutbox, revision) != revision)
        emit outboxChanged();
}

void SessionStore::tellAnswer(const DialogueBody &answer)
{
    if (const auto *welcome = std::get_if<event::Welcome>(&answer))
        emit welcomed(welcome->epoch, welcome->seq, welcome->reset);
    else if (const auto *ack = std::get_if<event::Ack>(&answer))
        emit acknowledged(ack->id, ack->seq.value_or(0));
    else if (const auto *error = std::get_if<event::Error>(&answer))
        emit refused(error->id, error->code, error->message);
    else if (const auto *rejected = std::get_if<event::ClaimRejected>(&answer))
        emit claimLost(rejected->user, rejected->claimedBy);
}

void SessionStore::restore(const QString &epoch, const QList<Outbox::Entry> &entries)
{
    m_parts->restore(epoch, entries);
    tell();
}

void SessionStore::enqueue(const EventFrame &frame, qint64 atMs)
{
    m_parts->outbox.add(frame, atMs);
    m_parts->show({frame, atMs, false});
    tellOutbox();
}

bool SessionStore::retry(const EventId &id)
{
    if (!m_parts->outbox.retry(id))
        return false;
    if (Conversation *conversation = m_parts->known(m_parts->outbox.find(id)->frame.user()))
        conversation->transcript()->setDelivery(id, TranscriptItem::Delivery::Sending);
    tellOutbox();
    return true;
}

void SessionStore::discard(const EventId &id)
{
    m_parts->discard(id);
    tellOutbox();
}

void SessionStore::dropPreviews(const std::function<bool(const UserId &user)> &isStale)
{
    m_parts->dropPreviews(isStale);
    tell();
}

const Outbox &SessionStore::outbox() const
{
    return m_parts->outbox;
}

EventLink::Resume SessionStore::resume() const
{
    if (m_parts->isOutdated)
        return {};
    return {m_parts->table.lastSeq, m_parts->epoch};
}

bool SessionStore::isLearningAnew() const
{
    return m_parts->isLearningAnew;
}

qsizetype SessionStore::conversations() const
{
    return m_parts->conversations();
}

quint64 SessionStore::unrecognised() const
{
    return m_parts->unrecognised;
}

QString SessionStore::storageTrouble() const
{
    return m_parts->storageTrouble;
}

QString SessionStore::storageLoss() const
{
    return m_parts->storageLoss;
}

const desk::SessionTable &SessionStore::table() const
{
    return m_parts->table;
}

const desk::Session *SessionStore::session(const UserId &user) const
{
    return m_parts->session(user);
}

LiveState SessionStore::live(const UserId &user) const
{
    const Conversation *conversation = m_parts->known(user);
    return conversation ? conversation->live() : LiveState();
}

TranscriptModel *SessionStore::transcript(const UserId &user)
{
    return m_parts->conversation(user).transcript();
}

QList<UserId> SessionStore::waiting() const
{
    QList<UserId> users;
    for (const QueueId &queue : m_parts->queuesWithSomeone()) {
        for (const desk::Session *session : desk::line(m_parts->table, queue))
            users.append(session->user);
    }
    return users;
}

QList<UserId> SessionStore::withBot() const
{
    return users(
        m_parts->table,
        [](const desk::Session &session) { return session.stage == desk::Stage::Bot; },
        startedEarlier);
}

QList<UserId> SessionStore::heldBy(const AgentId &agent) const
{
    const QSet<UserId> held = m_parts->held.value(agent);
    QList<const desk::Session *> sessions;
    sessions.reserve(held.size());
    for (const UserId &user : held)
        sessions.append(session(user));
    std::sort(sessions.begin(), sessions.end(),
              [](const auto *a, const auto *b) { return startedEarlier(*a, *b); });
    QList<UserId> found;
    found.reserve(sessions.size());
    for (const desk::Session *session : std::as_const(sessions))
        found.append(session->user);
    return found;
}

QList<QueueInfo> SessionStore::queues() const
{
    return m_parts->queues;
}

QString SessionStore::queueName(const QueueId &queue) const
{
    return m_parts->names.of(queue);
}

QString SessionStore::agentName(const AgentId &agent) const
{
    return m_parts->names.of(agent);
}

QList<PlatformInfo> SessionStore::platforms() const
{
    if (!m_parts->platforms.isEmpty())
        return m_parts->platforms;
    QList<PlatformInfo> all; // the desk has not told yet
    for (const desk::Platform &platform : m_parts->config.platforms)
        all.append({platform.id, platform.queue, platform.brand});
    return all;
}

QList<UserId> SessionStore::raisedHands() const
{
    QList<UserId> users(m_parts->hands.cbegin(), m_parts->hands.cend());
    std::ranges::sort(users, {}, [this](const UserId &user) {
        return std::pair(live(user).hand.value_or(RaisedHand()).sinceMs, user);
    });
    return users;
}

double SessionStore::boundOf(const AgentId &agent) const
{
    if (const auto byHand = m_parts->table.agents.value(agent).bound)
        return *byHand;
    return m_parts->bounds.value(agent, m_parts->config.bound);
}

int SessionStore::hardCapOf(const AgentId &agent) const
{
    const desk::DeskConfig &config = m_parts->config;
    for (const desk::AgentLimits &limits : config.agentLimits) {
        if (limits.agent == agent)
            return limits.hardCap.value_or(config.hardCap);
    }
    return config.hardCap;
}

void SessionStore::configure(const desk::DeskConfig &config)
{
    m_parts->config = config;
    emit queuesChanged();
    emit agentsChanged();
}

const desk::DeskConfig &SessionStore::config() const
{
    return m_parts->config;
}

bool SessionStore::maySupervise() const
{
    return m_parts->role == wireName(Role::Supervisor);
}

} // namespace sermo::model
