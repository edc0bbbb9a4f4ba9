// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logcheck.h"
#include "broker/store/nats/erasing.h"
#include "broker/store/nats/migration.h"
#include "broker/store/nats/names.h"
#include "broker/store/nats/streamsetup.h"
#include "tests/store/logsuite.h"
#include "tests/store/nats/clusterlog.h"
#include "tests/store/storefixture.h"
#include "tests/support/corpus.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using test::NatsServer;

//! A log moved into a stream and back is the same log, but for its name.
class TestMigration : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void bringsEveryByteThereAndBack();
    void keepsIdsAndConditions();
    void replacesWhatWasThereWhole();
    void leavesAStreamWithEventsAlone();
    void beginsAnewWhatWasNotFinished();
    void leavesTheDirectoryAsItWasWhenTheStreamIsNotThere();
    void replacesNothingByAnEmptyStream();
    void refusesADirectoryInUse();
    void fillsAnEmptyStreamAsItIs();
    void keepsACopyOfWhatItReplaces();
    void leavesOutWhatANoteSaysIsErased();

private:
    [[nodiscard]] QString directory(const QString &name) const
    {
        return m_directory->filePath(name);
    }
    [[nodiscard]] bool fillWithCorpus(const QString &name, QList<StoredEvent> &events);

    NatsServer m_server;
    std::unique_ptr<QTemporaryDir> m_directory;
    ClusterOptions m_options;
    int m_streams = 0;
};

namespace
{

EraseOutcome eraseAllOf(EventLog &log, const QString &user)
{
    EraseRequest request;
    request.user = UserId(user);
    std::optional<EraseOutcome> outcome;
    log.erase(request, &log, [&](const EraseOutcome &answer) { outcome = answer; });
    return waitUntil([&] { return outcome.has_value(); }) ? *outcome : EraseOutcome{-1, true};
}

//! Empty: they are the same, in every part.
QString difference(const QList<StoredEvent> &ours, const QList<StoredEvent> &theirs)
{
    if (ours.size() != theirs.size())
        return u"%1 events, and %2"_s.arg(ours.size()).arg(theirs.size());
    for (qsizetype i = 0; i < ours.size(); ++i) {
        const StoredEvent &a = ours.at(i);
        const StoredEvent &b = theirs.at(i);
        if (a.seq != b.seq || a.receivedMs != b.receivedMs || a.sender != b.sender
            || a.frame.bytes() != b.frame.bytes() || a.delivered() != b.delivered())
            return u"event %1 is not event %2"_s.arg(a.seq).arg(b.seq);
    }
    return {};
}

} // namespace

void TestMigration::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    QVERIFY(m_server.start());
}

void TestMigration::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_options = optionsFor({m_server.url()}, u"moved%1"_s.arg(++m_streams));
}

//! The golden corpus, of odd senders, with erased numbers between and at the end.
bool TestMigration::fillWithCorpus(const QString &name, QList<StoredEvent> &events)
{
    OpenLog log(directory(name));
    QList<AppendRequest> batch;
    for (const test::CorpusFile &file : test::acceptedCorpus()) {
        log.clock.advance(std::chrono::milliseconds(7));
        batch.append(request(0, u"key:å %1"_s.arg(file.name) + QChar(0xd800), frameOf(file.bytes)));
        batch.append(request(0, Ann, textOf(u"gone"_s)));
    }
    const bool isDone = log.isOpen && log.probe.append(batch).size() == batch.size()
        && eraseAllOf(log.log, u"gone"_s).erased == batch.size() / 2;
    events = log.probe.all();
    return isDone && log.probe.close();
}

void TestMigration::bringsEveryByteThereAndBack()
{
    QList<StoredEvent> events;
    QVERIFY(fillWithCorpus(u"old"_s, events));
    const auto moved = moveToCluster(directory(u"old"_s), m_options);
    QVERIFY2(moved, qPrintable(moved ? QString() : moved.error()));
    QCOMPARE(moved->events, Seq(events.size()));

    const test::FakeClock clock;
    NatsLog there(m_options, clock);
    LogProbe probe(there);
    QVERIFY(probe.open());
    QCOMPARE(there.head(), moved->head);
    QCOMPARE(difference(events, probe.all()), QString());
    ReadQuery folded;
    folded.controlOnly = true;
    const auto foldedThere = probe.all(folded);
    QVERIFY(probe.close());

    // Back into a directory of its own, which has to be a log already.
    QVERIFY(OpenLog(directory(u"new"_s)).isOpen);
    const auto back = moveFromCluster(m_options, directory(u"new"_s));
    QVERIFY2(back, qPrintable(back ? QString() : back.error()));
    QCOMPARE(back->events, moved->events);
    QCOMPARE(back->head, moved->head);
    OpenLog old(directory(u"old"_s));
    OpenLog again(directory(u"new"_s));
    QCOMPARE(difference(events, again.probe.all()), QString());
    QCOMPARE(seqs(again.probe.all(folded)), seqs(foldedThere));
    QCOMPARE(seqs(old.probe.all(folded)), seqs(foldedThere));
    QVERIFY(old.log.epoch() != again.log.epoch());
    QCOMPARE(again.log.head(), old.log.head());
    const auto report = checkLog(directory(u"new"_s));
    QVERIFY(report && report->isWhole());
}

