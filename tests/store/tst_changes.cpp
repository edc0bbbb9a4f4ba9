// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/apart.h"
#include "broker/store/databasecopy.h"
#include "broker/store/sqliteblobs.h"
#include "broker/store/sqlitecredentials.h"
#include "tests/store/storefixture.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

namespace
{

//! A host's file, open, with its changes noted, and what is done to it in words.
struct Host {
    explicit Host(const QString &directory, bool isOneOfTwo = true)
        : database(std::make_shared<Database>(directory, clock, isOneOfTwo))
        , log(database)
        , credentials(database)
        , images(database)
        , probe(log)
        , isOpen(probe.open())
    {
    }

    [[nodiscard]] bool say(const QString &user, const QString &id, const QString &text = u"hi"_s)
    {
        return probe.append(request(1, u"customer:"_s + user, textOf(user, id, text))).kind
            == AppendOutcome::Kind::Stored;
    }
    [[nodiscard]] bool done(const std::function<void(std::function<void(bool)>)> &order)
    {
        std::optional<bool> answer;
        order([&answer](bool ok) { answer = ok; });
        return waitUntil([&] { return answer.has_value(); }) && *answer;
    }
    [[nodiscard]] bool saveKey(const QString &name, bool isOfStandby = false)
    {
        return done([&](const auto &told) {
            credentials.saveKey({KeyName(name), name.toUtf8(), Role::Bot, {}, 1, isOfStandby},
                                &context, told);
        });
    }
    [[nodiscard]] bool removeKey(const QString &name)
    {
        return done(
            [&](const auto &told) { credentials.removeKey(KeyName(name), &context, told); });
    }
    [[nodiscard]] bool saveToken(const QString &user)
    {
        return done([&](const auto &told) {
            credentials.saveToken({UserId(user), "hash", PlatformId(u"webchat"_s), 5, {}}, &context,
                                  told);
        });
    }
    [[nodiscard]] bool saveImage(const QString &id, const QString &user)
    {
        return done([&](const auto &told) {
            images.save({ImageId(id), "image/png", 1, 1, u"customer:"_s + user, 7},
                        QByteArray("\x89PNG\0 bytes of ", 15) + id.toUtf8(), UserId(user), &context,
                        told);
        });
    }
    [[nodiscard]] bool removeImages(const QString &user)
    {
        return done([&](const auto &told) {
            images.removeImagesOf(UserId(user), BlobStore::EverMs, &context, told);
        });
    }
    [[nodiscard]] bool erase(const QString &user, bool isExpiry = false)
    {
        EraseRequest all;
        all.user = UserId(user);
        all.isExpiry = isExpiry;
        return done([&](const auto &told) {
            log.erase(all, &context,
                      [told](const EraseOutcome &outcome) { told(!outcome.failed); });
        });
    }
    [[nodiscard]] bool scrub()
    {
        return done([&](const auto &told) { log.scrub(&context, told); });
    }
    [[nodiscard]] ChangePage changesBehind(Seq after)
    {
        std::optional<ChangePage> page;
        database->readChanges(after, &context, [&page](const ChangePage &read) { page = read; });
        return waitUntil([&] { return page.has_value(); }) ? *page : ChangePage{{}, 0, false, true};
    }

    test::FakeClock clock;
    std::shared_ptr<Database> database;
    SqliteLog log;
    SqliteCredentials credentials;
    SqliteBlobs images;
    LogProbe probe;
    QObject context;
    bool isOpen;
};

//! The other one's copy, and how it is brought up to date.
struct Follower {
    explicit Follower(const QString &directory)
        : copy(directory)
        , failed(&copy, &DatabaseCopy::failed)
    {
        QSignalSpy opened(&copy, &DatabaseCopy::opened);
        copy.open();
        isOpen = waitUntil([&] { return opened.count() + failed.count() > 0; }) && failed.isEmpty();
    }

    [[nodiscard]] bool take(const std::function<void()> &give)
    {
        QSignalSpy taken(&copy, &DatabaseCopy::taken);
        give();
        return waitUntil([&] { return taken.count() > 0; }) && failed.isEmpty();
    }
    [[nodiscard]] bool takeFile(const QString &directory)
    {
        const QString name = leavingFrom(directory);
        if (!copyForFollower(directory, name))
            return false;
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return false;
        copy.beginFile();
        const bool isTaken = take([&] { copy.addToFile(file.readAll()); });
        return file.remove() && isTaken && take([this] { copy.endFile(); });
    }
    [[nodiscard]] bool takeChanges(Host &host)
    {
        while (copy.head() < host.database->changes()) {
            const ChangePage page = host.changesBehind(copy.head());
            if (page.failed || page.needsFile || page.changes.isEmpty()
                || !take([&] { copy.apply(toBytes(page.changes)); }))
                return false;
        }
        return true;
    }

