// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/house.h"

#include <QTest>

//! What clients say to a House and what it answers, in short.
namespace sermo::test
{

[[nodiscard]] inline QJsonObject made(const QString &type, const QString &direction,
                                      const QString &user, const QString &id = {})
{
    QJsonObject object{{QStringLiteral("type"), type},
                       {QStringLiteral("direction"), direction},
                       {QStringLiteral("text"), QStringLiteral("x")}};
    if (!user.isEmpty())
        object.insert(QStringLiteral("userId"), user);
    if (!id.isEmpty())
        object.insert(QStringLiteral("id"), id);
    return object;
}

[[nodiscard]] inline QJsonObject claim(const QString &user, const QString &agent, const QString &id)
{
    QJsonObject object
        = made(QStringLiteral("claim_session"), QStringLiteral("internal"), user, id);
    object.insert(QStringLiteral("agentId"), agent);
    return object;
}

//! Makes the customer `user`, with a session.
inline void begin(Client &customer, const QString &user)
{
    customer.send(
        made(QStringLiteral("start"), QStringLiteral("inbound"), user, QStringLiteral("start")));
    QCOMPARE(customer.take(QStringLiteral("ack")).value(QLatin1StringView("id")),
             QStringLiteral("start"));
}

[[nodiscard]] inline qint64 ackedSeq(Client &client, const QString &id)
{
    const QJsonObject ack = client.take(QStringLiteral("ack"));
    return ack.value(QLatin1StringView("id")) == id
        ? ack.value(QLatin1StringView("seq")).toInteger(-1)
        : -2;
}

} // namespace sermo::test
