// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logcheck.h"
#include "tests/store/logsuite.h"
#include "tests/store/nats/mirroredhouse.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;

//! A broker's copy of the cluster's log, with the same numbers, whatever happens to either.
class TestMirroredLog : public MirroredCase
{
    Q_OBJECT
private slots:
    void hasInTheCopyWhatIsTold();
    void goesOnWhereTheCopyEnds();
    void tellsNothingThatTheCopyHasNot();
    void forgetsWhatTheCopyCannotTakeAndReadsItAgain();
    void closesWhileItsCopyIsFarBehind_data();
    void closesWhileItsCopyIsFarBehind();
    void hasInEveryCopyOnceWhatIsStoredTwice();
    void leavesActingToAnotherWhileTheCopyIsNotWritten();
};

void TestMirroredLog::hasInTheCopyWhatIsTold()
{
    const auto a = join(u"a"_s);
    const auto b = join(u"b"_s);
    for (quint64 i = 1; i <= 20; ++i) {
        Mirrored &one = i % 2 == 0 ? *a : *b;
        QCOMPARE(one.probe.append(request(i, Ann, textOf(u"u"_s, u"id%1"_s.arg(i)))).event.seq, i);
        QCOMPARE(one.copy->head(), i);
    }
    QVERIFY(waitUntil([&] { return a->log.head() == 20 && b->log.head() == 20; }));
    QCOMPARE(a->heard.size(), 10);
    const auto ofA = a->probe.all();
    const auto ofB = b->probe.all();
    QCOMPARE(ofA.size(), 20);
    for (qsizetype i = 0; i < ofA.size(); ++i)
        QCOMPARE(ofA.at(i).delivered(), ofB.at(i).delivered());
    QVERIFY(a->probe.close());
    const auto report = checkLog(directory(u"a"_s));
    QVERIFY(report && report->isWhole());
}

void TestMirroredLog::goesOnWhereTheCopyEnds()
{
    const auto a = join(u"a"_s);
    auto b = join(u"b"_s);
    QCOMPARE(a->probe.append(request(1, Ann, textOf(u"u"_s))).kind, Kind::Stored);
    QVERIFY(waitUntil([&] { return b->log.head() == 1; }));
    QVERIFY(b->probe.close());
    b.reset();
    const QString epoch = epochOf(u"b"_s);
    QCOMPARE(a->probe.append(request(2, Ann, textOf(u"u"_s))).kind, Kind::Stored);
    b = join(u"b"_s);
    QCOMPARE(seqs(b->probe.all()), (QList<Seq>{1, 2}));
    QCOMPARE(b->probe.append(request(3, Ann, textOf(u"u"_s))).event.seq, 3u);
    b.reset();
    QCOMPARE(epochOf(u"b"_s), epoch); // the same copy
}

