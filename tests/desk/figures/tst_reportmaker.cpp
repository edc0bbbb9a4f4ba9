// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/report.h"
#include "tests/desk/figures/dice.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using figures::Report;

//! A report made while the log goes by: it says what the whole log would, and holds little of it.
class TestReportMaker : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatTheWholeLogWould_data();
    void saysWhatTheWholeLogWould();
    void holdsNoMoreForAYearThanForAFewDays();
    void listsTheFirstCasesOfTheWholeTimeAndCountsAll();
    void doesNotWaitForEverForOneSession();
    void readsNoFurtherThanItMust();
};

namespace
{

constexpr qint64 Minute = 60'000;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;
constexpr int ADay = 20; //!< sessions
constexpr int OfASession = 3; //!< stretches: itself, its stay in a line, its hold
const QDate First(2026, 3, 2);

figures::ReportOrder days(int count)
{
    return {First, First.addDays(count - 1), QTimeZone::utc(), {}, {}};
}

//! A day of work, each customer served and sent home; the most that was held meanwhile.
qsizetype work(figures::ReportMaker &maker, Seq &seq, int day)
{
    using enum Direction;
    qsizetype most = 0;
    for (int i = 0; i < ADay; ++i) {
        const QString user = u"u%1-%2"_s.arg(day).arg(i);
        const qint64 ms = dayOneMs() + day * Day + i * Hour;
        (void)maker.take(stored(++seq, ms, Inbound, user, event::Start{}));
        (void)maker.take(stored(++seq, ms, Internal, user,
                                event::HandoverToQueue{QueueId(u"general"_s), {}, {}}));
        (void)maker.take(stored(++seq, ms + Minute, Internal, user,
                                event::ClaimSession{AgentId(u"anna"_s), false, {}}));
        (void)maker.take(stored(++seq, ms + 2 * Minute, Outbound, user, event::EndSession{}));
        most = std::max(most, maker.held());
    }
    return most;
}

double valueOf(const Report::Row &row, QLatin1StringView figure)
{
    const auto one = std::ranges::find(row.told, figure, &figures::Told::name);
    return one == row.told.cend() ? -1 : one->value.value_or(-1);
}

double total(const Report &report, QLatin1StringView figure)
{
    return valueOf(report.rows.constFirst(), figure);
}

} // namespace

void TestReportMaker::saysWhatTheWholeLogWould_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 2; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestReportMaker::saysWhatTheWholeLogWould()
{
    QFETCH(const quint32, seed);
    const auto config = desk::DeskConfig::defaults();
    figures::Ledger whole(config);
    figures::ReportMaker maker(config, days(30));
    for (const StoredEvent &event : Dice(seed).roll(5000, dayOneMs() - 3 * Day, 45 * Day)) {
        whole.take(event);
        (void)maker.take(event);
    }
    const Report report = maker.finish();
    QVERIFY(report.rows.size() > 30 * 5); // the dice do bring something about
    const qsizetype all = whole.visits().size() + whole.holds().size() + whole.contacts().size();
    QVERIFY(maker.held() < all / 2);
    for (const Report::Row &row : report.rows) {
        figures::Filter filter;
        if (row.scope == Report::Scope::Queue)
            filter.queue = QueueId(row.id);
        if (row.scope == Report::Scope::Agent)
            filter.agent = AgentId(row.id);
        const qint64 from = dayOneMs() + (row.day.isNull() ? 0 : First.daysTo(row.day)) * Day;
        const figures::Window window{from, from + (row.day.isNull() ? 30 : 1) * Day};
        const auto expected = tell(figuresOf(whole, window, filter, {}, whole.lastMs() + 1));
        QCOMPARE(row.told.size(), expected.size());
        for (qsizetype i = 0; i < expected.size(); ++i) {
            const QByteArray where = (row.day.toString(Qt::ISODate) + u' ' + row.id + u' '
                                      + QString(expected.at(i).name))
                                         .toUtf8();
            QVERIFY2(row.told.at(i).value == expected.at(i).value, where.constData());
            if (row.scope == Report::Scope::All)
                QVERIFY2(row.told.at(i).behind == expected.at(i).behind, where.constData());
        }
    }
}

