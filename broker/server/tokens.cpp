// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/tokens.h"

#include "broker/server/keys.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

//! A use that is not written is written by the next one.
const store::Credentials::Done Ignored = [](bool) {};

} // namespace

Tokens::Tokens(store::Credentials &credentials, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_credentials(credentials)
    , m_clock(clock)
{
}

void Tokens::load(const QList<store::TokenRecord> &records)
{
    const Instant now = m_clock.now();
    for (const store::TokenRecord &record : records) {
        const std::chrono::milliseconds age(std::max<qint64>(0, now.wallMs - record.lastUsedMs));
        m_byUser.insert(record.user, {record, now.steady - age, now.steady - age});
        m_byHash.insert(record.hash, record.user);
    }
    prune();
}

void Tokens::issue(const UserId &user, const PlatformId &platform, QObject *context, Issued done)
{
    const QByteArray token = randomText(32);
    const Instant now = m_clock.now();
    const store::TokenRecord record{user, hashOf(token), platform, now.wallMs};
    m_byUser.insert(user, {record, now.steady, now.steady});
    m_byHash.insert(record.hash, user);
    m_credentials.saveToken(record, context,
                            [this, token, record, done = std::move(done)](bool ok) {
                                if (!ok) {
                                    m_byHash.remove(record.hash);
                                    m_byUser.remove(record.user);
                                }
                                done(ok ? token : QByteArray());
                            });
}

bool Tokens::isExpired(const Entry &entry) const
{
    return m_clock.now().steady - entry.usedAt > Life;
}

std::optional<desk::Sender> Tokens::identify(QByteArrayView token)
{
    const QByteArray hash = hashOf(token);
    const auto user = m_byHash.constFind(hash);
    if (user == m_byHash.cend())
        return std::nullopt;
    const auto entry = m_byUser.find(*user);
    if (entry == m_byUser.end() || !equalInConstantTime(entry->record.hash, hash)
        || isExpired(*entry))
        return std::nullopt;
    use(*entry);
    return customer(entry->record.user, entry->record.platform);
}

void Tokens::touch(const UserId &user)
{
    const auto entry = m_byUser.find(user);
    if (entry != m_byUser.end())
        use(*entry);
}

void Tokens::use(Entry &entry)
{
    const Instant now = m_clock.now();
    entry.record.lastUsedMs = now.wallMs;
    entry.usedAt = now.steady;
    if (now.steady - entry.writtenAt < WriteUseAfter)
        return;
    entry.writtenAt = now.steady;
    m_credentials.saveToken(entry.record, this, Ignored);
}

void Tokens::forget(const UserId &user)
{
    m_byHash.remove(m_byUser.take(user).record.hash);
}

void Tokens::prune()
{
    QList<UserId> gone;
    for (auto it = m_byUser.begin(); it != m_byUser.end();) {
        if (!isExpired(*it)) {
            ++it;
            continue;
        }
        gone.append(it.key());
        m_byHash.remove(it->record.hash);
        it = m_byUser.erase(it);
    }
    if (!gone.isEmpty())
        m_credentials.removeTokens(gone, this, Ignored);
}

desk::Sender customer(const UserId &user, const PlatformId &platform)
{
    return desk::Sender{Role::Customer, u"customer:"_s + user.value(), {}, user, platform};
}

} // namespace sermo::server
