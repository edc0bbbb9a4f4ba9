// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/keycommands.h"

#include "app/broker/openstore.h"
#include "broker/protocol/timestamp.h"
#include "broker/server/keyorders.h"
#include "broker/store/databasefiles.h"

#include <QJsonArray>

#include <cstdio>
#include <optional>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

Answer carryOutHere(const QString &dataDirectory, const QJsonObject &order)
{
    if (const QString why = store::files::oneOfTwo(dataDirectory); !why.isEmpty())
        return failure(QString(why));
    server::Keys keys;
    std::optional<server::KeyOrders> orders;
    return inStore(dataDirectory, [&](const OpenStore &open) {
        orders.emplace(keys, open.credentials, open.clock, [](const KeyName &) {});
        open.credentials.load(open.context, [&, open](const store::Credentials::Contents &all) {
            if (all.failed)
                return open.log.close();
            keys.load(all.keys);
            orders->carryOut(order, open.context, open.conclude);
        });
    });
}

} // namespace

int createKey(const call::KeyCreate &call)
{
    const QJsonObject order{{u"do"_s, u"create"_s},
                            {u"name"_s, call.name},
                            {u"role"_s, call.role},
                            {u"agent"_s, call.agent}};
    return conclude(carryOut(call.dataDirectory, order, carryOutHere),
                    [](const QJsonObject &answer) {
                        std::printf("%s\n", qPrintable(answer.value("key"_L1).toString()));
                    });
}

int listKeys(const call::KeyList &call)
{
    if (const QString missing = missingLog(call.dataDirectory); !missing.isEmpty())
        return conclude(failure(QString(missing)), {});
    return conclude(carryOut(call.dataDirectory, {{u"do"_s, u"list"_s}}, carryOutHere),
                    [](const QJsonObject &answer) {
                        const QJsonArray keys = answer.value("keys"_L1).toArray();
                        for (const QJsonValue &each : keys) {
                            const QJsonObject key = each.toObject();
                            std::printf(
                                "%s\t%s\t%s\t%s\n", qPrintable(key.value("name"_L1).toString()),
                                qPrintable(key.value("role"_L1).toString()),
                                qPrintable(key.value("agent"_L1).toString()),
                                toTimestamp(key.value("createdMs"_L1).toInteger()).constData());
                        }
                    });
}

int revokeKey(const call::KeyRevoke &call)
{
    if (const QString missing = missingLog(call.dataDirectory); !missing.isEmpty())
        return conclude(failure(QString(missing)), {});
    return conclude(carryOut(call.dataDirectory, {{u"do"_s, u"revoke"_s}, {u"name"_s, call.name}},
                             carryOutHere),
                    [](const QJsonObject &) {});
}

} // namespace sermo::app
