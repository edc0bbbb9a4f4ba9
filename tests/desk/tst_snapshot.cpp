// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/snapshot.h"
#include "tests/desk/chance.h"

#include <QCryptographicHash>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! A desk that goes on from a snapshot is the desk that has read the whole log: in its bytes, and
//! in everything that it says afterwards.
class TestSnapshot : public QObject
{
    Q_OBJECT
private slots:
    void isTheSameDeskWhereverTheLogIsCut_data();
    void isTheSameDeskWhereverTheLogIsCut();
    void keepsWhatNoUtf8CanSay();
    void isNothingWhenItIsNotWhole();
    void belongsToAConfiguration_data();
    void belongsToAConfiguration();
    void tellsWhenItsVersionMustRise();
};

namespace
{

//! A desk that has replayed a part of the log, from an earlier one's bytes on.
std::unique_ptr<Desk> replayed(const DeskConfig &config, Instant start,
                               const QList<StoredEvent> &log, const QByteArray &from = {},
                               qsizetype after = 0)
{
    auto desk = std::make_unique<Desk>(config, start);
    if (!from.isEmpty() && !desk->goOnFrom(from))
        return nullptr;
    for (qsizetype i = after; i < log.size(); ++i)
        desk->replay(log.at(i));
    return desk;
}

QStringList inWords(const Emissions &emissions)
{
    QStringList words;
    for (const Emission &emission : emissions)
        words += u"%1 after %2"_s.arg(QString::fromUtf8(emission.frame.bytes()))
                     .arg(emission.basedOn);
    return words;
}

QStringList inWords(const QList<EventFrame> &frames)
{
    QStringList words;
    for (const EventFrame &frame : frames)
        words += QString::fromUtf8(frame.bytes());
    return words;
}

void learnAll(Desk &desk, const QList<StoredEvent> &log)
{
    for (const StoredEvent &event : log)
        desk.relearn(event);
    desk.begin();
}

//! The same life goes on with both: time, and events that the first one's answers become.
void compareLives(Desk &one, Desk &other, Instant now)
{
    QVERIFY(one.table() == other.table());
    for (int step = 0; step < 60; ++step) {
        QCOMPARE(inWords(one.briefing(now)), inWords(other.briefing(now)));
        const Emissions said = one.tick(now);
        QCOMPARE(inWords(other.tick(now)), inWords(said));
        for (const Emission &emission : said) {
            if (!emission.frame.envelope().isStored())
                continue;
            const StoredEvent event{one.table().lastSeq + 1, now.wallMs, u"desk"_s, emission.frame};
            QCOMPARE(inWords(other.committed(event, now)), inWords(one.committed(event, now)));
        }
        QCOMPARE(one.nextWake(), other.nextWake());
        QVERIFY(one.table() == other.table());
        const std::chrono::milliseconds by = step % 10 == 9 ? 1min : 7s;
        now.steady += by;
        now.wallMs += by.count();
    }
}

} // namespace

void TestSnapshot::isTheSameDeskWhereverTheLogIsCut_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<qint64>("setBackMs"); // the wall clock, before the start
    for (quint32 seed = 1; seed <= 8; ++seed) {
        QTest::addRow("with seed %u", seed) << seed << qint64(0);
        QTest::addRow("with seed %u, the wall set back", seed) << seed << qint64(600'000);
    }
}

void TestSnapshot::isTheSameDeskWhereverTheLogIsCut()
{
    QFETCH(const quint32, seed);
    QFETCH(const qint64, setBackMs);
    QRandomGenerator dice(seed);
    Scene scene(seed % 2 == 0 ? Scene::allocating() : Scene::usual());
    while (scene.log.size() < 150)
        happen(scene, dice);
    const DeskConfig &config = scene.desk().config();
    Instant start = scene.now();
    start.wallMs -= setBackMs;

    const auto all = replayed(config, start, scene.log);
    const QByteArray whole = all->replayed();
    QByteArray chain; // a snapshot of a snapshot of a snapshot
    qsizetype chained = 0;
    for (qsizetype cut = 0; cut <= scene.log.size(); cut += 1 + qsizetype(dice.bounded(9U))) {
        chain = replayed(config, {}, scene.log.first(cut), chain, chained)->replayed();
        chained = cut;
        QCOMPARE(replayed(config, {}, scene.log.first(cut))->replayed(), chain);
        const auto rest = replayed(config, start, scene.log, chain, cut);
        QVERIFY(rest);
        QCOMPARE(rest->replayed(), whole);
    }
    const auto rest = replayed(config, start, scene.log, chain, chained);
    learnAll(*all, scene.log);
    learnAll(*rest, scene.log);
    compareLives(*all, *rest, start);
}

//! What pages and other networks send: half surrogates, NUL, numbers beyond a double, fields that
//! nobody knows.
void TestSnapshot::keepsWhatNoUtf8CanSay()
{
    const QByteArray params
        = R"("params":{"platformId":"webchat","half":"a\ud800","nul":"a\u0000b",)"
          R"("big":9007199254740993,"real":1.5,"nothing":null,"yes":true,)"
          R"("deep":{"list":[1,"\udc00",{"x":[]}]},"":"no name"})";
    const QList<StoredEvent> log{
        {1, 1000, u"customer:odd"_s, saying("start", "inbound", "a\\ud800", params)},
        {2, 2000, u"key:bot"_s,
         saying("customer_identified", "internal", "a\\ud800",
                R"("brandId":"b","customerId":"c","name":"Åsa \udfff")")}};
    const auto desk = replayed(Scene::usual(), {}, log);
    const auto again = replayed(Scene::usual(), {}, {}, desk->replayed());
    QVERIFY(again);
    const UserId user(u"a"_s + QChar(0xd800));
    const Session *session = again->table().find(user);
    QVERIFY(session);
    QCOMPARE(session->startParams, desk->table().find(user)->startParams);
    QCOMPARE(session->startParams.value("big"_L1).toInteger(), 9007199254740993LL);
    QCOMPARE(session->startParams.value("half"_L1).toString(), u"a"_s + QChar(0xd800));
    QVERIFY(again->table() == desk->table());
}

