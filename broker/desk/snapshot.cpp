// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/snapshot.h"

#include "broker/desk/archivereader.h"

#include <QCryptographicHash>

namespace sermo::desk
{

// Each type whole: a member more is a compile error here, and to be passed or said to be nothing of
// a replay. These stand outside an unnamed namespace because the archives find them by their types.

template <typename Archive, Is<Session::Offer> T>
static void pass(Archive &archive, T &offer)
{
    auto &[to, madeMs] = offer;
    archive(to, madeMs);
}

template <typename Archive, Is<Session> T>
static void pass(Archive &archive, T &session)
{
    auto &[user, platform, stage, queue, lineClass, enteredFrom, enteredMs, enteredSeq, agent,
           keptFor, offer, handedOverWhileQueued, returning, customerLeft, startedMs, stageSinceMs,
           startParams, brandId, customerId, customerName, firstSeq, lastControl]
        = session;
    archive(user, platform, stage, queue, lineClass, enteredFrom, enteredMs, enteredSeq, agent,
            keptFor, offer, handedOverWhileQueued, returning, customerLeft, startedMs, stageSinceMs,
            startParams, brandId, customerId, customerName, firstSeq, lastControl);
}

template <typename Archive, Is<AgentRecord> T>
static void pass(Archive &archive, T &record)
{
    auto &[id, name, status, queues, bound] = record;
    archive(id, name, status, queues, bound);
}

template <typename Archive, Is<Identity> T>
static void pass(Archive &archive, T &identity)
{
    auto &[brandId, customerId, name] = identity;
    archive(brandId, customerId, name);
}

template <typename Archive, Is<SessionTable> T>
static void pass(Archive &archive, T &table)
{
    auto &[sessions, agents, owners, identities, controls, lines, open, replies, platforms,
           departed, lastSeq]
        = table;
    archive(sessions, agents, owners, identities, controls, lines, open, replies, platforms,
            departed, lastSeq);
}

//! A replay knows when he entered and what was offered; all else is of who is there to be told.
template <typename Archive, Is<Beside> T>
static void pass(Archive &archive, T &beside)
{
    auto &[botless, platform, closedOnEntry, parked, enteredAt, offeredSince, asked, state, stateAt,
           number, numberAt, keptWhy, waitTold, placedAt, owed]
        = beside;
    archive(closedOnEntry, enteredAt, offeredSince);
}

//! A replay hears, and looks at nobody: so there is no probability yet, and no load.
template <typename Archive, Is<Watched> T>
static void pass(Archive &archive, T &watched)
{
    auto &[talk, points, probability, told, toldAt, givenAt, holder, weight] = watched;
    archive(talk, points, givenAt);
}

namespace
{

//! The members of a DeskState that a replay fills.
template <typename Archive, typename State>
void passReplayed(Archive &archive, State &desk)
{
    archive(desk.table, desk.statusSince, desk.lost, desk.beside, desk.lastGiven,
            desk.watch.sessions);
}

//! Opening hours as what they are asked for: times, in the order of their days.
void describe(ArchiveWriter &archive, const OpeningHours &hours)
{
    const auto spans = [&archive](const OpeningHours::Day &day) {
        archive(day.size());
        for (const OpeningHours::Span &span : day)
            archive(span.from, span.to);
    };
    archive(hours.zone.id());
    for (const OpeningHours::Day &day : hours.week)
        spans(day);
    QList<OpeningHours::YearDay> yearDays = hours.yearly.keys();
    std::ranges::sort(yearDays);
    for (const auto &yearDay : std::as_const(yearDays)) {
        archive(yearDay.first, yearDay.second);
        spans(hours.yearly.value(yearDay));
    }
    QList<QDate> dates = hours.dates.keys();
    std::ranges::sort(dates);
    for (const QDate &date : std::as_const(dates)) {
        archive(date.toJulianDay());
        spans(hours.dates.value(date));
    }
}

} // namespace

QByteArray snapshotStamp(const DeskConfig &config)
{
    QByteArray bytes;
    ArchiveWriter archive(bytes);
    archive(SnapshotVersion, config.platforms.size());
    for (const Platform &platform : config.platforms) {
        archive(platform.id, platform.queue, platform.hours.has_value());
        if (platform.hours)
            describe(archive, *platform.hours);
    }
    for (const Queue &queue : config.queues)
        archive(queue.id);
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray snapshotOf(const DeskState &desk)
{
    QByteArray bytes;
    ArchiveWriter archive(bytes);
    passReplayed(archive, desk);
    return bytes;
}

bool restoreSnapshot(DeskState &desk, QByteArrayView bytes)
{
    DeskState read(desk.config, desk.start);
    ArchiveReader archive(bytes);
    passReplayed(archive, read);
    if (!archive.isWhole())
        return false;
    read.watch.model = desk.watch.model;
    read.watch.learned = desk.watch.learned;
    desk = std::move(read);
    return true;
}

} // namespace sermo::desk
