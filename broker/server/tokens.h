// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "broker/store/credentials.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <optional>

namespace sermo::server
{

//! The customers' tokens: the only proof of who a customer is, valid until 24 h after the last use,
//! across restarts (contract 4). Kept as hashes, in memory and by the store; the last use is
//! written now and then only. Lives in the broker's thread.
class Tokens : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::hours Life{24};
    static constexpr std::chrono::minutes WriteUseAfter{
        5}; //!< how much of the last use a crash may forget

    //! The token in clear, or empty when it could not be stored.
    using Issued = std::function<void(const QByteArray &token)>;

    Tokens(store::Credentials &credentials, const Clock &clock, QObject *parent);
    void load(const QList<store::TokenRecord> &records);

    //! How long a first event may come again because its welcome was lost (contract 4).
    static constexpr std::chrono::milliseconds LostWelcome{60'000};

    //! A token for a new customer, told when it is durable. The user exists from this call on.
    //! `first`: the event he came with, empty when it was `hello` or has no id to come again by. Of
    //! one who exists already the former token proves nothing from then on.
    void issue(const UserId &user, const PlatformId &platform, const QByteArray &first,
               QObject *context, Issued done);
    //! The token of a customer whose very same first event comes again in time; empty when the
    //! broker has restarted since and knows no more than its hash. None: that is not he.
    [[nodiscard]] std::optional<QByteArray> lostWelcome(const UserId &user,
                                                        QByteArrayView first) const;
    //! Time passes: what may not come again any more is not kept.
    void pulse();
    [[nodiscard]] bool exists(const UserId &user) const { return m_byUser.contains(user); }
    //! The one that his `hello` named; empty: none, or he is not known.
    [[nodiscard]] PlatformId platformOf(const UserId &user) const
    {
        return m_byUser.value(user).record.platform;
    }
    //! Who holds this token, if it is still valid. Counts as a use.
    [[nodiscard]] std::optional<desk::Sender> identify(QByteArrayView token);
    //! The customer is there: another 24 h from now.
    void touch(const UserId &user);
    //! What another broker has issued, or has seen used.
    void learn(const store::TokenRecord &record);
    //! Whether others issue tokens too: then one that is not known may be known after catchUp().
    [[nodiscard]] bool isShared() const { return m_credentials.isShared(); }
    void catchUp(QObject *context, store::Credentials::Done done)
    {
        m_credentials.catchUp(context, std::move(done));
    }
    //! The customer is erased: the token proves nothing from now on. The store is somebody else's.
    void forget(const UserId &user);
    //! Forgets those that ran out.
    void prune();

private:
    struct Entry {
        store::TokenRecord record;
        // On the steady clock: whoever sets the wall clock shuts nobody out.
        std::chrono::milliseconds usedAt{0};
        std::chrono::milliseconds writtenAt{0}; //!< the last use as stored
    };
    struct Newcomer {
        QByteArray first; //!< hash of the event he came with
        QByteArray token; //!< in clear, which is why it is kept so short; empty: from before
        std::chrono::milliseconds at{0};
    };
    [[nodiscard]] bool isExpired(const Entry &entry) const;
    void use(Entry &entry);
    struct Former //!< what a new token takes the place of
    {
        std::optional<Entry> entry;
        std::optional<Newcomer> newcomer;
    };
    void settle(const store::TokenRecord &record, const Former &former, const QByteArray &token);
    void enter(const Entry &entry);
    void leave(const UserId &user);

    store::Credentials &m_credentials;
    const Clock &m_clock;
    QHash<UserId, Entry> m_byUser;
    QHash<QByteArray, UserId> m_byHash;
    QHash<UserId, Newcomer> m_newcomers; //!< of the last minute
};

[[nodiscard]] desk::Sender customer(const UserId &user, const PlatformId &platform);

} // namespace sermo::server
