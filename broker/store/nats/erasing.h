// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"
#include "broker/store/nats/streamindex.h"
#include "broker/store/nats/wire.h"

#include <functional>

namespace sermo::store::nats
{

//! What the notes stream says: which numbers were erased, so that every broker forgets what it knew
//! of them. It has no name in it, and is kept for ever.
struct ErasureNote {
    QString epoch; //!< of the log whose numbers they are; another one's are no business of ours
    bool isExpiry = false;
    QList<Seq> seqs;

    [[nodiscard]] QByteArray toBytes() const;
    [[nodiscard]] static ErasureNote of(const QByteArray &bytes);
};

//! Empties events in the stream: the servers overwrite each of them where it stands. Then a note
//! tells all brokers; the index forgets when it comes back. One at a time.
class Erasing : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(EraseOutcome)>;

    Erasing(Wire &wire, const StreamIndex &index, const Subjects &subjects);

    void setEpoch(const QString &epoch) { m_epoch = epoch; }
    void erase(const EraseRequest &request, Done done);
    //! The index has forgotten what it tells.
    void handleNote(Seq seq);

private:
    void remove(Seq seq);
    void handleRemoved(Seq seq, const Answer &answer);
    void note();
    void handleNoted(const Answer &answer);
    void conclude(bool failed);

    Wire &m_wire;
    const StreamIndex &m_index;
    const Subjects &m_subjects;
    QString m_epoch;
    EraseRequest m_request;
    Done m_done;
    QList<Seq> m_gone;
    qsizetype m_missing = 0;
    bool m_failed = false;
    Seq m_awaited = 0; //!< the note that we have written; 0: none
    Seq m_heard = 0; //!< the last note that came
};

} // namespace sermo::store::nats
