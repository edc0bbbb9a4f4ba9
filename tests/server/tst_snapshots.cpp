// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/snapshotkeeper.h"
#include "broker/store/database.h"
#include "broker/store/databasefiles.h"
#include "broker/store/sqlitelog.h"
#include "tests/store/logprobe.h"
#include "tests/store/storefixture.h"
#include "tests/support/files.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::server;
using namespace sermo::store;

//! When snapshots are made of a log on disk, and which a start takes.
class TestSnapshots : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void isMadeBehindEveryTwentyThousandEvents();
    void isMadeAtTheEndWhereItIsWorthIt();
    void givesAStartTheDeskThatTheLogWould();
    void isLeftAsideWhereItDoesNotFit_data();
    void isLeftAsideWhereItDoesNotFit();
    void isMadeAnewWithoutWhoWasErased();
    void endsWithoutOneWhenTheDiskIsFull();
    void isMadeAnewUnderAnotherConfiguration();

private:
    [[nodiscard]] QString data() const { return m_directory->path(); }
    std::unique_ptr<QTemporaryDir> m_directory;
};

namespace
{

EventFrame event(const char *type, const char *direction, const QByteArray &user,
                 const QByteArray &more = {})
{
    return frameOf(QByteArray(R"({"type":")") + type + R"(","direction":")" + direction
                   + R"(","userId":")" + user + '"' + more + '}');
}

//! So many events: customers who came and went, and one who waits.
void fill(LogProbe &probe, int events)
{
    QList<AppendRequest> batch;
    const auto say = [&batch](const SenderName &sender, const EventFrame &frame) {
        batch.append(request(quint64(batch.size() + 1), sender, frame));
    };
    for (int i = 0; batch.size() + 5 <= events; ++i) {
        const QByteArray user = "visitor-" + QByteArray::number(i);
        const SenderName own = u"customer:"_s + QString::fromLatin1(user);
        say(own, event("start", "inbound", user, R"(,"params":{"platformId":"webchat"})"));
        say(own, event("text", "inbound", user, R"(,"text":"Hej")"));
        say(u"key:anna"_s, event("end_session", "outbound", user));
    }
    say(u"customer:ada"_s, event("start", "inbound", "ada", R"(,"params":{"name":"Ada"})"));
    say(u"key:bot"_s, event("handover_to_queue", "internal", "ada", R"(,"queueId":"sales")"));
    QCOMPARE(probe.append(batch).size(), batch.size());
}

//! A desk as a start makes it; `isWhole`: from the whole log, without a snapshot.
QByteArray started(OpenLog &open, const QString &directory, const desk::DeskConfig &config,
                   bool isWhole, Seq *from = nullptr)
{
    desk::Desk desk(config, open.clock.now());
    SnapshotKeeper keeper(isWhole ? QString() : directory, config, open.log);
    bool isRestored = false;
    keeper.restore(desk, [&isRestored] { isRestored = true; });
    if (!waitUntil([&isRestored] { return isRestored; }))
        return {};
    if (from)
        *from = desk.table().lastSeq;
    for (const StoredEvent &stored : open.probe.all(replayAfter(desk.table().lastSeq)))
        desk.replay(stored);
    return desk.replayed();
}

void finish(SnapshotKeeper &keeper)
{
    bool isFinished = false;
    keeper.finish([&isFinished] { isFinished = true; });
    QVERIFY(waitUntil([&isFinished] { return isFinished; }));
}

const desk::DeskConfig Config = desk::DeskConfig::defaults();
constexpr int Enough = int(SnapshotKeeper::Few) + 10;

} // namespace

void TestSnapshots::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
}

void TestSnapshots::isMadeBehindEveryTwentyThousandEvents()
{
    OpenLog open(data());
    QVERIFY(open.isOpen);
    fill(open.probe, int(SnapshotKeeper::Every));
    SnapshotKeeper keeper(data(), Config, open.log);
    QSignalSpy kept(&keeper, &SnapshotKeeper::kept);
    keeper.pulse(open.clock.now());
    open.clock.advance(SnapshotKeeper::FirstAfter);
    keeper.pulse(open.clock.now());
    QVERIFY(waitUntil([&kept] { return kept.size() == 1; }));
    QCOMPARE(kept.first().first().value<Seq>(), open.log.head());

    fill(open.probe, int(SnapshotKeeper::Every));
    keeper.pulse(open.clock.now()); // a minute has not gone by
    open.clock.advance(SnapshotKeeper::AtMostEach);
    keeper.pulse(open.clock.now());
    QVERIFY(waitUntil([&kept] { return kept.size() == 2; }));
    QCOMPARE(kept.last().first().value<Seq>(), open.log.head());
    fill(open.probe, 100);
    open.clock.advance(SnapshotKeeper::AtMostEach);
    keeper.pulse(open.clock.now()); // so few are not worth it
    finish(keeper);
    QCOMPARE(kept.size(), 2);
    Seq from = 0;
    QCOMPARE(started(open, data(), Config, false, &from), started(open, data(), Config, true));
    QVERIFY(from > SnapshotKeeper::Every);
}

void TestSnapshots::isMadeAtTheEndWhereItIsWorthIt()
{
    OpenLog open(data());
    QVERIFY(open.isOpen);
    fill(open.probe, 100);
    {
        SnapshotKeeper keeper(data(), Config, open.log);
        finish(keeper);
    }
    QVERIFY(!QFile::exists(files::snapshotIn(data())));
    fill(open.probe, Enough);
    SnapshotKeeper keeper(data(), Config, open.log);
    finish(keeper);
    QVERIFY(QFile::exists(files::snapshotIn(data())));
}

