// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logcase.h"

#include "broker/store/database.h"
#include "broker/store/memorylog.h"
#include "broker/store/sqlitelog.h"
#include "tests/store/pairedlog.h"

#ifdef SERMO_HAS_NATS
#include "tests/store/nats/clusterlog.h"
#endif

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

LogCase inMemory(const QString &, const Clock &clock)
{
    auto log = std::make_unique<MemoryLog>(clock);
    MemoryLog *raw = log.get();
    return {std::move(log), [raw] { raw->setFailure(u"the disk is full"_s); },
            [raw] { raw->setFailure({}); }};
}

LogCase inSqlite(const QString &directory, const Clock &clock)
{
    auto database = std::make_shared<Database>(directory, clock);
    return {std::make_unique<SqliteLog>(database), [database] { database->limitPages(1); },
            [database] { database->limitPages(0); }};
}

LogCase ofTwoHosts(const QString &directory, const Clock &clock)
{
    auto database = std::make_shared<Database>(directory, clock, true);
    return {std::make_unique<PairedLog>(database), [database] { database->limitPages(1); },
            [database] { database->limitPages(0); }};
}

#ifdef SERMO_HAS_NATS
bool isOfACluster()
{
    return qgetenv("SERMO_LOG") == "nats";
}
#endif

} // namespace

const QList<LogFactory> &logFactories()
{
#ifdef SERMO_HAS_NATS
    static const QList<LogFactory> cluster = {{"on NATS", true, false, inCluster}};
    if (isOfACluster())
        return cluster;
#endif
    static const QList<LogFactory> factories = {{"in memory", false, false, inMemory},
                                                {"in SQLite", true, true, inSqlite},
                                                {"of two hosts", true, true, ofTwoHosts}};
    return factories;
}

QByteArray whyNoLog()
{
#ifdef SERMO_HAS_NATS
    if (isOfACluster() && !test::NatsServer::isInstalled())
        return test::NatsServer::whyMissing();
#endif
    return {};
}

} // namespace sermo::store
