// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/eventrow.h"
#include "broker/store/logcheck.h"
#include "broker/store/sqliteblobs.h"
#include "broker/store/sqlitecredentials.h"
#include "tests/store/storefixture.h"
#include "tests/support/promise.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using namespace sermo::test;
using sqlite::Connection;
using sqlite::Step;

//! `sermo-broker check`: what is damaged is found, what is whole is left in peace.
class TestLogCheck : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void findsNothingWrongWithAWholeLog();
    void takesAnErasedEventForWhole();
    void saysWhenThereIsNothingToCheck();
    void findsWhatWasTamperedWith_data();
    void findsWhatWasTamperedWith();
    void listsOnlySoManyProblems();
    void findsABitFlippedInAnEvent();
    void findsAFlippedBitOrItDoesNoHarm();
    void checksWhileABrokerWrites();
    void readersAreToldOfADamagedEvent();

private:
    [[nodiscard]] QString directory() const { return m_root->filePath(u"data"_s); }
    std::unique_ptr<QTemporaryDir> m_root;
};

namespace
{

constexpr int Events = 60;
const QByteArray Marker = "the words of a customer";

QList<AppendRequest> talk()
{
    QList<AppendRequest> batch;
    for (int i = 0; i < Events; ++i) {
        const QString user = u"u%1"_s.arg(i % 3);
        const QString words = QString::fromLatin1(Marker) + QString(40 * i, u'.');
        batch.append(
            request(quint64(i), u"customer:"_s + user, textOf(user, u"id%1"_s.arg(i), words)));
    }
    return batch;
}

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &fileName, const QByteArray &content)
{
    QFile file(fileName);
    return QDir().mkpath(QFileInfo(fileName).path()) && file.open(QIODevice::WriteOnly)
        && file.write(content) == content.size();
}

QByteArray flipped(QByteArray content, qsizetype at, int bit)
{
    content[at] = char(content.at(at) ^ (1 << bit));
    return content;
}

//! All that the file of a directory says, as one value to compare; nothing when it cannot be read.
std::optional<QByteArrayList> everythingIn(const QString &directory)
{
    auto connection = Connection::open(files::databaseIn(directory), Connection::Access::ReadOnly);
    if (!connection)
        return std::nullopt;
    QByteArrayList said;
    const QList<std::pair<const char *, int>> tables{
        {"SELECT " SERMO_EVENT_COLUMNS " FROM events ORDER BY seq", 10},
        {"SELECT name, hash, role, agent, created_ms FROM keys ORDER BY name", 5},
        {"SELECT user_id, hash, platform, last_used_ms, first FROM tokens ORDER BY user_id", 5},
        {"SELECT key, value FROM meta ORDER BY key", 2},
        {"SELECT id, type, width, height, uploader, created_ms, bytes FROM images ORDER BY id", 7},
        {"SELECT image_id, user_id, use, used_ms FROM image_links ORDER BY image_id", 4}};
    for (const auto &[sql, columns] : tables) {
        auto rows = connection->prepare(sql);
        Step step = rows.isValid() ? rows.step() : Step::Failed;
        for (; step == Step::Row; step = rows.step()) {
            QByteArrayList row;
            for (int column = 0; column < columns; ++column)
                row.append(rows.blob(column).toByteArray());
            said.append(row.join(' '));
        }
        if (step != Step::Done)
            return std::nullopt;
    }
    return said;
}

//! Keys, tokens and images beside the events.
bool fillOtherTables(const std::shared_ptr<Database> &database)
{
    SqliteCredentials credentials(database);
    SqliteBlobs images(database);
    int written = 0;
    const auto done = [&written](bool ok) { written += ok ? 1 : 0; };
    QObject context;
    for (int i = 0; i < 8; ++i) {
        const QString name = u"name %1"_s.arg(i);
        credentials.saveKey(
            {KeyName(name), QByteArray(32, char('a' + i)), Role::Agent, AgentId(name), 1000 + i},
            &context, done);
        credentials.saveToken(
            {UserId(name), QByteArray(32, char('A' + i)), PlatformId(u"webchat"_s), 2000 + i},
            &context, done);
        images.save({ImageId(u"image%1"_s.arg(i)), "image/png", 3, 4, u"customer:"_s + name, 5},
                    QByteArray(1000 * i + 1, char('0' + i)), UserId(name), &context, done);
    }
    return waitUntil([&written] { return written == 24; });
}

