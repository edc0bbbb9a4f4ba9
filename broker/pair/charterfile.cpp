// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/pair/charterfile.h"

#include "broker/standby/wording.h"
#include "broker/store/changetable.h"
#include "broker/store/databasefiles.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sermo::pair
{

namespace
{

bool isSettled(const QString &directory)
{
    const int folder
        = ::open(QFile::encodeName(directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool ok = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0)
        ::close(folder);
    return ok;
}

bool write(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate,
                     QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size() && file.flush() && ::fsync(file.handle()) == 0;
}

//! Nothing is noted any more of what is written to the log.
Result<void, QString> endNotes(const QString &directory)
{
    const QString name = store::files::databaseIn(directory);
    if (QFileInfo(name).size() == 0)
        return {};
    auto connection
        = store::sqlite::Connection::open(name, store::sqlite::Connection::Access::ReadWrite);
    if (!connection)
        return failure(QString(connection.error()));
    if (!store::changes::end(*connection))
        return failure(connection->error());
    return {};
}

} // namespace

Result<std::optional<standby::Charter>, QString> loadCharter(const QString &directory)
{
    QFile file(store::files::charterIn(directory));
    if (!file.exists())
        return std::optional<standby::Charter>();
    if (!file.open(QIODevice::ReadOnly))
        return failure(u"%1: %2"_s.arg(file.fileName(), file.errorString()));
    const auto charter = standby::charterOf(file.readAll());
    if (!charter)
        return failure(u"%1 is damaged: which of the two hosts goes on is for people to say"_s.arg(
            file.fileName()));
    return charter;
}

Result<void, QString> saveCharter(const QString &directory, const standby::Charter &charter)
{
    if (const auto made = store::files::makeDirectory(directory); !made)
        return made;
    const QString name = store::files::charterIn(directory);
    const QString draft = name + u".new"_s;
    if (write(draft, toJson(charter))
        && std::rename(QFile::encodeName(draft).constData(), QFile::encodeName(name).constData())
            == 0
        && isSettled(directory))
        return {};
    return failure(u"%1 cannot be written: %2"_s.arg(name, qt_error_string()));
}

Result<void, QString> endPair(const QString &directory)
{
    QFile charter(store::files::charterIn(directory));
    if (!charter.exists())
        return failure(u"%1 is none of two hosts"_s.arg(directory));
    const auto lock = store::files::prepare(directory);
    if (!lock)
        return failure(lock.error());
    // Out of the way first: what a crash leaves behind is only more than is needed. And back where
    // the rest fails, as on a full disk: without it the directory would be taken for a new one's.
    const QString name = store::files::charterIn(directory);
    const QString aside = name + u".ended"_s;
    QFile::remove(aside);
    if (!charter.rename(aside))
        return failure(u"%1: %2"_s.arg(name, charter.errorString()));
    if (const auto ended = endNotes(directory); !ended) {
        if (!charter.rename(name))
            return failure(u"%1; and %2 is %3 now"_s.arg(ended.error(), name, aside));
        return ended;
    }
    charter.remove();
    return {};
}

} // namespace sermo::pair
