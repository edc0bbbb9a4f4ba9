// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logreplacement.h"

#include "broker/store/appendrules.h"
#include "broker/store/backups.h"
#include "broker/store/databasefiles.h"
#include "broker/store/eventrow.h"
#include "broker/store/openfile.h"
#include "broker/store/schema.h"

#include <utility>

namespace sermo::store
{

using sqlite::Connection;
using sqlite::Resetting;
using sqlite::Step;

Result<std::unique_ptr<LogReplacement>, QString> LogReplacement::begin(const QString &directory)
{
    // Whose file it is, and of which version, before anything is written.
    if (const auto ours = openToLook(directory); !ours)
        return failure(QString(ours.error()));
    if (const QString why = files::oneOfTwo(directory); !why.isEmpty())
        return failure(QString(why));
    auto lock = files::prepare(directory);
    if (!lock)
        return failure(QString(lock.error()));
    auto connection = Connection::open(files::databaseIn(directory), Connection::Access::ReadWrite);
    if (!connection)
        return failure(QString(connection.error()));
    if (const auto ready = schema::configureWriter(*connection); !ready)
        return failure(QString(ready.error()));
    const auto head = connection->queryInteger("SELECT coalesce(max(seq), 0) FROM events");
    if (!head)
        return failure(connection->error());
    auto backup = *head > 0 ? backups::keepReplaced(*connection, files::databaseIn(directory))
                            : Result<QString, QString>();
    if (!backup)
        return failure(QString(backup.error()));
    std::unique_ptr<LogReplacement> replacement(
        new LogReplacement(*std::move(lock), *std::move(connection)));
    replacement->m_backup = *std::move(backup);
    if (!replacement->prepare())
        return failure(replacement->m_connection.error());
    return replacement;
}

LogReplacement::LogReplacement(std::unique_ptr<QLockFile> lock, Connection connection)
    : m_lock(std::move(lock))
    , m_connection(std::move(connection))
{
}

LogReplacement::~LogReplacement()
{
    m_insert = {}; // statements first: a connection with some does not close
    m_meta = {};
    m_connection.rollBack();
}

bool LogReplacement::prepare()
{
    if (!m_connection.exec("BEGIN IMMEDIATE") || !m_connection.exec("DELETE FROM events"))
        return false;
    m_insert = m_connection.prepare("INSERT INTO events(" SERMO_EVENT_COLUMNS
                                    ") VALUES(?,?,?,?,?,?,?,?,?,?)");
    return m_insert.isValid() && m_meta.prepare(m_connection).has_value();
}

Result<void, QString> LogReplacement::add(const StoredEvent &event)
{
    if (event.seq <= m_head)
        return failure(QStringLiteral("number %1 comes twice").arg(event.seq));
    if (!eraseUpTo(event.seq - 1))
        return failed();
    const EventFrame &frame = event.frame;
    bool folded = isFoldedByType(frame);
    if (isFoldedWhenFirst(frame) && !m_known.contains(frame.user())) {
        m_known.insert(frame.user());
        folded = true;
    }
    if (!insert(EventRow::of(event, folded)))
        return failed();
    m_head = event.seq;
    return {};
}

bool LogReplacement::eraseUpTo(Seq last)
{
    while (m_head < last) {
        if (!insert(EventRow::erased(++m_head)))
            return false;
    }
    return true;
}

bool LogReplacement::insert(const EventRow &row)
{
    const Resetting resetting(m_insert);
    row.bind(m_insert);
    return m_insert.step() == Step::Done;
}

Result<void, QString> LogReplacement::commit(Seq head)
{
    m_insert.reset();
    if (!eraseUpTo(head) || !m_meta.renewEpoch() || !m_meta.set(meta::Expired, 0)
        || !m_connection.exec("COMMIT"))
        return failed();
    return {};
}

Result<void, QString> LogReplacement::failed() const
{
    return failure(m_connection.error());
}

} // namespace sermo::store
