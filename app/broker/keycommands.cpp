// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/keycommands.h"

#include "app/broker/orders.h"
#include "broker/protocol/timestamp.h"
#include "broker/server/keyorders.h"
#include "broker/store/database.h"
#include "broker/store/databasefiles.h"
#include "broker/store/sqlitecredentials.h"
#include "broker/store/sqlitelog.h"

#include <QEventLoop>
#include <QJsonArray>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

//! Opens the store, has the order carried out, and closes it again.
Answer carryOutHere(const QString &dataDirectory, const QJsonObject &order)
{
    if (const QString why = store::files::oneOfTwo(dataDirectory); !why.isEmpty())
        return failure(QString(why));
    const SystemClock clock;
    const auto database = std::make_shared<store::Database>(dataDirectory, clock);
    store::SqliteLog log(database);
    store::SqliteCredentials credentials(database);
    server::Keys keys;
    server::KeyOrders orders(keys, credentials, clock, [](const KeyName &) {});
    Answer answer = failure(u"the store does not answer"_s);
    QEventLoop loop;
    QObject::connect(&log, &store::EventLog::closed, &loop, &QEventLoop::quit);
    QObject::connect(&log, &store::EventLog::openFailed, &loop, [&](const QString &why) {
        answer = failure(QString(why));
        loop.quit();
    });
    QObject::connect(&log, &store::EventLog::opened, &loop, [&] {
        credentials.load(&loop, [&](const store::Credentials::Contents &contents) {
            if (contents.failed)
                return log.close();
            keys.load(contents.keys);
            orders.carryOut(order, &loop, [&](const QJsonObject &done) {
                answer = done;
                log.close();
            });
        });
    });
    log.open();
    loop.exec();
    return answer;
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
