// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/customercommands.h"

#include "app/broker/orders.h"
#include "broker/server/erasures.h"
#include "broker/store/customererasure.h"
#include "broker/store/customerexport.h"
#include "broker/store/database.h"
#include "broker/store/databasefiles.h"
#include "broker/store/sqliteblobs.h"
#include "broker/store/sqlitecredentials.h"
#include "broker/store/sqlitelog.h"

#include <QEventLoop>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

//! A big log is written anew meanwhile.
constexpr std::chrono::minutes Patience(30);

QJsonObject refused(const QString &why)
{
    return {{u"ok"_s, false}, {u"error"_s, why}};
}

Answer eraseHere(const QString &dataDirectory, const QJsonObject &order)
{
    if (const QString why = store::files::oneOfTwo(dataDirectory); !why.isEmpty())
        return failure(QString(why));
    const UserId user(order.value("user"_L1).toString());
    const SystemClock clock;
    const auto database = std::make_shared<store::Database>(dataDirectory, clock);
    store::SqliteLog log(database);
    store::SqliteCredentials credentials(database);
    store::SqliteBlobs images(database);
    store::CustomerErasure erasure(log, credentials, images);
    Answer answer = failure(u"the store does not answer"_s);
    QEventLoop loop;
    QJsonObject told;
    const auto conclude = [&](const QJsonObject &what) {
        answer = what;
        log.close();
    };
    QObject::connect(
        &log, &store::EventLog::appended, &loop, [&](const QList<store::AppendOutcome> &outcomes) {
            const bool isStored = outcomes.constFirst().kind == store::AppendOutcome::Kind::Stored;
            conclude(isStored ? told : refused(server::Erasures::NoEntry));
        });
    QObject::connect(&log, &store::EventLog::closed, &loop, &QEventLoop::quit);
    QObject::connect(&log, &store::EventLog::openFailed, &loop, [&](const QString &why) {
        answer = failure(QString(why));
        loop.quit();
    });
    QObject::connect(&log, &store::EventLog::opened, &loop, [&] {
        erasure.ask(user, [&](const Result<bool, QString> &known) {
            if (!known)
                return conclude(refused(known.error()));
            if (!*known)
                return conclude(refused(u"nobody is called %1 here"_s.arg(user.value())));
            erasure.erase(user, [&](bool isGone, const QString &why) {
                told = why.isEmpty() ? QJsonObject{{u"ok"_s, true}} : refused(why);
                if (!isGone)
                    return conclude(told);
                store::AppendRequest entry;
                entry.sender = u"desk"_s;
                entry.frame = server::auditOfErasure(u"sermo-broker"_s);
                log.append({entry});
            });
        });
    });
    log.open();
    loop.exec();
    return answer;
}

} // namespace

int exportCustomer(const call::Export &call)
{
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return Failure;
    auto written = store::exportCustomer(call.dataDirectory, UserId(call.user), out);
    if (written && !out.flush())
        written = failure(u"cannot write: %1"_s.arg(out.errorString()));
    if (written)
        return Success;
    std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(written.error()));
    return Failure;
}

int eraseCustomer(const call::Erase &call)
{
    if (const QString missing = missingLog(call.dataDirectory); !missing.isEmpty())
        return conclude(failure(QString(missing)), {});
    const QJsonObject order{{u"do"_s, u"erase"_s}, {u"user"_s, call.user}};
    return conclude(carryOut(call.dataDirectory, order, eraseHere, Patience),
                    [](const QJsonObject &) {});
}

} // namespace sermo::app
