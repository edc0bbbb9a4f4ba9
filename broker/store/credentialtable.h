// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"
#include "broker/store/credentials.h"
#include "broker/store/sqlite.h"

#include <variant>

namespace sermo::store
{

//! One change of keys or tokens: a record to save, or whom to remove.
using CredentialChange = std::variant<KeyRecord, KeyName, TokenRecord, QList<UserId>>;

//! Keys and tokens as the writer sees them, in the transaction that is open. In its thread.
class CredentialTable
{
public:
    [[nodiscard]] Result<void, QString> prepare(sqlite::Connection &connection);
    [[nodiscard]] bool apply(const CredentialChange &change);
    [[nodiscard]] Credentials::Contents load();

private:
    [[nodiscard]] bool save(const KeyRecord &key);
    [[nodiscard]] bool save(const TokenRecord &token);
    [[nodiscard]] bool remove(sqlite::Statement &statement, const QString &name);

    sqlite::Statement m_saveKey, m_removeKey, m_saveToken, m_removeToken, m_keys, m_tokens;
};

} // namespace sermo::store
