// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/snapshotmaking.h"

#include "broker/store/logreader.h"

#include <optional>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

//! A desk that has replayed a log up to an event.
struct Reading {
    desk::Desk desk;
    std::optional<StoredEvent> last;
};

//! The first event that a replay from there would read; none: there is none, or no log.
std::optional<StoredEvent> firstAfter(const QString &directory, Seq seq)
{
    std::optional<StoredEvent> first;
    store::ReadQuery one = replayAfter(seq);
    one.limit = 1;
    const auto read = store::readLog(directory, one, [&first](const StoredEvent &event) {
        first = event;
        return false;
    });
    return read ? first : std::nullopt;
}

void goOnFromEarlier(Reading &reading, const SnapshotOrder &order)
{
    const auto loaded = store::files::loadSnapshot(order.directory);
    if (!loaded || !*loaded || !fits(**loaded, order.log))
        return;
    const auto event = firstAfter(order.directory, (*loaded)->upTo - 1);
    const bool isSame = event && store::anchorOf(*event) == (*loaded)->anchor;
    if (isSame && reading.desk.goOnFrom((*loaded)->state))
        reading.last = event;
}

Result<void, QString> make(const SnapshotOrder &order)
{
    store::SnapshotDraft draft(order.directory); // before anything is read
    Reading reading{desk::Desk(order.config, {}), std::nullopt};
    goOnFromEarlier(reading, order);
    const auto take = [&order, &reading](const StoredEvent &event) {
        reading.desk.replay(event);
        reading.last = event;
        return !order.isCalledOff;
    };
    const auto read
        = store::readLog(order.directory, replayAfter(reading.last ? reading.last->seq : 0), take);
    if (!read)
        return failure(read.error());
    if (order.isCalledOff || !reading.last)
        return failure(u"there was no time, or nothing to keep"_s);
    store::Snapshot made = order.log;
    made.upTo = reading.last->seq;
    made.anchor = store::anchorOf(*reading.last);
    made.state = reading.desk.replayed();
    return draft.write(made);
}

} // namespace

store::ReadQuery replayAfter(Seq seq)
{
    store::ReadQuery query;
    query.after = seq;
    query.controlOnly = true;
    query.limit = 2000;
    return query;
}

bool fits(const store::Snapshot &snapshot, const store::Snapshot &log)
{
    return snapshot.stamp == log.stamp && snapshot.epoch == log.epoch
        && snapshot.expired == log.expired && snapshot.erasures == log.erasures && snapshot.upTo > 0
        && snapshot.upTo <= log.upTo;
}

void carryOut(SnapshotOrder &order)
{
    if (const auto made = make(order); !made)
        order.why = made.error();
}

} // namespace sermo::server
