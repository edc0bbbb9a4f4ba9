// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logcheck.h"
#include "broker/store/schema.h"
#include "tests/store/storechild.h"
#include "tests/store/storefixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using sqlite::Connection;
using Kind = AppendOutcome::Kind;

//! What a file adds to the contract: it outlives the process, however that ends.
class TestSqliteLog : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void remembersEverythingWhenOpenedAgain();
    void makesItsDirectoryForItsOwnerAlone();
    void refusesWhatIsNotItsFile_data();
    void refusesWhatIsNotItsFile();
    void losesNothingAcknowledgedWhenKilled();
    void leavesOutACommitTornByACrash();
    void keepsASecondProcessOut();
    void keepsASecondOneInThisProcessOut();
    void takesOverTheLockOfADeadProcessWhosePidIsOurs();
    void refusesOnAFullDiskAndFindsOutWhenItIsNot();
    void recoversWithoutBeingAsked();
    void refusesToWriteIntoAFileThatWasTakenAway();
    void neverBlocksItsCaller();
    void finishesWhatWasAskedWhenDeletedUnclosed();
    void isClosedWhileAppendsPend();
    void runsInTheThreadThatOpensIt();

private:
    [[nodiscard]] QString directory() const { return m_root->filePath(u"data"_s); }
    std::unique_ptr<QTemporaryDir> m_root;
};

namespace
{

const QString Ann = u"key:ann"_s;

QList<AppendRequest> texts(int count, const QString &prefix = u"id"_s,
                           const QString &text = u"hi"_s)
{
    QList<AppendRequest> batch;
    for (int i = 0; i < count; ++i)
        batch.append(request(quint64(i), Ann, textOf(u"u1"_s, prefix + QString::number(i), text)));
    return batch;
}

bool isGapFree(const QList<StoredEvent> &events)
{
    for (qsizetype i = 0; i < events.size(); ++i) {
        if (events.at(i).seq != Seq(i + 1))
            return false;
    }
    return true;
}

bool runSql(const QString &directory, const char *sql)
{
    auto connection = Connection::open(files::databaseIn(directory), Connection::Access::ReadWrite);
    return connection && connection->exec(sql);
}

} // namespace

void TestSqliteLog::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
}

void TestSqliteLog::remembersEverythingWhenOpenedAgain()
{
    const EventFrame claim
        = frameOf(R"({"type":"claim_session","direction":"internal","userId":"u1","agentId":"a"})");
    QString epoch;
    {
        OpenLog first(directory());
        QVERIFY(first.isOpen);
        epoch = first.log.epoch();
        QCOMPARE(first.probe.append(texts(3)).size(), 3);
        QCOMPARE(first.probe.append(request(1, Ann, claim)).event.seq, 4u);
        QVERIFY(first.probe.close());
    }
    OpenLog again(directory());
    QVERIFY(again.isOpen);
    QCOMPARE(again.log.epoch(), epoch);
    QCOMPARE(again.log.head(), 4u);
    QCOMPARE(again.probe.append(texts(1).first()).kind, Kind::Known);
    AppendRequest second = request(2, Ann, claim);
    second.condition = AppendRequest::Condition{UserId(u"u1"_s), 3};
    QCOMPARE(again.probe.append(second).kind, Kind::Stale);
    second.condition->lastControl = 4;
    QCOMPARE(again.probe.append(second).event.seq, 5u);
    QVERIFY(isGapFree(again.probe.all()));
}

void TestSqliteLog::makesItsDirectoryForItsOwnerAlone()
{
    const OpenLog log(directory());
    QVERIFY(log.isOpen);
    constexpr QFile::Permissions Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(directory()) & Others, QFile::Permissions());
    for (const QString &name : {u"sermo.db"_s, u"sermo.db-wal"_s, u"sermo.db-shm"_s})
        QCOMPARE(QFile::permissions(QDir(directory()).filePath(name)) & Others,
                 QFile::Permissions());
}

void TestSqliteLog::refusesWhatIsNotItsFile_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    QTest::newRow("no database") << QByteArray() << QByteArray(9000, 'x') << u"not a database"_s;
    QTest::newRow("another program's database")
        << QByteArray("CREATE TABLE recipes(name TEXT)") << QByteArray() << u"another program's"_s;
    QTest::newRow("a database marked as another program's")
        << QByteArray("PRAGMA application_id = 7; CREATE TABLE t(a)") << QByteArray()
        << u"another program's"_s;
    QTest::newRow("one of a newer version") << QByteArray(
        "PRAGMA application_id = 1397902671; PRAGMA user_version = 99; CREATE TABLE t(a)")
                                            << QByteArray() << u"newer version"_s;
}

