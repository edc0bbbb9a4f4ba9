// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/backups.h"
#include "broker/store/logcheck.h"
#include "broker/store/openfile.h"
#include "broker/store/schema.h"
#include "broker/store/sqlitecredentials.h"
#include "tests/store/storefixture.h"
#include "tests/support/files.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using sqlite::Connection;

//! Files of other versions: an older one is brought up to date, with a copy of it as it was beside
//! it, and a newer one is left alone.
class TestMigrations : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void bringsAnOlderFileUpToDate_data();
    void bringsAnOlderFileUpToDate();
    void keepsTheFileAsItWasBesideIt_data();
    void keepsTheFileAsItWasBesideIt();
    void keepsNoCopyOfAFileThatStaysAsItIs();
    void leavesTheOldFileWhereAStepFails();
    void doesNothingWhereNoCopyCanBeKept();
    void forgetsTheCopyWithWhoIsErased();
    void forgetsTheCopyWithWhatExpires();
    void leavesANewerFileAsItIs_data();
    void leavesANewerFileAsItIs();

private:
    [[nodiscard]] QString directory() const { return m_root->filePath(u"data"_s); }
    [[nodiscard]] QString file() const { return files::databaseIn(directory()); }
    [[nodiscard]] QString copyOf(int version) const { return backups::nameFor(file(), version); }
    [[nodiscard]] bool makeOlder(int version);
    [[nodiscard]] static std::optional<EraseOutcome> erase(SqliteLog &log,
                                                           const EraseRequest &request);

    std::unique_ptr<QTemporaryDir> m_root;
    QString m_epoch;
    QList<StoredEvent> m_events;
};

namespace
{

const QString Ann = u"key:ann"_s;
constexpr int Newer = schema::Version + 1;

//! From version n + 1 back to n, for n = 1, 2, 3: what each step has brought is taken away again.
constexpr std::array StepsBack{
    "DROP TABLE image_links; DROP TABLE images;",
    "ALTER TABLE meta DROP COLUMN checksum; ALTER TABLE keys DROP COLUMN checksum;"
    "ALTER TABLE tokens DROP COLUMN checksum;",
    "ALTER TABLE tokens DROP COLUMN first;"
    "UPDATE tokens SET checksum = sermo_checksum(user_id, hash, platform, last_used_ms);"};
static_assert(StepsBack.size() == schema::Version - 1);

bool runSql(const QString &file, const QByteArray &sql)
{
    auto connection = Connection::open(file, Connection::Access::ReadWrite);
    return connection && connection->exec(sql.constData());
}

std::optional<qint64> numberIn(const QString &file, const char *sql)
{
    auto connection = Connection::open(file, Connection::Access::ReadOnly);
    return connection ? connection->queryInteger(sql) : std::nullopt;
}

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArrayList bytesOf(const QList<StoredEvent> &events)
{
    QByteArrayList all;
    for (const StoredEvent &event : events)
        all += event.frame.bytes();
    return all;
}

QStringList copiesIn(const QString &directory)
{
    return QDir(directory).entryList({u"sermo.db.version-*"_s});
}

void everyOlderVersion()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version < schema::Version; ++version)
        QTest::addRow("version %d", version) << version;
}

} // namespace

//! A log with events, a key and a token.
void TestMigrations::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    OpenLog open(directory());
    QVERIFY(open.isOpen);
    SqliteCredentials credentials(open.database);
    std::optional<bool> isKept;
    QObject context;
    credentials.saveToken({UserId(u"ada"_s), "hash", PlatformId(u"webchat"_s), 7, "first"},
                          &context, [&isKept](bool ok) { isKept = ok; });
    for (const QString &user : {u"ada"_s, u"bob"_s, u"ada"_s})
        QVERIFY(open.probe.append(request(1, Ann, textOf(user))).event.seq > 0);
    QVERIFY(waitUntil([&isKept] { return isKept.has_value(); }) && *isKept);
    m_epoch = open.log.epoch();
    m_events = open.probe.all();
    QVERIFY(open.probe.close());
}

