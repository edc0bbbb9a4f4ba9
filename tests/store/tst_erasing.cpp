// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logcheck.h"
#include "broker/store/sqlitecredentials.h"
#include "tests/store/logcase.h"
#include "tests/store/storefixture.h"
#include "tests/support/files.h"

#include <QUuid>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using test::filesWith;
using Kind = AppendOutcome::Kind;

namespace
{

const QString Ann = u"key:ann"_s;
const UserId Gone(u"gone-for-good"_s);
const UserId Stays(u"stays-with-us"_s);

EventFrame claim(const UserId &user)
{
    return frameOf(R"({"type":"claim_session","direction":"internal","userId":")"
                   + user.value().toUtf8() + R"(","agentId":"a"})");
}

EraseOutcome erase(EventLog &log, const EraseRequest &request)
{
    std::optional<EraseOutcome> outcome;
    log.erase(request, &log, [&](const EraseOutcome &answer) { outcome = answer; });
    return waitUntil([&] { return outcome.has_value(); }) ? *outcome : EraseOutcome{-1, true};
}

EraseOutcome eraseAllOf(EventLog &log, const UserId &user)
{
    EraseRequest request;
    request.user = user;
    return erase(log, request);
}

bool scrub(EventLog &log)
{
    std::optional<bool> scrubbed;
    log.scrub(&log, [&](bool ok) { scrubbed = ok; });
    return waitUntil([&] { return scrubbed.has_value(); }) && *scrubbed;
}

} // namespace

//! Erasing and expiring, the contract of EventLog; and what a file adds: no byte is left.
class TestErasing : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void initTestCase_data();
    void init();
    void cleanup();

    void emptiesEventsAndKeepsTheirNumbers();
    void freesTheIdsOfWhatIsErased();
    void knowsNoControlEventOfTheErased();
    void takesTheErasedForSomeoneNew();
    void erasesInStepsOfTheAskedSize();
    void erasesNothingBeyondTheNumbersAsked();
    void erasesInOrderWithAppends();
    void countsErasuresAndExpiriesApart();
    void failsWhenClosed();
    void remembersWhatWasErased();
    void leavesNoByteInAnyFile();
    void ridsTheFileOfTracesACrashLeft();

private:
    [[nodiscard]] const LogFactory &factoryUnderTest() const;
    [[nodiscard]] QString directory() const { return m_directory->filePath(u"data"_s); }
    [[nodiscard]] bool appendTalk(int count);

    std::unique_ptr<QTemporaryDir> m_directory;
    test::FakeClock m_clock;
    LogCase m_case;
    std::unique_ptr<LogProbe> m_probe;
};

void TestErasing::initTestCase()
{
    if (const QByteArray why = whyNoLog(); !why.isEmpty())
        QSKIP(why.constData());
}

void TestErasing::initTestCase_data()
{
    QTest::addColumn<qsizetype>("factory");
    for (qsizetype i = 0; i < logFactories().size(); ++i)
        QTest::newRow(logFactories().at(i).name.constData()) << i;
}

void TestErasing::init()
{
    QFETCH_GLOBAL(const qsizetype, factory);
    m_directory = std::make_unique<QTemporaryDir>();
    m_case = logFactories().at(factory).make(directory(), m_clock);
    m_probe = std::make_unique<LogProbe>(*m_case.log);
    QVERIFY(m_probe->open());
}

void TestErasing::cleanup()
{
    m_probe.reset();
    m_case = {};
}

const LogFactory &TestErasing::factoryUnderTest() const
{
    QFETCH_GLOBAL(const qsizetype, factory);
    return logFactories().at(factory);
}

//! Odd numbers are of the one who goes, even ones of the one who stays.
bool TestErasing::appendTalk(int count)
{
    QList<AppendRequest> batch;
    for (int i = 0; i < count; ++i)
        batch.append(request(quint64(i), Ann,
                             textOf((i % 2 == 0 ? Gone : Stays).value(), u"id%1"_s.arg(i))));
    return m_probe->append(batch).size() == count;
}

void TestErasing::emptiesEventsAndKeepsTheirNumbers()
{
    QVERIFY(appendTalk(10));
    const EraseOutcome outcome = eraseAllOf(*m_case.log, Gone);
    QVERIFY(!outcome.failed);
    QCOMPARE(outcome.erased, 5);
    QCOMPARE(seqs(m_probe->all()), (QList<Seq>{2, 4, 6, 8, 10}));
    ReadQuery his;
    his.user = Gone;
    QVERIFY(m_probe->all(his).isEmpty());
    ReadQuery folded;
    folded.controlOnly = true;
    QCOMPARE(seqs(m_probe->all(folded)), QList<Seq>({2, 4, 6, 8, 10}));
    QCOMPARE(m_case.log->head(), 10u);
    QCOMPARE(m_probe->append(request(1, Ann, textOf(u"other"_s))).event.seq, 11u);
    QCOMPARE(eraseAllOf(*m_case.log, Gone).erased, 0); // nothing is left of him
}

