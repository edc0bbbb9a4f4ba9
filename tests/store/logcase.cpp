// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logcase.h"

#include "broker/store/database.h"
#include "broker/store/memorylog.h"
#include "broker/store/sqlitelog.h"

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

} // namespace

const QList<LogFactory> &logFactories()
{
    static const QList<LogFactory> factories = {{"in memory", inMemory}, {"in SQLite", inSqlite}};
    return factories;
}

} // namespace sermo::store
