// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/live.h"
#include "tests/desk/figures/play.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! The day's figures while they happen.
class TestLiveFigures : public QObject
{
    Q_OBJECT
private slots:
    void beginsTheDayAtLocalMidnight();
    void countsArrivalsByTheirStretch();
    void doesNotGrowForWeeks();
    void sharesTheMinutesOfASessionThatLastsForDays();
};

namespace
{

constexpr qint64 Minute = 60'000;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;

//! Comes, waits so long, is served and sent home.
void serve(figures::Live &live, Seq &seq, qint64 ms, const QString &user, qint64 waitMs)
{
    using enum Direction;
    live.take(stored(++seq, ms, Inbound, user, event::Start{}));
    live.take(stored(++seq, ms, Internal, user,
                     event::HandoverToQueue{QueueId(u"general"_s), u"bot_unavailable"_s, {}}));
    live.take(stored(++seq, ms + waitMs, Internal, user,
                     event::ClaimSession{AgentId(u"anna"_s), false, u"allocated"_s}));
    live.take(stored(++seq, ms + waitMs + Minute, Outbound, user, event::EndSession{}));
}

} // namespace

void TestLiveFigures::beginsTheDayAtLocalMidnight()
{
    figures::Live live(desk::DeskConfig::defaults(), QTimeZone("Europe/Stockholm"));
    // Midnight in Stockholm is 23:00 UTC on the day before.
    const qint64 midnight = dayOneMs() - Hour;
    QCOMPARE(live.today(dayOneMs() + 9 * Hour).fromMs, midnight);
    Seq seq = 0;
    serve(live, seq, midnight - 10 * Minute, u"yesterday's"_s, Minute);
    serve(live, seq, midnight, u"today's"_s, 30'000);
    const qint64 now = midnight + 5 * Minute;
    const figures::Figures today = live.figures(now);
    QCOMPARE(today.queued.size(), 1);
    QCOMPARE(today.wait.cases().first().user, UserId(u"today's"_s));
    QCOMPARE(live.figures({midnight - Day, midnight}, now).queued.size(), 1);
    live.forget(UserId(u"today's"_s));
    QCOMPARE(live.figures(now).queued.size(), 0);
}

void TestLiveFigures::countsArrivalsByTheirStretch()
{
    figures::Live live(desk::DeskConfig::defaults(), QTimeZone::utc());
    Seq seq = 0;
    serve(live, seq, dayOneMs() + 5 * Minute, u"a"_s, 10'000);
    serve(live, seq, dayOneMs() + 7 * Minute, u"b"_s, 50'000);
    serve(live, seq, dayOneMs() + 40 * Minute, u"c"_s, 20'000);
    const auto steps = live.arrivals({dayOneMs(), dayOneMs() + Hour}, 15 * Minute);
    QCOMPARE(steps.size(), 4);
    QCOMPARE(steps.at(0).queued, 2);
    QCOMPARE(steps.at(0).meanWaitSeconds, 30.0);
    QCOMPARE(steps.at(1).queued, 0);
    QCOMPARE(steps.at(2).fromMs, dayOneMs() + 30 * Minute);
    QCOMPARE(steps.at(2).claimed, 1);
    figures::Filter sales;
    sales.queue = QueueId(u"sales"_s);
    QCOMPARE(live.arrivals({dayOneMs(), dayOneMs() + Hour}, 15 * Minute, sales).first().queued, 0);
}

void TestLiveFigures::doesNotGrowForWeeks()
{
    figures::Live live(desk::DeskConfig::defaults(), QTimeZone::utc());
    Seq seq = 0;
    for (int hour = 0; hour < 30 * 24; ++hour)
        serve(live, seq, dayOneMs() + hour * Hour, u"u%1"_s.arg(hour), Minute);
    const qint64 now = dayOneMs() + 30 * Day;
    const auto kept = live.figures({dayOneMs(), now}, now).queued.size();
    QVERIFY2(kept >= 48 && kept <= 72 + 1, qPrintable(QString::number(kept)));
    QCOMPARE(live.figures({now - 2 * Day, now}, now).queued.size(), 48);
}

//! His minute was shared with another who has long gone home.
void TestLiveFigures::sharesTheMinutesOfASessionThatLastsForDays()
{
    using enum Direction;
    figures::Live live(desk::DeskConfig::defaults(), QTimeZone::utc());
    Seq seq = 0;
    const auto claimed = [&](const QString &user) {
        live.take(stored(++seq, dayOneMs(), Inbound, user, event::Start{}));
        live.take(stored(++seq, dayOneMs(), Internal, user,
                         event::ClaimSession{AgentId(u"anna"_s), false, {}}));
    };
    claimed(u"long"_s);
    claimed(u"short"_s);
    live.take(stored(++seq, dayOneMs() + 1000, Outbound, u"short"_s, event::EndSession{}));
    for (int hour = 1; hour < 4 * 24; ++hour)
        serve(live, seq, dayOneMs() + hour * Hour, u"u%1"_s.arg(hour), Minute);
    const qint64 now = dayOneMs() + 4 * Day;
    live.take(stored(++seq, now, Outbound, u"long"_s, event::EndSession{}));
    const auto attention = live.figures({dayOneMs(), dayOneMs() + Minute}, now).attention.cases();
    QCOMPARE(attention.size(), 1);
    QCOMPARE(attention.first().user, UserId(u"long"_s));
    // Half of the first minute, and the last one.
    QCOMPARE(attention.first().value, 30.0 + 60.0);
}

QTEST_GUILESS_MAIN(TestLiveFigures)
#include "tst_figureslive.moc"
