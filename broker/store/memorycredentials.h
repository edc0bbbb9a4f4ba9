// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/credentials.h"

#include <QMap>

namespace sermo::store
{

//! Keys and tokens without a file, beside a MemoryLog. Answers come through the event loop. Its
//! thread: the one it is made in.
class MemoryCredentials final : public Credentials
{
    Q_OBJECT
public:
    void load(QObject *context, std::function<void(Contents)> handler) override;
    void saveKey(const KeyRecord &key, QObject *context, Done done) override;
    void removeKey(const KeyName &name, QObject *context, Done done) override;
    void saveToken(const TokenRecord &token, QObject *context, Done done) override;
    void removeTokens(const QList<UserId> &users, QObject *context, Done done) override;

    //! As MemoryLog::setFailure(): writes fail until told otherwise.
    void setFailing(bool failing) { m_failing = failing; }

private:
    void write(std::function<void()> change, QObject *context, Done done);

    bool m_failing = false;
    QMap<KeyName, KeyRecord> m_keys;
    QMap<UserId, TokenRecord> m_tokens;
};

} // namespace sermo::store
