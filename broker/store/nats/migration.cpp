// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/migration.h"

#include "broker/store/appendrules.h"
#include "broker/store/databasefiles.h"
#include "broker/store/logreader.h"
#include "broker/store/logreplacement.h"
#include "broker/store/nats/streamsetup.h"
#include "broker/store/nats/wire.h"
#include "broker/store/openfile.h"

using namespace Qt::StringLiterals;

namespace sermo::store
{

using nats::Answer;
using nats::Outgoing;

namespace
{

constexpr int NoMessage = 10037;

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
            if (!gone)
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
    Moved moved{0, head};
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
    nats::Wire wire(cluster);
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

Result<Moved, QString> moveFromCluster(const ClusterOptions &cluster, const QString &directory)
{
    const nats::Subjects subjects(cluster.stream.toLatin1());
    nats::Wire wire(cluster);
    const auto there = wire.open().and_then([&] { return nats::openable(wire, subjects); });
    if (!there)
        return failure(QString(there.error()));
    if (there->last == 0) // more likely the wrong stream than the wish to lose what is here
        return failure(u"the stream has no events"_s);
    auto replacement = LogReplacement::begin(directory);
    if (!replacement)
        return failure(QString(replacement.error()));
    Moved moved{0, there->last};
    for (Seq next = 1; next <= there->last; ++moved.events) {
        const QJsonObject question{{u"seq"_s, qint64(next)},
                                   {u"next_by_subj"_s, QString::fromLatin1(subjects.log)}};
        const Answer answer = wire.askNow("$JS.API.STREAM.MSG.GET." + subjects.stream, question);
        if (!answer && answer.error().code == NoMessage)
            break; // what is left was erased
        if (!answer)
            return failure(QString(answer.error().why));
        const auto incoming = nats::Incoming::inAnswer(*answer);
        if (!incoming)
            return failure(QString(incoming.error()));
        if (const auto added = (*replacement)->add(incoming->event); !added)
            return failure(QString(added.error()));
        next = incoming->event.seq + 1;
    }
    const auto now = nats::count(wire, subjects);
    if (!now || now->last != there->last)
        return failure(now ? u"a broker still writes to the stream"_s : QString(now.error()));
    if (now->kept != moved.events)
        return failure(u"%1 of %2 events could be read"_s.arg(moved.events).arg(now->kept));
    if (const auto done = (*replacement)->commit(there->last); !done)
        return failure(QString(done.error()));
    return moved;
}

} // namespace sermo::store
