// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/openfile.h"
#include "tests/store/logsuite.h"
#include "tests/store/nats/mirroredhouse.h"

#include <QDir>
#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;

//! What is erased in the cluster goes from each broker's copy, out of its pages and its files.
class TestMirroredErasing : public MirroredCase
{
    Q_OBJECT
private slots:
    void emptiesTheCopyOfWhatIsErased();
    void saysThatSomebodyIsErasedOnceTheCopyIsEmptied();
    void makesTheCopyAnewWhenItMissedAnErasure();
    void leavesNoByteOfWhatWasErasedInACopyMadeAnew();
    void ridsItsCopyOfWhatAnotherErasedInItsTurn();
    void ridsItsCopyBeforeItIsClosed();
    void hasATurnOfItsOwn_data();
    void hasATurnOfItsOwn();

private:
    void eraseSomebodyAt(Mirrored &a, Mirrored &b);
};

void TestMirroredErasing::emptiesTheCopyOfWhatIsErased()
{
    const auto a = join(u"a"_s);
    const auto b = join(u"b"_s);
    for (const QString &user : {u"goes"_s, u"stays"_s, u"goes"_s})
        QCOMPARE(a->probe.append(request(1, Ann, textOf(user))).kind, Kind::Stored);
    QVERIFY(waitUntil([&] { return b->log.head() == 3; }));
    QVERIFY(erase(*a, u"goes"_s));
    QCOMPARE(seqs(a->probe.all()), QList<Seq>{2});
    QVERIFY(waitUntil([&] { return seqs(b->probe.all()) == QList<Seq>{2}; }));
}

