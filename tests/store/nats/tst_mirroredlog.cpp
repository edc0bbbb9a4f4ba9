// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logcheck.h"
#include "broker/store/nats/mirroredlog.h"
#include "broker/store/nats/natscluster.h"
#include "tests/store/logsuite.h"
#include "tests/store/nats/clusterlog.h"
#include "tests/store/storefixture.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;
using test::NatsServer;

namespace
{

//! Sooner than a broker would, so that no test waits for it.
constexpr std::chrono::milliseconds StuckAfter(1'500);

//! A broker's log with its copy, and what is told of it.
struct Mirrored {
    Mirrored(const ClusterOptions &options, const QString &directory, const Clock &clock)
        : link(std::make_shared<nats::ClusterLink>(options))
        , copy(std::make_shared<Database>(directory, clock))
        , log(std::make_unique<SharedLog>(options, link, clock), copy)
        , cluster(link, log, StuckAfter)
        , probe(log)
    {
        QObject::connect(&log, &EventLog::arrived, &context, [this](const QList<StoredEvent> &all) {
            for (const StoredEvent &event : all)
                heard.append(event.seq);
        });
    }
    [[nodiscard]] bool open()
    {
        if (!probe.open())
            return false;
        log.follow(log.head());
        return true;
    }

    std::shared_ptr<nats::ClusterLink> link;
    std::shared_ptr<Database> copy;
    MirroredLog log;
    NatsCluster cluster;
    LogProbe probe;
    QObject context;
    QList<Seq> heard;
};

} // namespace

//! A broker's copy of the cluster's log, with the same numbers, whatever happens to either.
class TestMirroredLog : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();

    void hasInTheCopyWhatIsTold();
    void goesOnWhereTheCopyEnds();
    void emptiesTheCopyOfWhatIsErased();
    void makesTheCopyAnewWhenItMissedAnErasure();
    void tellsNothingThatTheCopyHasNot();
    void leavesActingToAnotherWhileTheCopyIsNotWritten();

private:
    [[nodiscard]] std::unique_ptr<Mirrored> join(const QString &name);
    [[nodiscard]] QString directory(const QString &name) const
    {
        return m_directory->filePath(name);
    }
    void erase(Mirrored &broker, const QString &user);
    //! Of a copy that is closed: made anew it has another.
    [[nodiscard]] QString epochOf(const QString &name) const
    {
        return OpenLog(directory(name)).database->epoch();
    }

    test::FakeClock m_clock;
    NatsServer m_server;
    ClusterOptions m_options;
    std::unique_ptr<QTemporaryDir> m_directory;
    int m_streams = 0;
};

void TestMirroredLog::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    QVERIFY(m_server.start());
}

void TestMirroredLog::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_options = optionsFor({m_server.url()}, u"mirrored%1"_s.arg(++m_streams));
}

std::unique_ptr<Mirrored> TestMirroredLog::join(const QString &name)
{
    auto broker = std::make_unique<Mirrored>(m_options, directory(name), m_clock);
    if (!broker->open())
        qFatal("no log");
    return broker;
}

void TestMirroredLog::erase(Mirrored &broker, const QString &user)
{
    EraseRequest request;
    request.user = UserId(user);
    std::optional<EraseOutcome> outcome;
    broker.log.erase(request, &broker.context, [&](const EraseOutcome &one) { outcome = one; });
    QVERIFY(waitUntil([&] { return outcome.has_value(); }));
    QVERIFY(!outcome->failed);
}

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

void TestMirroredLog::emptiesTheCopyOfWhatIsErased()
{
    const auto a = join(u"a"_s);
    const auto b = join(u"b"_s);
    for (const QString &user : {u"goes"_s, u"stays"_s, u"goes"_s})
        QCOMPARE(a->probe.append(request(1, Ann, textOf(user))).kind, Kind::Stored);
    QVERIFY(waitUntil([&] { return b->log.head() == 3; }));
    erase(*a, u"goes"_s);
    QCOMPARE(seqs(a->probe.all()), QList<Seq>{2});
    QVERIFY(waitUntil([&] { return seqs(b->probe.all()) == QList<Seq>{2}; }));
}

void TestMirroredLog::makesTheCopyAnewWhenItMissedAnErasure()
{
    const auto a = join(u"a"_s);
    auto b = join(u"b"_s);
    for (const QString &user : {u"goes"_s, u"stays"_s, u"goes"_s})
        QCOMPARE(a->probe.append(request(1, Ann, textOf(user))).kind, Kind::Stored);
    QVERIFY(waitUntil([&] { return b->log.head() == 3; }));
    QVERIFY(b->probe.close());
    b.reset();
    const QString epoch = epochOf(u"b"_s);
    erase(*a, u"goes"_s);
    b = join(u"b"_s);
    QCOMPARE(seqs(b->probe.all()), QList<Seq>{2});
    QCOMPARE(b->log.head(), 3u);
    b.reset();
    QVERIFY(epochOf(u"b"_s) != epoch);
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
    QVERIFY(!a->cluster.isLeading());
    // … until it knows all again.
    a->copy->limitPages(0);
    QVERIFY(waitUntil([&] { return a->cluster.isLeading(); }));
    QCOMPARE(a->log.head(), 2u);
}

QTEST_GUILESS_MAIN(TestMirroredLog)
#include "tst_mirroredlog.moc"
