// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/conversation.h"
#include "ui/model/names.h"
#include "ui/model/sessionstore.h"

#include <QMap>

#include <unordered_map>

namespace sermo::model
{

//! What one call of SessionStore::apply() has to tell.
struct SessionStore::Batch {
    QSet<UserId> sessions, previews, drafts, presences;
    QList<UserId> forgotten;
    QList<AllocationTold> allocations;
    QList<SessionMove> moves;
    QList<PresenceLesson> lessons;
    QList<std::pair<AgentId, QString>> statuses;
    bool agents = false, queues = false, storage = false, outdated = false, caughtUp = false,
         anew = false, replies = false, hands = false;
    QList<DialogueBody> answers; //!< in the order they came
};

//! The inside of the SessionStore: frames in, a Batch of changes out, no signals.
struct SessionStore::Parts {
    explicit Parts(const desk::DeskConfig &deskConfig)
        : config(deskConfig)
    {
    }

    void apply(const QByteArray &bytes);
    void reset();
    [[nodiscard]] Batch finishBatch(); //!< the models hear of it first
    void show(const Outbox::Entry &entry); //!< as on its way
    void dropPreviews(const std::function<bool(const UserId &user)> &isStale);
    void discard(const EventId &id); //!< out of the outbox and out of sight
    void restore(const QString &epochThen, const QList<Outbox::Entry> &entries);

    //! The oldest of the ended ones, but for those that somebody shows or has spoken to.
    void letGo();
    [[nodiscard]] qsizetype conversations() const { return qsizetype(m_conversations.size()); }

    [[nodiscard]] Conversation &conversation(const UserId &user);
    [[nodiscard]] Conversation *known(const UserId &user) const; //!< null: never heard of
    [[nodiscard]] const desk::Session *session(const UserId &user) const; //!< null: none
    [[nodiscard]] QList<QueueId> queuesWithSomeone() const; //!< in the desk's order

    desk::DeskConfig config;
    desk::SessionTable table;
    Names names;
    Outbox outbox;
    QList<QueueInfo> queues;
    QHash<AgentId, double> bounds; //!< as the allocator said of each
    QList<PlatformInfo> platforms; //!< as the desk has told them
    QSet<UserId> hands; //!< with whom an agent asks for help
    QHash<AgentId, QSet<UserId>> held; //!< assigned and bot_closing, as `table` has them
    QString role; //!< what our key is for
    QString epoch;
    bool isOutdated = false; //!< nothing here can be built on: the next `welcome` begins anew
    bool isLearningAnew = false; //!< since such a `welcome`, until all is here
    quint64 unrecognised = 0;
    QString storageTrouble, storageLoss;
    quint64 toldOutbox = 0; //!< the revision last told

private:
    [[nodiscard]] Batch takeAnswers();
    void applyStored(const StoredEvent &event);
    void recordLate(const StoredEvent &event, bool shown);
    void fold(const StoredEvent &event, bool shown);
    void record(const StoredEvent &event, const EventBody &body, const desk::Session *before,
                bool shown);
    void noteEnded(const UserId &user);
    void noteHolder(const UserId &user);
    void noteHand(const UserId &user);
    void noteOffer(const StoredEvent &event);
    void noteMove(const StoredEvent &event, const std::optional<desk::Session> &before);
    void noteLesson(const StoredEvent &event, const event::PresencePoint &point);
    void noteAllocation(const StoredEvent &event, const event::Allocation &decision);
    void foldAcked(Seq before);

    void applyPassing(const EventFrame &frame);
    void pass(const UserId &user, const event::TypingOn &body, Direction direction);
    void pass(const UserId &user, const event::Presence &body);
    void pass(const UserId &user, const event::SessionState &body);
    void pass(const UserId &user, const event::Draft &body);
    void pass(const event::QueueState &body);
    void pass(const event::AgentStatus &body);
    void pass(const event::CannedReply &body);
    void pass(const event::PlatformStatus &body);
    void pass(const event::BrokerState &body);
    void forget(const UserId &user, quint64 erasures);
    void lives(const UserId &user); //!< a sign of life

    void answer(const DialogueBody &body);
    void welcome(const event::Welcome &body);
    void ack(const event::Ack &body);
    void refuse(const event::Error &body);
    void learn(const EventBody &body);

    struct Hash {
        size_t operator()(const UserId &user) const { return qHash(user); }
    };
    std::unordered_map<UserId, std::unique_ptr<Conversation>, Hash> m_conversations;
    QList<UserId> m_closed; //!< who had no open session when they were noted, the last one last
    QSet<UserId> m_touched; //!< conversations with something to commit
    bool m_renamed = false;
    quint64 m_erasures = 0; //!< as the broker told last: another one means that someone was erased
    QHash<UserId, AgentId> m_holders; //!< the other way round of `held`
    Batch m_batch;
    //! Own events acknowledged while a replay is still coming in: reduce() must see them after it.
    QMap<Seq, StoredEvent> m_acked;
    bool m_replaying = false;
    bool m_catchingUp = false; //!< since `welcome`
    QList<EventId> m_restored; //!< of an earlier life, until the first `welcome`
};

} // namespace sermo::model
