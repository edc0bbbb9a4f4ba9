// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/copyworker.h"

#include "broker/store/apart.h"
#include "broker/store/backups.h"
#include "broker/store/damagedlog.h"
#include "broker/store/databasefiles.h"
#include "broker/store/schema.h"

#include <QFileInfo>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

constexpr QFile::Permissions OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr std::chrono::seconds ArrivalCheck(5);

//! Its name is there after a crash of the machine, too.
bool settle(const QString &directory)
{
    const int folder
        = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool ok = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0)
        ::close(folder);
    return ok;
}

} // namespace

CopyWorker::CopyWorker(QString directory)
    : m_directory(std::move(directory))
{
}

CopyWorker::~CopyWorker() = default;

QString CopyWorker::arriving() const
{
    return files::databaseIn(m_directory) + u".arriving"_s;
}

void CopyWorker::open()
{
    if (const auto ready = openFile(); !ready)
        return fail(ready.error());
    emit opened(m_head, epoch());
}

Result<void, QString> CopyWorker::openFile()
{
    auto lock = files::prepare(m_directory);
    if (!lock)
        return failure(lock.error());
    m_lock = *std::move(lock);
    QFile::remove(arriving()); // of a life before
    const auto damaged = damagedlog::setAside(files::databaseIn(m_directory));
    if (!damaged)
        return failure(damaged.error());
    return openCopy();
}

//! An empty one waits for the file.
Result<void, QString> CopyWorker::openCopy()
{
    const QString name = files::databaseIn(m_directory);
    m_head = 0;
    if (QFileInfo(name).size() == 0)
        return {};
    auto connection = sqlite::Connection::open(name, sqlite::Connection::Access::ReadWrite);
    if (!connection)
        return failure(u"%1: %2"_s.arg(name, connection.error()));
    m_connection.emplace(*std::move(connection));
    const auto ready = schema::verify(*m_connection)
                           .and_then([this] { return schema::configureWriter(*m_connection); })
                           .and_then([&] { return backups::keep(*m_connection, name); })
                           .and_then([this] { return schema::migrate(*m_connection); });
    if (!ready)
        return failure(u"%1: %2"_s.arg(name, ready.error()));
    // What goes along with a row is a change of its own.
    if (!m_connection->exec("PRAGMA foreign_keys = OFF") || !changes::beginCopy(*m_connection))
        return failure(u"%1: %2"_s.arg(name, m_connection->error()));
    m_head = changes::head(*m_connection);
    return {};
}

QString CopyWorker::epoch()
{
    if (!m_connection || m_head == 0)
        return {};
    sqlite::Statement statement
        = m_connection->prepare("SELECT value FROM meta WHERE key = 'epoch'");
    return statement.isValid() && statement.step() == sqlite::Step::Row ? statement.text(0)
                                                                        : QString();
}

void CopyWorker::apply(const QByteArray &bytes)
{
    const auto all = changesOf(bytes);
    if (!m_hasFailed && !all)
        fail(u"what came from the other host cannot be read"_s);
    if (!m_hasFailed && !write(*all))
        fail(u"the copy cannot be written: %1"_s.arg(m_connection ? m_connection->error()
                                                                  : u"there is none"_s));
    emit taken();
}

bool CopyWorker::write(const QList<Change> &all)
{
    if (!m_connection || m_connection->hasMoved() || !files::obstacle(m_directory).isEmpty()
        || !m_connection->exec("BEGIN IMMEDIATE"))
        return false;
    Seq head = m_head;
    bool ok = true;
    for (const Change &change : all) {
        if (change.number <= head)
            continue; // it was sent twice
        ok = ok && change.number == head + 1 && m_copy.apply(*m_connection, change);
        head = change.number;
    }
    ok = ok && m_connection->exec("COMMIT");
    m_connection->rollBack();
    if (!ok)
        return false;
    m_head = head;
    if (std::ranges::any_of(all, isOfScrubbing) && !scrub())
        return false;
    emit applied(m_head, epoch());
    return true;
}

//! As DatabaseWriter does it, before the other one is told that it is gone.
bool CopyWorker::scrub()
{
    const QString name = files::databaseIn(m_directory);
    return apart::removeProjections(m_directory) && damagedlog::empty(name)
        && backups::discard(name) && apart::discard(m_directory) && changes::forget(*m_connection)
        && m_connection->exec("VACUUM")
        && m_connection->queryInteger("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
}

void CopyWorker::beginFile()
{
    if (m_hasFailed)
        return;
    m_file = std::make_unique<QFile>(arriving());
    QFile::remove(arriving());
    if (!m_file->open(QIODevice::WriteOnly | QIODevice::NewOnly, OwnerOnly))
        fail(u"%1: %2"_s.arg(arriving(), m_file->errorString()));
}

void CopyWorker::addToFile(const QByteArray &bytes)
{
    if (!m_hasFailed && m_file && m_file->write(bytes) != bytes.size())
        fail(u"%1: %2"_s.arg(arriving(), m_file->errorString()));
    emit taken();
}

void CopyWorker::endFile()
{
    if (!m_hasFailed && m_file) {
        if (const auto adopted = adopt(); !adopted)
            fail(adopted.error());
        else
            emit applied(m_head, epoch());
    }
    emit taken();
}

Result<void, QString> CopyWorker::adopt()
{
    const bool isWritten = m_file->flush() && ::fsync(m_file->handle()) == 0;
    m_file.reset();
    if (!isWritten)
        return failure(u"%1 cannot be written"_s.arg(arriving()));
    {
        auto arrived = sqlite::Connection::open(arriving(), sqlite::Connection::Access::ReadOnly);
        if (!arrived)
            return failure(QString(arrived.error()));
        const QStringList damage = arrived->check("PRAGMA quick_check(1)", ArrivalCheck);
        if (!damage.isEmpty() || changes::head(*arrived) == 0)
            return failure(u"the other host's file did not arrive whole"_s);
    }
    closeFile();
    // A write-ahead log that is left behind would be taken for the new file's.
    const QString name = files::databaseIn(m_directory);
    if (QFileInfo::exists(name + u"-wal"_s) && QFileInfo(name + u"-wal"_s).size() > 0)
        return failure(u"%1 cannot be closed"_s.arg(name));
    QFile::remove(name + u"-wal"_s);
    if (!apart::removeProjections(m_directory)
        || std::rename(QFile::encodeName(arriving()).constData(),
                       QFile::encodeName(name).constData())
            != 0
        || !settle(m_directory))
        return failure(u"the other host's file cannot be put in its place"_s);
    return openCopy();
}

void CopyWorker::fail(const QString &why)
{
    m_hasFailed = true;
    m_file.reset();
    emit failed(why);
}

void CopyWorker::closeFile()
{
    m_copy = {}; // statements first: a connection with some does not close
    m_connection.reset();
}

void CopyWorker::close()
{
    closeFile();
    m_file.reset();
    m_lock.reset();
    emit closed();
}

} // namespace sermo::store