void TestMigration::keepsIdsAndConditions()
{
    {
        OpenLog log(directory(u"old"_s));
        QCOMPARE(log.probe
                     .append({request(1, Ann, claim(u"u1"_s, u"a"_s, u"claim"_s)),
                              request(2, Bob, textOf(u"u1"_s, u"text"_s))})
                     .size(),
                 2);
        QVERIFY(log.probe.close());
    }
    QVERIFY(moveToCluster(directory(u"old"_s), m_options));
    const test::FakeClock clock;
    NatsLog log(m_options, clock);
    LogProbe probe(log);
    QVERIFY(probe.open());
    QCOMPARE(
        kinds(probe.append({request(1, Ann, claim(u"u1"_s, u"a"_s, u"claim"_s)),
                            request(2, Bob, textOf(u"u1"_s, u"text"_s)),
                            onCondition(request(3, Bob, claim(u"u1"_s, u"b"_s)), u"u1"_s, 0),
                            onCondition(request(4, Bob, claim(u"u1"_s, u"b"_s)), u"u1"_s, 2)})),
        (QList{AppendOutcome::Kind::Known, AppendOutcome::Kind::Known, AppendOutcome::Kind::Stale,
               AppendOutcome::Kind::Stored}));
    QCOMPARE(log.head(), 3u);
}

void TestMigration::replacesWhatWasThereWhole()
{
    QList<StoredEvent> events;
    QVERIFY(fillWithCorpus(u"old"_s, events));
    QVERIFY(moveToCluster(directory(u"old"_s), m_options));
    QString epoch;
    {
        OpenLog other(directory(u"other"_s));
        epoch = other.log.epoch();
        QCOMPARE(other.probe.append(request(1, Bob, textOf(u"u9"_s))).event.seq, 1u);
    }
    QVERIFY(moveFromCluster(m_options, directory(u"other"_s)));
    OpenLog other(directory(u"other"_s));
    QCOMPARE(difference(events, other.probe.all()), QString());
    QVERIFY(other.log.epoch() != epoch);
}

void TestMigration::leavesAStreamWithEventsAlone()
{
    const test::FakeClock clock;
    NatsLog log(m_options, clock);
    LogProbe probe(log);
    QVERIFY(probe.open());
    QCOMPARE(probe.append(request(1, Ann, textOf(u"u1"_s))).event.seq, 1u);
    QList<StoredEvent> events;
    QVERIFY(fillWithCorpus(u"old"_s, events));
    const auto moved = moveToCluster(directory(u"old"_s), m_options);
    QVERIFY(!moved);
    QVERIFY(moved.error().contains(u"has events already"_s));
    QCOMPARE(probe.all().size(), 1);
}

void TestMigration::beginsAnewWhatWasNotFinished()
{
    QList<StoredEvent> events;
    QVERIFY(fillWithCorpus(u"old"_s, events));
    // As a migration leaves it that was killed.
    nats::Wire wire(m_options);
    QVERIFY(wire.open());
    const nats::Subjects subjects(m_options.stream.toLatin1());
    QVERIFY(nats::beginFilling(wire, subjects, 1));
    QVERIFY(wire.askNow({m_options.stream.toLatin1() + ".log.event.x", {}, "half"}));

    const test::FakeClock clock;
    NatsLog log(m_options, clock);
    QSignalSpy failed(&log, &EventLog::openFailed);
    log.open();
    QVERIFY(waitUntil([&] { return failed.count() == 1; }));

    QVERIFY(moveToCluster(directory(u"old"_s), m_options));
    LogProbe probe(log);
    QVERIFY(probe.open());
    QCOMPARE(difference(events, probe.all()), QString());
}

void TestMigration::leavesTheDirectoryAsItWasWhenTheStreamIsNotThere()
{
    QList<StoredEvent> events;
    QVERIFY(fillWithCorpus(u"old"_s, events));
    const auto back = moveFromCluster(m_options, directory(u"old"_s));
    QVERIFY(!back);
    QVERIFY(!back.error().isEmpty());
    OpenLog old(directory(u"old"_s));
    QCOMPARE(difference(events, old.probe.all()), QString());
}

