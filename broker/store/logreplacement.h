// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"
#include "broker/store/metatable.h"

#include <QLockFile>
#include <QSet>

#include <memory>

namespace sermo::store
{

struct EventRow;

//! Puts another log's events in the place of those in a directory, with their numbers, senders and
//! times, as one transaction: until commit() nothing has changed, and without it nothing will.
//! Keys, tokens and images stay. The log has a new epoch then. The directory is locked meanwhile;
//! blocks, for commands.
class LogReplacement
{
public:
    //! The log in the directory must be there, of this version, and closed.
    [[nodiscard]] static Result<std::unique_ptr<LogReplacement>, QString> begin(
        const QString &directory);
    ~LogReplacement();
    Q_DISABLE_COPY_MOVE(LogReplacement)

    //! Where a copy of what is replaced is kept; empty: there were no events.
    [[nodiscard]] const QString &backup() const { return m_backup; }
    //! By rising number; those in between were erased.
    [[nodiscard]] Result<void, QString> add(const StoredEvent &event);
    //! The log ends at this number.
    [[nodiscard]] Result<void, QString> commit(Seq head);

private:
    LogReplacement(std::unique_ptr<QLockFile> lock, sqlite::Connection connection);
    [[nodiscard]] bool prepare();
    [[nodiscard]] bool eraseUpTo(Seq last);
    [[nodiscard]] bool insert(const EventRow &row);
    [[nodiscard]] Result<void, QString> failed() const;

    const std::unique_ptr<QLockFile> m_lock;
    sqlite::Connection m_connection;
    sqlite::Statement m_insert;
    MetaTable m_meta;
    QString m_backup;
    QSet<UserId> m_known; //!< had an inbound event
    Seq m_head = 0;
};

} // namespace sermo::store
