// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"
#include "broker/store/nats/asker.h"
#include "broker/store/nats/streamindex.h"

#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>

namespace sermo::store::nats
{

//! What the notes stream says: which numbers are erased, so that every broker forgets what it knew
//! of them. It has no name in it, and is kept for ever.
struct ErasureNote {
    QString epoch; //!< of the log whose numbers they are; another one's are no business of ours
    bool isExpiry = false;
    QList<Seq> seqs;

    [[nodiscard]] QByteArray toBytes() const;
    [[nodiscard]] static ErasureNote of(const QByteArray &bytes);
};

//! Empties events in the stream. First a note tells all brokers, and the index forgets when it
//! comes back; then the servers overwrite each event where it stands. Whoever dies in between has
//! told it all the same, and what is left of the events is emptied by the next who opens the log.
//! One at a time.
class Erasing : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(EraseOutcome)>;

    Erasing(Asker &asker, const StreamIndex &index, const Subjects &subjects,
            std::chrono::milliseconds patience);

    void setEpoch(const QString &epoch) { m_epoch = epoch; }
    void erase(const EraseRequest &request, Done done);
    //! The index has forgotten what it tells.
    void handleNote(Seq seq);
    //! Erased as a note says, and there all the same: it is emptied at the next tick.
    void owe(Seq seq) { m_owed.insert(seq); }
    //! Several times a second while there is something to do.
    void tick();
    [[nodiscard]] bool isIdle() const { return !m_done && m_owed.isEmpty(); }

private:
    void note(const QList<Seq> &seqs);
    void handleNoted(const Answer &answer);
    void empty();
    void pump();
    void remove(Seq seq);
    void handleRemoved(Seq seq, const Answer &answer);
    void conclude(bool failed);

    Asker &m_asker;
    const StreamIndex &m_index;
    const Subjects &m_subjects;
    const qint64 m_patienceMs;
    QString m_epoch;
    EraseRequest m_request;
    Done m_done;
    qint64 m_deadline = 0; //!< for the note to come back
    quint64 m_question = 0; //!< the note, as the asker numbers it
    Seq m_awaited = 0; //!< the note that we have written; 0: none
    Seq m_heard = 0; //!< the last note that came
    bool m_isNoted = false; //!< what is left is to empty them
    QSet<Seq> m_owed; //!< named by a note of ours, or found; not emptied yet
    QList<Seq> m_left; //!< of this round
    QSet<Seq> m_onTheWay;
    int m_emptied = 0;
    bool m_failed = false;
    qint64 m_nextRound = 0;
};

} // namespace sermo::store::nats
