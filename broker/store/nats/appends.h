// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"
#include "broker/store/nats/asker.h"
#include "broker/store/nats/clusteroptions.h"
#include "broker/store/nats/streamindex.h"

#include <QObject>
#include <QSet>

#include <map>

namespace sermo::store::nats
{

//! What is to be appended, on its way. Judged by the index, published, and stored once it has come
//! back by the stream: then it is in the copies and every broker hears it in the same place. Many
//! are on their way together, but of one user and of one id never two, so that what is lost and
//! sent again is not overtaken by its own. None stays longer than ClusterOptions::patience,
//! whatever it waits for.
class Appends : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxOnTheWay = 512;
    static constexpr qsizetype MaxWaiting = 20'000; //!< more fail at once …
    static constexpr qsizetype MaxBytes = 64 * 1024 * 1024; //!< … as do those beyond this

    Appends(Asker &asker, StreamIndex &index, const Subjects &subjects,
            const ClusterOptions &options);

    void append(const AppendRequest &request, qint64 receivedMs);
    //! Something else that keeps its place among the appends: begun when all before it are
    //! answered; those behind it wait until it says that it is done.
    using Done = std::function<void()>;
    using Task = std::function<void(Done)>;
    void insert(Task task);

    //! Until then nothing is begun: who does not know the stream cannot judge.
    void start();
    //! The index has learnt it, as what; then round(), once for many.
    void handleArrived(const Incoming &incoming, StreamIndex::Learnt learnt);
    void round();
    //! Several times a second while not idle: whose time is up fails, and what waits to be asked
    //! again, or was acknowledged and is not heard, is asked again.
    void tick();
    //! All appends fail; tasks come to their turn.
    void giveUp();
    [[nodiscard]] bool isIdle() const { return m_entries.empty(); }

signals:
    //! Stored ones by rising number; else as they were asked.
    void answered(const QList<sermo::store::AppendOutcome> &outcomes);
    void refused(const QString &why); //!< the stream does not take it
    //! What the stream says and what was heard of it cannot both be: some of it is lost.
    void contradicted(const QString &why);
    void idle();

private:
    enum class State : quint8 { Waiting, OnTheWay, Answered };
    //! What the servers said; to be judged when we know as much as they did.
    enum class Verdict : quint8 { None, Taken, Duplicate, Conflict };
    struct Entry {
        AppendRequest request;
        qint64 receivedMs = 0;
        qint64 deadline = 0;
        EventKey key;
        bool isTask = false;
        Task task; //!< instead of an append
        State state = State::Waiting;
        Verdict verdict = Verdict::None;
        Seq known = 0; //!< the number that the verdict is about
        qint64 saidAt = 0;
        quint64 question = 0; //!< of the asker's
        int suffix = 0; //!< of the message id: the ones before are of events that are erased
        int tries = 0;
        Seq expected = 0; //!< which number the condition named when it was asked last
        Seq emptied = 0; //!< what the servers still judge by, of which we know that it is erased
        qint64 again = 0; //!< when it is judged again after a rest
        AppendOutcome outcome;
    };
    using Entries = std::map<quint64, Entry>;

    void pump();
    [[nodiscard]] bool isBlocked(quint64 number, const Entry &entry) const;
    void begin(quint64 number, Entry &entry);
    void judge(quint64 number, Entry &entry);
    void publish(quint64 number, Entry &entry);
    [[nodiscard]] Seq expectedBy(const Entry &entry) const;
    [[nodiscard]] Outgoing messageOf(quint64 number, const Entry &entry) const;
    void handleAnswer(quint64 number, const Answer &answer);
    void settle();
    void settle(quint64 number, Entry &entry);
    void reconsider(quint64 number, Entry &entry);
    void failLate(qint64 now);
    void goOn(qint64 now);
    void fail(Entry &entry);
    void conclude(Entry &entry, AppendOutcome::Kind kind, Seq seq = 0);
    [[nodiscard]] bool tell(); //!< whether there was something to tell
    void takeLower(QList<AppendOutcome> &outcomes);
    void arrange(QList<AppendOutcome> &outcomes) const;

    Asker &m_asker;
    StreamIndex &m_index;
    const Subjects &m_subjects;
    const qint64 m_patienceMs, m_answerMs;
    const QByteArray m_writer; //!< names us in what we append
    Entries m_entries; //!< as they were asked
    quint64 m_last = 0;
    quint64 m_next = 1; //!< the first that waits
    QSet<UserId> m_busyUsers; //!< with something on the way
    QSet<EventKey> m_busyKeys;
    QSet<quint64> m_verdicts; //!< entries that are to be settled
    QSet<quint64> m_resting; //!< entries that are judged again later
    qsizetype m_bytes = 0; //!< of what is not answered
    int m_onTheWay = 0;
    bool m_isStarted = false;
    bool m_isTaskRunning = false;
};

} // namespace sermo::store::nats
