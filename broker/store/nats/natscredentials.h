// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/credentials.h"
#include "broker/store/nats/clusterlink.h"

#include <memory>

namespace sermo::store
{

//! Keys and tokens of a cluster: kept for all its brokers, who hear each change. Who writes names
//! what he knew before, so of two brokers that make one customer's token in the same moment one
//! fails. The SharedLog of the same link opens and closes it.
class NatsCredentials final : public Credentials
{
    Q_OBJECT
public:
    //! `own`: keys that were made in this broker's directory before it joined; those that the
    //! cluster has not, and never had, come along at load().
    NatsCredentials(std::shared_ptr<nats::ClusterLink> link, QList<KeyRecord> own);

    void load(QObject *context, std::function<void(Contents)> handler) override;
    void saveKey(const KeyRecord &key, QObject *context, Done done) override;
    void removeKey(const KeyName &name, QObject *context, Done done) override;
    void saveToken(const TokenRecord &token, QObject *context, Done done) override;
    void removeTokens(const QList<UserId> &users, QObject *context, Done done) override;
    [[nodiscard]] bool isShared() const override { return true; }
    void catchUp(QObject *context, Done done) override;

private:
    void bringOwn();
    void handleKept(const nats::Kept &value);
    void put(const QByteArray &name, const QByteArray &value, QObject *context, Done done);

    const std::shared_ptr<nats::ClusterLink> m_link;
    QList<KeyRecord> m_own;
    QHash<QByteArray, KeyName> m_keys; //!< whose each value was, once it is empty
    QHash<QByteArray, UserId> m_tokens;
};

} // namespace sermo::store
