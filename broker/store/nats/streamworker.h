// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/appends.h"
#include "broker/store/nats/erasing.h"
#include "broker/store/nats/fetching.h"
#include "broker/store/nats/follower.h"
#include "broker/store/nats/pages.h"
#include "broker/store/nats/streamsetup.h"
#include "broker/store/nats/wire.h"

#include <QElapsedTimer>
#include <QSet>

namespace sermo::store::nats
{

//! Who talks to the cluster: a worker that lives in a thread of its own, the only one in which the
//! library may make somebody wait. Called by queued invocation, answers by signals. What comes from
//! the library's threads reaches it in batches.
class StreamWorker : public QObject
{
    Q_OBJECT
public:
    struct Facts {
        QString epoch;
        Seq head = 0;
        Seq expired = 0;
        quint64 erasures = 0;
        QStringList warnings; //!< of the servers, in words
    };

    explicit StreamWorker(const ClusterOptions &options);
    ~StreamWorker() override;

    void open();
    void append(const QList<AppendRequest> &batch, qint64 receivedMs);
    void read(quint64 ticket, const sermo::store::ReadQuery &query);
    void erase(quint64 ticket, const sermo::store::EraseRequest &request);
    void scrub(quint64 ticket);
    //! heard() tells what is behind this number, and what comes.
    void follow(Seq after);
    void close(); //!< finishes what was asked first
    //! Any thread, and not queued: who waits for the opening does not any more. Then close().
    void leave() { m_wire.leave(); }

signals:
    void opened(const sermo::store::nats::StreamWorker::Facts &facts);
    void openFailed(const QString &why);
    //! Also without outcomes of ours: others append too.
    void moved(const QList<sermo::store::AppendOutcome> &outcomes, sermo::Seq head);
    //! By whomever they were appended, each once, in order; none that readers do not see. All up to
    //! the number is told by that.
    void heard(const QList<sermo::StoredEvent> &events, sermo::Seq upTo);
    void pageRead(quint64 ticket, const sermo::store::Page &page);
    void erased(quint64 ticket, const sermo::store::EraseOutcome &outcome,
                const sermo::store::nats::StreamWorker::Facts &facts);
    //! Also by others: what a note told after opened().
    void factsChanged(const sermo::store::nats::StreamWorker::Facts &facts,
                      const QList<sermo::Seq> &emptied);
    void scrubbed(quint64 ticket, bool ok);
    void storageFailed(const QString &why);
    void storageRecovered();
    void closed();

private:
    [[nodiscard]] Result<void, QString> prepare();
    void connectParts();
    void handleEvents(const std::vector<Message> &messages);
    void takeEvent(Seq seq, Result<Incoming, QString> incoming);
    void learn(Incoming incoming);
    void tellTaken();
    [[nodiscard]] Seq taken() const;
    void handleNotes(const std::vector<Message> &messages);
    void apply(const ErasureNote &note);
    void handleAnswered(const QList<AppendOutcome> &outcomes);
    void tellWhenCaughtUp();
    void tick();
    void fail(const QString &why);
    void recover();
    void condemn(const QString &why);
    void closeWhenIdle();
    void release();

    // Whether all is well, and all is heard (streamworker_watch.cpp).
    void watch();
    void askOnce(Outgoing question, std::function<void(const Answer &)> handler);
    void handleWatched(const StreamFacts &facts, Seq heard);
    void handleNotesWatched(const StreamFacts &facts);
    void lookForLosses(const StreamFacts &facts, Seq heard);
    void pinTheLast();
    void lookAtPinned();
    void catchUp(Seq last);
    void setFetching(bool isFetching);
    [[nodiscard]] Seq takeFetched(Seq after, const QJsonObject &answer);
    void handleNothing(Seq after, Seq upTo);
    void skip(Seq last);
    void followAnew();
    void followNotesAnew();

    const ClusterOptions m_options;
    const Subjects m_subjects;
    Wire m_wire;
    StreamIndex m_index;
    Appends m_appends;
    Pages m_pages;
    Erasing m_erasing;
    Follower m_events, m_notes;
    Fetching m_fetching; //!< events, when the follower does not bring them
    Opening m_opening;
    Facts m_facts;
    Seq m_notesHeard = 0; //!< the last
    quint64 m_notesCount = 0;
    quint64 m_heardAtOpening = 0; //!< of what was there then
    std::optional<Incoming> m_lastHeard;
    std::vector<Incoming> m_pinned; //!< to be compared with what the stream has there
    Seq m_emptyFrom = 0; //!< the leader has said once that nothing is left from here on …
    QElapsedTimer m_empty; //!< … then
    bool m_isFollowing = false; //!< follow() was asked
    Seq m_heardUpTo = 0; //!< since then
    QList<StoredEvent> m_heard; //!< to be told by heard()
    bool m_isOpen = false; //!< opened() was told
    bool m_isClosing = false;
    bool m_isFailing = false;
    QSet<QByteArray> m_watching; //!< what is asked and unanswered
    QString m_condemned; //!< why nothing is appended any more
    QElapsedTimer m_shorter; //!< since the stream seems to have lost something
    QElapsedTimer m_lastRefusal;
    QElapsedTimer m_progress, m_notesProgress; //!< since all was heard, or some of it
    QElapsedTimer m_fetched; //!< since the follower has not brought what was there
    QTimer m_watch, m_tick;
};

} // namespace sermo::store::nats
