// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"
#include "broker/protocol/ids.h"

#include <QByteArray>
#include <QList>
#include <QObject>

#include <functional>

namespace sermo::store
{

//! An application's key: never itself, only what proves it.
struct KeyRecord {
    KeyName name;
    QByteArray hash; //!< SHA-256 of the key's text
    Role role = Role::Bot;
    AgentId agent; //!< with role agent only
    qint64 createdMs = 0;
    //! Of whoever stands by for this host: it opens the link between the two, and nothing else. No
    //! sender's, so that `role` says nothing.
    bool isOfStandby = false;

    //! Its role in words, as files and people have it.
    [[nodiscard]] QLatin1StringView roleName() const
    {
        return isOfStandby ? StandbyRole : wireName(role);
    }
    static constexpr QLatin1StringView StandbyRole{"standby"};
};

//! A customer's token: the only proof of who he is, valid 24 h after its last use (contract 4). One
//! a customer: saving another replaces it.
struct TokenRecord {
    UserId user;
    QByteArray hash; //!< SHA-256 of the token's text
    PlatformId platform;
    qint64 lastUsedMs = 0;
    //! SHA-256 of the event that made him known, while its welcome may be lost; empty: it was
    //! `hello`, or is long ago.
    QByteArray first = {};
};

//! Keeps keys and tokens beside the log, in the same file and by the same writer. The broker holds
//! them all in memory: load() once, then write through. Same threading rules as EventLog, which is
//! opened first and closed last. A handler is dropped when its context dies first.
class Credentials : public QObject
{
    Q_OBJECT
public:
    struct Contents {
        QList<KeyRecord> keys;
        QList<TokenRecord> tokens;
        bool failed = false; //!< not open, or unreadable: never taken for "nobody has a key"
    };
    using Done = std::function<void(bool ok)>; //!< durable, or failed; called in the owner's thread

    virtual void load(QObject *context, std::function<void(Contents)> handler) = 0;
    virtual void saveKey(const KeyRecord &key, QObject *context, Done done) = 0;
    virtual void removeKey(const KeyName &name, QObject *context, Done done) = 0;
    virtual void saveToken(const TokenRecord &token, QObject *context, Done done) = 0;
    virtual void removeTokens(const QList<UserId> &users, QObject *context, Done done) = 0;

    //! Whether other brokers keep theirs here too: then who is not known may be so to them.
    [[nodiscard]] virtual bool isShared() const { return false; }
    //! Answers when all is told that anybody had kept when it was asked.
    virtual void catchUp(QObject *context, Done done) // NOLINT(*-unnecessary-value-param)
    {
        Q_UNUSED(context)
        done(true);
    }

signals:
    // What another broker has kept, or removed.
    void keySaved(const sermo::store::KeyRecord &key);
    void keyRemoved(const sermo::KeyName &name);
    void tokenSaved(const sermo::store::TokenRecord &token);
    void tokenRemoved(const sermo::UserId &user);
};

} // namespace sermo::store
