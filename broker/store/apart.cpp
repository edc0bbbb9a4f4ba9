// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/apart.h"

#include "broker/store/apartname.h"
#include "broker/store/changetable.h"
#include "broker/store/databasefiles.h"
#include "broker/store/historyindex.h"
#include "broker/store/snapshotfile.h"

#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::store::apart
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.store.apart")

} // namespace

Seq headOf(const QString &directory)
{
    const QString name = files::databaseIn(directory);
    if (QFileInfo(name).size() == 0)
        return 0;
    auto connection = sqlite::Connection::open(name, sqlite::Connection::Access::ReadOnly);
    return connection ? changes::head(*connection) : 0;
}

Result<void, QString> setApart(const QString &directory)
{
    if (!removeProjections(directory))
        return failure(u"%1: what was made of the log cannot be removed"_s.arg(directory));
    const QString name = files::databaseIn(directory);
    if (!QFile::exists(name))
        return {};
    if (QFileInfo(name).size() == 0) {
        if (!QFile::remove(name))
            return failure(u"%1: cannot be removed"_s.arg(name));
        return {};
    }
    // The file last: as long as it stands there, what goes with it goes under the same number.
    const QString to = apartname::nextOf(name);
    for (const QString &beside : {u"-wal"_s, u"-shm"_s, QString()}) {
        if (QFile::exists(name + beside) && !QFile::rename(name + beside, to + beside))
            return failure(u"%1 cannot be kept as %2"_s.arg(name + beside, to + beside));
    }
    qCWarning(lc).noquote() << told(directory);
    return {};
}

QStringList filesIn(const QString &directory)
{
    return apartname::allOf(files::databaseIn(directory));
}

QString told(const QString &directory)
{
    const QStringList names = filesIn(directory);
    return names.isEmpty()
        ? QString()
        : u"what another host never had was set apart: look into %1, then take it away"_s.arg(
            names.join(u", "_s));
}

bool discard(const QString &directory)
{
    const QStringList names = apartname::allWithCompanionsOf(files::databaseIn(directory));
    if (!names.isEmpty())
        qCWarning(lc) << "what was set apart is removed, since something must be forgotten";
    return std::ranges::all_of(names, [](const QString &name) { return QFile::remove(name); });
}

bool removeProjections(const QString &directory)
{
    return HistoryIndex::discard(directory) && files::removeSnapshot(directory);
}

} // namespace sermo::store::apart
