// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/sqlitecredentials.h"

#include "broker/store/database.h"

#include <utility>

namespace sermo::store
{

SqliteCredentials::SqliteCredentials(std::shared_ptr<Database> database)
    : m_database(std::move(database))
{
}

void SqliteCredentials::load(QObject *context, std::function<void(Contents)> handler)
{
    m_database->load(context, std::move(handler));
}

void SqliteCredentials::saveKey(const KeyRecord &key, QObject *context, Done done)
{
    m_database->change(CredentialChange(key), context, std::move(done));
}

void SqliteCredentials::removeKey(const KeyName &name, QObject *context, Done done)
{
    m_database->change(CredentialChange(name), context, std::move(done));
}

void SqliteCredentials::saveToken(const TokenRecord &token, QObject *context, Done done)
{
    m_database->change(CredentialChange(token), context, std::move(done));
}

void SqliteCredentials::removeTokens(const QList<UserId> &users, QObject *context, Done done)
{
    m_database->change(CredentialChange(users), context, std::move(done));
}

} // namespace sermo::store