void TestMigration::replacesNothingByAnEmptyStream()
{
    const test::FakeClock clock;
    NatsLog log(m_options, clock); // makes it
    LogProbe probe(log);
    QVERIFY(probe.open());
    QList<StoredEvent> events;
    QVERIFY(fillWithCorpus(u"old"_s, events));
    const auto back = moveFromCluster(m_options, directory(u"old"_s));
    QVERIFY(!back);
    QVERIFY(back.error().contains(u"no events"_s));
    OpenLog old(directory(u"old"_s));
    QCOMPARE(difference(events, old.probe.all()), QString());
}

void TestMigration::refusesADirectoryInUse()
{
    OpenLog log(directory(u"old"_s));
    QVERIFY(log.isOpen);
    const auto moved = moveToCluster(directory(u"old"_s), m_options);
    QVERIFY(!moved);
    QVERIFY(!moved.error().isEmpty());
}

//! Made by hand, with room and words of its owner's; begun, left, and begun again.
void TestMigration::fillsAnEmptyStreamAsItIs()
{
    QList<StoredEvent> events;
    QVERIFY(fillWithCorpus(u"old"_s, events));
    constexpr qint64 Room = 100'000'000;
    const QByteArray stream = m_options.stream.toLatin1();
    QVERIFY(askServers(m_options, "STREAM.CREATE." + stream,
                       {{u"name"_s, m_options.stream},
                        {u"subjects"_s, QJsonArray{m_options.stream + u".log.>"_s}},
                        {u"storage"_s, u"file"_s},
                        {u"discard"_s, u"new"_s},
                        {u"max_bytes"_s, Room},
                        {u"description"_s, u"ours"_s}}));
    {
        nats::Wire wire(m_options);
        QVERIFY(wire.open());
        const nats::Subjects subjects(stream);
        QVERIFY(nats::beginFilling(wire, subjects, 1));
        QVERIFY(wire.askNow({stream + ".log.event.x", {}, "half"}));
    }
    QVERIFY(moveToCluster(directory(u"old"_s), m_options));
    const auto info = askServers(m_options, "STREAM.INFO." + stream);
    QVERIFY(info.has_value());
    const QJsonObject config = info->value(u"config"_s).toObject();
    QCOMPARE(config.value(u"max_bytes"_s).toInteger(), Room);
    QCOMPARE(config.value(u"description"_s).toString(), u"ours"_s);
    const test::FakeClock clock;
    NatsLog log(m_options, clock);
    LogProbe probe(log);
    QVERIFY(probe.open());
    QCOMPARE(difference(events, probe.all()), QString());
}

void TestMigration::keepsACopyOfWhatItReplaces()
{
    QList<StoredEvent> events, replaced;
    QVERIFY(fillWithCorpus(u"old"_s, events));
    QVERIFY(moveToCluster(directory(u"old"_s), m_options));
    {
        OpenLog other(directory(u"other"_s));
        QCOMPARE(other.probe.append(request(1, Bob, textOf(u"u9"_s))).event.seq, 1u);
        replaced = other.probe.all();
    }
    const auto back = moveFromCluster(m_options, directory(u"other"_s));
    QVERIFY2(back, back ? "" : qPrintable(back.error()));
    QVERIFY(QDir().mkpath(directory(u"kept"_s)));
    QVERIFY2(QFile::copy(back->backup, directory(u"kept/sermo.db"_s)), qPrintable(back->backup));
    OpenLog kept(directory(u"kept"_s));
    QCOMPARE(difference(replaced, kept.probe.all()), QString());
}

//! The broker that wrote it died before it had emptied the event.
void TestMigration::leavesOutWhatANoteSaysIsErased()
{
    const test::FakeClock clock;
    NatsLog log(m_options, clock);
    LogProbe probe(log);
    QVERIFY(probe.open());
    QCOMPARE(probe.append({request(1, Ann, textOf(u"gone"_s)), request(2, Ann, textOf(u"stays"_s))})
                 .size(),
             2);
    {
        nats::Wire wire(m_options);
        QVERIFY(wire.open());
        const nats::Subjects subjects(m_options.stream.toLatin1());
        QVERIFY(wire.askNow(
            {subjects.notes, {}, nats::ErasureNote{log.epoch(), false, {1}}.toBytes()}));
    }
    QVERIFY(probe.close());
    QVERIFY(OpenLog(directory(u"new"_s)).isOpen);
    const auto back = moveFromCluster(m_options, directory(u"new"_s));
    QVERIFY2(back, back ? "" : qPrintable(back.error()));
    QCOMPARE(back->events, Seq(1));
    QVERIFY(back->backup.isEmpty());
    OpenLog moved(directory(u"new"_s));
    QCOMPARE(seqs(moved.probe.all()), QList<Seq>{2});
}

QTEST_GUILESS_MAIN(TestMigration)
#include "tst_migration.moc"
