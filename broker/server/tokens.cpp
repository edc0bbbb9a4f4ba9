// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/tokens.h"

#include "broker/desk/sendernames.h"
#include "broker/protocol/constanttime.h"
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
        const auto at = now.steady - age;
        enter({record, at, at});
        if (!record.first.isEmpty())
            m_newcomers.insert(record.user, {record.first, {}, at});
    }
    prune();
    pulse();
}

void Tokens::learn(const store::TokenRecord &record)
{
    const Instant now = m_clock.now();
    const std::chrono::milliseconds age(std::max<qint64>(0, now.wallMs - record.lastUsedMs));
    const auto known = m_byUser.find(record.user);
    if (known != m_byUser.end() && known->record.hash == record.hash) {
        known->usedAt = std::max(known->usedAt, now.steady - age);
        return;
    }
    leave(record.user);
    m_newcomers.remove(record.user);
    enter({record, now.steady - age, now.steady - age});
    if (!record.first.isEmpty())
        m_newcomers.insert(record.user, {record.first, {}, now.steady - age});
}

void Tokens::enter(const Entry &entry)
{
    m_byUser.insert(entry.record.user, entry);
    m_byHash.insert(entry.record.hash, entry.record.user);
}

void Tokens::leave(const UserId &user)
{
    m_byHash.remove(m_byUser.take(user).record.hash);
}

void Tokens::issue(const UserId &user, const PlatformId &platform, const QByteArray &first,
                   QObject *context, Issued done)
{
    const QByteArray token = randomText(32);
    const Instant now = m_clock.now();
    store::TokenRecord record{user, hashOf(token), platform, now.wallMs};
    if (!first.isEmpty())
        record.first = hashOf(first);
    Former former;
    if (const auto entry = m_byUser.constFind(user); entry != m_byUser.cend())
        former.entry = *entry;
    if (m_newcomers.contains(user)) // nobody else comes again by it meanwhile
        former.newcomer = m_newcomers.take(user);
    leave(user);
    enter({record, now.steady, now.steady});
    m_credentials.saveToken(
        record, context, [this, token, record, former, done = std::move(done)](bool ok) {
            if (m_byUser.value(record.user).record.hash == record.hash) // not erased meanwhile
                settle(record, former, ok ? token : QByteArray());
            done(ok ? token : QByteArray());
        });
}

//! What is known of him once the store has taken the new token, or not (empty).
void Tokens::settle(const store::TokenRecord &record, const Former &former, const QByteArray &token)
{
    if (token.isEmpty()) {
        leave(record.user);
        if (former.entry)
            enter(*former.entry);
        if (former.newcomer)
            m_newcomers.insert(record.user, *former.newcomer);
    } else if (!record.first.isEmpty()) {
        const auto at = former.newcomer ? former.newcomer->at : m_clock.now().steady;
        m_newcomers.insert(record.user, {record.first, token, at});
    }
}

std::optional<QByteArray> Tokens::lostWelcome(const UserId &user, QByteArrayView first) const
{
    const auto newcomer = m_newcomers.constFind(user);
    const bool isHe = newcomer != m_newcomers.cend() && m_byUser.contains(user)
        && m_clock.now().steady - newcomer->at <= LostWelcome
        && equalInConstantTime(newcomer->first, hashOf(first));
    return isHe ? std::optional(newcomer->token) : std::nullopt;
}

void Tokens::pulse()
{
    const auto now = m_clock.now().steady;
    m_newcomers.removeIf(
        [now](const auto &newcomer) { return now - newcomer.value().at > LostWelcome; });
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
    entry.record.first.clear(); // by now its welcome has come
    m_credentials.saveToken(entry.record, this, Ignored);
}

void Tokens::forget(const UserId &user)
{
    leave(user);
    m_newcomers.remove(user);
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
    return desk::Sender{Role::Customer, desk::customerName(user), {}, user, platform};
}

} // namespace sermo::server