//! Pages are read from it.
void TestMirroredErasing::saysThatSomebodyIsErasedOnceTheCopyIsEmptied()
{
    const auto a = join(u"a"_s);
    const auto b = join(u"b"_s);
    QCOMPARE(a->probe.append(request(1, Ann, textOf(u"goes"_s))).kind, Kind::Stored);
    QVERIFY(waitUntil([&] { return b->log.head() == 1; }));
    QSignalSpy failed(&b->log, &EventLog::storageFailed);
    b->copy->limitPages(1);
    QCOMPARE(a->probe.append(request(2, Ann, textOf(u"u"_s, {}, QString(60'000, u'x')))).kind,
             Kind::Stored);
    QVERIFY(waitUntil([&] { return !failed.isEmpty(); }));
    QVERIFY(erase(*a, u"goes"_s));
    QVERIFY(waitUntil([&] { return b->shared.erasures() == 1; }));
    QCOMPARE(seqs(b->probe.all()), QList<Seq>{1});
    QCOMPARE(b->log.erasures(), 0u);
    b->copy->limitPages(0);
    QVERIFY(waitUntil([&] { return b->log.erasures() == 1; }));
    QCOMPARE(seqs(b->probe.all()), QList<Seq>{2});
}

void TestMirroredErasing::makesTheCopyAnewWhenItMissedAnErasure()
{
    const auto a = join(u"a"_s);
    auto b = join(u"b"_s);
    for (const QString &user : {u"goes"_s, u"stays"_s, u"goes"_s})
        QCOMPARE(a->probe.append(request(1, Ann, textOf(user))).kind, Kind::Stored);
    QVERIFY(waitUntil([&] { return b->log.head() == 3; }));
    QVERIFY(b->probe.close());
    b.reset();
    const QString epoch = epochOf(u"b"_s);
    QVERIFY(erase(*a, u"goes"_s));
    b = join(u"b"_s);
    QCOMPARE(seqs(b->probe.all()), QList<Seq>{2});
    QCOMPARE(b->log.head(), 3u);
    b.reset();
    QVERIFY(epochOf(u"b"_s) != epoch);
}

namespace
{

//! How often a word stands in the files of a directory, whatever they are.
qsizetype countIn(const QString &directory, const QByteArray &word)
{
    qsizetype count = 0;
    for (const QFileInfo &info : QDir(directory).entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            count += file.readAll().count(word);
    }
    return count;
}

constexpr int Count = 600;

//! Of somebody who goes and of others: enough that SQLite moves rows, which leave what they were
//! where they stood.
QList<AppendRequest> mingled()
{
    QList<AppendRequest> requests;
    for (int i = 1; i <= Count; ++i) {
        const QString user = i % 3 == 0 ? u"stays%1"_s.arg(i % 50) : u"goes"_s;
        const QString text
            = i % 3 == 0 ? QString(i * 7 % 900, u'y') : u"Lindwurm "_s.repeated(i % 40);
        requests.append(request(quint64(i), Ann, textOf(user, u"id%1"_s.arg(i * 7919), text)));
    }
    return requests;
}

} // namespace

void TestMirroredErasing::leavesNoByteOfWhatWasErasedInACopyMadeAnew()
{
    const auto a = join(u"a"_s);
    auto b = join(u"b"_s);
    QCOMPARE(a->probe.append(mingled()).size(), Count);
    QVERIFY(waitUntil([&] { return b->log.head() == Count; }));
    QVERIFY(b->probe.close());
    b.reset();
    QVERIFY(countIn(directory(u"b"_s), "Lindwurm") > Count);
    QVERIFY(erase(*a, u"goes"_s));
    b = join(u"b"_s);
    QCOMPARE(countIn(directory(u"b"_s), "Lindwurm"), 0);
    QCOMPARE(countIn(directory(u"b"_s), "goes"), 0);
    QCOMPARE(b->probe.all().size(), Count / 3);
}

//! Until the copy of the other one has done all that it was asked to.
void TestMirroredErasing::eraseSomebodyAt(Mirrored &a, Mirrored &b)
{
    QCOMPARE(a.probe.append(mingled()).size(), Count);
    QVERIFY(waitUntil([&] { return b.log.head() == Count; }));
    QVERIFY(erase(a, u"goes"_s));
    QVERIFY(waitUntil([&] { return b.log.erasures() == 1; }));
    QCOMPARE(b.probe.all().size(), Count / 3);
    QCOMPARE(a.probe.append(request(1, Ann, textOf(u"stays"_s))).event.seq, Count + 1u);
    QVERIFY(waitUntil([&] { return b.log.head() == Count + 1; }));
}

//! What comes meanwhile waits, so not all brokers do it at once.
void TestMirroredErasing::ridsItsCopyOfWhatAnotherErasedInItsTurn()
{
    const auto a = join(u"a"_s);
    const auto b = join(u"b"_s);
    eraseSomebodyAt(*a, *b);
    QVERIFY(countIn(directory(u"b"_s), "Lindwurm") > 0);
    m_clock.advance(ScrubTurn::Latest);
    QVERIFY(waitUntil([&] { return countIn(directory(u"b"_s), "Lindwurm") == 0; }));
    QCOMPARE(countIn(directory(u"b"_s), "goes"), 0);
    QCOMPARE(b->probe.all().size(), Count / 3 + 1);
}

//! It may never be opened again.
void TestMirroredErasing::ridsItsCopyBeforeItIsClosed()
{
    const auto a = join(u"a"_s);
    const auto b = join(u"b"_s);
    eraseSomebodyAt(*a, *b);
    QVERIFY(b->probe.close());
    QCOMPARE(countIn(directory(u"b"_s), "Lindwurm"), 0);
    QCOMPARE(countIn(directory(u"b"_s), "goes"), 0);
    // By luck, else, as moved rows are not everywhere.
    auto file = openToLook(directory(u"b"_s));
    QVERIFY(file.has_value());
    const auto number = [&file](const char *key) {
        return file->queryInteger(
            ("SELECT value FROM meta WHERE key = '" + QByteArray(key) + "'").constData());
    };
    QCOMPARE(number("erasures"), std::optional<qint64>(1));
    QCOMPARE(number("scrubbed"), number("erasures"));
}

void TestMirroredErasing::hasATurnOfItsOwn_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<int>("mostMs");
    QTest::newRow("none") << qint64(0) << 100;
    QTest::newRow("a megabyte") << qint64(1'000'000) << 1'000;
    QTest::newRow("a hundred") << qint64(100'000'000) << 90'000;
    QTest::newRow("so much that no time would do") << qint64(100'000'000'000) << 300'000;
}

void TestMirroredErasing::hasATurnOfItsOwn()
{
    QFETCH(const qint64, bytes);
    QFETCH(const int, mostMs);
    constexpr int Brokers = 200;
    QMap<std::chrono::milliseconds, int> turns;
    for (int i = 0; i < Brokers; ++i)
        ++turns[ScrubTurn::delay(u"copy %1"_s.arg(i), bytes)];
    QVERIFY(turns.size() >= 10);
    QVERIFY(turns.firstKey().count() > 0); // who erased is at it
    QVERIFY(turns.lastKey() <= std::chrono::milliseconds(mostMs));
    QVERIFY(turns.lastKey() <= ScrubTurn::Latest);
    QVERIFY(std::ranges::max(turns) < Brokers / 5);
    QCOMPARE(ScrubTurn::delay(u"a"_s, bytes), ScrubTurn::delay(u"a"_s, bytes));
}

QTEST_GUILESS_MAIN(TestMirroredErasing)
#include "tst_mirrorederasing.moc"
