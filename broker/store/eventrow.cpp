// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/eventrow.h"

#include "broker/store/appendrules.h"
#include "broker/store/checksum.h"

namespace sermo::store
{

namespace
{

enum Column {
    SeqAt,
    ReceivedAt,
    DirectionAt,
    MovesAt,
    FoldedAt,
    SenderAt,
    UserAt,
    IdAt,
    BytesAt,
    ChecksumAt
};

} // namespace

EventRow EventRow::of(const StoredEvent &event, bool folded)
{
    EventRow row;
    row.seq = event.seq;
    row.receivedMs = event.receivedMs;
    row.direction = qint64(event.frame.direction());
    row.moves = movesSession(event.frame) ? 1 : 0;
    row.folded = folded ? 1 : 0;
    row.sender = sqlite::Name(event.sender);
    if (!event.frame.user().isEmpty())
        row.user = sqlite::Name(event.frame.user().value());
    if (!event.frame.id().isEmpty())
        row.id = sqlite::Name(event.frame.id().value());
    row.bytes = event.frame.bytes();
    return row;
}

EventRow EventRow::erased(Seq seq)
{
    EventRow row;
    row.seq = seq;
    row.sender = sqlite::Name(QString());
    row.bytes = QByteArrayLiteral("");
    return row;
}

EventRow EventRow::read(const sqlite::Statement &statement)
{
    EventRow row;
    row.seq = Seq(statement.integer(SeqAt));
    row.receivedMs = statement.integer(ReceivedAt);
    row.direction = statement.integer(DirectionAt);
    row.moves = statement.integer(MovesAt);
    row.folded = statement.integer(FoldedAt);
    row.sender = statement.name(SenderAt);
    row.user = statement.name(UserAt);
    row.id = statement.name(IdAt);
    row.bytes = statement.blob(BytesAt).toByteArray();
    return row;
}

void EventRow::bind(sqlite::Statement &statement) const
{
    // A parameter's number is its column's, plus one.
    statement.bind(SeqAt + 1, qint64(seq));
    statement.bind(ReceivedAt + 1, receivedMs);
    statement.bind(DirectionAt + 1, direction);
    statement.bind(MovesAt + 1, moves);
    statement.bind(FoldedAt + 1, folded);
    statement.bind(SenderAt + 1, sender);
    statement.bind(UserAt + 1, user);
    statement.bind(IdAt + 1, id);
    statement.bindBlob(BytesAt + 1, bytes);
    statement.bind(ChecksumAt + 1, qint64(checksum()));
}

qint64 EventRow::storedChecksum(const sqlite::Statement &statement)
{
    return statement.integer(ChecksumAt);
}

quint32 EventRow::checksum() const
{
    Checksum crc;
    crc.add(seq);
    crc.add(quint64(receivedMs));
    crc.add(quint64(direction));
    crc.add(quint64(moves));
    crc.add(quint64(folded));
    crc.add(sender);
    crc.add(user);
    crc.add(id);
    crc.add(QByteArrayView(bytes));
    return crc.value();
}

Result<StoredEvent, QString> EventRow::toEvent() const
{
    auto frame = EventFrame::fromBroker(bytes);
    if (!frame)
        return failure(frame.error().message);
    return StoredEvent{seq, receivedMs, sender.toString(), *std::move(frame)};
}

} // namespace sermo::store