void TestMirroredLog::tellsNothingThatTheCopyHasNot()
{
    const auto a = join(u"a"_s);
    const auto b = join(u"b"_s);
    QSignalSpy failed(&b->log, &EventLog::storageFailed);
    QSignalSpy recovered(&b->log, &EventLog::storageRecovered);
    b->copy->limitPages(1);
    QCOMPARE(a->probe.append(request(1, Ann, textOf(u"u"_s, {}, QString(60'000, u'x')))).kind,
             Kind::Stored);
    QVERIFY(waitUntil([&] { return !failed.isEmpty(); }));
    QVERIFY(b->heard.isEmpty());
    QCOMPARE(b->log.head(), 0u);
    b->copy->limitPages(0);
    QVERIFY(waitUntil([&] { return !recovered.isEmpty() && b->log.head() == 1; }));
    QCOMPARE(b->heard, QList<Seq>{1});
}

namespace
{

//! Of so many customers, with the last number of them all.
QList<AppendRequest> flood(const QString &sender, int count)
{
    constexpr qsizetype Each = 60'000;
    constexpr int Users = 9;
    QList<AppendRequest> requests;
    for (int i = 1; i <= count; ++i)
        requests.append(
            request(quint64(i), sender, textOf(u"u%1"_s.arg(i % Users), {}, QString(Each, u'x'))));
    return requests;
}

} // namespace

//! Both what is its own and what others append, and what is erased meanwhile.
void TestMirroredLog::forgetsWhatTheCopyCannotTakeAndReadsItAgain()
{
    constexpr int Each = 200;
    const auto a = join(u"a"_s);
    const auto b = join(u"b"_s);
    QSignalSpy failed(&b->log, &EventLog::storageFailed);
    b->copy->limitPages(1);
    b->log.append(flood(Bob, Each));
    a->log.append(flood(Ann, Each));
    qsizetype most = 0;
    const Seq all = 2 * Each;
    QVERIFY(waitUntil([&] {
        most = std::max(most, b->log.waiting());
        return b->shared.head() == all && a->log.head() == all && !failed.isEmpty();
    }));
    QVERIFY2(most <= MirroredLog::MostWaiting, qPrintable(QString::number(most)));
    QVERIFY(b->told.isEmpty());
    QCOMPARE(b->probe.append(request(1'000, Bob, textOf(u"u"_s))).kind, Kind::Failed);
    QVERIFY(erase(*a, u"u3"_s));
    QVERIFY(waitUntil([&] { return b->shared.erasures() == 1; }));

    QSignalSpy recovered(&b->log, &EventLog::storageRecovered);
    bool isTooSoon = false; // to say so, as appends are refused still
    QObject::connect(&b->log, &EventLog::storageRecovered, &b->context,
                     [&] { isTooSoon = b->log.head() < all; });
    b->copy->limitPages(0);
    QVERIFY(waitUntil([&] { return b->log.head() == all && !recovered.isEmpty(); }));
    QCOMPARE(recovered.count(), 1);
    QVERIFY(!isTooSoon);
    const QList<Seq> left = seqs(a->probe.all());
    QVERIFY(left.size() < qsizetype(all));
    QVERIFY(waitUntil([&] { return seqs(b->probe.all()) == left; }));
    for (qsizetype i = 1; i < b->told.size(); ++i)
        QVERIFY(b->told.at(i) > b->told.at(i - 1)); // each once
    QVERIFY(std::ranges::includes(b->told, left));
    QCOMPARE(b->probe.append(request(1'001, Bob, textOf(u"u"_s))).event.seq, all + 1);
    QVERIFY(waitUntil([&] { return b->log.waiting() == 0; }));
    QVERIFY(b->probe.close());
    const auto report = checkLog(directory(u"b"_s));
    QVERIFY(report && report->isWhole());
}

void TestMirroredLog::closesWhileItsCopyIsFarBehind_data()
{
    QTest::addColumn<bool>("takesItAgain");
    QTest::newRow("whose disk is full") << false;
    QTest::newRow("whose disk has room again") << true;
}

void TestMirroredLog::closesWhileItsCopyIsFarBehind()
{
    QFETCH(const bool, takesItAgain);
    constexpr int Enough = 300;
    const auto a = join(u"a"_s);
    auto b = join(u"b"_s);
    b->copy->limitPages(1);
    a->log.append(flood(Ann, Enough));
    QVERIFY(waitUntil([&] { return b->shared.head() == Enough; }));
    if (takesItAgain)
        b->copy->limitPages(0); // and what was forgotten has not been read yet
    QVERIFY(b->probe.close());
    b.reset();
    b = join(u"b"_s);
    QCOMPARE(seqs(b->probe.all()), seqs(a->probe.all()));
    QCOMPARE(b->log.head(), Seq(Enough));
}

//! Whether it was copied as it came, or later from the stream.
void TestMirroredLog::hasInEveryCopyOnceWhatIsStoredTwice()
{
    const auto a = join(u"a"_s);
    const EventFrame once = textOf(u"goes"_s, u"once"_s, u"secret"_s);
    QCOMPARE(a->probe.append(request(1, Ann, once)).event.seq, 1u);
    QCOMPARE(publishAgain(m_options, Ann, once), 2u);
    QCOMPARE(a->probe.append(request(2, Ann, textOf(u"stays"_s))).event.seq, 3u);
    QCOMPARE(publishAgain(m_options, Ann, once), 4u);
    QVERIFY(waitUntil([&] { return a->log.head() == 4; }));
    const auto b = join(u"b"_s);
    for (Mirrored *one : {a.get(), b.get()}) {
        QCOMPARE(seqs(one->probe.all()), (QList<Seq>{1, 3}));
        QCOMPARE(one->probe.page().head, 4u);
        QCOMPARE(one->copy->head(), 4u);
    }
    QCOMPARE(a->heard, (QList<Seq>{})); // all it heard was its own
    QVERIFY(erase(*a, u"goes"_s)); // and nothing that was hidden comes to light
    QCOMPARE(messagesIn(m_options, m_options.stream.toLatin1()), 1);
    QVERIFY(waitUntil([&] { return seqs(b->probe.all()) == QList<Seq>{3}; }));
    const auto c = join(u"c"_s);
    QCOMPARE(seqs(a->probe.all()), QList<Seq>{3});
    QCOMPARE(seqs(c->probe.all()), QList<Seq>{3});
}

namespace
{

QByteArray holderOf(const Mirrored &broker)
{
    return broker.link->value("lease.desk").value;
}

//! Until it has looked at who acts, and all that it asked for then is answered.
bool hasLooked(Mirrored &broker)
{
    QTimer looks; // in its thread, and as often as it does
    QSignalSpy ticks(&looks, &QTimer::timeout);
    looks.start(NatsCluster::LookEvery);
    if (!waitUntil([&] { return ticks.count() >= 3; }))
        return false;
    std::optional<bool> isKnown;
    broker.link->catchUp(&broker.context, [&](bool ok) { isKnown = ok; });
    return waitUntil([&] { return isKnown.has_value(); }) && *isKnown;
}

} // namespace

//! Who acts and hears nothing of what it does would keep the desk standing still.
void TestMirroredLog::leavesActingToAnotherWhileTheCopyIsNotWritten()
{
    const auto a = join(u"a"_s);
    QVERIFY(waitUntil([&] { return a->cluster.isLeading(); }));
    const auto b = join(u"b"_s);
    a->copy->limitPages(1);
    QCOMPARE(b->probe.append(request(1, Ann, textOf(u"u"_s, {}, QString(60'000, u'x')))).kind,
             Kind::Stored);
    QVERIFY(waitUntil([&] { return b->cluster.isLeading(); }));
    QVERIFY(!a->cluster.isLeading());
    QCOMPARE(a->log.head(), 0u);
    // Nobody acts rather than one who knows nothing …
    b->cluster.resign();
    QCOMPARE(b->probe.append(request(2, Ann, textOf(u"u"_s))).kind, Kind::Stored);
    QVERIFY(waitUntil([&] { return holderOf(*a).isEmpty(); }));
    QVERIFY(hasLooked(*a));
    QCOMPARE(holderOf(*a), QByteArray()); // whoever comes may act
    QVERIFY(!a->cluster.isLeading());
    // … until it knows all again.
    a->copy->limitPages(0);
    QVERIFY(waitUntil([&] { return a->cluster.isLeading(); }));
    QCOMPARE(a->log.head(), 2u);
}

QTEST_GUILESS_MAIN(TestMirroredLog)
#include "tst_mirroredlog.moc"
