// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"
#include "broker/protocol/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <optional>

namespace sermo::store
{

//! What somebody made of the log up to an event, beside the log and never instead of it: a start
//! goes on from there. What it says of customers is theirs, so erasing removes it (below).
struct Snapshot {
    QByteArray stamp; //!< of who made it, for whom it is: of another stamp it is not
    QString epoch; //!< of the log
    Seq upTo = 0; //!< the last event in it …
    QByteArray anchor; //!< … and anchorOf() that event: the log must have it, as it was
    Seq expired = 0; //!< what was erased when it was made:
    quint64 erasures = 0; //!< of a log that has forgotten more it is not
    QByteArray state;

    friend bool operator==(const Snapshot &, const Snapshot &) = default;
};

[[nodiscard]] QByteArray anchorOf(const StoredEvent &event);

//! `DIR/desk.snapshot` as bytes; the error says in words what is wrong with them. A version of a
//! later program is an error too.
[[nodiscard]] QByteArray bytesOf(const Snapshot &snapshot);
[[nodiscard]] Result<Snapshot, QString> readSnapshot(const QByteArray &bytes);

namespace files
{

//! None: there is none. The error: it is damaged, or of another version.
[[nodiscard]] Result<std::optional<Snapshot>, QString> loadSnapshot(const QString &directory);

//! Both the snapshot and a draft of one; before anything is erased from the log. False: one is
//! left.
[[nodiscard]] bool removeSnapshot(const QString &directory);
bool removeSnapshotDraft(const QString &directory);

//! The draft in the snapshot's place, in one step: what follows its last byte. For the writer, so
//! that nothing is erased meanwhile. False: it is gone, since something was.
[[nodiscard]] bool adoptSnapshotDraft(const QString &directory);

} // namespace files

//! A snapshot being made, `DIR/desk.snapshot.new`. Made before the log is read: whatever is erased
//! from then on takes it away, and what is written goes nowhere. Any thread; one at a time.
class SnapshotDraft
{
public:
    explicit SnapshotDraft(const QString &directory);
    ~SnapshotDraft(); //!< removes it, unless written
    Q_DISABLE_COPY_MOVE(SnapshotDraft)

    //! On the disk when it returns; the error says why it is not. To be adopted then.
    [[nodiscard]] Result<void, QString> write(const Snapshot &snapshot);

private:
    QFile m_file;
    bool m_isWritten = false;
};

} // namespace sermo::store