QString problemsIn(const QString &directory)
{
    const auto report = checkLog(directory);
    return report ? report->problems.join(u'\n') : report.error();
}

} // namespace

void TestLogCheck::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    OpenLog log(directory());
    QVERIFY(log.isOpen);
    QCOMPARE(log.probe.append(talk()).size(), Events);
    QVERIFY(fillOtherTables(log.database));
    QVERIFY(log.probe.close());
}

void TestLogCheck::findsNothingWrongWithAWholeLog()
{
    const QByteArray before = contentOf(files::databaseIn(directory()));
    const auto report = checkLog(directory());
    QVERIFY(report.has_value());
    QCOMPARE(report->problems, QStringList());
    QCOMPARE(report->events, Seq(Events));
    QCOMPARE(report->erased, 0u);
    QCOMPARE(contentOf(files::databaseIn(directory())), before); // looked only
}

//! Erasing a customer's data leaves his numbers, empty: for readers there is nothing, and no gap.
void TestLogCheck::takesAnErasedEventForWhole()
{
    {
        auto connection
            = Connection::open(files::databaseIn(directory()), Connection::Access::ReadWrite);
        QVERIFY(connection.has_value());
        auto erase = connection->prepare(
            "UPDATE events SET received_ms = 0, direction = 0, moves = 0, folded = 0,"
            " sender = ?1, user_id = NULL, id = NULL, bytes = x'', checksum = ?2"
            " WHERE seq = ?3");
        for (const Seq seq : {Seq(1), Seq(30), Seq(Events)}) {
            const EventRow row = EventRow::erased(seq);
            const sqlite::Resetting resetting(erase);
            erase.bind(1, row.sender);
            erase.bind(2, qint64(row.checksum()));
            erase.bind(3, qint64(seq));
            QCOMPARE(erase.step(), Step::Done);
        }
    }
    const auto report = checkLog(directory());
    QVERIFY(report.has_value());
    QCOMPARE(report->problems, QStringList());
    QCOMPARE(report->events, Seq(Events));
    QCOMPARE(report->erased, 3u);

    OpenLog log(directory());
    QVERIFY(log.isOpen);
    QCOMPARE(log.log.head(), Seq(Events)); // the last number stays taken
    const QList<Seq> seen = seqs(log.probe.all());
    QCOMPARE(seen.size(), Events - 3);
    QVERIFY(!seen.contains(1) && !seen.contains(30) && !seen.contains(Events));
    QCOMPARE(log.probe.append(talk().first()).event.seq, Seq(Events + 1)); // its id went with it
}

void TestLogCheck::saysWhenThereIsNothingToCheck()
{
    const auto none = checkLog(m_root->filePath(u"nowhere"_s));
    QVERIFY(!none);
    QVERIFY(none.error().contains(u"no log"_s));
    QVERIFY(!QFile::exists(m_root->filePath(u"nowhere"_s)));
}

