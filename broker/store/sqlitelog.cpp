// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/sqlitelog.h"

#include "broker/store/database.h"

#include <utility>

namespace sermo::store
{

SqliteLog::SqliteLog(std::shared_ptr<Database> database)
    : m_database(std::move(database))
{
    // Direct: the database speaks in the thread that called open(), whoever made this object.
    const Database *from = m_database.get();
    connect(from, &Database::opened, this, &EventLog::opened, Qt::DirectConnection);
    connect(from, &Database::openFailed, this, &EventLog::openFailed, Qt::DirectConnection);
    connect(from, &Database::appended, this, &EventLog::appended, Qt::DirectConnection);
    connect(from, &Database::storageFailed, this, &EventLog::storageFailed, Qt::DirectConnection);
    connect(from, &Database::storageRecovered, this, &EventLog::storageRecovered,
            Qt::DirectConnection);
    connect(from, &Database::closed, this, &EventLog::closed, Qt::DirectConnection);
}

SqliteLog::~SqliteLog()
{
    m_database->shutDown();
}

void SqliteLog::open()
{
    m_database->open();
}

QString SqliteLog::epoch() const
{
    return m_database->epoch();
}

Seq SqliteLog::head() const
{
    return m_database->head();
}

Seq SqliteLog::expired() const
{
    return m_database->expired();
}

quint64 SqliteLog::erasures() const
{
    return m_database->erasures();
}

QString SqliteLog::damage() const
{
    return m_database->damage();
}

void SqliteLog::append(const QList<AppendRequest> &batch)
{
    m_database->append(batch);
}

void SqliteLog::read(const ReadQuery &query, QObject *context, PageHandler handler)
{
    m_database->read(query, context, std::move(handler));
}

void SqliteLog::erase(const EraseRequest &request, QObject *context, ErasedHandler handler)
{
    m_database->erase(request, context, std::move(handler));
}

void SqliteLog::scrub(QObject *context, ScrubbedHandler handler)
{
    m_database->scrub(context, std::move(handler));
}

void SqliteLog::adoptSnapshot(QObject *context, std::function<void(bool ok)> handler)
{
    m_database->adoptSnapshot(context, std::move(handler));
}

void SqliteLog::close()
{
    m_database->close();
}

} // namespace sermo::store