    DatabaseCopy copy;
    QSignalSpy failed;
    bool isOpen = false;
};

const QStringList CopiedTables{u"events"_s, u"keys"_s,        u"tokens"_s,
                               u"images"_s, u"image_links"_s, u"meta"_s};

//! Every row of every table that is copied.
QList<QList<sqlite::Value>> rowsIn(const QString &directory)
{
    QList<QList<sqlite::Value>> rows;
    auto connection = sqlite::Connection::open(files::databaseIn(directory),
                                               sqlite::Connection::Access::ReadOnly);
    for (const QString &table : CopiedTables) {
        const QByteArray sql = "SELECT * FROM " + table.toLatin1() + " ORDER BY 1, 2";
        sqlite::Statement statement = connection->prepare(sql.constData());
        const int columns = table == "images"_L1 ? 8
            : table == "events"_L1               ? 10
            : table == "image_links"_L1          ? 5
            : table == "meta"_L1                 ? 3
                                                 : 6;
        while (statement.step() == sqlite::Step::Row) {
            QList<sqlite::Value> row{{sqlite::Value::Kind::Text, 0, table.toLatin1()}};
            for (int i = 0; i < columns; ++i)
                row.append(statement.value(i));
            rows.append(row);
        }
    }
    return rows;
}

bool isAnywhereIn(const QString &directory, const QByteArray &words)
{
    for (const QString &name : QDir(directory).entryList(QDir::Files)) {
        QFile file(QDir(directory).filePath(name));
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(words))
            return true;
    }
    return false;
}

} // namespace

//! What one host writes is noted, and another one that takes the notes has the same.
class ChangesTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_host = m_directory->filePath(u"host"_s);
        m_follower = m_directory->filePath(u"follower"_s);
    }

    void notesNothingWhereItIsOneAlone();
    void givesTheFileToWhoHasNothing();
    void bringsEachKindOfChange_data();
    void bringsEachKindOfChange();
    void bringsOddNamesAsTheyAre();
    void isBroughtUpToDateInAnyPieces();
    void takesNothingTwiceAndNothingWithAGap();
    void goesOnWhereTheCopyEnded();
    void notesWhatIsWrittenAfterTakingOver();
    void givesTheFileToWhoIsOlderThanWhatIsKept();
    void ridsTheCopyOfWhatIsErased();
    void keepsTheOldCopyUntilTheNewOneIsWhole();
    void namesTheLogAnewForBoth();
    void setsAWholeLogApart();
    void isNoMessageWhatIsNone();

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_host, m_follower;
};

void ChangesTest::notesNothingWhereItIsOneAlone()
{
    Host host(m_host, false);
    QVERIFY(host.isOpen);
    QVERIFY(host.say(u"u1"_s, u"a"_s));
    QCOMPARE(host.database->changes(), 0u);
}

