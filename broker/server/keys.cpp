// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/keys.h"

#include "broker/desk/sendernames.h"
#include "broker/protocol/constanttime.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

//! The names by which the applications of a broker's own process are known: by a key of such a name
//! somebody else would be taken for them, and share their `id`s.
bool isOfTheHouse(const QString &name)
{
    return name == "reception"_L1 || name.startsWith("desk-"_L1);
}

constexpr Role KeyRoles[] = {Role::Bot, Role::Agent, Role::Supervisor, Role::Channel};

} // namespace

QByteArray randomText(int length)
{
    QList<quint32> words((length + 3) / 4);
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    QByteArray bytes(reinterpret_cast<const char *>(words.constData()), length);
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray hashOf(QByteArrayView secret)
{
    return QCryptographicHash::hash(secret.toByteArray(), QCryptographicHash::Sha256);
}

Result<KeyOrder, QString> KeyOrder::parse(const QString &name, const QString &role,
                                          const QString &agent)
{
    KeyOrder order{KeyName(name), Role::Bot, AgentId(agent)};
    const auto found = std::find_if(std::begin(KeyRoles), std::end(KeyRoles),
                                    [&role](Role each) { return wireName(each) == role; });
    order.isOfStandby = role == store::KeyRecord::StandbyRole;
    if (found == std::end(KeyRoles) && !order.isOfStandby)
        return failure(u"the role must be bot, agent, supervisor, channel or standby"_s);
    order.role = order.isOfStandby ? Role::Bot : *found;
    const auto hasControl = [](const QString &text) {
        return std::any_of(text.begin(), text.end(),
                           [](QChar c) { return c.category() == QChar::Other_Control; });
    };
    if (name.isEmpty() || name.size() > 64 || hasControl(name))
        return failure(u"a key needs a name of 1 to 64 characters"_s);
    if (isOfTheHouse(name))
        return failure(u"the name %1 is kept for the desk's own: choose another"_s.arg(name));
    if (hasControl(agent)) // `key list` is a line a key
        return failure(u"an agentId has no control characters"_s);
    if ((order.role == Role::Agent) == agent.isEmpty())
        return failure(u"--agent goes with role agent, and only with it"_s);
    return order;
}

Result<Keys::Made, QString> Keys::make(const KeyOrder &order, Instant now) const
{
    if (contains(order.name))
        return failure(u"the name %1 is in use"_s.arg(order.name.value()));
    store::KeyRecord record{order.name, {}, order.role, order.agent, now.wallMs, order.isOfStandby};
    const QByteArray key = "sk_" + QByteArray(record.roleName().data()) + '_' + randomText(32);
    record.hash = hashOf(key);
    return Made{key, record};
}

bool Keys::contains(const KeyName &name) const
{
    return std::any_of(m_records.begin(), m_records.end(),
                       [&name](const store::KeyRecord &record) { return record.name == name; });
}

bool Keys::replace(const store::KeyRecord &record)
{
    const auto isAnother = [&record](const store::KeyRecord &known) {
        return known.name == record.name && known.hash != record.hash;
    };
    const bool wasAnother = std::any_of(m_records.begin(), m_records.end(), isAnother);
    (void)remove(record.name);
    insert(record);
    return wasAnother;
}

bool Keys::remove(const KeyName &name)
{
    return m_records.removeIf([&name](const store::KeyRecord &record) {
        return record.name == name;
    }) > 0;
}

std::optional<desk::Sender> Keys::identify(QByteArrayView key) const
{
    const store::KeyRecord *found = find(key);
    if (!found || found->isOfStandby)
        return std::nullopt;
    return desk::Sender{found->role, senderNameOf(found->name), found->agent, {}, {}};
}

bool Keys::opensStandby(QByteArrayView key) const
{
    const store::KeyRecord *found = find(key);
    return found && found->isOfStandby;
}

const store::KeyRecord *Keys::find(QByteArrayView key) const
{
    // All are compared, and each wholly: how long it takes tells nothing about any of them.
    const QByteArray hash = hashOf(key);
    const store::KeyRecord *found = nullptr;
    for (const store::KeyRecord &record : m_records) {
        if (equalInConstantTime(record.hash, hash))
            found = &record;
    }
    return found;
}

SenderName senderNameOf(const KeyName &key)
{
    return desk::keyHolderName(key.value());
}

} // namespace sermo::server