void TestSnapshots::givesAStartTheDeskThatTheLogWould()
{
    {
        OpenLog open(data());
        QVERIFY(open.isOpen);
        fill(open.probe, Enough);
        SnapshotKeeper keeper(data(), Config, open.log);
        finish(keeper);
        fill(open.probe, 50); // and then it was killed
    }
    OpenLog open(data());
    QVERIFY(open.isOpen);
    Seq from = 0;
    const QByteArray desk = started(open, data(), Config, false, &from);
    QVERIFY(from >= SnapshotKeeper::Few && from < open.log.head());
    QCOMPARE(desk, started(open, data(), Config, true));
}

void TestSnapshots::isLeftAsideWhereItDoesNotFit_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("it is damaged") << u"damaged"_s;
    QTest::newRow("it is cut short") << u"short"_s;
    QTest::newRow("it is of another configuration") << u"configuration"_s;
    QTest::newRow("it is of another log") << u"epoch"_s;
    QTest::newRow("it is of a log that was longer") << u"longer"_s;
    QTest::newRow("its last event is another one now") << u"anchor"_s;
    QTest::newRow("more was erased since") << u"erasures"_s;
    QTest::newRow("more has expired since") << u"expired"_s;
    QTest::newRow("what is in it is no desk's") << u"state"_s;
}

void TestSnapshots::isLeftAsideWhereItDoesNotFit()
{
    QFETCH(const QString, what);
    OpenLog open(data());
    QVERIFY(open.isOpen);
    fill(open.probe, Enough);
    SnapshotKeeper keeper(data(), Config, open.log);
    finish(keeper);
    Seq from = 0;
    (void)started(open, data(), Config, false, &from);
    QVERIFY(from > 0); // as it is, it is taken

    Snapshot snapshot = **files::loadSnapshot(data());
    desk::DeskConfig config = Config;
    snapshot.epoch = what == "epoch"_L1 ? u"x"_s : snapshot.epoch;
    snapshot.upTo += what == "longer"_L1 ? 1000 : 0;
    snapshot.anchor += what == "anchor"_L1 ? "x" : "";
    snapshot.erasures += what == "erasures"_L1 ? 1 : 0;
    snapshot.expired += what == "expired"_L1 ? 1 : 0;
    snapshot.state.chop(what == "state"_L1 ? 1 : 0);
    SnapshotDraft draft(data());
    QVERIFY(draft.write(snapshot));
    QVERIFY(files::adoptSnapshotDraft(data()));
    QFile file(files::snapshotIn(data()));
    if (what == "short"_L1)
        QVERIFY(file.resize(file.size() / 2));
    if (what == "damaged"_L1)
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2)
                && file.write("damaged") == 7);
    file.close();
    if (what == "configuration"_L1)
        config.queues.move(0, 1);
    QCOMPARE(started(open, data(), config, false, &from), started(open, data(), config, true));
    QCOMPARE(from, Seq(0));
}

void TestSnapshots::isMadeAnewWithoutWhoWasErased()
{
    OpenLog open(data());
    QVERIFY(open.isOpen);
    fill(open.probe, Enough);
    SnapshotKeeper keeper(data(), Config, open.log);
    finish(keeper);
    const auto utf16 = [](QStringView text) {
        return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    };
    QVERIFY(!test::filesWith(data(), utf16(u"ada")).isEmpty());
    std::optional<EraseOutcome> erased;
    EraseRequest request;
    request.user = UserId(u"ada"_s);
    open.log.erase(request, &keeper, [&erased](const EraseOutcome &outcome) { erased = outcome; });
    QVERIFY(waitUntil([&erased] { return erased.has_value(); }));
    QVERIFY(test::filesWith(data(), utf16(u"ada")).isEmpty());
    finish(keeper); // nothing was said since: it has gone all the same
    QVERIFY(QFile::exists(files::snapshotIn(data())));
    QVERIFY(test::filesWith(data(), utf16(u"ada")).isEmpty());
    Seq from = 0;
    QCOMPARE(started(open, data(), Config, false, &from), started(open, data(), Config, true));
    QVERIFY(from > 0);
}

void TestSnapshots::endsWithoutOneWhenTheDiskIsFull()
{
    OpenLog open(data());
    QVERIFY(open.isOpen);
    fill(open.probe, Enough);
    QVERIFY(QDir().mkdir(files::snapshotIn(data()) + u".new"_s)); // no draft can be made
    SnapshotKeeper keeper(data(), Config, open.log);
    finish(keeper);
    QVERIFY(!QFile::exists(files::snapshotIn(data())));
    QVERIFY(QDir().rmdir(files::snapshotIn(data()) + u".new"_s));
    finish(keeper);
    QVERIFY(QFile::exists(files::snapshotIn(data())));
}

void TestSnapshots::isMadeAnewUnderAnotherConfiguration()
{
    OpenLog open(data());
    QVERIFY(open.isOpen);
    fill(open.probe, Enough);
    SnapshotKeeper keeper(data(), Config, open.log);
    finish(keeper);
    desk::DeskConfig other = Config;
    other.bound = 3; // has no say in what the log comes to
    keeper.reconfigure(other);
    other.queues.move(0, 1);
    Seq from = 0;
    (void)started(open, data(), other, false, &from);
    QCOMPARE(from, Seq(0));
    keeper.reconfigure(other);
    finish(keeper); // nothing was said since
    QCOMPARE(started(open, data(), other, false, &from), started(open, data(), other, true));
    QVERIFY(from > 0);
}

QTEST_GUILESS_MAIN(TestSnapshots)
#include "tst_snapshots.moc"
