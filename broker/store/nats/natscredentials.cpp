// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/natscredentials.h"

#include "broker/store/answerlater.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

Q_LOGGING_CATEGORY(lcCredentials, "sermo.store.nats")

constexpr QByteArrayView KeyWord("key.");
constexpr QByteArrayView TokenWord("token.");

//! No name of a customer stands in a subject: those are kept for longer than he may be.
QByteArray nameOf(QByteArrayView word, const QString &of)
{
    return word.toByteArray()
        + QCryptographicHash::hash(nats::toWord(of), QCryptographicHash::Sha256).toHex();
}

QString toText(const QString &id) // odd names are no UTF-8
{
    return QString::fromLatin1(nats::toWord(id));
}

QString fromText(const QJsonValue &text)
{
    return nats::fromWord(text.toString().toLatin1()).value_or(QString());
}

QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QByteArray bytesIn(const QJsonValue &text)
{
    return QByteArray::fromHex(text.toString().toLatin1());
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<Role> roleNamed(const QString &name)
{
    for (const Role role : {Role::Bot, Role::Agent, Role::Supervisor, Role::Channel}) {
        if (wireName(role) == name)
            return role;
    }
    return std::nullopt;
}

QByteArray toBytes(const KeyRecord &key)
{
    return compact({{u"name"_s, toText(key.name.value())},
                    {u"hash"_s, hex(key.hash)},
                    {u"role"_s, QString(key.roleName())},
                    {u"agent"_s, toText(key.agent.value())},
                    {u"created"_s, key.createdMs}});
}

std::optional<KeyRecord> keyIn(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    const QString roleName = object.value("role"_L1).toString();
    const bool isOfStandby = roleName == KeyRecord::StandbyRole;
    const auto role = isOfStandby ? Role::Bot : roleNamed(roleName);
    if (!role)
        return std::nullopt;
    return KeyRecord{KeyName(fromText(object.value("name"_L1))),
                     bytesIn(object.value("hash"_L1)),
                     *role,
                     AgentId(fromText(object.value("agent"_L1))),
                     object.value("created"_L1).toInteger(),
                     isOfStandby};
}

QByteArray toBytes(const TokenRecord &token)
{
    return compact({{u"user"_s, toText(token.user.value())},
                    {u"hash"_s, hex(token.hash)},
                    {u"platform"_s, toText(token.platform.value())},
                    {u"used"_s, token.lastUsedMs},
                    {u"first"_s, hex(token.first)}});
}

std::optional<TokenRecord> tokenIn(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (object.isEmpty())
        return std::nullopt;
    return TokenRecord{UserId(fromText(object.value("user"_L1))), bytesIn(object.value("hash"_L1)),
                       PlatformId(fromText(object.value("platform"_L1))),
                       object.value("used"_L1).toInteger(), bytesIn(object.value("first"_L1))};
}

} // namespace

NatsCredentials::NatsCredentials(std::shared_ptr<nats::ClusterLink> link, QList<KeyRecord> own)
    : m_link(std::move(link))
    , m_own(std::move(own))
{
    connect(m_link.get(), &nats::ClusterLink::kept, this, &NatsCredentials::handleKept);
}

void NatsCredentials::load(QObject *context, std::function<void(Contents)> handler)
{
    bringOwn();
    const auto ask = [this] {
        Contents contents;
        contents.failed = !m_link->isOpen();
        for (const nats::Kept &value : m_link->values()) {
            if (value.name.startsWith(KeyWord)) {
                if (const auto key = keyIn(value.value))
                    contents.keys.append(*key);
            } else if (value.name.startsWith(TokenWord)) {
                if (const auto token = tokenIn(value.value))
                    contents.tokens.append(*token);
            }
        }
        return contents;
    };
    answerLater(this, context, ask, std::move(handler));
}

//! They are let in from when the cluster has them.
void NatsCredentials::bringOwn()
{
    for (const KeyRecord &key : std::exchange(m_own, {})) {
        const QByteArray name = nameOf(KeyWord, key.name.value());
        const nats::Kept known = m_link->value(name);
        const auto kept = keyIn(known.value);
        if (known.seq == 0)
            m_link->put(name, toBytes(key), this, [](bool, Seq) {});
        else if (!kept || kept->hash != key.hash)
            qCWarning(lcCredentials).noquote().nospace()
                << "the key " << key.name.value() << " of this broker's directory lets nobody in: "
                << (kept ? "the cluster has another one of that name" : "it was revoked");
    }
}

void NatsCredentials::handleKept(const nats::Kept &value)
{
    if (value.name.startsWith(KeyWord)) {
        if (const auto key = keyIn(value.value)) {
            m_keys.insert(value.name, key->name);
            emit keySaved(*key);
        } else if (const KeyName name = m_keys.take(value.name); !name.isEmpty()) {
            emit keyRemoved(name);
        }
    } else if (value.name.startsWith(TokenWord)) {
        if (const auto token = tokenIn(value.value)) {
            m_tokens.insert(value.name, token->user);
            emit tokenSaved(*token);
        } else if (const UserId user = m_tokens.take(value.name); !user.isEmpty()) {
            emit tokenRemoved(user);
        }
    }
}

void NatsCredentials::put(const QByteArray &name, const QByteArray &value, QObject *context,
                          Done done)
{
    m_link->put(name, value, context, [done = std::move(done)](bool ok, Seq) { done(ok); });
}

void NatsCredentials::saveKey(const KeyRecord &key, QObject *context, Done done)
{
    put(nameOf(KeyWord, key.name.value()), toBytes(key), context, std::move(done));
}

void NatsCredentials::removeKey(const KeyName &name, QObject *context, Done done)
{
    put(nameOf(KeyWord, name.value()), {}, context, std::move(done));
}

void NatsCredentials::saveToken(const TokenRecord &token, QObject *context, Done done)
{
    put(nameOf(TokenWord, token.user.value()), toBytes(token), context, std::move(done));
}

void NatsCredentials::removeTokens(const QList<UserId> &users, QObject *context, Done done)
{
    struct Removal {
        qsizetype missing = 0;
        bool ok = true;
    };
    const auto removal = std::make_shared<Removal>(Removal{users.size(), true});
    if (users.isEmpty())
        return answerLater(
            this, context, [] { return true; }, std::move(done));
    for (const UserId &user : users) {
        const QByteArray name = nameOf(TokenWord, user.value());
        const auto handle = [removal, done](bool ok) {
            removal->ok = removal->ok && ok;
            if (--removal->missing == 0)
                done(removal->ok);
        };
        if (m_link->value(name).value.isEmpty()) // nobody has one
            answerLater(
                this, context, [] { return true; }, handle);
        else
            put(name, {}, context, handle);
    }
}

void NatsCredentials::catchUp(QObject *context, Done done)
{
    m_link->catchUp(context, std::move(done));
}

} // namespace sermo::store
