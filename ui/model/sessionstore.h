// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/reduce.h"
#include "ui/model/eventlink.h"
#include "ui/model/livestate.h"
#include "ui/model/outbox.h"
#include "ui/model/storetold.h"
#include "ui/model/transcript.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <memory>

namespace sermo::model
{

class TranscriptModel;

//! A queue as `queue_state` tells it.
struct QueueInfo {
    QueueId id;
    QString name; //!< as shown; the id where the desk did not say
    int waiting = 0;
    std::optional<qint64> expectedWaitSeconds;
};

//! A platform as the desk tells it.
struct PlatformInfo {
    PlatformId id;
    QueueId queue;
    QString brand;
};

//! The console's only mutable truth: applies delivered frames with the same reduce() as the
//! broker, keeps transcripts and what passes, and tells small changes once a batch; what changes
//! when all is learnt anew (a `reset`) is told as one change once all of it is here. The broker
//! does not send an application its own events back, so what enqueue() took is folded at its `ack`.
//! Lives in the GUI thread; pure of widgets, sockets and clocks (times come with the events).
class SessionStore : public QObject
{
    Q_OBJECT
public:
    //! So many ended sessions are kept, and whatever is shown; of older ones nothing is known here.
    static constexpr qsizetype EndedKept = 500;

    explicit SessionStore(QObject *parent = nullptr);
    //! With the desk's own configuration, where the console hosts it.
    explicit SessionStore(const desk::DeskConfig &config, QObject *parent = nullptr);
    ~SessionStore() override;

    void apply(const QList<QByteArray> &frames); //!< one batch: signals come at its end
    //! The desk's configuration is another now: names, bounds and order of what is shown.
    void configure(const desk::DeskConfig &config);
    void reset(); //!< everything anew but what is on its way; told at once

    //! What another life of this console had not been answered, under that log's epoch; before the
    //! first `welcome`, which sends it away again where the log is another.
    void restore(const QString &epoch, const QList<Outbox::Entry> &entries);

    //! An event of ours is on its way: shown as Sending where it is a text or a note.
    void enqueue(const EventFrame &frame, qint64 atMs);
    bool retry(const EventId &id); //!< a failed one is Sending again; the caller sends it
    void discard(const EventId &id); //!< a failed one is forgotten
    //! What these were typing is not known any more: the broker was told not to say.
    void dropPreviews(const std::function<bool(const UserId &user)> &isStale);

    [[nodiscard]] const Outbox &outbox() const;
    [[nodiscard]] EventLink::Resume resume() const; //!< what a reconnection shall ask for
    //! Since a `reset`, until all of it is here: which sessions there are is not known meanwhile.
    [[nodiscard]] bool isLearningAnew() const;
    [[nodiscard]] qsizetype conversations() const; //!< how many are kept, the ended ones included
    [[nodiscard]] quint64 unrecognised() const; //!< stored events of types unknown here

    [[nodiscard]] const desk::SessionTable &table() const;
    [[nodiscard]] const desk::Session *session(const UserId &user) const; //!< null: none
    [[nodiscard]] LiveState live(const UserId &user) const;
    [[nodiscard]] TranscriptModel *transcript(const UserId &user); //!< made on demand, owned here
    [[nodiscard]] QList<UserId> waiting() const; //!< all queues, in line order
    [[nodiscard]] QList<UserId> withBot() const; //!< oldest first
    [[nodiscard]] QList<UserId> heldBy(const AgentId &agent) const; //!< assigned and bot_closing
    [[nodiscard]] QList<QueueInfo> queues() const; //!< in the desk's order
    [[nodiscard]] QList<PlatformInfo> platforms() const; //!< in the desk's order
    [[nodiscard]] QList<UserId> raisedHands() const; //!< who is helped with, the first raised first
    [[nodiscard]] QString queueName(const QueueId &queue) const;
    [[nodiscard]] QString agentName(const AgentId &agent) const; //!< the id where no name is known

    //! Up to which sum of probabilities an agent is given customers (contract 6): as a supervisor
    //! says, else as the allocator last said of him, else as configured here.
    [[nodiscard]] double boundOf(const AgentId &agent) const;
    [[nodiscard]] int hardCapOf(
        const AgentId &agent) const; //!< and how many at most, as configured
    [[nodiscard]] const desk::DeskConfig &config() const;
    [[nodiscard]] bool maySupervise() const; //!< what this desk's key is for, as the broker said

    [[nodiscard]] QString storageTrouble()
        const; //!< why the broker stores nothing now; empty: it does
    [[nodiscard]] QString storageLoss() const; //!< what it had stored and has lost; empty: nothing

signals:
    void sessionsChanged(const QSet<sermo::UserId> &users); //!< state, place, identity, last words
    void sessionsMoved(const QList<sermo::model::SessionMove> &moves); //!< one by one, in order
    void previewChanged(const sermo::UserId &user); //!< at most once a batch and user
    void draftChanged(const sermo::UserId &user); //!< of a colleague
    void presenceChanged(const sermo::UserId &user);
    void agentsChanged();
    void queuesChanged(); //!< lengths, waits; platforms opened and closed
    void handsChanged(); //!< raised, or down
    //! An agent's status was changed while we looked on, not by us.
    void agentTold(const sermo::AgentId &agent, const QString &status);
    void repliesChanged(); //!< the team's canned replies: table().replies
    void allocationsTold(const QList<sermo::model::AllocationTold> &allocations);
    void lessonsTold(const QList<sermo::model::PresenceLesson> &lessons);
    void wasReset(); //!< what was told before is told anew, or never again
    void acknowledged(const sermo::EventId &id, quint64 seq);
    void refused(const sermo::EventId &id, const QString &code, const QString &message);
    void claimLost(const sermo::UserId &user, const sermo::AgentId &claimedBy);
    void welcomed(const QString &epoch, quint64 seq, bool reset);
    void forgotten(const sermo::UserId &user); //!< erased: nothing of him may be kept anywhere
    void storageTroubleChanged(const QString &why); //!< empty: over; also of the loss
    //! Somebody was erased while we were away, nobody says who: close the link, open it by
    //! resume(), and all is learnt anew.
    void outdated();
    void caughtUp(); //!< what was missed is here: which sessions there are is known
    void outboxChanged();

private:
    struct Batch;
    struct Parts;
    void tell();
    void tellEvents(const Batch &batch);
    void tellAnswer(const DialogueBody &answer);
    void tellOutbox(); //!< where it has changed since

    std::unique_ptr<Parts> m_parts;
};

} // namespace sermo::model