void TestReportMaker::holdsNoMoreForAYearThanForAFewDays()
{
    constexpr int Year = 365;
    figures::ReportMaker maker(desk::DeskConfig::defaults(), days(Year));
    Seq seq = 0;
    qsizetype most = 0;
    for (int day = 0; day < Year; ++day)
        most = std::max(most, work(maker, seq, day));
    QVERIFY2(most <= 9 * ADay * OfASession, QByteArray::number(most).constData());
    QCOMPARE(total(maker.finish(), "claimed"_L1), double(Year * ADay));
}

void TestReportMaker::listsTheFirstCasesOfTheWholeTimeAndCountsAll()
{
    constexpr int Days = 120;
    constexpr qsizetype Lists = 34; // one a figure
    figures::ReportMaker maker(desk::DeskConfig::defaults(), days(Days));
    Seq seq = 0;
    for (int day = 0; day < Days; ++day) {
        (void)work(maker, seq, day);
        QVERIFY(maker.listed() <= Lists * figures::ReportMaker::MostListed);
    }
    const qsizetype then = maker.listed();
    QVERIFY(then > 5'000); // it was a long time
    for (int day = Days; day < Days + 10; ++day)
        (void)work(maker, seq, day);
    QCOMPARE(maker.listed(), then); // of queues and agents none, of the whole no more
    const Report report = maker.finish();
    const Report::Row &whole = report.rows.constFirst();
    const auto wait = std::ranges::find(whole.told, "wait.count"_L1, &figures::Told::name);
    QCOMPARE(wait->behind.size(), Days * ADay);
    QCOMPARE(wait->behind.listed().size(), figures::ReportMaker::MostListed);
    QCOMPARE(wait->behind.first().user, UserId(u"u0-0"_s));
    for (const Report::Row &row : report.rows) {
        if (!row.day.isNull())
            continue;
        QCOMPARE(valueOf(row, "claimed"_L1), double(Days * ADay));
        QCOMPARE(valueOf(row, "wait.median"_L1), 60.0);
        QCOMPARE(valueOf(row, "handle.p90"_L1), 60.0);
    }
}

void TestReportMaker::doesNotWaitForEverForOneSession()
{
    constexpr int Days = 60;
    figures::ReportMaker maker(desk::DeskConfig::defaults(), days(Days));
    Seq seq = 0;
    using enum Direction;
    (void)maker.take(stored(++seq, dayOneMs(), Inbound, u"forgotten"_s, event::Start{}));
    (void)maker.take(stored(++seq, dayOneMs(), Internal, u"forgotten"_s,
                            event::ClaimSession{AgentId(u"berit"_s), false, {}}));
    qsizetype most = 0;
    for (int day = 0; day < Days; ++day)
        most = std::max(most, work(maker, seq, day));
    QVERIFY(most > 20 * ADay * OfASession); // he was waited for
    QVERIFY2(most <= 34 * ADay * OfASession, QByteArray::number(most).constData());
    const Report report = maker.finish();
    QCOMPARE(total(report, "held"_L1), 1.0);
    QCOMPARE(total(report, "claimed"_L1), double(Days * ADay + 1));
    // His time goes on in every day, beside the minute that each of the others takes.
    const auto later = std::ranges::find(report.rows, First.addDays(40), &Report::Row::day);
    QCOMPARE(valueOf(*later, "busy.minutes"_L1), 24.0 * 60 + ADay);
}

void TestReportMaker::readsNoFurtherThanItMust()
{
    figures::ReportMaker maker(desk::DeskConfig::defaults(), days(1));
    Seq seq = 0;
    (void)work(maker, seq, 0);
    const auto lookAt = [&](int day) {
        return maker.take(
            stored(++seq, dayOneMs() + day * Day, Direction::Inbound, u"later"_s, event::Start{}));
    };
    QVERIFY(lookAt(1)); // a rating may come
    QVERIFY(!lookAt(9));
    QCOMPARE(total(maker.finish(), "claimed"_L1), double(ADay));
}

QTEST_GUILESS_MAIN(TestReportMaker)
#include "tst_reportmaker.moc"
