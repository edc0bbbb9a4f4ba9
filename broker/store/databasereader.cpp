// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/databasereader.h"

#include "broker/store/databasefiles.h"
#include "broker/store/eventrow.h"

#include <QLoggingCategory>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

using sqlite::Connection;
using sqlite::Resetting;
using sqlite::Step;

Q_LOGGING_CATEGORY(lcReader, "sermo.store.reader")

DatabaseReader::DatabaseReader(QString directory)
    : m_directory(std::move(directory))
{
}

void DatabaseReader::open()
{
    auto connection
        = Connection::open(files::databaseIn(m_directory), Connection::Access::ReadOnly);
    if (!connection) {
        emit openFailed(connection.error());
        return;
    }
    m_connection.emplace(*std::move(connection));
    m_head = m_connection->prepare("SELECT coalesce(max(seq), 0) FROM events");
    const auto images = m_images.prepare(*m_connection);
    if (!m_connection->exec("PRAGMA wal_autocheckpoint = 0") || !m_head.isValid() || !images)
        emit openFailed(m_connection->error());
    else
        emit opened();
}

void DatabaseReader::read(quint64 ticket, const ReadQuery &query)
{
    emit pageRead(ticket, page(query));
}

Page DatabaseReader::page(const ReadQuery &query)
{
    Page page;
    const auto filled = fill(page, query);
    if (m_connection)
        m_connection->rollBack(); // nothing to keep: it only held head and events together
    if (!filled) {
        qCCritical(lcReader).noquote() << "cannot read the log:" << filled.error();
        page = {{}, 0, true, filled.error()};
    }
    return page;
}

Result<void, QString> DatabaseReader::fill(Page &page, const ReadQuery &query)
{
    if (!m_connection)
        return failure(u"the log is not open"_s);
    sqlite::Statement &statement = statementFor(query);
    if (!m_connection->exec("BEGIN") || !statement.isValid())
        return failure(m_connection->error());

    const Resetting headEnds(m_head);
    if (m_head.step() != Step::Row)
        return failure(m_connection->error());
    page.head = Seq(m_head.integer(0));

    const sqlite::Name user = query.user ? sqlite::Name(query.user->value()) : sqlite::Name();
    const Resetting pageEnds(statement);
    statement.bind(1, qint64(query.after));
    statement.bind(2, qint64(query.limit));
    if (query.user)
        statement.bind(3, user);
    Step step = statement.step();
    for (; step == Step::Row; step = statement.step()) {
        const EventRow row = EventRow::read(statement);
        if (row.checksum() != EventRow::storedChecksum(statement))
            return failure(u"event %1 is damaged: its checksum does not fit"_s.arg(row.seq));
        auto event = row.toEvent();
        if (!event)
            return failure(u"event %1 cannot be read: %2"_s.arg(row.seq).arg(event.error()));
        page.events.append(*std::move(event));
    }
    if (step == Step::Failed)
        return failure(m_connection->error());
    return {};
}

sqlite::Statement &DatabaseReader::statementFor(const ReadQuery &query)
{
    const size_t which
        = (query.user ? 1 : 0) + (query.withInternal ? 2 : 0) + (query.controlOnly ? 4 : 0);
    sqlite::Statement &statement = m_pages.at(which);
    if (!statement.isValid()) {
        QByteArray sql
            = "SELECT " SERMO_EVENT_COLUMNS " FROM events WHERE seq > ?1 AND length(bytes) > 0";
        if (query.user)
            sql += " AND user_id = ?3";
        if (!query.withInternal)
            sql += " AND direction < 2";
        // One user has few events and everybody many that are folded: the plus keeps SQLite from
        // going through all of those.
        if (query.controlOnly)
            sql += query.user ? " AND +folded = 1" : " AND folded = 1";
        sql += " ORDER BY seq LIMIT ?2";
        statement = m_connection->prepare(sql.constData());
    }
    return statement;
}

void DatabaseReader::readImage(quint64 ticket, const ImageId &image)
{
    emit imageRead(ticket, m_connection ? m_images.read(image) : BlobStore::Found{});
}

void DatabaseReader::listImages(quint64 ticket, const UserId &user)
{
    emit imagesListed(ticket, m_connection ? m_images.imagesOf(user) : BlobStore::List{{}, true});
}

void DatabaseReader::readChanges(quint64 ticket, Seq after)
{
    emit changesRead(ticket,
                     m_connection ? m_changes.read(*m_connection, after)
                                  : ChangePage{{}, 0, false, true});
}

void DatabaseReader::close()
{
    m_changes = {};
    m_images = {};
    m_head = {};
    m_pages = {};
    m_connection.reset();
    emit closed();
}

} // namespace sermo::store
