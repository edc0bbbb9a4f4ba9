// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/memorycredentials.h"

#include "broker/store/answerlater.h"

namespace sermo::store
{

void MemoryCredentials::load(QObject *context, std::function<void(Contents)> handler)
{
    const auto ask = [this] { return Contents{m_keys.values(), m_tokens.values(), false}; };
    answerLater(this, context, ask, std::move(handler));
}

void MemoryCredentials::write(std::function<void()> change, QObject *context, Done done)
{
    const auto attempt = [this, change = std::move(change)] {
        if (!m_failing)
            change();
        return !m_failing;
    };
    answerLater(this, context, attempt, std::move(done));
}

void MemoryCredentials::saveKey(const KeyRecord &key, QObject *context, Done done)
{
    write([this, key] { m_keys.insert(key.name, key); }, context, std::move(done));
}

void MemoryCredentials::removeKey(const KeyName &name, QObject *context, Done done)
{
    write([this, name] { m_keys.remove(name); }, context, std::move(done));
}

void MemoryCredentials::saveToken(const TokenRecord &token, QObject *context, Done done)
{
    write([this, token] { m_tokens.insert(token.user, token); }, context, std::move(done));
}

void MemoryCredentials::removeTokens(const QList<UserId> &users, QObject *context, Done done)
{
    const auto change = [this, users] {
        for (const UserId &user : users)
            m_tokens.remove(user);
    };
    write(change, context, std::move(done));
}

} // namespace sermo::store
