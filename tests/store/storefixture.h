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
#include <QProcess>
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

//! The helper process, driven by the lines it writes.
class StoreChild
{
public:
    StoreChild(const QString &what, const QString &directory)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(SERMO_STORE_CHILD), {what, directory});
    }
    ~StoreChild() { kill(); }
    Q_DISABLE_COPY_MOVE(StoreChild)

    //! The next line, or nothing when it ended (or is silent for long).
    [[nodiscard]] QString line()
    {
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(int(Patience.count())) && !m_process.canReadLine())
                return {};
        }
        return QString::fromUtf8(m_process.readLine()).trimmed();
    }
    [[nodiscard]] QStringList allLines()
    {
        QStringList lines;
        for (QString next = line(); !next.isEmpty(); next = line())
            lines.append(next);
        return lines;
    }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

    void kill() //!< SIGKILL: no chance to tidy up
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

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