void TestErasing::freesTheIdsOfWhatIsErased()
{
    QVERIFY(appendTalk(4));
    QVERIFY(!eraseAllOf(*m_case.log, Gone).failed);
    QCOMPARE(m_probe->append(request(1, Ann, textOf(Stays.value(), u"id1"_s))).kind, Kind::Known);
    QCOMPARE(m_probe->append(request(2, Ann, textOf(Gone.value(), u"id0"_s))).kind, Kind::Stored);
}

void TestErasing::knowsNoControlEventOfTheErased()
{
    QVERIFY(appendTalk(4));
    QCOMPARE(m_probe->append(request(1, Ann, claim(Gone))).event.seq, 5u);
    QVERIFY(!eraseAllOf(*m_case.log, Gone).failed);
    AppendRequest next = request(2, Ann, claim(Gone));
    next.condition = AppendRequest::Condition{Gone, 5};
    const AppendOutcome stale = m_probe->append(next);
    QCOMPARE(stale.kind, Kind::Stale);
    QCOMPARE(stale.event.seq, 0u);
    next.condition->lastControl = 0;
    QCOMPARE(m_probe->append(next).kind, Kind::Stored);
}

void TestErasing::takesTheErasedForSomeoneNew()
{
    const EventFrame opaque
        = frameOf(R"({"type":"weather","direction":"inbound","userId":"gone-for-good"})");
    QCOMPARE(m_probe->append({request(1, Ann, opaque), request(2, Ann, opaque)}).size(), 2);
    ReadQuery folded;
    folded.controlOnly = true;
    QCOMPARE(seqs(m_probe->all(folded)), QList<Seq>{1});
    QVERIFY(!eraseAllOf(*m_case.log, Gone).failed);
    QCOMPARE(m_probe->append(request(3, Ann, opaque)).event.seq, 3u);
    QCOMPARE(seqs(m_probe->all(folded)), QList<Seq>{3}); // his first one again
}

void TestErasing::erasesInStepsOfTheAskedSize()
{
    QVERIFY(appendTalk(10));
    EraseRequest step;
    step.user = Gone;
    step.limit = 2;
    QList<int> erased;
    do
        erased.append(erase(*m_case.log, step).erased);
    while (erased.last() == step.limit);
    QCOMPARE(erased, (QList<int>{2, 2, 1}));
    QCOMPARE(m_probe->all().size(), 5);
}

void TestErasing::erasesNothingBeyondTheNumbersAsked()
{
    QVERIFY(appendTalk(10));
    EraseRequest some;
    some.user = Gone;
    some.after = 1;
    some.upTo = 7;
    QCOMPARE(erase(*m_case.log, some).erased, 3);
    QCOMPARE(seqs(m_probe->all()), (QList<Seq>{1, 2, 4, 6, 8, 9, 10}));
}

void TestErasing::erasesInOrderWithAppends()
{
    QList<int> erased;
    EraseRequest all;
    all.user = Gone;
    m_case.log->append({request(1, Ann, textOf(Gone.value()))});
    m_case.log->erase(all, m_case.log.get(),
                      [&](const EraseOutcome &outcome) { erased.append(outcome.erased); });
    m_case.log->append({request(2, Ann, textOf(Gone.value()))});
    QVERIFY(waitUntil([&] { return erased.size() == 1 && m_case.log->head() == 2; }));
    QCOMPARE(erased, QList<int>{1});
    QCOMPARE(seqs(m_probe->all()), QList<Seq>{2});
}

void TestErasing::countsErasuresAndExpiriesApart()
{
    QVERIFY(appendTalk(10));
    QCOMPARE(m_case.log->erasures(), 0u);
    QCOMPARE(m_case.log->expired(), 0u);
    EraseRequest old;
    old.user = Gone;
    old.upTo = 5;
    old.isExpiry = true;
    QCOMPARE(erase(*m_case.log, old).erased, 3);
    QCOMPARE(m_case.log->expired(), 5u);
    QCOMPARE(m_case.log->erasures(), 0u);
    QCOMPARE(erase(*m_case.log, old).erased, 0);
    QCOMPARE(m_case.log->expired(), 5u);
    QCOMPARE(eraseAllOf(*m_case.log, Gone).erased, 2);
    QCOMPARE(m_case.log->expired(), 5u);
    QVERIFY(m_case.log->erasures() > 0);
}

