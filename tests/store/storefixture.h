// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/database.h"
#include "broker/store/databasefiles.h"
#include "broker/store/sqlite.h"
#include "broker/store/sqlitelog.h"
#include "tests/store/logprobe.h"
#include "tests/support/fakeclock.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace sermo::store
{

//! A log in a directory, opened for the length of a scope.
struct OpenLog {
    explicit OpenLog(const QString &directory)
        : database(std::make_shared<Database>(directory, clock))
        , log(database)
        , probe(log)
        , isOpen(probe.open())
    {
    }

    test::FakeClock clock;
    std::shared_ptr<Database> database;
    SqliteLog log;
    LogProbe probe;
    bool isOpen;
};

//! Why a log does not open; empty: it does.
[[nodiscard]] inline QString openingError(const QString &directory)
{
    const test::FakeClock clock;
    SqliteLog log(std::make_shared<Database>(directory, clock));
    QSignalSpy opened(&log, &EventLog::opened);
    QSignalSpy failed(&log, &EventLog::openFailed);
    log.open();
    if (!waitUntil([&] { return opened.count() + failed.count() > 0; }))
        return QStringLiteral("no answer");
    return failed.isEmpty() ? QString() : failed.first().first().toString();
}

inline bool copyDirectory(const QString &from, const QString &to)
{
    if (!QDir().mkpath(to))
        return false;
    for (const QString &name : QDir(from).entryList(QDir::Files)) {
        if (!QFile::copy(QDir(from).filePath(name), QDir(to).filePath(name)))
            return false;
    }
    return true;
}

} // namespace sermo::store
