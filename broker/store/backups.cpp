// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/backups.h"

#include "broker/store/schema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sermo::store::backups
{

namespace
{

using sqlite::Connection;

constexpr QFile::Permissions OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

QString stemOf(const QString &databaseFile)
{
    return databaseFile + u".version-"_s;
}

//! Every file of ours beside the database, drafts and what SQLite had beside them among them.
QStringList allOf(const QString &databaseFile)
{
    const QFileInfo stem(stemOf(databaseFile));
    QStringList names;
    for (const QFileInfo &file : stem.dir().entryInfoList({stem.fileName() + u'*'}, QDir::Files))
        names += file.filePath();
    return names;
}

//! Removes the draft on every way out but the one where it has become the copy.
class Draft
{
public:
    explicit Draft(const QString &copy)
        : m_name(copy + u".draft"_s)
        , m_copy(copy)
    {
        clear();
    }
    ~Draft() { clear(); }
    Q_DISABLE_COPY_MOVE(Draft)

    //! From now on it is there, for its owner alone: customers' words are in it.
    [[nodiscard]] Result<void, QString> make() const
    {
        QFile file(m_name);
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, OwnerOnly))
            return failure(file.errorString());
        return {};
    }
    [[nodiscard]] Result<void, QString> fill(Connection &from) const
    {
        auto to = Connection::open(m_name, Connection::Access::ReadWrite);
        if (!to)
            return failure(to.error());
        if (const auto copied = from.copyInto(*to); !copied)
            return copied;
        // One file, with no write-ahead log that could be left behind where it is taken to.
        if (!to->exec("PRAGMA journal_mode = DELETE"))
            return failure(to->error());
        const QStringList damage = to->check("PRAGMA quick_check(1)");
        if (!damage.isEmpty())
            return failure(u"the database is damaged: %1"_s.arg(damage.first()));
        return {};
    }
    //! In its place, also after a crash of the machine.
    [[nodiscard]] Result<void, QString> adopt() const
    {
        const int folder = ::open(QFile::encodeName(QFileInfo(m_copy).path()).constData(),
                                  O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool isDone = folder >= 0
            && std::rename(QFile::encodeName(m_name).constData(),
                           QFile::encodeName(m_copy).constData())
                == 0
            && ::fsync(folder) == 0;
        const QString why = qt_error_string();
        if (folder >= 0)
            ::close(folder);
        if (!isDone)
            return failure(why);
        return {};
    }

private:
    void clear() const
    {
        QFile::remove(m_name);
        QFile::remove(m_name + u"-journal"_s);
    }

    const QString m_name, m_copy;
};

} // namespace

QString nameFor(const QString &databaseFile, int version)
{
    return stemOf(databaseFile) + QString::number(version);
}

Result<void, QString> keep(Connection &connection, const QString &databaseFile)
{
    const auto version = schema::versionOf(connection);
    if (!version)
        return failure(version.error());
    if (*version == 0 || *version == schema::Version)
        return {};
    const QString copy = nameFor(databaseFile, *version);
    const Draft draft(copy);
    const auto kept = draft.make().and_then([&] { return draft.fill(connection); }).and_then([&] {
        return draft.adopt();
    });
    if (!kept)
        return failure(u"it is of an older version, and left as it is, since no backup of it can be"
                       " kept as %1: %2"_s.arg(copy, kept.error()));
    return {};
}

Result<QString, QString> keepReplaced(Connection &connection, const QString &databaseFile)
{
    const QString stem = nameFor(databaseFile, schema::Version) + u".replaced-"_s;
    int number = 1;
    while (QFile::exists(stem + QString::number(number)))
        ++number;
    const QString copy = stem + QString::number(number);
    const Draft draft(copy);
    const auto kept = draft.make().and_then([&] { return draft.fill(connection); }).and_then([&] {
        return draft.adopt();
    });
    if (!kept)
        return failure(
            u"nothing was replaced, since no copy of what is there can be kept as %1: %2"_s.arg(
                copy, kept.error()));
    return copy;
}

bool discard(const QString &databaseFile)
{
    return std::ranges::all_of(allOf(databaseFile),
                               [](const QString &name) { return QFile::remove(name); });
}

} // namespace sermo::store::backups