void ChangesTest::givesTheFileToWhoHasNothing()
{
    {
        Host before(m_host, false);
        QVERIFY(before.say(u"u1"_s, u"a"_s));
    }
    Host host(m_host);
    QVERIFY(host.isOpen);
    QCOMPARE(host.database->changes(), 1u); // all that was there
    QVERIFY(host.changesBehind(0).needsFile);
    Follower follower(m_follower);
    QVERIFY(follower.isOpen);
    QCOMPARE(follower.copy.epoch(), QString());
    QVERIFY(follower.takeFile(m_host));
    QCOMPARE(follower.copy.head(), 1u);
    QCOMPARE(follower.copy.epoch(), host.database->epoch());
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void ChangesTest::bringsEachKindOfChange_data()
{
    QTest::addColumn<std::function<bool(Host &)>>("change");
    const auto row = [](const char *name, const std::function<bool(Host &)> &change) {
        QTest::newRow(name) << change;
    };
    row("an event", [](Host &host) { return host.say(u"u1"_s, u"b"_s); });
    row("a key", [](Host &host) { return host.saveKey(u"k2"_s, true); });
    row("a key is revoked", [](Host &host) { return host.removeKey(u"k1"_s); });
    row("a token", [](Host &host) { return host.saveToken(u"u2"_s); });
    row("an image", [](Host &host) { return host.saveImage(u"i2"_s, u"u1"_s); });
    row("images go", [](Host &host) { return host.removeImages(u"u1"_s); });
    row("a customer is erased", [](Host &host) { return host.erase(u"u1"_s); });
    row("a session's time is up", [](Host &host) { return host.erase(u"u1"_s, true); });
    row("an event under an id that was erased",
        [](Host &host) { return host.erase(u"u1"_s) && host.say(u"u1"_s, u"a"_s); });
}

void ChangesTest::bringsEachKindOfChange()
{
    QFETCH(std::function<bool(Host &)>, change);
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(host.isOpen && follower.isOpen && follower.takeFile(m_host));
    QVERIFY(host.say(u"u1"_s, u"a"_s) && host.saveKey(u"k1"_s) && host.saveToken(u"u1"_s)
            && host.saveImage(u"i1"_s, u"u1"_s));
    QVERIFY(follower.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
    const Seq before = host.database->changes();
    QVERIFY(change(host));
    QVERIFY(host.database->changes() > before);
    QVERIFY(rowsIn(m_follower) != rowsIn(m_host));
    QVERIFY(follower.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
    QCOMPARE(follower.copy.head(), host.database->changes());
}

void ChangesTest::bringsOddNamesAsTheyAre()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host));
    const QString lone(QChar(0xd800));
    const QString withNul = u"a\0b"_s;
    QVERIFY(host.saveToken(lone) && host.saveToken(withNul) && host.saveToken(QString())
            && host.saveKey(lone) && host.removeKey(lone));
    QVERIFY(follower.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void ChangesTest::isBroughtUpToDateInAnyPieces()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host));
    const QString much(20'000, u'x');
    for (int i = 0; i < 100; ++i)
        QVERIFY(host.say(u"u1"_s, QString::number(i), much));
    const ChangePage first = host.changesBehind(follower.copy.head());
    QVERIFY(first.changes.size() < 100); // a page has its bounds
    QVERIFY(follower.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void ChangesTest::takesNothingTwiceAndNothingWithAGap()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host));
    for (int i = 0; i < 4; ++i)
        QVERIFY(host.say(u"u1"_s, QString::number(i)));
    const QList<Change> all = host.changesBehind(follower.copy.head()).changes;
    QVERIFY(follower.take([&] { follower.copy.apply(toBytes(all.first(2))); }));
    QVERIFY(follower.take([&] { follower.copy.apply(toBytes(all.first(3))); }));
    QCOMPARE(follower.copy.head(), all.at(2).number);
    QVERIFY(host.say(u"u1"_s, u"more"_s));
    const Seq before = follower.copy.head();
    QVERIFY(!follower.take(
        [&] { follower.copy.apply(toBytes(host.changesBehind(before + 1).changes)); }));
    QCOMPARE(follower.copy.head(), before);
}

