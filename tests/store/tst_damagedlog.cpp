// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/damagedlog.h"
#include "broker/store/logcheck.h"
#include "tests/store/storefixture.h"
#include "tests/support/files.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

//! A start on a damaged write-ahead log, for which SQLite has no word: it goes on without what was
//! lost, as another log, and says so for as long as nobody has looked.
class TestDamagedLog : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void startsAnotherLogAndSaysWhatIsLost();
    void saysNothingOfAWholeLog();
    void saysItUntilSomebodyTakesTheCopyAway();
    void keepsACopyOfEach();
    void doesNotStartWhereNoCopyCanBeKept();
    void leavesNothingOfWhoIsErased();
    void leavesNothingOfWhatHasExpired_data();
    void leavesNothingOfWhatHasExpired();

private:
    [[nodiscard]] QString damagedCopy(const char *name);
    [[nodiscard]] static bool flip(const QString &directory);
    [[nodiscard]] static QString copyIn(const QString &directory, int number);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_epoch;
};

namespace
{

constexpr int Events = 12;

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

//! Twelve events in a log of their own frames, as a killed broker leaves them: in the WAL alone.
void TestDamagedLog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    OpenLog open(m_folder->filePath(u"live"_s));
    QVERIFY(open.isOpen);
    m_epoch = open.log.epoch();
    for (int i = 0; i < Events; ++i)
        QVERIFY(
            open.probe.append(request(1, u"customer:ada"_s, textOf(u"ada-lovelace"_s))).event.seq
            > 0);
    QVERIFY(copyDirectory(m_folder->filePath(u"live"_s), m_folder->filePath(u"killed"_s)));
}

//! One bit, among the events: behind the tables, before the last commits.
bool TestDamagedLog::flip(const QString &directory)
{
    QFile wal(files::databaseIn(directory) + u"-wal"_s);
    const qint64 at = wal.size() / 4 * 3;
    char byte = 0;
    if (!wal.open(QIODevice::ReadWrite) || !wal.seek(at) || !wal.getChar(&byte) || !wal.seek(at))
        return false;
    return wal.putChar(char(byte ^ 1));
}

QString TestDamagedLog::damagedCopy(const char *name)
{
    const QString directory = m_folder->filePath(QString::fromLatin1(name));
    const QString killed = m_folder->filePath(u"killed"_s);
    return copyDirectory(killed, directory) && flip(directory) ? directory : QString();
}

QString TestDamagedLog::copyIn(const QString &directory, int number)
{
    return files::databaseIn(directory) + u"-wal.damaged.%1"_s.arg(number);
}

void TestDamagedLog::startsAnotherLogAndSaysWhatIsLost()
{
    const QString data = damagedCopy("damaged");
    QVERIFY(!data.isEmpty());
    const QByteArray wal = contentOf(files::databaseIn(data) + u"-wal"_s);
    OpenLog open(data);
    QVERIFY(open.isOpen);
    QVERIFY2(open.log.damage().contains(u"lost"_s), qPrintable(open.log.damage()));
    QVERIFY(open.log.head() > 0 && open.log.head() < Events);
    // Numbers are given out again: who knew them must not take the new ones for the old.
    QVERIFY(open.log.epoch() != m_epoch);
    QCOMPARE(contentOf(copyIn(data, 1)), wal);
    const Seq next = open.log.head() + 1;
    QCOMPARE(open.probe.append(request(1, u"c"_s, textOf(u"bob"_s))).event.seq, next);
    const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther;
    QVERIFY(!(QFile::permissions(copyIn(data, 1)) & others));
}

void TestDamagedLog::saysNothingOfAWholeLog()
{
    const QString data = m_folder->filePath(u"killed"_s);
    OpenLog open(data);
    QVERIFY(open.isOpen);
    QCOMPARE(open.log.damage(), QString());
    QCOMPARE(open.log.epoch(), m_epoch);
    QCOMPARE(open.log.head(), Seq(Events));
    QVERIFY(!QFile::exists(copyIn(data, 1)));
}

void TestDamagedLog::saysItUntilSomebodyTakesTheCopyAway()
{
    const QString data = damagedCopy("damaged");
    QString epoch;
    {
        OpenLog open(data);
        QVERIFY(open.isOpen);
        epoch = open.log.epoch();
        QVERIFY(open.probe.close());
    }
    {
        OpenLog open(data);
        QVERIFY(open.isOpen);
        QVERIFY(!open.log.damage().isEmpty());
        QCOMPARE(open.log.epoch(), epoch); // once is enough
        QVERIFY(open.probe.close());
    }
    QVERIFY(checkLog(data)->problems.join(u'\n').contains(u"damaged.1"_s));
    QVERIFY(QFile::remove(copyIn(data, 1)));
    QCOMPARE(checkLog(data)->problems, QStringList());
    OpenLog open(data);
    QVERIFY(open.isOpen);
    QCOMPARE(open.log.damage(), QString());
    QCOMPARE(open.log.epoch(), epoch);
}