void TestErasing::failsWhenClosed()
{
    QVERIFY(appendTalk(2));
    QVERIFY(m_probe->close());
    QVERIFY(eraseAllOf(*m_case.log, Gone).failed);
    QVERIFY(!scrub(*m_case.log));
}

void TestErasing::remembersWhatWasErased()
{
    if (!factoryUnderTest().isLasting)
        return;
    QVERIFY(appendTalk(10));
    EraseRequest old;
    old.user = Gone;
    old.upTo = 5;
    old.isExpiry = true;
    QVERIFY(!erase(*m_case.log, old).failed);
    QVERIFY(!eraseAllOf(*m_case.log, Gone).failed);
    const quint64 erasures = m_case.log->erasures();
    QVERIFY(m_probe->close());
    QVERIFY(m_probe->open());
    QCOMPARE(m_case.log->expired(), 5u);
    QCOMPARE(m_case.log->erasures(), erasures);
    QCOMPARE(seqs(m_probe->all()), (QList<Seq>{2, 4, 6, 8, 10}));
}

//! Much is written about many, in an order that makes SQLite move rows between pages; then one of
//! them is erased, and every file is searched for what was his.
void TestErasing::leavesNoByteInAnyFile()
{
    if (!factoryUnderTest().isSqlite)
        return;
    const QByteArray words = "what nobody else has ever said";
    QByteArrayList needles{words, Gone.value().toUtf8(), "customer:" + Gone.value().toUtf8()};
    for (int round = 0; round < 60; ++round) {
        QList<AppendRequest> batch;
        for (int i = 0; i < 50; ++i) {
            const bool his = i % 5 == 0;
            const UserId user
                = his ? Gone : UserId(u"user %1"_s.arg(QUuid::createUuid().toString()));
            const QString id = QUuid::createUuid().toString(QUuid::Id128);
            const QString text = his
                ? QString::fromLatin1(words) + QString(97 * i * round % 9000, u'x')
                : QString(i * 7, u'y');
            batch.append(
                request(quint64(i), u"customer:"_s + user.value(), textOf(user.value(), id, text)));
            if (his)
                needles.append(id.toUtf8());
        }
        QCOMPARE(m_probe->append(batch).size(), 50);
    }
    for (const QByteArray &needle : std::as_const(needles))
        QVERIFY2(!filesWith(directory(), needle).isEmpty(), needle.constData());

    const EraseOutcome first = eraseAllOf(*m_case.log, Gone);
    QVERIFY(!first.failed);
    QCOMPARE(first.erased, 500); // a step
    QCOMPARE(eraseAllOf(*m_case.log, Gone).erased, 100);
    QVERIFY(scrub(*m_case.log));
    const auto nothingIsLeft = [&] {
        for (const QByteArray &needle : std::as_const(needles)) {
            if (const QStringList left = filesWith(directory(), needle); !left.isEmpty())
                return QString::fromUtf8(needle) + u" is left in "_s + left.join(u", "_s);
        }
        return QString();
    };
    QCOMPARE(nothingIsLeft(), QString());
    const auto report = checkLog(directory());
    QVERIFY2(report && report->isWhole(),
             report ? qPrintable(report->problems.join(u'\n')) : "no report");
    QCOMPARE(report->events, 3000u);
    QCOMPARE(report->erased, 600u);
    QVERIFY(appendTalk(20)); // it goes on
    QVERIFY(!eraseAllOf(*m_case.log, Gone).failed);
    QVERIFY(scrub(*m_case.log));
    QVERIFY(m_probe->close());
    QCOMPARE(nothingIsLeft(), QString());
}

void TestErasing::ridsTheFileOfTracesACrashLeft()
{
    if (!factoryUnderTest().isSqlite)
        return;
    const auto notes = [this] {
        auto connection = sqlite::Connection::open(files::databaseIn(directory()),
                                                   sqlite::Connection::Access::ReadOnly);
        return std::pair(connection->queryInteger("SELECT value FROM meta WHERE key = 'erasures'"),
                         connection->queryInteger("SELECT value FROM meta WHERE key = 'scrubbed'"));
    };
    QVERIFY(appendTalk(10));
    QVERIFY(!eraseAllOf(*m_case.log, Gone).failed);
    QVERIFY(m_probe->close()); // before it was scrubbed
    QVERIFY(notes().first > 0 && !notes().second);
    QVERIFY(m_probe->open());
    QCOMPARE(notes().second, notes().first);
}

QTEST_GUILESS_MAIN(TestErasing)
#include "tst_erasing.moc"