void TestLogCheck::findsWhatWasTamperedWith_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *sql, const QString &problem) {
        QTest::newRow(name) << QByteArray(sql) << problem;
    };
    row("an event gone", "DELETE FROM events WHERE seq = 7", u"event 7 is missing"_s);
    row("the first ones gone", "DELETE FROM events WHERE seq < 4", u"events 1 to 3 are missing"_s);
    row("a number skipped", "UPDATE events SET seq = 99 WHERE seq = 60",
        u"events 60 to 98 are missing"_s);
    row("other words",
        "UPDATE events SET bytes = cast(replace(bytes, 'words', 'swords') AS BLOB) WHERE seq = 5",
        u"event 5 is damaged"_s);
    row("no words", "UPDATE events SET bytes = x'' WHERE seq = 5", u"event 5 is damaged"_s);
    row("another time", "UPDATE events SET received_ms = received_ms + 1 WHERE seq = 5",
        u"event 5 is damaged"_s);
    row("another sender", "UPDATE events SET sender = 'desk' WHERE seq = 5",
        u"event 5 is damaged"_s);
    row("a sender of another kind", "UPDATE events SET sender = cast(sender AS BLOB) WHERE seq = 5",
        u"event 5 is damaged"_s);
    row("another user", "UPDATE events SET user_id = 'u9' WHERE seq = 5", u"event 5 is damaged"_s);
    row("no user", "UPDATE events SET user_id = NULL WHERE seq = 5", u"event 5 is damaged"_s);
    row("another id", "UPDATE events SET id = 'other' WHERE seq = 5", u"event 5 is damaged"_s);
    row("another direction", "UPDATE events SET direction = 2 WHERE seq = 5",
        u"event 5 is damaged"_s);
    row("moving no more", "UPDATE events SET moves = 1 - moves WHERE seq = 5",
        u"event 5 is damaged"_s);
    row("folded no more", "UPDATE events SET folded = 1 - folded WHERE seq = 5",
        u"event 5 is damaged"_s);
    row("another checksum", "UPDATE events SET checksum = checksum + 1 WHERE seq = 5",
        u"event 5 is damaged"_s);
    row("a checksum wider than a checksum",
        "UPDATE events SET checksum = checksum + (1 << 40) WHERE seq = 5", u"event 5 is damaged"_s);
    row("an image's checksum wider than one",
        "UPDATE images SET checksum = checksum + (1 << 40) WHERE id = 'image3'", u"image3"_s);
    row("an image's link's checksum wider than one",
        "UPDATE image_links SET checksum = checksum + (1 << 40) WHERE image_id = 'image3'",
        u"image3"_s);
    row("two events changed places",
        "UPDATE events SET seq = -1 WHERE seq = 5; UPDATE events SET seq = 5 WHERE seq = 6;"
        "UPDATE events SET seq = 6 WHERE seq = -1",
        u"event 6 is damaged"_s);
    row("the last one changed", "UPDATE events SET bytes = x'7b7d' WHERE seq = 60",
        u"event 60 is damaged"_s);
    row("another hash of a key", "UPDATE keys SET hash = zeroblob(32) WHERE name = 'name 3'",
        u"key name 3 is damaged"_s);
    row("another right of a key", "UPDATE keys SET role = 'supervisor' WHERE name = 'name 3'",
        u"key name 3 is damaged"_s);
    row("a token of another customer", "UPDATE tokens SET user_id = 'x' WHERE user_id = 'name 3'",
        u"customer's token is damaged"_s);
    row("another name of the log", "UPDATE meta SET value = 'x' WHERE key = 'epoch'",
        u"the log's epoch is damaged"_s);
    row("no name of the log", "DELETE FROM meta WHERE key = 'epoch'", u"lost its name"_s);
    row("no table of keys", "DROP TABLE keys", u"the keys cannot be read"_s);
    row("no table", "DROP TABLE events", u"cannot be read"_s);
}

void TestLogCheck::findsWhatWasTamperedWith()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QString, problem);
    {
        auto connection
            = Connection::open(files::databaseIn(directory()), Connection::Access::ReadWrite);
        QVERIFY(connection && connection->exec(sql.constData()));
    }
    const QString problems = problemsIn(directory());
    QVERIFY2(problems.contains(problem), qPrintable(problems));
}

