// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/memorycredentials.h"

#include <QPointer>

namespace sermo::store
{

void MemoryCredentials::load(QObject *context, std::function<void(Contents)> handler)
{
    const auto answer = [this, handler = std::move(handler), context = QPointer<QObject>(context)] {
        if (context)
            handler({m_keys.values(), m_tokens.values()});
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
}

void MemoryCredentials::write(std::function<void()> change, QObject *context, Done done)
{
    const auto answer = [this, change = std::move(change), done = std::move(done),
                         context = QPointer<QObject>(context)] {
        const bool ok = !m_failing;
        if (ok)
            change();
        if (context)
            done(ok);
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
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
