// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/databasefiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sermo::store::files
{

namespace
{

//! A group of events and a checkpoint fit in; the disk is full before it is full to the last byte.
constexpr quint64 RoomNeeded = 512 * 1024;

constexpr QFile::Permissions OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

QString holderOf(const QLockFile &lock)
{
    qint64 pid = 0;
    QString host;
    QString program;
    if (!lock.getLockInfo(&pid, &host, &program))
        return u"another process"_s;
    return u"%1 (process %2 on %3)"_s.arg(program).arg(pid).arg(host);
}

Result<void, QString> makeFile(const QString &name)
{
    QFile file(name);
    if (file.exists())
        return {};
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, OwnerOnly))
        return failure(u"%1: %2"_s.arg(name, file.errorString()));
    return {};
}

} // namespace

QString databaseIn(const QString &directory)
{
    return QDir(directory).filePath(u"sermo.db"_s);
}

QString historyIn(const QString &directory)
{
    return QDir(directory).filePath(u"history.db"_s);
}

QString lockIn(const QString &directory)
{
    return QDir(directory).filePath(u"sermo.lock"_s);
}

QString charterIn(const QString &directory)
{
    return QDir(directory).filePath(u"standby.json"_s);
}

QString oneOfTwo(const QString &directory)
{
    return QFile::exists(charterIn(directory))
        ? u"%1 is one of two hosts: start its broker, and ask again"_s.arg(directory)
        : QString();
}

QString clusterCopyIn(const QString &directory)
{
    return QDir(directory).filePath(u"cluster"_s);
}

bool isOfCluster(const QString &directory)
{
    return QFile::exists(databaseIn(clusterCopyIn(directory)));
}

Result<void, QString> makeDirectory(const QString &directory)
{
    const QFileInfo made(QDir::cleanPath(QDir(directory).absolutePath()));
    // Two steps: only the last one is private, and it is from its first moment.
    if (!made.isDir()
        && !(QDir().mkpath(made.path())
             && QDir().mkdir(made.filePath(), OwnerOnly | QFile::ExeOwner)))
        return failure(u"%1: cannot make the directory"_s.arg(directory));
    return {};
}

//! A lock file left by a killed process names a process id that may be in use again, in a container
//! even by ourselves. So a lock that looks held is tried for removal too: that works only where
//! nobody holds the kernel's lock on it.
bool takeLock(QLockFile &lock)
{
    lock.setStaleLockTime(0); // never stale by age: a broker runs for months
    return lock.tryLock(0) || (lock.removeStaleLockFile() && lock.tryLock(0));
}

Result<std::unique_ptr<QLockFile>, QString> prepare(const QString &directory)
{
    if (const auto made = makeDirectory(directory); !made)
        return failure(made.error());
    auto lock = std::make_unique<QLockFile>(lockIn(directory));
    if (!takeLock(*lock)) {
        if (lock->error() == QLockFile::LockFailedError)
            return failure(u"%1 is in use by %2"_s.arg(directory, holderOf(*lock)));
        return failure(u"%1: cannot write in this directory"_s.arg(directory));
    }
    QFile::setPermissions(lockIn(directory), OwnerOnly);
    if (const auto made = makeFile(databaseIn(directory)); !made)
        return failure(made.error());
    return lock;
}

QString obstacle(const QString &directory)
{
    const QByteArray path = QFile::encodeName(directory);
    if (::access(path.constData(), W_OK) != 0)
        return u"the directory is read-only"_s;
    struct statvfs disk {
    };
    const bool isKnown = ::statvfs(path.constData(), &disk) == 0;
    if (isKnown && quint64(disk.f_bavail) * disk.f_frsize < RoomNeeded)
        return u"the disk is full"_s;
    return {};
}

} // namespace sermo::store::files
