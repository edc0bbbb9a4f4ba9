// SPDX-License-Identifier: GPL-3.0-or-later
// From a directory to a log that can be written, and what is found there of the last run.
#include "broker/store/backups.h"
#include "broker/store/changetable.h"
#include "broker/store/damagedlog.h"
#include "broker/store/databasefiles.h"
#include "broker/store/databasewriter.h"
#include "broker/store/schema.h"
#include "broker/store/snapshotfile.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sermo::store
{

Q_DECLARE_LOGGING_CATEGORY(lcWriter)

namespace
{

//! Whose file it is, before anything is written: a connection that may write empties the
//! write-ahead log of a newer version into its file when it closes.
Result<void, QString> look(const QString &name)
{
    auto connection = sqlite::Connection::open(name, sqlite::Connection::Access::ReadOnly);
    if (!connection)
        return failure(connection.error());
    return schema::verify(*connection);
}

} // namespace

void DatabaseWriter::open()
{
    const auto facts = openFile();
    if (facts) {
        emit opened(*facts);
    } else {
        release();
        emit openFailed(facts.error());
    }
}

Result<DatabaseWriter::Facts, QString> DatabaseWriter::openFile()
{
    auto lock = files::prepare(m_directory);
    if (!lock)
        return failure(lock.error());
    m_lock = *std::move(lock);
    const QString name = files::databaseIn(m_directory);
    const auto inFile = [&name](const QString &why) { return u"%1: %2"_s.arg(name, why); };
    if (const auto ours = look(name); !ours)
        return failure(inFile(ours.error()));
    (void)files::removeSnapshotDraft(m_directory); // whoever made it is no more
    const auto damaged = damagedlog::setAside(name); // before SQLite writes over it
    if (!damaged)
        return failure(inFile(damaged.error()));
    auto connection = sqlite::Connection::open(name, sqlite::Connection::Access::ReadWrite);
    if (!connection)
        return failure(inFile(connection.error()));
    m_connection.emplace(*std::move(connection));

    const auto ready = schema::configureWriter(*m_connection)
                           .and_then([&] { return backups::keep(*m_connection, name); })
                           .and_then([this] { return schema::migrate(*m_connection); });
    if (!ready)
        return failure(inFile(ready.error()));
    if (const QStringList damage = m_connection->check("PRAGMA quick_check(1)", QuickCheckTime);
        !damage.isEmpty())
        return failure(inFile(u"the database is damaged: %1"_s.arg(damage.first())));
    const auto prepared = m_events.prepare(*m_connection)
                              .and_then([this] { return m_credentials.prepare(*m_connection); })
                              .and_then([this] { return m_images.prepare(*m_connection); })
                              .and_then([this] { return m_meta.prepare(*m_connection); })
                              .and_then([this] { return noteChanges(); })
                              .and_then([&] { return acceptDamage(*damaged); })
                              .and_then([this] { return readFacts(); });
    if (!prepared)
        return failure(inFile(prepared.error()));
    m_connection->setPatience(LockPatience);
    m_watch.start();
    return m_facts;
}

//! One that was one of two and is not opened as that stays it: whoever writes it is noted.
Result<void, QString> DatabaseWriter::noteChanges()
{
    if (m_isOneOfTwo && !changes::begin(*m_connection))
        return failure(m_connection->error());
    return {};
}

//! Numbers that were acknowledged are given out anew: so it is another log from here on, and
//! everybody who knows the former one is told (`reset`). Once for each copy that was set aside,
//! also where a crash comes between.
Result<void, QString> DatabaseWriter::acceptDamage(bool isNew)
{
    const int last = damagedlog::last(files::databaseIn(m_directory));
    const auto accepted = m_meta.number(meta::Damages);
    if (!accepted)
        return failure(u"the log does not know any more what it has lost"_s);
    if (!isNew && last <= *accepted)
        return {};
    const bool done = m_meta.text("epoch"_L1).has_value() && m_connection->exec("BEGIN IMMEDIATE")
        && m_connection->exec("DELETE FROM meta WHERE key = 'epochBefore'") && m_meta.renewEpoch()
        && m_meta.set(meta::Damages, last) && m_connection->exec("COMMIT");
    if (done)
        return {};
    const QString why = m_connection->error();
    m_connection->rollBack();
    return failure(why);
}

Result<void, QString> DatabaseWriter::readFacts()
{
    const auto epoch = m_meta.text("epoch"_L1);
    if (!epoch)
        return failure(u"the log has lost its name (epoch)"_s);
    const auto expired = m_meta.number(meta::Expired);
    const auto erasures = m_meta.number(meta::Erasures);
    const auto scrubbed = m_meta.number(meta::Scrubbed);
    const auto mirror = readMirror();
    if (!expired || !erasures || !scrubbed || !mirror)
        return failure(u"the log does not know any more what was erased"_s);
    m_facts = {*epoch,
               m_events.head(),
               Seq(*expired),
               quint64(*erasures),
               damagedlog::told(files::databaseIn(m_directory)),
               m_meta.text("epochBefore"_L1).value_or(QString()),
               0,
               *mirror};
    if (*scrubbed != *erasures && !scrub())
        qCWarning(lcWriter).noquote() << "traces of what was erased are left:" << whyFailed();
    m_trimmedAt = m_facts.changes = m_isOneOfTwo ? changes::head(*m_connection) : 0;
    return {};
}

} // namespace sermo::store
