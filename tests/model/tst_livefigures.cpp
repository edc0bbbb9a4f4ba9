// SPDX-License-Identifier: GPL-3.0-or-later
// The day as a desk counts it, on days worked out by hand.
#include "tests/model/told.h"
#include "tests/support/fakeclock.h"
#include "ui/model/livefigures.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);
const UserId Omar(u"omar"_s);
const AgentId Anders(u"an01"_s);
const AgentId Berit(u"be01"_s);
const QueueId General(u"general"_s);
const QueueId Technical(u"technical"_s);

//! A desk that has been open since the day began, as far as its events go.
struct Day {
    test::Told told;
    test::FakeClock clock;
    SessionStore store;
    LiveFigures figures{store, clock};

    Day() { store.apply({told.welcome(), test::Told::queueState(General)}); }
    void tell(const QList<QByteArray> &frames) { store.apply(frames); }
    void after(std::chrono::milliseconds time)
    {
        told.after(time);
        clock.advance(time);
    }
    void wait(const UserId &user, const QueueId &queue = General)
    {
        tell({told.inbound(user, event::Start{}), told.queues(user, queue)});
    }
    void claim(const UserId &user, const AgentId &agent) { tell({told.claims(user, agent)}); }
    void done(const UserId &user) { tell({told.internal(user, event::AgentDone{})}); }
    [[nodiscard]] WaitFigures waits(const QueueId &queue) const
    {
        return figures.day().queues.value(queue);
    }
    [[nodiscard]] HandleFigures handling(const AgentId &agent) const
    {
        return figures.day().agents.value(agent);
    }
};

} // namespace

class LiveFiguresTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aWaitLastsFromTheLineToTheClaim();
    void aMinuteIsStillInTime_data();
    void aMinuteIsStillInTime();
    void whoLeavesCountsAgainstTheGoal();
    void aTransferIsNeitherAnsweredNorLeft();
    void nineInTenWaitedNoLonger();
    void handlingIsFromTheClaimToDone();
    void theBotsPartIsNotTheAgents();
    void takenOverCountsForBoth();
    void whatHappensInOneBatchIsCountedOneByOne();
    void whatCameBeforeTheDeskIsLeftOut();
    void whatWasMissedWhileAwayIsCounted();
    void midnightBeginsAnew();
    void anotherLogBeginsAnew();
    void theLastHourIsTwelveSpans();
    void quartersHoldArrivalsAndWaits();
};

