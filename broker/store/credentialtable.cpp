// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/credentialtable.h"

#include <QLoggingCategory>

#include <algorithm>
#include <array>

namespace sermo::store
{

Q_LOGGING_CATEGORY(lcCredentials, "sermo.store.credentials")

using sqlite::Name;
using sqlite::Resetting;
using sqlite::Step;

namespace
{

constexpr std::array Roles
    = {Role::Customer, Role::Bot, Role::Agent, Role::Supervisor, Role::Channel, Role::Desk};

std::optional<Role> roleNamed(const QString &name)
{
    const auto *found
        = std::ranges::find_if(Roles, [&](Role role) { return wireName(role) == name; });
    return found == Roles.end() ? std::nullopt : std::optional(*found);
}

template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>; // clang 14 does not see it by itself

} // namespace

Result<void, QString> CredentialTable::prepare(sqlite::Connection &connection)
{
    m_saveKey = connection.prepare(
        "INSERT OR REPLACE INTO keys(name, hash, role, agent, created_ms, checksum)"
        " VALUES(?1, ?2, ?3, ?4, ?5, sermo_checksum(?1, ?2, ?3, ?4, ?5))");
    m_removeKey = connection.prepare("DELETE FROM keys WHERE name = ?");
    m_saveToken = connection.prepare(
        "INSERT OR REPLACE INTO tokens(user_id, hash, platform, last_used_ms, first, checksum)"
        " VALUES(?1, ?2, ?3, ?4, ?5, sermo_checksum(?1, ?2, ?3, ?4, ?5))");
    m_removeToken = connection.prepare("DELETE FROM tokens WHERE user_id = ?");
    m_keys = connection.prepare(
        "SELECT name, hash, role, agent, created_ms,"
        " checksum IS sermo_checksum(name, hash, role, agent, created_ms) FROM keys");
    m_tokens = connection.prepare(
        "SELECT user_id, hash, platform, last_used_ms, first,"
        " checksum IS sermo_checksum(user_id, hash, platform, last_used_ms, first) FROM tokens");
    for (const auto *statement :
         {&m_saveKey, &m_removeKey, &m_saveToken, &m_removeToken, &m_keys, &m_tokens}) {
        if (!statement->isValid())
            return failure(connection.error());
    }
    return {};
}

bool CredentialTable::apply(const CredentialChange &change)
{
    const auto removeAll = [this](const QList<UserId> &users) {
        return std::ranges::all_of(
            users, [this](const UserId &user) { return remove(m_removeToken, user.value()); });
    };
    return std::visit(Overloaded{
                          [this](const KeyRecord &key) { return save(key); },
                          [this](const KeyName &name) { return remove(m_removeKey, name.value()); },
                          [this](const TokenRecord &token) { return save(token); },
                          removeAll,
                      },
                      change);
}

bool CredentialTable::save(const KeyRecord &key)
{
    const Name name(key.name.value());
    const Name role{QString(key.roleName())};
    const Name agent = key.agent.isEmpty() ? Name() : Name(key.agent.value());
    const Resetting resetting(m_saveKey);
    m_saveKey.bind(1, name);
    m_saveKey.bindBlob(2, key.hash);
    m_saveKey.bind(3, role);
    m_saveKey.bind(4, agent);
    m_saveKey.bind(5, key.createdMs);
    return m_saveKey.step() == Step::Done;
}

bool CredentialTable::save(const TokenRecord &token)
{
    const Name user(token.user.value());
    const Name platform(token.platform.value());
    const Resetting resetting(m_saveToken);
    m_saveToken.bind(1, user);
    m_saveToken.bindBlob(2, token.hash);
    m_saveToken.bind(3, platform);
    m_saveToken.bind(4, token.lastUsedMs);
    m_saveToken.bindBlob(5, token.first);
    return m_saveToken.step() == Step::Done;
}

bool CredentialTable::remove(sqlite::Statement &statement, const QString &name)
{
    const Name key(name);
    const Resetting resetting(statement);
    statement.bind(1, key);
    return statement.step() == Step::Done;
}

Credentials::Contents CredentialTable::load()
{
    Credentials::Contents contents;
    const Resetting keysEnd(m_keys);
    Step step = m_keys.step();
    for (; step == Step::Row; step = m_keys.step()) {
        if (m_keys.integer(5) == 0) {
            qCCritical(lcCredentials, "a key is damaged and opens nothing any more");
            continue;
        }
        const bool isOfStandby = m_keys.text(2) == KeyRecord::StandbyRole;
        const auto role = isOfStandby ? Role::Bot : roleNamed(m_keys.text(2));
        if (!role)
            break; // of a newer program: better nobody than somebody with the wrong rights
        contents.keys.append({KeyName(m_keys.name(0).toString()), m_keys.blob(1).toByteArray(),
                              *role, AgentId(m_keys.name(3).toString()), m_keys.integer(4),
                              isOfStandby});
    }
    contents.failed = step != Step::Done;

    const Resetting tokensEnd(m_tokens);
    for (step = m_tokens.step(); step == Step::Row; step = m_tokens.step()) {
        if (m_tokens.integer(5) == 0) {
            qCCritical(lcCredentials, "a customer's token is damaged and proves nothing any more");
            continue;
        }
        contents.tokens.append({UserId(m_tokens.name(0).toString()), m_tokens.blob(1).toByteArray(),
                                PlatformId(m_tokens.name(2).toString()), m_tokens.integer(3),
                                m_tokens.blob(4).toByteArray()});
    }
    contents.failed = contents.failed || step != Step::Done;
    return contents;
}

} // namespace sermo::store