bool TestMigrations::makeOlder(int version)
{
    QByteArray sql = "BEGIN;";
    for (int step = schema::Version - 1; step >= version; --step)
        sql += StepsBack.at(size_t(step - 1));
    sql += "PRAGMA user_version = " + QByteArray::number(version) + ";COMMIT;";
    return runSql(file(), sql);
}

std::optional<EraseOutcome> TestMigrations::erase(SqliteLog &log, const EraseRequest &request)
{
    std::optional<EraseOutcome> outcome;
    QObject context;
    log.erase(request, &context, [&](const EraseOutcome &answer) { outcome = answer; });
    (void)waitUntil([&outcome] { return outcome.has_value(); });
    return outcome;
}

void TestMigrations::bringsAnOlderFileUpToDate_data()
{
    everyOlderVersion();
}

void TestMigrations::bringsAnOlderFileUpToDate()
{
    QFETCH(const int, version);
    QVERIFY(makeOlder(version));
    {
        OpenLog open(directory());
        QVERIFY(open.isOpen);
        QCOMPARE(open.log.epoch(), m_epoch);
        QCOMPARE(bytesOf(open.probe.all()), bytesOf(m_events));
        QCOMPARE(open.probe.append(request(1, Ann, textOf(u"cy"_s))).event.seq,
                 Seq(m_events.size() + 1));
        QVERIFY(open.probe.close());
    }
    QCOMPARE(numberIn(file(), "PRAGMA user_version"), schema::Version);
    QCOMPARE(numberIn(file(), "SELECT last_used_ms FROM tokens WHERE user_id = 'ada'"), 7);
    const auto report = checkLog(directory());
    QVERIFY(report.has_value());
    QCOMPARE(report->problems, QStringList());
}

void TestMigrations::keepsTheFileAsItWasBesideIt_data()
{
    everyOlderVersion();
}

void TestMigrations::keepsTheFileAsItWasBesideIt()
{
    QFETCH(const int, version);
    QVERIFY(makeOlder(version));
    QFile former(copyOf(version)); // of an attempt that came to nothing
    QVERIFY(former.open(QIODevice::WriteOnly) && former.write("half") == 4);
    former.close();
    {
        OpenLog open(directory());
        QVERIFY(open.isOpen);
        QVERIFY(open.probe.append(request(1, Ann, textOf(u"cy"_s))).event.seq > 0);
        QVERIFY(open.probe.close());
    }
    // Alone: it can be taken elsewhere and opened by the program that made it.
    QCOMPARE(copiesIn(directory()), QStringList{QFileInfo(copyOf(version)).fileName()});
    QVERIFY(!(QFile::permissions(copyOf(version)) & (QFile::ReadGroup | QFile::ReadOther)));
    QCOMPARE(numberIn(copyOf(version), "PRAGMA user_version"), version);
    QCOMPARE(numberIn(copyOf(version), "SELECT count(*) FROM events"), m_events.size());

    // And it is brought up to date as the file was that it was made of.
    const QString elsewhere = m_root->filePath(u"elsewhere"_s);
    QVERIFY(QDir().mkdir(elsewhere));
    QVERIFY(QFile::copy(copyOf(version), files::databaseIn(elsewhere)));
    OpenLog restored(elsewhere);
    QVERIFY(restored.isOpen);
    QCOMPARE(bytesOf(restored.probe.all()), bytesOf(m_events));
}

void TestMigrations::keepsNoCopyOfAFileThatStaysAsItIs()
{
    OpenLog open(directory());
    QVERIFY(open.isOpen);
    QCOMPARE(copiesIn(directory()), QStringList());
}

