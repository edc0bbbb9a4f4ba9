// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/credentials.h"

#include <memory>

namespace sermo::store
{

class Database;

//! Keys and tokens in the log's own file, by the log's own writer, in order with its appends. The
//! SqliteLog of the same Database opens and closes it.
class SqliteCredentials final : public Credentials
{
    Q_OBJECT
public:
    explicit SqliteCredentials(std::shared_ptr<Database> database);

    void load(QObject *context, std::function<void(Contents)> handler) override;
    void saveKey(const KeyRecord &key, QObject *context, Done done) override;
    void removeKey(const KeyName &name, QObject *context, Done done) override;
    void saveToken(const TokenRecord &token, QObject *context, Done done) override;
    void removeTokens(const QList<UserId> &users, QObject *context, Done done) override;

private:
    const std::shared_ptr<Database> m_database;
};

} // namespace sermo::store
