// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/migrate.h"

#ifdef SERMO_HAS_NATS
#include "broker/store/database.h"
#include "broker/store/nats/migration.h"
#include "broker/store/nats/serverversion.h"
#include "broker/store/sqlitelog.h"

#include <QEventLoop>
#endif

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

int complain(const QString &why)
{
    std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(why));
    return Failure;
}

#ifdef SERMO_HAS_NATS
//! Nobody would look for him there.
void tellWhatIsLeft(const QString &dataDirectory)
{
    std::printf("%s is left as it was: who is erased in the cluster from now on stays in it.\n"
                "While no broker runs on it, sermo-broker erase --data DIR --user ID erases him "
                "there too. Once the brokers of the cluster have its keys, delete sermo.db*, "
                "history.db* and desk.snapshot in it.\n",
                qPrintable(dataDirectory));
}

//! The log is made where it is missing, and brought up to date where it is of an older version.
Result<void, QString> makeReady(const QString &dataDirectory)
{
    const SystemClock clock;
    store::SqliteLog log(std::make_shared<store::Database>(dataDirectory, clock));
    Result<void, QString> ready;
    QEventLoop loop;
    QObject::connect(&log, &store::EventLog::opened, &log, &store::EventLog::close);
    QObject::connect(&log, &store::EventLog::closed, &loop, &QEventLoop::quit);
    QObject::connect(&log, &store::EventLog::openFailed, &loop, [&](const QString &why) {
        ready = failure(QString(why));
        loop.quit();
    });
    log.open();
    loop.exec();
    return ready;
}
#endif

} // namespace

#ifdef SERMO_HAS_NATS
int migrate(const call::Migrate &call)
{
    const auto waitMs = int(call.cluster.connectWait.count());
    for (const QString &warning : store::nats::versionWarnings(call.cluster.servers, waitMs))
        std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(warning));
    Result<store::Moved, QString> moved;
    if (call.isToCluster)
        moved = store::moveToCluster(call.dataDirectory, call.cluster);
    else
        // The stream first: a slip makes no directory, and no log in one.
        moved = store::canMoveFrom(call.cluster)
                    .and_then([&] { return makeReady(call.dataDirectory); })
                    .and_then(
                        [&] { return store::moveFromCluster(call.cluster, call.dataDirectory); });
    if (!moved)
        return complain(moved.error());
    std::printf("%llu events moved, up to number %llu\n",
                static_cast<unsigned long long>(moved->events),
                static_cast<unsigned long long>(moved->head));
    if (call.isToCluster)
        tellWhatIsLeft(call.dataDirectory);
    if (!moved->backup.isEmpty())
        std::printf("what was there before is kept as %s\n", qPrintable(moved->backup));
    return Success;
}
#else
int migrate(const call::Migrate &)
{
    return complain(u"this program was built without NATS (libnats)"_s);
}
#endif

} // namespace sermo::app