void ChangesTest::goesOnWhereTheCopyEnded()
{
    Host host(m_host);
    {
        Follower follower(m_follower);
        QVERIFY(follower.takeFile(m_host) && host.say(u"u1"_s, u"a"_s));
        QVERIFY(follower.takeChanges(host));
    }
    QVERIFY(host.say(u"u1"_s, u"b"_s));
    Follower again(m_follower);
    QVERIFY(again.isOpen);
    QCOMPARE(again.copy.head() + 1, host.database->changes());
    QVERIFY(again.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void ChangesTest::notesWhatIsWrittenAfterTakingOver()
{
    {
        Host host(m_host);
        Follower follower(m_follower);
        QVERIFY(follower.takeFile(m_host) && host.say(u"u1"_s, u"a"_s));
        QVERIFY(follower.takeChanges(host));
    }
    Host successor(m_follower);
    QVERIFY(successor.isOpen);
    QCOMPARE(successor.database->changes(), apart::headOf(m_host));
    Follower former(m_host);
    QVERIFY(former.isOpen);
    QVERIFY(successor.say(u"u2"_s, u"b"_s) && successor.saveKey(u"k"_s));
    QCOMPARE(successor.probe.all().constLast().seq, 2u);
    QVERIFY(former.takeChanges(successor));
    QCOMPARE(rowsIn(m_host), rowsIn(m_follower));
}

void ChangesTest::givesTheFileToWhoIsOlderThanWhatIsKept()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host) && host.say(u"u1"_s, u"a"_s) && host.say(u"u2"_s, u"b"_s));
    QVERIFY(host.erase(u"u1"_s) && host.scrub()); // its notes go, too
    QVERIFY(host.say(u"u3"_s, u"c"_s));
    QVERIFY(host.changesBehind(follower.copy.head()).needsFile);
    QVERIFY(follower.takeFile(m_host) && follower.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void ChangesTest::ridsTheCopyOfWhatIsErased()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host) && host.saveToken(u"erased-name"_s)
            && host.say(u"erased-name"_s, u"a"_s, u"erased-words"_s) && host.say(u"u2"_s, u"b"_s));
    QVERIFY(follower.takeChanges(host));
    QVERIFY(isAnywhereIn(m_follower, "erased-words"));
    QVERIFY(host.done([&](const auto &told) {
        host.credentials.removeTokens({UserId(u"erased-name"_s)}, &host.context, told);
    }));
    QVERIFY(host.erase(u"erased-name"_s));
    QVERIFY(follower.takeChanges(host)); // as it does before the host goes on
    QVERIFY(host.scrub());
    QVERIFY(follower.takeChanges(host));
    for (const QString &directory : {m_host, m_follower}) {
        QVERIFY(!isAnywhereIn(directory, "erased-words"));
        QVERIFY(!isAnywhereIn(directory, "erased-name"));
    }
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void ChangesTest::keepsTheOldCopyUntilTheNewOneIsWhole()
{
    Host host(m_host);
    QString epoch;
    {
        Follower follower(m_follower);
        QVERIFY(follower.takeFile(m_host) && host.say(u"u1"_s, u"a"_s));
        QVERIFY(follower.takeChanges(host));
        follower.copy.beginFile();
        QVERIFY(follower.take([&] { follower.copy.addToFile("half a file"); }));
    }
    {
        Follower again(m_follower);
        QVERIFY(again.isOpen);
        QCOMPARE(again.copy.head(), host.database->changes());
        again.copy.beginFile();
        QVERIFY(again.take([&] { again.copy.addToFile("no database"); }));
        QVERIFY(!again.take([&] { again.copy.endFile(); }));
    }
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void ChangesTest::namesTheLogAnewForBoth()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host));
    const QString before = host.database->epoch();
    QVERIFY(host.done([&](const auto &told) { host.database->renewEpoch(&host.context, told); }));
    QVERIFY(host.database->epoch() != before);
    QCOMPARE(host.database->epochBefore(), before);
    QVERIFY(follower.takeChanges(host));
    QCOMPARE(follower.copy.epoch(), host.database->epoch());
}

void ChangesTest::setsAWholeLogApart()
{
    {
        Host host(m_host);
        QVERIFY(host.say(u"u1"_s, u"a"_s, u"what nobody else has"_s));
    }
    QCOMPARE(apart::told(m_host), QString());
    QVERIFY(apart::setApart(m_host));
    QCOMPARE(apart::headOf(m_host), 0u);
    QVERIFY(apart::told(m_host).contains(u"sermo.db.apart.1"_s));
    {
        Host anew(m_host);
        QVERIFY(anew.isOpen && anew.probe.all().isEmpty());
    }
    QVERIFY(apart::setApart(m_host));
    QVERIFY(apart::told(m_host).contains(u"sermo.db.apart.2"_s));
    QVERIFY(QFile::remove(m_host + u"/sermo.db.apart.1"_s)); // somebody has looked into it
    {
        const Host again(m_host);
        QVERIFY(again.isOpen);
    }
    QVERIFY(apart::setApart(m_host));
    QVERIFY(apart::told(m_host).contains(u"sermo.db.apart.2"_s));
    QVERIFY(apart::told(m_host).contains(u"sermo.db.apart.3"_s)); // the later is the higher
    QVERIFY(isAnywhereIn(m_host, "what nobody else has"));
    QVERIFY(apart::discard(m_host));
    QCOMPARE(apart::told(m_host), QString());
}

void ChangesTest::isNoMessageWhatIsNone()
{
    Change change{7, 1, {{sqlite::Value::Kind::Integer, 3, {}}}, {}};
    const QByteArray good = toBytes({change});
    QCOMPARE(changesOf(good)->constFirst().key, change.key);
    for (qsizetype size = 1; size < good.size(); ++size)
        QVERIFY(!changesOf(good.first(size)));
    QVERIFY(changesOf({})->isEmpty());
}

QTEST_GUILESS_MAIN(ChangesTest)
#include "tst_changes.moc"