void TestDamagedLog::keepsACopyOfEach()
{
    const QString data = damagedCopy("damaged");
    QFile first(copyIn(data, 1));
    QVERIFY(first.open(QIODevice::WriteOnly) && first.write("an earlier one") > 0);
    first.close();
    OpenLog open(data);
    QVERIFY(open.isOpen);
    QCOMPARE(contentOf(copyIn(data, 1)), "an earlier one");
    QVERIFY(!contentOf(copyIn(data, 2)).isEmpty());
    QVERIFY(open.log.damage().contains(u"damaged.2"_s));
}

//! What SQLite would write over stays as it is, and somebody is told.
void TestDamagedLog::doesNotStartWhereNoCopyCanBeKept()
{
    const QString data = damagedCopy("damaged");
    const QByteArray wal = contentOf(files::databaseIn(data) + u"-wal"_s);
    QVERIFY(QDir().mkdir(copyIn(data, 1))); // in the way
    const QString why = openingError(data);
    QVERIFY2(why.contains(u"cannot be set aside"_s), qPrintable(why));
    QCOMPARE(contentOf(files::databaseIn(data) + u"-wal"_s), wal);
}

void TestDamagedLog::leavesNothingOfWhoIsErased()
{
    const QString data = damagedCopy("damaged");
    OpenLog open(data);
    QVERIFY(open.isOpen);
    QVERIFY(!test::filesWith(data, "ada-lovelace").isEmpty());
    std::optional<bool> isDone;
    QObject context;
    EraseRequest request;
    request.user = UserId(u"ada-lovelace"_s);
    open.log.erase(request, &context, [](const EraseOutcome &) {});
    open.log.scrub(&context, [&isDone](bool ok) { isDone = ok; });
    QVERIFY(waitUntil([&isDone] { return isDone.has_value(); }));
    QVERIFY(*isDone);
    QCOMPARE(test::filesWith(data, "ada-lovelace"), QStringList());
    QVERIFY(QFile::exists(copyIn(data, 1))); // that something was lost is still told
}

void TestDamagedLog::leavesNothingOfWhatHasExpired_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<int>("endedAfterDays"); // the copy was made
    QTest::addColumn<bool>("isLeft");
    QTest::newRow("somebody in the copy") << u"ada-lovelace"_s << -30 << false;
    QTest::newRow("somebody else, who ended before") << u"bob"_s << -30 << true;
    QTest::newRow("somebody else, whose time came later and is up too") << u"bob"_s << 1 << false;
    QTest::newRow("a name that no file can be asked for")
        << QString(QChar(char16_t(0xd800))) << -30 << false;
}

void TestDamagedLog::leavesNothingOfWhatHasExpired()
{
    QFETCH(const QString, user);
    QFETCH(const int, endedAfterDays);
    const QString data = damagedCopy("damaged");
    OpenLog open(data);
    QVERIFY(open.isOpen);
    QJsonObject text{{u"type"_s, u"text"_s}, {u"direction"_s, u"inbound"_s}, {u"text"_s, u"Hej"_s}};
    text.insert(u"userId"_s, user);
    QByteArray json = QJsonDocument(text).toJson();
    if (user.front().isSurrogate())
        json = R"({"type":"text","direction":"inbound","userId":"\ud800","text":"Hej"})";
    QVERIFY(open.probe.append(request(1, u"c"_s, frameOf(json))).event.seq > 0);
    QVERIFY(!contentOf(copyIn(data, 1)).isEmpty());
    std::optional<EraseOutcome> outcome;
    QObject context;
    EraseRequest request;
    request.user = UserId(user);
    request.isExpiry = true;
    request.endedMs = QDateTime::currentMSecsSinceEpoch() + endedAfterDays * 24 * 3'600'000LL;
    open.log.erase(request, &context, [&](const EraseOutcome &answer) { outcome = answer; });
    QVERIFY(waitUntil([&outcome] { return outcome.has_value(); }));
    QVERIFY(!outcome->failed && outcome->erased > 0);
    QTEST(!contentOf(copyIn(data, 1)).isEmpty(), "isLeft");
    QVERIFY(QFile::exists(copyIn(data, 1))); // that something was lost is still told
}

QTEST_GUILESS_MAIN(TestDamagedLog)
#include "tst_damagedlog.moc"