//! The last step fails: of the first ones nothing is left either.
void TestMigrations::leavesTheOldFileWhereAStepFails()
{
    QVERIFY(makeOlder(1));
    QVERIFY(runSql(file(), "ALTER TABLE tokens ADD COLUMN first ANY"));
    const QString why = openingError(directory());
    QVERIFY2(why.contains(u"first"_s), qPrintable(why));
    QCOMPARE(numberIn(file(), "PRAGMA user_version"), 1);
    QCOMPARE(numberIn(file(), "SELECT count(*) FROM sqlite_schema WHERE name = 'images'"), 0);
    QCOMPARE(numberIn(file(), "SELECT count(*) FROM events"), m_events.size());
    QCOMPARE(numberIn(copyOf(1), "SELECT count(*) FROM events"), m_events.size());

    QVERIFY(runSql(file(), "ALTER TABLE tokens DROP COLUMN first"));
    QCOMPARE(openingError(directory()), QString());
    QCOMPARE(numberIn(copyOf(1), "PRAGMA user_version"), 1);
}

void TestMigrations::doesNothingWhereNoCopyCanBeKept()
{
    QVERIFY(makeOlder(3));
    QVERIFY(QDir().mkdir(copyOf(3))); // in the way
    const QString why = openingError(directory());
    QVERIFY2(why.contains(u"no backup of it can be kept"_s), qPrintable(why));
    QCOMPARE(numberIn(file(), "PRAGMA user_version"), 3);
    QVERIFY(QDir().rmdir(copyOf(3)));
    QCOMPARE(copiesIn(directory()), QStringList()); // no half one either
    QCOMPARE(openingError(directory()), QString());
}

void TestMigrations::forgetsTheCopyWithWhoIsErased()
{
    QVERIFY(makeOlder(3));
    OpenLog open(directory());
    QVERIFY(open.isOpen && QFile::exists(copyOf(3)));
    EraseRequest request;
    request.user = UserId(u"ada"_s);
    const auto outcome = erase(open.log, request);
    QVERIFY(outcome && outcome->erased == 2);
    std::optional<bool> isClean;
    QObject context;
    open.log.scrub(&context, [&isClean](bool ok) { isClean = ok; });
    QVERIFY(waitUntil([&isClean] { return isClean.has_value(); }) && *isClean);
    QCOMPARE(copiesIn(directory()), QStringList());
}

void TestMigrations::forgetsTheCopyWithWhatExpires()
{
    QVERIFY(makeOlder(3));
    OpenLog open(directory());
    QVERIFY(open.isOpen && QFile::exists(copyOf(3)));
    EraseRequest request;
    request.user = UserId(u"nobody"_s);
    request.isExpiry = true;
    QVERIFY(erase(open.log, request));
    QVERIFY(QFile::exists(copyOf(3))); // nothing was forgotten
    request.user = UserId(u"bob"_s);
    const auto outcome = erase(open.log, request);
    QVERIFY(outcome && outcome->erased == 1);
    QCOMPARE(copiesIn(directory()), QStringList());
}

void TestMigrations::leavesANewerFileAsItIs_data()
{
    QTest::addColumn<bool>("isKilled");
    QTest::newRow("that was closed") << false;
    QTest::newRow("whose write-ahead log alone knows its version") << true;
}

void TestMigrations::leavesANewerFileAsItIs()
{
    QFETCH(const bool, isKilled);
    const QByteArray newer = "PRAGMA user_version = " + QByteArray::number(Newer);
    QString data = directory();
    if (isKilled) {
        OpenLog open(directory());
        QVERIFY(open.isOpen && runSql(file(), newer));
        data = m_root->filePath(u"killed"_s);
        QVERIFY(copyDirectory(directory(), data));
        QVERIFY(QFile::remove(files::lockIn(data)));
    } else {
        QVERIFY(runSql(file(), newer));
    }
    const QString name = files::databaseIn(data);
    const QByteArray database = contentOf(name);
    const QByteArray wal = contentOf(name + u"-wal"_s);
    QCOMPARE(wal.isEmpty(), !isKilled);

    const QString why = openingError(data);
    QVERIFY2(why.contains(u"made by a newer version"_s), qPrintable(why));
    const auto report = checkLog(data);
    QVERIFY(!report && report.error().contains(u"made by a newer version"_s));
    QVERIFY(isOfNewerVersion(data));
    QCOMPARE(contentOf(name), database);
    QCOMPARE(contentOf(name + u"-wal"_s), wal);
    QCOMPARE(copiesIn(data), QStringList());
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
