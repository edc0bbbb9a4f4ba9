// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/damagedlog.h"

#include "broker/store/walcheck.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sermo::store::damagedlog
{

namespace
{

constexpr QFile::Permissions OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

QString logOf(const QString &databaseFile)
{
    return databaseFile + u"-wal"_s;
}

//! What stands before the number.
QString stemOf(const QString &databaseFile)
{
    return logOf(databaseFile) + u".damaged."_s;
}

QStringList copiesOf(const QString &databaseFile)
{
    const QFileInfo stem(stemOf(databaseFile));
    QStringList names;
    for (const QFileInfo &file : stem.dir().entryInfoList({stem.fileName() + u'*'}, QDir::Files))
        names += file.filePath();
    return names;
}

//! Whole on the disk, or not at all.
Result<void, QString> copy(const QString &from, const QString &to)
{
    QFile source(from);
    QFile target(to);
    const bool isOpen = source.open(QIODevice::ReadOnly)
        && target.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                       OwnerOnly);
    constexpr qint64 Piece = 1024 * 1024;
    bool isWritten = isOpen;
    for (QByteArray piece; isWritten && !(piece = source.read(Piece)).isEmpty();)
        isWritten = target.write(piece) == piece.size();
    if (isWritten && ::fsync(target.handle()) == 0)
        return {};
    const QString why = isOpen ? target.errorString() : source.errorString();
    if (target.isOpen())
        target.remove();
    return failure(why);
}

//! Whether something of his may be in it: his name stands in every row and index that is his.
bool mayName(QFile &copy, const UserId &user)
{
    const QByteArray name = user.value().toUtf8();
    if (QString::fromUtf8(name) != user.value())
        return true; // UTF-8 cannot say it, so neither can we look for it
    const uchar *bytes = copy.map(0, copy.size());
    return !bytes || QByteArrayView(bytes, qsizetype(copy.size())).contains(QByteArrayView(name));
}

} // namespace

Result<bool, QString> setAside(const QString &databaseFile)
{
    const qint64 lost = commitsLostToDamage(databaseFile);
    if (lost == 0)
        return false;
    const QString to = stemOf(databaseFile) + QString::number(last(databaseFile) + 1);
    if (const auto copied = copy(logOf(databaseFile), to); !copied)
        return failure(u"its write-ahead log is damaged, %1 commits in it cannot be read, and it"
                       " cannot be set aside as %2: %3"_s.arg(lost)
                           .arg(to, copied.error()));
    return true;
}

int last(const QString &databaseFile)
{
    const qsizetype stem = stemOf(databaseFile).size();
    int highest = 0;
    for (const QString &name : copiesOf(databaseFile))
        highest = std::max(highest, name.mid(stem).toInt());
    return highest;
}

QString told(const QString &databaseFile)
{
    if (last(databaseFile) == 0)
        return {};
    const QString name
        = QFileInfo(stemOf(databaseFile)).fileName() + QString::number(last(databaseFile));
    return u"the write-ahead log was damaged, and events that had been acknowledged were lost:"
           " what is left of it is in %1 in the data directory, until somebody takes that away"_s
               .arg(name);
}

bool empty(const QString &databaseFile)
{
    return std::ranges::all_of(copiesOf(databaseFile),
                               [](const QString &name) { return QFile::resize(name, 0); });
}

bool expire(const QString &databaseFile, const UserId &user, qint64 endedMs)
{
    bool isDone = true;
    for (const QString &name : copiesOf(databaseFile)) {
        QFile copy(name);
        if (copy.size() == 0)
            continue;
        const bool isOlder = QFileInfo(name).lastModified().toMSecsSinceEpoch() < endedMs;
        if (isOlder || !copy.open(QIODevice::ReadOnly) || mayName(copy, user))
            isDone = QFile::resize(name, 0) && isDone;
    }
    return isDone;
}

} // namespace sermo::store::damagedlog