void TestSqliteLog::refusesWhatIsNotItsFile()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, why);
    QVERIFY(QDir().mkpath(directory()));
    QFile file(files::databaseIn(directory()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    if (!sql.isEmpty())
        QVERIFY(runSql(directory(), sql.constData()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    file.close();

    const QString error = openingError(directory());
    QVERIFY2(error.contains(why), qPrintable(error));
    QVERIFY2(error.contains(file.fileName()), qPrintable(error));
    QVERIFY(!checkLog(directory()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), before); // and left as it was
}

void TestSqliteLog::losesNothingAcknowledgedWhenKilled()
{
    QHash<Seq, QString> acked;
    for (int round = 0; round < 8; ++round) {
        StoreChild child(u"append"_s, directory());
        QCOMPARE(child.line(), u"open"_s);
        const int enough = QRandomGenerator::global()->bounded(1, 400);
        for (int i = 0; i < enough; ++i) {
            const QStringList words = child.line().split(u' ');
            QCOMPARE(words.value(0), u"acked"_s);
            acked.insert(words.at(1).toULongLong(), words.at(2));
        }
        child.kill(); // in the middle of a commit, as often as not
        for (const QString &line : child.allLines()) {
            const QStringList words = line.split(u' ');
            if (words.size() == 3 && words.at(2).size() == 32)
                acked.insert(words.at(1).toULongLong(), words.at(2));
        }

        const auto report = checkLog(directory());
        QVERIFY2(report && report->isWhole(),
                 report ? qPrintable(report->problems.join(u'\n')) : "no report");
        OpenLog log(directory());
        QVERIFY(log.isOpen);
        const QList<StoredEvent> events = log.probe.all();
        QVERIFY(isGapFree(events));
        for (auto it = acked.cbegin(); it != acked.cend(); ++it) {
            QVERIFY(qsizetype(it.key()) <= events.size());
            QCOMPARE(events.at(qsizetype(it.key()) - 1).frame.id().value(), it.value());
        }
    }
}

void TestSqliteLog::leavesOutACommitTornByACrash()
{
    {
        StoreChild child(u"append"_s, directory());
        for (int i = 0; i < 100; ++i)
            QVERIFY(!child.line().isEmpty());
    }
    const QString wal = u"sermo.db-wal"_s;
    const qint64 size = QFile(QDir(directory()).filePath(wal)).size();
    QVERIFY(size > 20'000);
    for (int i = 0; i < 20; ++i) {
        const QString torn = m_root->filePath(u"torn%1"_s.arg(i));
        QVERIFY(copyDirectory(directory(), torn));
        QFile file(QDir(torn).filePath(wal));
        QVERIFY(file.resize(size - 1 - QRandomGenerator::global()->bounded(10'000)));

        const auto report = checkLog(torn);
        QVERIFY2(report && report->isWhole(),
                 report ? qPrintable(report->problems.join(u'\n')) : "no report");
        OpenLog log(torn);
        QVERIFY(log.isOpen);
        QCOMPARE(log.log.head(), report->events);
        QVERIFY(isGapFree(log.probe.all()));
        QCOMPARE(log.probe.append(texts(1).first()).event.seq, report->events + 1);
    }
}

void TestSqliteLog::keepsASecondProcessOut()
{
    StoreChild child(u"hold"_s, directory());
    QCOMPARE(child.line(), u"open"_s);
    const QString error = openingError(directory());
    QVERIFY2(error.contains(u"in use"_s), qPrintable(error));
    QVERIFY2(error.contains(QString::number(child.processId())), qPrintable(error));
    QVERIFY(checkLog(directory()).has_value()); // looking is allowed

    child.kill();
    QCOMPARE(openingError(directory()), QString()); // a dead process locks nobody out
}

void TestSqliteLog::keepsASecondOneInThisProcessOut()
{
    OpenLog log(directory());
    QVERIFY(log.isOpen);
    QVERIFY(openingError(directory()).contains(u"in use"_s));
    QCOMPARE(log.probe.append(texts(1).first()).kind, Kind::Stored);
    QVERIFY(log.probe.close());
    QCOMPARE(openingError(directory()), QString());
}

//! In a container the broker is process 1 every time, and so was the one that was killed.
void TestSqliteLog::takesOverTheLockOfADeadProcessWhosePidIsOurs()
{
    {
        StoreChild child(u"hold"_s, directory());
        QCOMPARE(child.line(), u"open"_s);
    }
    QFile lock(files::lockIn(directory()));
    QVERIFY(lock.open(QIODevice::ReadWrite));
    QByteArrayList lines = lock.readAll().split('\n');
    QVERIFY(lines.size() >= 3);
    lines[0] = QByteArray::number(QCoreApplication::applicationPid());
    lines[1] = QCoreApplication::applicationName().toUtf8();
    lock.resize(0);
    lock.seek(0);
    lock.write(lines.join('\n'));
    lock.close();
    QCOMPARE(openingError(directory()), QString());
}

void TestSqliteLog::refusesOnAFullDiskAndFindsOutWhenItIsNot()
{
    StoreChild child(u"full"_s, directory());
    const QStringList lines = child.allLines();
    QStringList story;
    Seq stored = 0;
    for (const QString &line : lines) {
        const QStringList words = line.split(u' ');
        if (words.size() == 2)
            stored = words.at(1).toULongLong();
        if (story.isEmpty() || story.last() != words.first())
            story.append(words.first());
    }
    QCOMPARE(story,
             (QStringList{u"open"_s, u"stored"_s, u"failed"_s, u"refused"_s, u"recovered"_s,
                          u"stored"_s}));

    OpenLog log(directory());
    QVERIFY(log.isOpen);
    const QList<StoredEvent> events = log.probe.all();
    QCOMPARE(Seq(events.size()), stored); // of what was refused nothing is there
    QVERIFY(isGapFree(events));
    const auto report = checkLog(directory());
    QVERIFY(report && report->isWhole());
}

void TestSqliteLog::recoversWithoutBeingAsked()
{
    OpenLog log(directory());
    QVERIFY(log.isOpen);
    QSignalSpy failed(&log.log, &EventLog::storageFailed);
    QSignalSpy recovered(&log.log, &EventLog::storageRecovered);
    log.database->limitPages(1);
    QCOMPARE(log.probe.append(texts(20, u"id"_s, QString(9000, u'x'))).first().kind, Kind::Failed);
    QCOMPARE(failed.count(), 1);
    log.database->limitPages(0);
    QTRY_COMPARE_WITH_TIMEOUT(recovered.count(), 1, int(Patience.count()));
    QCOMPARE(log.log.head(), 0u);
}

void TestSqliteLog::refusesToWriteIntoAFileThatWasTakenAway()
{
    OpenLog log(directory());
    QVERIFY(log.isOpen);
    QSignalSpy failed(&log.log, &EventLog::storageFailed);
    QVERIFY(QFile::rename(files::databaseIn(directory()), m_root->filePath(u"elsewhere"_s)));
    QCOMPARE(log.probe.append(texts(1).first()).kind, Kind::Failed);
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(u"moved"_s));
    QVERIFY(QFile::rename(m_root->filePath(u"elsewhere"_s), files::databaseIn(directory())));
    QCOMPARE(log.probe.append(texts(1).first()).kind, Kind::Stored);
}

void TestSqliteLog::neverBlocksItsCaller()
{
    OpenLog log(directory());
    QVERIFY(log.isOpen);
    QSignalSpy appended(&log.log, &EventLog::appended);
    auto other = Connection::open(files::databaseIn(directory()), Connection::Access::ReadWrite);
    QVERIFY(other && other->exec("BEGIN IMMEDIATE")); // the writer waits for this

    QElapsedTimer timer;
    timer.start();
    log.log.append(texts(100));
    QVERIFY(!log.probe.page().failed); // readers go on
    QVERIFY(timer.elapsed() < 2000); // less than the writer is patient
    QCOMPARE(appended.count(), 0);
    other->rollBack();
    // In one group or in two: that is the writer's affair.
    QTRY_COMPARE_WITH_TIMEOUT(log.log.head(), 100u, int(Patience.count()));
}

void TestSqliteLog::finishesWhatWasAskedWhenDeletedUnclosed()
{
    {
        OpenLog log(directory());
        QVERIFY(log.isOpen);
        log.log.append(texts(3000));
    }
    OpenLog again(directory());
    QVERIFY(again.isOpen);
    QCOMPARE(again.log.head(), 3000u);
}

void TestSqliteLog::isClosedWhileAppendsPend()
{
    OpenLog log(directory());
    QVERIFY(log.isOpen);
    for (int i = 0; i < 50; ++i)
        log.log.append(texts(100, u"round%1-"_s.arg(i)));
    QVERIFY(log.probe.close());
    QVERIFY(!QFile::exists(QDir(directory()).filePath(u"sermo.db-wal"_s))); // tidied away
    const auto report = checkLog(directory());
    QVERIFY(report && report->isWhole());
    QCOMPARE(report->events, 5000u);
    // It can be opened again.
    QVERIFY(log.probe.open());
    QCOMPARE(log.log.head(), 5000u);
}

void TestSqliteLog::runsInTheThreadThatOpensIt()
{
    const test::FakeClock clock;
    auto log = std::make_unique<SqliteLog>(std::make_shared<Database>(directory(), clock));
    QThread thread;
    QObject inside;
    inside.moveToThread(&thread);
    thread.start();
    std::atomic<QThread *> answeredIn = nullptr;
    QMetaObject::invokeMethod(&inside, [&] {
        connect(log.get(), &EventLog::appended, &inside,
                [&] { answeredIn = QThread::currentThread(); });
        log->open();
        log->append(texts(1));
    });
    QTRY_COMPARE(answeredIn.load(), &thread);
    QMetaObject::invokeMethod(&inside, [&] {
        log.reset(); // ends the log's own threads
        QThread::currentThread()->quit();
    });
    QVERIFY(thread.wait());
    QCOMPARE(openingError(directory()), QString());
}

QTEST_GUILESS_MAIN(TestSqliteLog)
#include "tst_sqlitelog.moc"
