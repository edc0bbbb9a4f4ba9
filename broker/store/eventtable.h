// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"
#include "broker/store/mirrorchange.h"
#include "broker/store/sqlite.h"

namespace sermo::store
{

//! The events as the writer sees them: answers one request at a time inside the transaction that
//! is open, so that what came earlier in the same group counts already. Numbers are given out here
//! and taken back when the transaction is. Used in the writer's thread.
class EventTable
{
public:
    [[nodiscard]] Result<void, QString> prepare(sqlite::Connection &connection);

    [[nodiscard]] Seq head() const { return m_head; }
    void rewind(Seq head) { m_head = head; } //!< the transaction was rolled back

    //! Nothing: the database failed, and the transaction with it.
    [[nodiscard]] std::optional<AppendOutcome> apply(const AppendRequest &request,
                                                     qint64 receivedMs);
    //! What can be said without writing: Known, NotFound to a LookUp, else Failed.
    [[nodiscard]] AppendOutcome lookUp(const AppendRequest &request);
    //! Empties the events; gives their numbers, rising. Nothing: the database failed.
    [[nodiscard]] std::optional<QList<Seq>> erase(const EraseRequest &request);
    //! What another log has, with its numbers. False: the database failed.
    [[nodiscard]] bool follow(const MirrorChange &change);

private:
    enum class Found : quint8 { Yes, No, Failed };

    [[nodiscard]] Found find(const AppendRequest &request, StoredEvent &event);
    [[nodiscard]] std::optional<Seq> lastControl(const UserId &user);
    [[nodiscard]] std::optional<bool> isFolded(const EventFrame &frame);
    [[nodiscard]] Found insert(const StoredEvent &event); //!< No: (sender, id) is there already

    [[nodiscard]] bool empty(Seq seq);
    [[nodiscard]] bool skipTo(Seq head); //!< numbers of erased events

    sqlite::Connection *m_connection = nullptr;
    sqlite::Statement m_find, m_lastControl, m_hasInbound, m_insert, m_ofUser, m_empty;
    Seq m_head = 0;
};

} // namespace sermo::store