void TestSnapshot::isNothingWhenItIsNotWhole()
{
    Scene scene;
    scene.botComes();
    scene.agentComes("anna");
    scene.bring("cleo", Stage::Assigned);
    scene.bring("bo", Stage::Ended);
    const auto all = replayed(Scene::usual(), scene.now(), scene.log);
    const QByteArray bytes = all->replayed();
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        Desk desk(Scene::usual(), scene.now());
        QVERIFY(!desk.goOnFrom(bytes.first(size)));
        QCOMPARE(desk.table().lastSeq, Seq(0));
        QVERIFY(desk.table() == SessionTable());
    }
    Desk desk(Scene::usual(), scene.now());
    QVERIFY(!desk.goOnFrom(bytes + 'x'));
    QVERIFY(!desk.goOnFrom(QByteArray(bytes.size(), '\xff')));
    QVERIFY(desk.goOnFrom(bytes)); // those before have left no trace
    QCOMPARE(desk.replayed(), bytes);
}

void TestSnapshot::belongsToAConfiguration_data()
{
    QTest::addColumn<DeskConfig>("other");
    QTest::addColumn<bool>("isTheSame");
    const auto row = [](const char *name, bool isTheSame, auto change) {
        DeskConfig config = Scene::usual();
        change(config);
        QTest::newRow(name) << config << isTheSame;
    };
    row("nothing else", true, [](DeskConfig &) {});
    row("another bound", true, [](DeskConfig &config) { config.bound = 3; });
    row("a queue's other name", true, [](DeskConfig &config) { config.queues[0].name = u"x"_s; });
    row("another queue first", false, [](DeskConfig &config) { config.queues.move(0, 1); });
    row("another platform first", false, [](DeskConfig &config) { config.platforms.move(0, 1); });
    row("a platform less", false, [](DeskConfig &config) { config.platforms.removeLast(); });
    row("a platform's other queue", false,
        [](DeskConfig &config) { config.platforms[0].queue = QueueId(u"sales"_s); });
    row("opening hours", false,
        [](DeskConfig &config) { config.platforms[0].hours = OpeningHours(); });
}

void TestSnapshot::belongsToAConfiguration()
{
    QFETCH(const DeskConfig, other);
    QFETCH(const bool, isTheSame);
    QCOMPARE(snapshotStamp(other) == snapshotStamp(Scene::usual()), isTheSame);
    DeskConfig open = Scene::usual();
    open.platforms[0].hours = OpeningHours();
    DeskConfig longer = open;
    longer.platforms[0].hours->week[2] = {OpeningHours::Span{480, 1080}};
    QVERIFY(snapshotStamp(open) != snapshotStamp(longer));
    QCOMPARE(snapshotStamp(longer), snapshotStamp(DeskConfig(longer)));
}

//! Other bytes of the same log: then a snapshot of the version before is another desk's, so
//! SnapshotVersion must rise; and the digest here with it.
void TestSnapshot::tellsWhenItsVersionMustRise()
{
    constexpr QByteArrayView Digest = "21a8e500cafc0c0a";
    const auto event = [](Seq seq, const SenderName &sender, const EventFrame &frame) {
        return StoredEvent{seq, FakeClock::StartMs + qint64(seq) * 1000, sender, frame};
    };
    const SenderName bot = u"key:bot"_s;
    const SenderName anna = u"key:anna"_s;
    const QList<StoredEvent> log{
        event(1, anna, agentStatus("anna", "available")),
        event(2, u"customer:ada"_s, start("ada", "butiken")),
        event(3, bot, handoverToQueue("ada", "sales")),
        event(4, anna, claim("ada", "anna")),
        event(5, anna, saying("text", "outbound", "ada", R"("text":"Hej?")")),
        event(9, u"customer:ada"_s, text("ada")),
        event(10, anna, handoverToAgent("ada", "bertil")),
        event(11, u"customer:bea"_s, text("bea")),
        event(12, bot, handoverToAgent("bea")),
        event(13, bot,
              saying("customer_identified", "internal", "bea",
                     R"("brandId":"b","customerId":"1","name":"Bea")")),
        event(14, u"key:sms"_s, start("mia")),
        event(15, anna, saying("end_session", "outbound", "mia")),
        event(16, u"customer:cia"_s, start("cia")),
        event(17, anna, claim("cia", "anna")),
        event(18, anna, saying("agent_done", "internal", "cia")),
        event(19, u"customer:cia"_s, text("cia")),
        event(20, anna,
              saying("canned_reply", "internal", nullptr,
                     R"("agentId":"anna","shortcut":"hej","text":"Hej!")")),
        event(21, u"desk"_s, agentStatus("anna", "offline")),
        event(22, u"key:boss"_s,
              saying("agent_status", "internal", nullptr,
                     R"("agentId":"bertil","status":"away","bound":3.5)")),
        event(23, u"key:boss"_s,
              saying("platform_status", "internal", nullptr,
                     R"("platformId":"butiken","status":"closed")"))};
    const QByteArray bytes = replayed(Scene::usual(), {}, log)->replayed();
    const QByteArray digest
        = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(16);
    QCOMPARE(SnapshotVersion, 2U);
    QCOMPARE(digest, Digest);
}

QTEST_GUILESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
