// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/keys.h"

#include <QJsonObject>
#include <QSet>

#include <functional>

namespace sermo::server
{

//! Carries out what `sermo-broker key …` wants, for the broker that runs and for the command that
//! opens the store itself. Orders: `{"do":"create","name","role","agent"}`, `{"do":"list"}`,
//! `{"do":"revoke","name"}`. Answers: `{"ok":true,…}`, or `{"ok":false,"error"}` with one line.
class KeyOrders
{
public:
    using Answer = std::function<void(const QJsonObject &)>;
    using Revoked = std::function<void(const KeyName &)>; //!< close what it opened

    KeyOrders(Keys &keys, store::Credentials &credentials, const Clock &clock, Revoked revoked);

    //! `context` dies with whoever waits for the answer's consequences.
    void carryOut(const QJsonObject &order, QObject *context, const Answer &answer);

private:
    void create(const QJsonObject &order, QObject *context, const Answer &answer);
    void list(const Answer &answer) const;
    void revoke(const QJsonObject &order, QObject *context, const Answer &answer);

    Keys &m_keys;
    store::Credentials &m_credentials;
    const Clock &m_clock;
    const Revoked m_revoked;
    QSet<KeyName> m_owed; //!< revoked, but the store has not removed them yet
};

} // namespace sermo::server
