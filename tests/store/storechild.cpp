// SPDX-License-Identifier: GPL-3.0-or-later
//! A process to be killed, locked out, or put on a full disk: tst_sqlitelog drives it and reads
//! its standard output, one fact a line.
//!   store_child append DIR    appends for ever: `acked SEQ ID` for each event that was answered
//!   store_child hold DIR      `open`, then waits to be ended
//!   store_child full DIR      fills the disk, then makes room: what happens, as it happens

#include "broker/store/database.h"
#include "broker/store/sqlitelog.h"
#include "tests/store/logprobe.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QUuid>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;

namespace
{

void say(const QString &line)
{
    std::puts(line.toUtf8().constData());
    std::fflush(stdout);
}

//! A file may grow to so many bytes: what write() says beyond is what a full disk makes it say.
void limitFiles(rlim_t bytes)
{
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

void appendSome(EventLog &log)
{
    QList<AppendRequest> batch;
    const QString filling(QRandomGenerator::global()->bounded(2000), u'x');
    for (int i = QRandomGenerator::global()->bounded(1, 20); i > 0; --i)
        batch.append(request(0, u"key:child"_s,
                             textOf(u"u1"_s, QUuid::createUuid().toString(QUuid::Id128), filling)));
    log.append(batch);
}

void appendForEver(EventLog &log)
{
    const auto answered = [&log](const QList<AppendOutcome> &outcomes) {
        for (const AppendOutcome &outcome : outcomes) {
            if (outcome.kind == Kind::Stored)
                say(u"acked %1 %2"_s.arg(outcome.event.seq).arg(outcome.event.frame.id().value()));
        }
        appendSome(log);
    };
    QObject::connect(&log, &EventLog::appended, &log, answered);
    for (int i = 0; i < 5; ++i)
        appendSome(log); // several on their way at any time
}

void fillTheDisk(EventLog &log)
{
    const auto answered = [&log](const QList<AppendOutcome> &outcomes) {
        const AppendOutcome &last = outcomes.last();
        if (last.kind != Kind::Failed) {
            say(u"stored %1"_s.arg(last.event.seq));
            appendSome(log);
            return;
        }
        say(u"refused"_s);
        limitFiles(RLIM_INFINITY); // and nobody appends: the log finds out by itself
    };
    QObject::connect(&log, &EventLog::appended, &log, answered);
    QObject::connect(&log, &EventLog::storageFailed, &log, [] { say(u"failed"_s); });
    QObject::connect(&log, &EventLog::storageRecovered, &log, [&log] {
        say(u"recovered"_s);
        log.disconnect();
        QObject::connect(
            &log, &EventLog::appended, &log, [&log](const QList<AppendOutcome> &outcomes) {
                say(u"stored %1"_s.arg(outcomes.last().event.seq));
                QObject::connect(&log, &EventLog::closed, qApp, &QCoreApplication::quit);
                log.close();
            });
        appendSome(log);
    });
    std::signal(SIGXFSZ, SIG_IGN);
    limitFiles(512 * 1024);
    appendSome(log);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const QString what = arguments.value(1);
    const SystemClock clock;
    SqliteLog log(std::make_shared<Database>(arguments.value(2), clock));
    QObject::connect(&log, &EventLog::openFailed, &app, [](const QString &why) {
        say(u"open failed: %1"_s.arg(why));
        QCoreApplication::exit(1);
    });
    QObject::connect(&log, &EventLog::opened, &app, [&] {
        say(u"open"_s);
        if (what == "append"_L1)
            appendForEver(log);
        else if (what == "full"_L1)
            fillTheDisk(log);
    });
    log.open();
    return app.exec();
}
