// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/migration.h"

#include "broker/store/appendrules.h"
#include "broker/store/databasefiles.h"
#include "broker/store/logreader.h"
#include "broker/store/logreplacement.h"
#include "broker/store/nats/erasing.h"
#include "broker/store/nats/streamsetup.h"
#include "broker/store/nats/wire.h"
#include "broker/store/openfile.h"

#include <QSet>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace sermo::store
{

using nats::Answer;
using nats::Outgoing;

namespace
{

constexpr int NoMessage = 10037;
constexpr int StreamNotFound = 10059;

//! Writes one number after the other: each message says which one it follows, so that what is asked
//! twice, or overtaken, is refused and not stored.
class Filling
{
public:
    Filling(nats::Wire &wire, const nats::Subjects &subjects)
        : m_wire(wire)
        , m_subjects(subjects)
    {
    }

    [[nodiscard]] Result<void, QString> put(const StoredEvent &event)
    {
        const EventFrame &frame = event.frame;
        Outgoing message{m_subjects.of(frame, movesSession(frame)),
                         nats::headersOf(event.sender, event.receivedMs, "migration"),
                         frame.bytes()};
        return eraseUpTo(event.seq - 1).and_then([&] { return write(std::move(message)); });
    }

    //! An erased number is written and erased.
    [[nodiscard]] Result<void, QString> eraseUpTo(Seq last)
    {
        while (m_head < last) {
            if (const auto done = write({m_subjects.stream + ".log.event.=", {}, {}}); !done)
                return done;
            const QJsonObject question{{u"seq"_s, qint64(m_head)}};
            const Answer gone
                = m_wire.askNow("$JS.API.STREAM.MSG.DELETE." + m_subjects.stream, question);
            if (!gone && !nats::isGoneAlready(gone.error()))
                return failure(QString(gone.error().why));
        }
        return {};
    }

private:
    [[nodiscard]] Result<void, QString> write(Outgoing message)
    {
        message.headers.append({"Nats-Msg-Id", "migration." + QByteArray::number(m_head + 1)});
        message.headers.append({"Nats-Expected-Last-Sequence", QByteArray::number(m_head)});
        const Answer answer = m_wire.askNow(message);
        if (!answer)
            return failure(QString(answer.error().why));
        if (Seq(answer->value("seq"_L1).toInteger()) != ++m_head)
            return failure(u"somebody else writes to the stream"_s);
        return {};
    }

    nats::Wire &m_wire;
    const nats::Subjects &m_subjects;
    Seq m_head = 0;
};

Result<Seq, QString> headOf(const QString &directory)
{
    auto connection = openToLook(directory);
    if (!connection)
        return failure(QString(connection.error()));
    const auto head = connection->queryInteger("SELECT coalesce(max(seq), 0) FROM events");
    if (!head)
        return failure(connection->error());
    return Seq(*head);
}

Result<Moved, QString> fill(nats::Wire &wire, const nats::Subjects &subjects,
                            const QString &directory, Seq head)
{
    Filling filling(wire, subjects);
    Moved moved{0, head, {}};
    Result<void, QString> written;
    const auto read = readLog(directory, ReadQuery(), [&](const StoredEvent &event) {
        written = filling.put(event);
        ++moved.events;
        return written.has_value();
    });
    if (!read)
        return failure(QString(read.error()));
    if (written)
        written = filling.eraseUpTo(head);
    if (!written)
        return failure(QString(written.error()));
    const auto counted = nats::count(wire, subjects);
    if (!counted)
        return failure(QString(counted.error()));
    if (counted->last != head || counted->kept != moved.events)
        return failure(
            u"the stream has %1 events up to %2, and not %3 up to %4"_s.arg(counted->kept)
                .arg(counted->last)
                .arg(moved.events)
                .arg(head));
    return moved;
}

//! A command is in no hurry: what is answered late is not asked twice.
ClusterOptions unhurried(ClusterOptions cluster)
{
    cluster.answerWait = std::max(cluster.answerWait, std::chrono::milliseconds(5'000));
    return cluster;
}

Result<nats::StreamFacts, QString> look(nats::Wire &wire, const nats::Subjects &subjects)
{
    auto there = wire.open().and_then([&] { return nats::openable(wire, subjects); });
    if (there
        && there->kept == 0) // more likely the wrong stream than the wish to lose what is here
        return failure(u"the stream has no events"_s);
    return there;
}

//! The first message from a number on; none: nothing is left there.
Result<std::optional<QJsonObject>, QString> messageFrom(nats::Wire &wire, const QByteArray &stream,
                                                        const QByteArray &subject, Seq next)
{
    const QJsonObject question{{u"seq"_s, qint64(next)},
                               {u"next_by_subj"_s, QString::fromLatin1(subject)}};
    const Answer answer = wire.askNow("$JS.API.STREAM.MSG.GET." + stream, question);
    if (answer)
        return std::optional(*answer);
    if (answer.error().code == NoMessage || answer.error().code == StreamNotFound)
        return std::optional<QJsonObject>();
    return failure(QString(answer.error().why));
}

//! What notes say is erased, though it may stand there yet.
Result<QSet<Seq>, QString> erasedIn(nats::Wire &wire, const nats::Subjects &subjects,
                                    const QString &epoch)
{
    QSet<Seq> seqs;
    for (Seq next = 1;;) {
        const auto found = messageFrom(wire, subjects.notesStream, subjects.notes, next);
        if (!found)
            return failure(QString(found.error()));
        if (!*found)
            return seqs;
        const QJsonObject message = (*found)->value("message"_L1).toObject();
        const auto note = nats::ErasureNote::of(
            QByteArray::fromBase64(message.value("data"_L1).toString().toLatin1()));
        if (note.epoch == epoch)
            seqs += QSet<Seq>(note.seqs.begin(), note.seqs.end());
        next = Seq(message.value("seq"_L1).toInteger()) + 1;
    }
}

struct Copied {
    quint64 read = 0;
    Seq added = 0;
};

Result<Copied, QString> copyInto(LogReplacement &replacement, nats::Wire &wire,
                                 const nats::Subjects &subjects, const QSet<Seq> &forgotten)
{
    Copied copied;
    QSet<nats::EventKey> known;
    for (Seq next = 1;;) {
        const auto found = messageFrom(wire, subjects.stream, subjects.log, next);
        if (!found)
            return failure(QString(found.error()));
        if (!*found)
            return copied;
        ++copied.read;
        const auto incoming = nats::Incoming::inAnswer(**found);
        if (!incoming)
            return failure(QString(incoming.error()));
        const StoredEvent &event = incoming->event;
        next = event.seq + 1;
        // Of two with the same id the first counts, as for every broker.
        const nats::EventKey key = nats::keyOf(event.sender, event.frame.id());
        if (forgotten.contains(event.seq) || (!key.isEmpty() && known.contains(key)))
            continue;
        known.insert(key);
        if (const auto added = replacement.add(event); !added)
            return failure(QString(added.error()));
        ++copied.added;
    }
}

} // namespace

Result<Moved, QString> moveToCluster(const QString &directory, const ClusterOptions &cluster)
{
    const auto head = headOf(directory);
    if (!head)
        return failure(QString(head.error()));
    const auto lock = files::prepare(directory); // no broker runs on it
    if (!lock)
        return failure(QString(lock.error()));
    const nats::Subjects subjects(cluster.stream.toLatin1());
    nats::Wire wire(unhurried(cluster));
    const auto ready = wire.open().and_then(
        [&] { return nats::beginFilling(wire, subjects, cluster.replicas); });
    if (!ready)
        return failure(QString(ready.error()));
    const auto moved = fill(wire, subjects, directory, *head);
    if (!moved)
        return moved;
    if (const auto done = nats::endFilling(wire, subjects); !done)
        return failure(QString(done.error()));
    return moved;
}

Result<void, QString> canMoveFrom(const ClusterOptions &cluster)
{
    nats::Wire wire(unhurried(cluster));
    return look(wire, nats::Subjects(cluster.stream.toLatin1()))
        .and_then([](const nats::StreamFacts &) { return Result<void, QString>(); });
}

Result<Moved, QString> moveFromCluster(const ClusterOptions &cluster, const QString &directory)
{
    const nats::Subjects subjects(cluster.stream.toLatin1());
    nats::Wire wire(unhurried(cluster));
    const auto there = look(wire, subjects);
    if (!there)
        return failure(QString(there.error()));
    const auto forgotten = erasedIn(wire, subjects, there->epoch(subjects));
    if (!forgotten)
        return failure(QString(forgotten.error()));
    auto replacement = LogReplacement::begin(directory);
    if (!replacement)
        return failure(QString(replacement.error()));
    const auto copied = copyInto(**replacement, wire, subjects, *forgotten);
    if (!copied)
        return failure(QString(copied.error()));
    const auto now = nats::count(wire, subjects);
    if (!now || now->last != there->last)
        return failure(now ? u"a broker still writes to the stream"_s : QString(now.error()));
    if (now->kept != copied->read)
        return failure(u"%1 of %2 events could be read"_s.arg(copied->read).arg(now->kept));
    if (const auto done = (*replacement)->commit(there->last); !done)
        return failure(QString(done.error()));
    return Moved{copied->added, there->last, (*replacement)->backup()};
}

} // namespace sermo::store
