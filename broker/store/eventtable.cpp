// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/eventtable.h"

#include "broker/store/appendrules.h"
#include "broker/store/eventrow.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sermo::store
{

using sqlite::Resetting;
using sqlite::Step;
using Kind = AppendOutcome::Kind;

Result<void, QString> EventTable::prepare(sqlite::Connection &connection)
{
    m_connection = &connection;
    m_find = connection.prepare("SELECT " SERMO_EVENT_COLUMNS
                                " FROM events WHERE sender = ? AND id = ?");
    m_lastControl
        = connection.prepare("SELECT max(seq) FROM events WHERE moves = 1 AND user_id = ?");
    m_hasInbound
        = connection.prepare("SELECT 1 FROM events WHERE user_id = ? AND direction = 0 LIMIT 1");
    m_insert = connection.prepare("INSERT INTO events(" SERMO_EVENT_COLUMNS
                                  ") VALUES(?,?,?,?,?,?,?,?,?,?)"
                                  " ON CONFLICT(sender, id) WHERE id IS NOT NULL DO NOTHING");
    m_ofUser = connection.prepare("SELECT seq FROM events WHERE user_id = ? AND seq > ?"
                                  " AND seq <= ? ORDER BY seq LIMIT ?");
    m_empty = connection.prepare(
        "UPDATE events SET received_ms = 0, direction = 0, moves = 0, folded = 0, sender = ?1,"
        " user_id = NULL, id = NULL, bytes = x'', checksum = ?2 WHERE seq = ?3");
    const auto head = connection.queryInteger("SELECT coalesce(max(seq), 0) FROM events");
    if (!head)
        return failure(connection.error());
    for (const auto *statement :
         {&m_find, &m_lastControl, &m_hasInbound, &m_insert, &m_ofUser, &m_empty}) {
        if (!statement->isValid())
            return failure(connection.error());
    }
    m_head = Seq(*head);
    return {};
}

std::optional<AppendOutcome> EventTable::apply(const AppendRequest &request, qint64 receivedMs)
{
    AppendOutcome outcome{request.ticket, Kind::NotFound, {}};
    const bool onlyLookUp = request.kind == AppendRequest::Kind::LookUp;
    if (onlyLookUp || request.condition) {
        switch (find(request, outcome.event)) {
        case Found::Failed:
            return std::nullopt;
        case Found::Yes:
            outcome.kind = Kind::Known;
            return outcome;
        case Found::No:
            break;
        }
        if (onlyLookUp)
            return outcome;
        const auto last = lastControl(request.condition->user);
        if (!last)
            return std::nullopt;
        if (*last != request.condition->lastControl) {
            outcome.kind = Kind::Stale;
            outcome.event.seq = *last;
            return outcome;
        }
    }

    outcome.event = {m_head + 1, receivedMs, request.sender, request.frame};
    const Found inserted = insert(outcome.event);
    if (inserted == Found::Yes) {
        ++m_head;
        outcome.kind = Kind::Stored;
        return outcome;
    }
    outcome.kind = Kind::Known;
    if (inserted == Found::No && find(request, outcome.event) == Found::Yes)
        return outcome;
    return std::nullopt;
}

AppendOutcome EventTable::lookUp(const AppendRequest &request)
{
    AppendOutcome outcome{request.ticket, Kind::Failed, {}};
    const Found found = find(request, outcome.event);
    if (found == Found::Yes)
        outcome.kind = Kind::Known;
    else if (found == Found::No && request.kind == AppendRequest::Kind::LookUp)
        outcome.kind = Kind::NotFound;
    return outcome;
}

EventTable::Found EventTable::find(const AppendRequest &request, StoredEvent &event)
{
    if (request.frame.id().isEmpty())
        return Found::No;
    const sqlite::Name sender(request.sender);
    const sqlite::Name id(request.frame.id().value());
    const Resetting resetting(m_find);
    m_find.bind(1, sender);
    m_find.bind(2, id);
    switch (m_find.step()) {
    case Step::Done:
        return Found::No;
    case Step::Failed:
        return Found::Failed;
    case Step::Row:
        break;
    }
    const EventRow row = EventRow::read(m_find);
    if (auto stored = row.toEvent())
        event = *std::move(stored);
    else
        event.seq = row.seq; // its bytes rotted, which readers are told; the number still answers
    return Found::Yes;
}

std::optional<Seq> EventTable::lastControl(const UserId &user)
{
    const sqlite::Name name(user.value());
    const Resetting resetting(m_lastControl);
    m_lastControl.bind(1, name);
    if (m_lastControl.step() != Step::Row)
        return std::nullopt;
    return Seq(m_lastControl.integer(0)); // NULL reads as 0: none yet
}

std::optional<bool> EventTable::isFolded(const EventFrame &frame)
{
    if (isFoldedByType(frame))
        return true;
    if (!isFoldedWhenFirst(frame))
        return false;
    const sqlite::Name user(frame.user().value());
    const Resetting resetting(m_hasInbound);
    m_hasInbound.bind(1, user);
    const Step step = m_hasInbound.step();
    return step == Step::Failed ? std::nullopt : std::optional(step == Step::Done);
}

EventTable::Found EventTable::insert(const StoredEvent &event)
{
    const auto folded = isFolded(event.frame);
    if (!folded)
        return Found::Failed;
    const EventRow row = EventRow::of(event, *folded);
    const Resetting resetting(m_insert);
    row.bind(m_insert);
    if (m_insert.step() != Step::Done)
        return Found::Failed;
    return m_connection->changes() == 1 ? Found::Yes : Found::No;
}

std::optional<QList<Seq>> EventTable::erase(const EraseRequest &request)
{
    const sqlite::Name user(request.user.value());
    constexpr Seq Highest = Seq(std::numeric_limits<qint64>::max());
    QList<Seq> seqs;
    {
        const Resetting resetting(m_ofUser);
        m_ofUser.bind(1, user);
        m_ofUser.bind(2, qint64(request.after));
        m_ofUser.bind(3, qint64(std::min(request.upTo, Highest)));
        m_ofUser.bind(4, qint64(request.limit));
        Step step = m_ofUser.step();
        for (; step == Step::Row; step = m_ofUser.step())
            seqs.append(Seq(m_ofUser.integer(0)));
        if (step == Step::Failed)
            return std::nullopt;
    }
    for (const Seq seq : std::as_const(seqs)) {
        if (!empty(seq))
            return std::nullopt;
    }
    return seqs;
}

bool EventTable::follow(const MirrorChange &change)
{
    if (change.isAnew) {
        if (!m_connection->exec("DELETE FROM events"))
            return false;
        m_head = 0;
    }
    for (const StoredEvent &event : change.events) {
        if (event.seq <= m_head)
            continue; // has come already
        if (!skipTo(event.seq - 1))
            return false;
        const Found inserted = insert(event);
        if (inserted == Found::Failed || (inserted == Found::No && !skipTo(event.seq)))
            return false;
        m_head = event.seq;
    }
    if (!skipTo(change.head))
        return false;
    return std::ranges::all_of(change.emptied,
                               [this](Seq seq) { return seq > m_head || empty(seq); });
}

bool EventTable::skipTo(Seq head)
{
    for (; m_head < head; ++m_head) {
        const EventRow row = EventRow::erased(m_head + 1);
        const Resetting resetting(m_insert);
        row.bind(m_insert);
        if (m_insert.step() != Step::Done)
            return false;
    }
    return true;
}

bool EventTable::empty(Seq seq)
{
    const EventRow row = EventRow::erased(seq);
    const Resetting resetting(m_empty);
    m_empty.bind(1, row.sender);
    m_empty.bind(2, qint64(row.checksum()));
    m_empty.bind(3, qint64(row.seq));
    return m_empty.step() == Step::Done;
}

} // namespace sermo::store
