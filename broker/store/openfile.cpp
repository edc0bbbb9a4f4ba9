// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/openfile.h"

#include "broker/store/databasefiles.h"
#include "broker/store/schema.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace sermo::store
{

Result<sqlite::Connection, QString> openToLook(const QString &directory)
{
    using sqlite::Connection;
    const QString name = files::databaseIn(directory);
    if (!QFile::exists(name))
        return failure(u"%1: there is no log here"_s.arg(name));
    const auto inFile = [&name](const QString &why) { return u"%1: %2"_s.arg(name, why); };

    auto connection = Connection::open(name, Connection::Access::ReadOnly);
    if (!connection)
        return failure(inFile(connection.error()));
    if (const auto ours = schema::verify(*connection); !ours)
        return failure(inFile(ours.error()));
    if (connection->queryInteger("PRAGMA user_version") != schema::Version)
        return failure(
            inFile(u"made by an older version of this program: start the broker once"_s));
    return connection;
}

bool isOfNewerVersion(const QString &directory)
{
    using sqlite::Connection;
    auto connection = Connection::open(files::databaseIn(directory), Connection::Access::ReadOnly);
    if (!connection || connection->queryInteger("PRAGMA application_id") != schema::ApplicationId)
        return false;
    const auto version = schema::versionOf(*connection);
    return version && *version > schema::Version;
}

} // namespace sermo::store
