// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "broker/store/eventrow.h"
#include "tests/fuzz/invariants.h"

namespace sermo::fuzz
{

namespace
{

//! The columns of a row, taken from the front of the input; its bytes are the rest.
class Columns
{
public:
    explicit Columns(QByteArrayView bytes)
        : m_left(bytes)
    {
    }
    [[nodiscard]] qint64 integer()
    {
        quint64 value = 0;
        for (const char byte : take(8))
            value = value << 8 | uchar(byte);
        return qint64(value);
    }
    [[nodiscard]] store::sqlite::Name name()
    {
        const QByteArrayView length = take(1);
        const auto size = length.isEmpty() ? 0 : qsizetype(uchar(length[0]));
        return store::sqlite::Name(QString::fromUtf8(take(size)));
    }
    [[nodiscard]] QByteArray rest() const { return m_left.toByteArray(); }

private:
    QByteArrayView take(qsizetype size)
    {
        const QByteArrayView taken = m_left.first(std::min(size, m_left.size()));
        m_left = m_left.sliced(taken.size());
        return taken;
    }
    QByteArrayView m_left;
};

void holdSlip(const store::EventRow &row)
{
    store::EventRow slipped = row;
    slipped.receivedMs ^= 1;
    hold(slipped.checksum() != row.checksum(), "one bit of a number is seen");
    slipped = row;
    if (slipped.bytes.isEmpty())
        return;
    slipped.bytes[slipped.bytes.size() / 2] = char(slipped.bytes[slipped.bytes.size() / 2] ^ 0x10);
    hold(slipped.checksum() != row.checksum(), "one bit of an event is seen");
}

} // namespace

void holdRow(QByteArrayView bytes)
{
    Columns columns(bytes);
    store::EventRow row;
    row.seq = Seq(columns.integer());
    row.receivedMs = columns.integer();
    row.direction = columns.integer();
    row.moves = columns.integer();
    row.folded = columns.integer();
    row.sender = columns.name();
    row.user = columns.name();
    row.id = columns.name();
    row.bytes = columns.rest();
    holdSlip(row);
    const auto event = row.toEvent();
    if (!event)
        return hold(!event.error().isEmpty(), "what rotted is an error that says what");
    hold(event->seq == row.seq && event->frame.bytes() == row.bytes, "an event is its row's");
    const store::EventRow again = store::EventRow::of(*event, row.folded == 1);
    hold(again.bytes == row.bytes && again.receivedMs == row.receivedMs, "and the row its event's");
    (void)decode(event->frame);
    (void)event->delivered();
}

} // namespace sermo::fuzz
