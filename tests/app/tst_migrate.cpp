// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logsuite.h"
#include "tests/store/storefixture.h"
#include "tests/support/natsserver.h"

#include <QProcess>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using test::NatsServer;

//! `sermo-broker migrate` from outside.
class TestMigrate : public QObject
{
    Q_OBJECT
private slots:
    void refusesAWrongCall_data();
    void refusesAWrongCall();
    void makesNothingWhereNoClusterIsReached();
    void leavesTheLogAloneWhereNoClusterIsReached();
    void movesThereAndBack();
    void saysThatWhatItLeavesKeepsWhoIsErased();
};

namespace
{

struct Ran {
    int code = -1;
    QByteArray out, err;
};

Ran run(const QStringList &words)
{
    QProcess process;
    process.start(QStringLiteral(SERMO_BROKER), words);
    constexpr int LongMs = 60'000;
    if (!process.waitForFinished(LongMs) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Ran migrate(const QStringList &words)
{
    return run(QStringList{u"migrate"_s} + words);
}

bool isOneLine(const QByteArray &text)
{
    return text.startsWith("sermo-broker: ") && text.count('\n') == 1 && text.endsWith('\n');
}

QString nowhere()
{
    return u"nats://broker:secret@127.0.0.1:%1"_s.arg(NatsServer::freePorts(1).value(0));
}

bool fill(const QString &directory, quint64 events)
{
    OpenLog log(directory);
    QList<AppendRequest> batch;
    for (quint64 i = 0; i < events; ++i)
        batch.append(request(i, Ann, textOf(u"u1"_s, u"id%1"_s.arg(i))));
    return log.isOpen && log.probe.append(batch).size() == batch.size() && log.probe.close();
}

qsizetype eventsIn(const QString &directory)
{
    OpenLog log(directory);
    return log.isOpen ? log.probe.all().size() : -1;
}

} // namespace

void TestMigrate::refusesAWrongCall_data()
{
    QTest::addColumn<QStringList>("words");
    const QString url = u"nats://broker:secret@a:4222"_s;
    QTest::newRow("nowhere") << QStringList{};
    QTest::newRow("there and back at once") << QStringList{u"--to"_s, url, u"--from"_s, url};
    QTest::newRow("six copies") << QStringList{u"--to"_s, url, u"--replicas"_s, u"6"_s};
    QTest::newRow("no copy") << QStringList{u"--to"_s, url, u"--replicas"_s, u"0"_s};
    QTest::newRow("a stream of two words") << QStringList{u"--to"_s, url, u"--stream"_s, u"a.b"_s};
    QTest::newRow("half a certificate")
        << QStringList{u"--to"_s, url, u"--certificate"_s, u"a.crt"_s};
    QTest::newRow("another scheme") << QStringList{u"--to"_s, u"http://broker:secret@a"_s};
    QTest::newRow("two schemes") << QStringList{u"--from"_s,
                                                u"nats://broker:secret@a,tls://broker:secret@b"_s};
}

void TestMigrate::refusesAWrongCall()
{
    QFETCH(const QStringList, words);
    const QTemporaryDir directory;
    const Ran ran = migrate(QStringList{u"--data"_s, directory.filePath(u"d"_s)} + words);
    QCOMPARE(ran.code, 2);
    QCOMPARE(ran.out, QByteArray());
    QVERIFY2(isOneLine(ran.err), ran.err.constData());
    QVERIFY2(!ran.err.contains("secret"), ran.err.constData());
    QVERIFY(!QDir(directory.filePath(u"d"_s)).exists());
}

//! A directory that was misspelled is not there afterwards.
void TestMigrate::makesNothingWhereNoClusterIsReached()
{
    const QTemporaryDir directory;
    for (const QString &way : {u"--from"_s, u"--to"_s}) {
        const Ran ran = migrate({u"--data"_s, directory.filePath(u"d"_s), way, nowhere()});
        QCOMPARE(ran.code, 1);
        QCOMPARE(ran.out, QByteArray());
        QVERIFY2(isOneLine(ran.err), ran.err.constData());
        QVERIFY2(!ran.err.contains("secret"), ran.err.constData());
        QVERIFY(!QDir(directory.filePath(u"d"_s)).exists());
    }
}

void TestMigrate::leavesTheLogAloneWhereNoClusterIsReached()
{
    const QTemporaryDir directory;
    QVERIFY(fill(directory.path(), 3));
    for (const QString &way : {u"--from"_s, u"--to"_s})
        QCOMPARE(migrate({u"--data"_s, directory.path(), way, nowhere()}).code, 1);
    QCOMPARE(eventsIn(directory.path()), 3);
}

void TestMigrate::movesThereAndBack()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    NatsServer server;
    QVERIFY(server.start());
    const QTemporaryDir directory;
    const QString old = directory.filePath(u"old"_s);
    const QString fresh = directory.filePath(u"new"_s);
    QVERIFY(fill(old, 3));
    const Ran there = migrate({u"--data"_s, old, u"--to"_s, server.url()});
    QVERIFY2(there.code == 0, there.err.constData());
    const QByteArray moved = "3 events moved, up to number 3\n";
    QVERIFY2(there.out.startsWith(moved), there.out.constData());

    const Ran back = migrate({u"--data"_s, fresh, u"--from"_s, server.url()});
    QVERIFY2(back.code == 0, back.err.constData());
    QCOMPARE(back.out, moved);
    QCOMPARE(eventsIn(fresh), 3);

    // Over another log: what was in it is kept beside it.
    const QString other = directory.filePath(u"other"_s);
    QVERIFY(fill(other, 5));
    const Ran over = migrate({u"--data"_s, other, u"--from"_s, server.url()});
    QVERIFY2(over.code == 0, over.err.constData());
    QCOMPARE(eventsIn(other), 3);
    const QByteArray kept = over.out.split('\n').value(1).split(' ').last();
    const QString aside = directory.filePath(u"aside"_s);
    QVERIFY(QDir().mkpath(aside));
    QVERIFY2(QFile::copy(QFile::decodeName(kept), aside + u"/sermo.db"_s), over.out.constData());
    QCOMPARE(eventsIn(aside), 5);

    // What is there already is not written over.
    const Ran again = migrate({u"--data"_s, old, u"--to"_s, server.url()});
    QCOMPARE(again.code, 1);
    QVERIFY2(again.err.contains("has events already"), again.err.constData());
}

//! And how he is erased there.
void TestMigrate::saysThatWhatItLeavesKeepsWhoIsErased()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    NatsServer server;
    QVERIFY(server.start());
    const QTemporaryDir directory;
    QVERIFY(fill(directory.path(), 3));
    const Ran there = migrate({u"--data"_s, directory.path(), u"--to"_s, server.url()});
    QVERIFY2(there.code == 0, there.err.constData());
    QVERIFY2(there.out.contains(directory.path().toUtf8() + " is left as it was"),
             there.out.constData());
    QVERIFY2(there.out.contains("sermo-broker erase --data DIR --user ID"), there.out.constData());
    for (const QString &name : QDir(directory.path()).entryList(QDir::Files)) {
        const bool isNamed = name.startsWith("sermo.db"_L1) || name.startsWith("history.db"_L1)
            || name == "desk.snapshot"_L1 || name == "sermo.lock"_L1;
        QVERIFY2(isNamed, qPrintable(name)); // all that a log leaves is said to be deleted
    }
    const Ran erased = run({u"erase"_s, u"--data"_s, directory.path(), u"--user"_s, u"u1"_s});
    QVERIFY2(erased.code == 0, erased.err.constData());
    QCOMPARE(eventsIn(directory.path()), 1); // that somebody was erased
}

QTEST_GUILESS_MAIN(TestMigrate)
#include "tst_migrate.moc"