void TestLogCheck::listsOnlySoManyProblems()
{
    {
        OpenLog log(directory());
        QList<AppendRequest> batch;
        for (quint64 i = 0; i < 300; ++i)
            batch.append(request(i, u"key:a"_s, textOf(u"u1"_s)));
        QCOMPARE(log.probe.append(batch).size(), 300);
        QVERIFY(log.probe.close());
        auto connection
            = Connection::open(files::databaseIn(directory()), Connection::Access::ReadWrite);
        QVERIFY(connection && connection->exec("UPDATE events SET checksum = 0 WHERE seq <= 150"));
    }
    const auto report = checkLog(directory());
    QVERIFY(report.has_value());
    QCOMPARE(report->problems.size(), CheckReport::MaxProblems);
    QCOMPARE(report->unlisted, 50);
}

void TestLogCheck::findsABitFlippedInAnEvent()
{
    const QByteArray whole = contentOf(files::databaseIn(directory()));
    int found = 0;
    for (qsizetype at = whole.indexOf(Marker); at >= 0; at = whole.indexOf(Marker, at + 1)) {
        const QString damaged = m_root->filePath(u"damaged%1"_s.arg(at));
        QVERIFY(write(files::databaseIn(damaged),
                      flipped(whole, at + (at % Marker.size()), int(at % 8))));
        QVERIFY(problemsIn(damaged).contains(u"checksum"_s));
        ++found;
    }
    QVERIFY(found >= Events);
}

//! Anywhere in the file. A page has room that nothing uses, where a flip is no damage; but then
//! everything must still read as it was.
void TestLogCheck::findsAFlippedBitOrItDoesNoHarm()
{
    const QByteArray whole = contentOf(files::databaseIn(directory()));
    const auto original = everythingIn(directory());
    QVERIFY(original && original->size() > Events);
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    int found = 0;
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("SERMO_FLIPS", &isSet);
    const int flips = isSet ? asked : 200;
    for (int i = 0; i < flips; ++i) {
        const qsizetype at = random.bounded(int(whole.size()));
        const int bit = random.bounded(8);
        const QString damaged = m_root->filePath(u"damaged%1"_s.arg(i));
        QVERIFY(write(files::databaseIn(damaged), flipped(whole, at, bit)));
        const auto report = checkLog(damaged);
        if (report && report->isWhole())
            QVERIFY2(
                everythingIn(damaged) == original,
                qPrintable(u"seed %1: bit %2 of byte %3 went unseen"_s.arg(seed).arg(bit).arg(at)));
        else
            ++found;
        QVERIFY(QDir(damaged).removeRecursively());
    }
    QVERIFY(found > 0);
    keptPromise("a flipped bit that changes anything readable does not go unseen by `check`",
                u"%1 single bits, anywhere in the database"_s.arg(flips),
                u"%1 seen, the others changed nothing"_s.arg(found));
}

void TestLogCheck::checksWhileABrokerWrites()
{
    OpenLog log(directory());
    QVERIFY(log.isOpen);
    Seq seen = 0;
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 20; ++i)
            log.log.append(
                {request(0, u"key:a"_s, textOf(u"u1"_s)), request(0, u"key:b"_s, textOf(u"u2"_s))});
        const auto report = checkLog(directory()); // the writer is at it meanwhile
        QVERIFY2(report && report->isWhole(),
                 report ? qPrintable(report->problems.join(u'\n')) : "no report");
        QVERIFY(report->events >= seen);
        seen = report->events;
    }
    QVERIFY(log.probe.close());
    QCOMPARE(checkLog(directory())->events, Seq(Events + 800));
}

void TestLogCheck::readersAreToldOfADamagedEvent()
{
    {
        auto connection
            = Connection::open(files::databaseIn(directory()), Connection::Access::ReadWrite);
        QVERIFY(connection && connection->exec("UPDATE events SET checksum = 0 WHERE seq = 40"));
    }
    OpenLog log(directory());
    QVERIFY(log.isOpen);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"event 40 is damaged"_s));
    const Page page = log.probe.page();
    QVERIFY(page.failed);
    QVERIFY(page.why.contains(u"event 40 is damaged"_s));
    ReadQuery before;
    before.limit = 39;
    QCOMPARE(log.probe.page(before).events.size(), 39);
}

QTEST_GUILESS_MAIN(TestLogCheck)
#include "tst_logcheck.moc"