void LiveFiguresTest::aWaitLastsFromTheLineToTheClaim()
{
    Day day;
    day.tell({day.told.inbound(Robin, event::Start{})});
    day.after(40s); // with the bot
    day.tell({day.told.queues(Robin, General)});
    day.after(30s);
    day.claim(Robin, Anders);
    day.wait(Karin, Technical);
    day.after(90s);
    day.claim(Karin, Anders);
    QCOMPARE(day.figures.day().waits.meanMs, 60'000);
    QCOMPARE(day.figures.day().waits.answered, 2);
    QCOMPARE(day.waits(General).meanMs, 30'000);
    QCOMPARE(day.waits(Technical).meanMs, 90'000);
}

void LiveFiguresTest::aMinuteIsStillInTime_data()
{
    QTest::addColumn<int>("ms");
    QTest::addColumn<int>("inTime");
    QTest::newRow("to the millisecond") << 60'000 << 1;
    QTest::newRow("a millisecond late") << 60'001 << 0;
}

void LiveFiguresTest::aMinuteIsStillInTime()
{
    QFETCH(const int, ms);
    Day day;
    day.wait(Robin);
    day.after(std::chrono::milliseconds(ms));
    day.claim(Robin, Anders);
    QTEST(day.figures.day().waits.inTime, "inTime");
}

void LiveFiguresTest::whoLeavesCountsAgainstTheGoal()
{
    Day day;
    day.wait(Robin);
    day.wait(Karin);
    day.wait(Omar);
    QCOMPARE(day.figures.day().waits.serviceLevel(), std::nullopt); // nobody's wait is over
    day.after(10s);
    day.claim(Robin, Anders);
    day.tell({day.told.inbound(Karin, event::ClientLeft{})});
    QCOMPARE(day.figures.day().waits.left, 1);
    QCOMPARE(day.figures.day().waits.over(), 2);
    QCOMPARE(day.figures.day().waits.serviceLevel(), 0.5);
}

void LiveFiguresTest::aTransferIsNeitherAnsweredNorLeft()
{
    Day day;
    day.wait(Robin);
    day.after(50s);
    day.tell({day.told.queues(Robin, Technical)});
    day.after(20s);
    day.claim(Robin, Anders);
    QCOMPARE(day.waits(General), WaitFigures());
    QCOMPARE(day.waits(Technical).meanMs, 20'000); // each visit to a queue by itself
    QCOMPARE(day.figures.day().waits.answered, 1);
}

void LiveFiguresTest::nineInTenWaitedNoLonger()
{
    Day day;
    for (int i = 1; i <= 20; ++i) {
        const UserId user(u"u%1"_s.arg(i));
        day.wait(user);
        day.after(std::chrono::seconds(i));
        day.claim(user, Anders);
    }
    QCOMPARE(day.figures.day().waits.p90Ms, 18'000);
    QCOMPARE(day.figures.day().waits.meanMs, 10'500);
}

void LiveFiguresTest::handlingIsFromTheClaimToDone()
{
    Day day;
    day.wait(Robin);
    day.after(10s);
    day.claim(Robin, Anders);
    QCOMPARE(day.handling(Anders).taken, 1);
    QCOMPARE(day.handling(Anders).finished, 0);
    day.after(300s);
    day.done(Robin);
    QCOMPARE(day.handling(Anders).meanMs, 300'000);
    // He comes back: it is another one.
    day.after(60s);
    day.tell({day.told.says(Robin, u"Hej igen"_s)});
    day.claim(Robin, Berit);
    day.after(100s);
    day.tell({day.told.outbound(Robin, event::EndSession{})});
    QCOMPARE(day.handling(Berit).meanMs, 100'000);
    QCOMPARE(day.figures.day().handling.meanMs, 200'000);
    QCOMPARE(day.figures.day().handling.taken, 2);
}

void LiveFiguresTest::theBotsPartIsNotTheAgents()
{
    Day day;
    day.wait(Robin);
    day.claim(Robin, Anders);
    day.after(100s);
    day.tell(
        {day.told.internal(Robin, event::HandoverToBot{Anders, std::nullopt, u"end_session"_s})});
    day.after(500s);
    day.tell({day.told.internal(Robin, event::HandoverToAgent{}),
              day.told.internal(Robin, event::ClaimSession{Anders, false, u"returned"_s})});
    day.after(20s);
    QCOMPARE(day.handling(Anders).finished, 0);
    day.done(Robin);
    QCOMPARE(day.handling(Anders).finished, 1);
    QCOMPARE(day.handling(Anders).meanMs, 120'000);
    QCOMPARE(day.handling(Anders).taken, 1);
}

void LiveFiguresTest::takenOverCountsForBoth()
{
    Day day;
    day.wait(Robin);
    day.claim(Robin, Anders);
    day.after(50s);
    day.tell({day.told.internal(Robin, event::ClaimSession{Berit, true, {}})});
    day.after(70s);
    day.done(Robin);
    QCOMPARE(day.handling(Anders).meanMs, 50'000);
    QCOMPARE(day.handling(Berit).meanMs, 70'000);
}

void LiveFiguresTest::whatHappensInOneBatchIsCountedOneByOne()
{
    Day day;
    const QSignalSpy changed(&day.figures, &FiguresSource::changed);
    const QByteArray start = day.told.inbound(Robin, event::Start{});
    const QByteArray queued = day.told.queues(Robin, General);
    const QByteArray claimed = day.told.after(20s).claims(Robin, Anders);
    const QByteArray done = day.told.after(60s).internal(Robin, event::AgentDone{});
    const QByteArray again = day.told.says(Robin, u"Hej igen"_s);
    day.clock.advance(80s);
    day.tell({start, queued, claimed, done, again, day.told.after(5s).claims(Robin, Anders)});
    QCOMPARE(day.figures.day().waits.answered, 2);
    QCOMPARE(day.figures.day().waits.meanMs, 12'500);
    QCOMPARE(day.handling(Anders).meanMs, 60'000);
    QCOMPARE(changed.count(), 1);
}

void LiveFiguresTest::whatCameBeforeTheDeskIsLeftOut()
{
    test::Told told;
    test::FakeClock clock;
    clock.advance(1h);
    SessionStore store;
    const LiveFigures figures(store, clock);
    // What is still open is told from its beginning.
    store.apply({told.welcome(), told.inbound(Robin, event::Start{}), told.queues(Robin, General),
                 told.after(10s).claims(Robin, Anders), test::Told::queueState(General)});
    QCOMPARE(figures.day().waits.answered, 0);
    QCOMPARE(figures.day().fromMs, clock.now().wallMs);
    QVERIFY(!figures.day().isWholeDay());
    told.nowMs = clock.now().wallMs + 50'000;
    store.apply({told.internal(Robin, event::AgentDone{})});
    QCOMPARE(figures.day().handling.meanMs, 3'640'000); // all of it, since it ended today
}

void LiveFiguresTest::whatWasMissedWhileAwayIsCounted()
{
    Day day;
    day.wait(Robin);
    day.after(30s);
    const QByteArray welcome = day.told.welcome();
    const QByteArray claimed = day.told.claims(Robin, Anders);
    day.after(60s);
    day.tell({welcome, claimed, test::Told::queueState(General)});
    QCOMPARE(day.figures.day().waits.meanMs, 30'000);
}

void LiveFiguresTest::midnightBeginsAnew()
{
    Day day;
    day.wait(Robin);
    day.after(10s);
    day.claim(Robin, Anders);
    const QSignalSpy changed(&day.figures, &FiguresSource::changed);
    day.after(1h);
    day.figures.advance();
    QCOMPARE(changed.count(), 0);
    day.after(12h);
    day.figures.advance();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(day.figures.day().waits.answered, 0);
    QVERIFY(day.figures.day().isWholeDay());
    day.done(Robin); // it began yesterday and ends today
    QCOMPARE(day.handling(Anders).finished, 1);
}

void LiveFiguresTest::anotherLogBeginsAnew()
{
    Day day;
    day.wait(Robin);
    day.after(10s);
    day.claim(Robin, Anders);
    day.told.epoch = u"two"_s;
    day.told.seq = 0;
    day.tell({day.told.welcome(true), test::Told::queueState(General)});
    QCOMPARE(day.figures.day().waits.answered, 0);
    day.wait(Karin);
    day.after(5s);
    day.claim(Karin, Anders);
    QCOMPARE(day.figures.day().waits.answered, 1);
}

void LiveFiguresTest::theLastHourIsTwelveSpans()
{
    Day day;
    day.wait(Robin);
    day.after(31min);
    day.wait(Karin);
    day.wait(Omar, Technical);
    QCOMPARE(day.figures.lastHour(General, day.clock.now().wallMs),
             QList<int>({0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1}));
    QCOMPARE(day.figures.lastHour(Technical, day.clock.now().wallMs).last(), 1);
    day.after(40min);
    QCOMPARE(day.figures.lastHour(General, day.clock.now().wallMs),
             QList<int>({0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}));
}

void LiveFiguresTest::quartersHoldArrivalsAndWaits()
{
    Day day; // from noon
    day.wait(Robin);
    day.after(20min);
    day.claim(Robin, Anders);
    day.wait(Karin);
    const QList<QuarterFigures> quarters = day.figures.day().quarters;
    QCOMPARE(quarters.size(), 50);
    QCOMPARE(quarters.at(48), QuarterFigures({1, std::nullopt}));
    QCOMPARE(quarters.at(49), QuarterFigures({1, 20 * 60'000}));
}

QTEST_GUILESS_MAIN(LiveFiguresTest)
#include "tst_livefigures.moc"
