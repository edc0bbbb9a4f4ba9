// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/sqlite.h"
#include "broker/store/walcheck.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace sermo::store;
using sqlite::Connection;

//! A flipped bit in the write-ahead log, which for SQLite only makes the log shorter: what stood
//! behind it, acknowledged, is gone without a word.
class TestWalCheck : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void countsTheCommitsLostToADamagedPlace_data();
    void countsTheCommitsLostToADamagedPlace();
    void takesWhatACrashToreForNoDamage();
    void takesWhatAnOlderRunHasLeftForNoDamage();
    void findsAnyFlippedBitThatLosesMoreThanTheLastCommit();

private:
    //! The database as a crash leaves it, with this log.
    QString crashed(const QByteArray &wal);
    [[nodiscard]] int commitsFrom(qsizetype frame) const;

    QTemporaryDir m_folder;
    QByteArray m_database, m_wal;
    int m_copies = 0;
};

namespace
{

constexpr int Commits = 8;
constexpr qsizetype Header = 32;
constexpr qsizetype FrameHeader = 24;
constexpr qsizetype Frame = FrameHeader + 4096;

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &name, const QByteArray &content)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

QByteArray flipped(QByteArray content, qsizetype at, int bit = 0)
{
    content[at] = char(content.at(at) ^ (1 << bit));
    return content;
}

} // namespace

void TestWalCheck::initTestCase()
{
    const QString name = m_folder.filePath(u"whole"_s);
    auto connection = Connection::open(name, Connection::Access::ReadWrite);
    QVERIFY(connection && connection->exec("PRAGMA journal_mode = WAL")
            && connection->exec("PRAGMA wal_autocheckpoint = 0")
            && connection->exec("CREATE TABLE t(x)"));
    for (int i = 1; i < Commits; ++i)
        QVERIFY(connection->exec("INSERT INTO t VALUES(randomblob(3000))"));
    m_database = contentOf(name);
    m_wal = contentOf(name + u"-wal"_s);
    QCOMPARE((m_wal.size() - Header) % Frame, 0);
    QCOMPARE(commitsFrom(0), Commits);
    QCOMPARE(commitsLostToDamage(name), 0); // while somebody writes
}

QString TestWalCheck::crashed(const QByteArray &wal)
{
    const QString name = m_folder.filePath(QString::number(++m_copies));
    return write(name, m_database) && write(name + u"-wal"_s, wal) ? name : QString();
}

int TestWalCheck::commitsFrom(qsizetype frame) const
{
    int commits = 0;
    for (qsizetype at = Header + frame * Frame; at < m_wal.size(); at += Frame)
        commits += qFromBigEndian<quint32>(m_wal.constData() + at + 4) != 0 ? 1 : 0;
    return commits;
}

void TestWalCheck::countsTheCommitsLostToADamagedPlace_data()
{
    QTest::addColumn<qsizetype>("at");
    QTest::addColumn<qsizetype>("frame"); // the first that is lost
    const auto row = [](const char *name, qsizetype at, qsizetype frame) {
        QTest::newRow(name) << at << frame;
    };
    row("the header's magic", 3, 0);
    row("the header's version", 7, 0);
    row("the header's salt", 17, 0);
    row("the header's sum", 30, 0);
    row("a frame's page number", Header + 2 * Frame + 3, 2);
    row("a frame's salt", Header + 2 * Frame + 9, 2);
    row("a frame's sum", Header + 2 * Frame + 17, 2);
    row("a frame's page", Header + 2 * Frame + FrameHeader + 100, 2);
    row("the first frame's page", Header + FrameHeader, 0);
}

void TestWalCheck::countsTheCommitsLostToADamagedPlace()
{
    QFETCH(const qsizetype, at);
    QFETCH(const qsizetype, frame);
    QVERIFY(commitsFrom(frame) > 1);
    QCOMPARE(commitsLostToDamage(crashed(flipped(m_wal, at))), commitsFrom(frame));
}

void TestWalCheck::takesWhatACrashToreForNoDamage()
{
    QCOMPARE(commitsLostToDamage(crashed(m_wal)), 0);
    for (const qsizetype torn : {qsizetype(1), qsizetype(100), Frame - 1, Frame, Frame + 1})
        QCOMPARE(commitsLostToDamage(crashed(m_wal.chopped(torn))), 0);
    // The last commit's pages may have reached the disk in any order.
    QCOMPARE(commitsLostToDamage(crashed(flipped(m_wal, m_wal.size() - 1))), 0);
    QCOMPARE(commitsLostToDamage(crashed({})), 0);
    QCOMPARE(commitsLostToDamage(m_folder.filePath(u"nowhere"_s)), 0);
}

void TestWalCheck::takesWhatAnOlderRunHasLeftForNoDamage()
{
    const QString name = crashed(m_wal);
    auto connection = Connection::open(name, Connection::Access::ReadWrite);
    QVERIFY(connection && connection->exec("PRAGMA wal_checkpoint(RESTART)")
            && connection->exec("INSERT INTO t VALUES(1)"));
    const QByteArray wal = contentOf(name + u"-wal"_s);
    QCOMPARE(wal.size(), m_wal.size()); // the older run is still behind it
    QVERIFY(wal != m_wal);
    QCOMPARE(commitsLostToDamage(name), 0);
}

void TestWalCheck::findsAnyFlippedBitThatLosesMoreThanTheLastCommit()
{
    QRandomGenerator dice(20260302);
    for (int i = 0; i < 100; ++i) {
        const auto at = dice.bounded(qint64(m_wal.size()));
        const int bit = int(dice.bounded(8));
        const QString name = crashed(flipped(m_wal, at, bit));
        const qint64 lost = commitsLostToDamage(name);
        auto connection = Connection::open(name, Connection::Access::ReadWrite);
        QVERIFY(connection);
        const auto rows = connection->queryInteger("SELECT count(*) FROM t");
        const bool isWhole = rows && *rows >= Commits - 2;
        QVERIFY2(isWhole || lost > 1, qPrintable(u"byte %1, bit %2"_s.arg(at).arg(bit)));
    }
}

QTEST_GUILESS_MAIN(TestWalCheck)
#include "tst_walcheck.moc"
