// SPDX-License-Identifier: GPL-3.0-or-later
// The day as the broker counts it, and that it is what the report says.
#include "broker/desk/figures/report.h"
#include "broker/desk/figures/told.h"
#include "tests/desk/figures/play.h"
#include "tests/history/scriptedhistory.h"
#include "tests/model/countedfigures.h"
#include "tests/model/told.h"
#include "tests/support/fakeclock.h"
#include "ui/model/brokerfigures.h"
#include "ui/model/sessionstore.h"

#include <QDir>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const UserId Robin(u"robin"_s);
const AgentId Anders(u"an01"_s);
const QueueId General(u"general"_s);

const QByteArray Day = R"({"dayStart":"2026-03-02T00:00:00.000Z","timezone":"UTC",
    "all":{"queued":21,"counted":20,"wait.count":18,"level.in_time":15,"abandoned":2,
           "wait.mean":12.5,"wait.p90":40,"claimed":17,"handle.count":16,"handle.mean":300.25},
    "queues":{"general":{"counted":4,"wait.count":3,"level.in_time":3,"abandoned":1,
                         "lastHour":[0,1,2,0,0,0,0,0,0,0,0,3]}},
    "agents":{"an01":{"claimed":5,"handle.count":4,"handle.mean":100}},
    "quarters":[{"queued":2,"wait.mean":7.5},{"queued":0}]})";

struct Desk {
    test::Told told;
    test::FakeClock clock;
    SessionStore store;
    test::ScriptedHistory broker;
    BrokerFigures figures{broker, store, clock};

    Desk() { broker.answers.insert("GET /api/figures", {200, Day}); }
    void open() { store.apply({told.welcome(), test::Told::queueState(General)}); }
    void wait(const UserId &user)
    {
        store.apply({told.inbound(user, event::Start{}), told.queues(user, General)});
    }
};

} // namespace

class BrokerFiguresTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatTheBrokerSays();
    void asksOnceForMany();
    void whatWasToldStaysWhenTheBrokerIsSilent();
    void anotherLogsFiguresAreNotShown();
    void timeAloneAsksAnew();
    void theDashboardSaysWhatTheReportSays_data();
    void theDashboardSaysWhatTheReportSays();
    void theQuartersAddUpToTheDay();
};

void BrokerFiguresTest::saysWhatTheBrokerSays()
{
    Desk desk;
    desk.open();
    QTRY_COMPARE(desk.figures.day().waits.counted, 20);
    const DayFigures &day = desk.figures.day();
    QVERIFY(day.isWholeDay());
    QCOMPARE(day.waits, WaitFigures({20, 18, 15, 2, 12'500, 40'000}));
    QCOMPARE(day.waits.serviceLevel(), 0.75);
    QCOMPARE(day.handling, HandleFigures({17, 16, 300'250}));
    QCOMPARE(day.queues.value(General), WaitFigures({4, 3, 3, 1, {}, {}}));
    QCOMPARE(day.agents.value(Anders), HandleFigures({5, 4, 100'000}));
    QCOMPARE(day.quarters, QList<QuarterFigures>({{2, 7'500}, {0, std::nullopt}}));
    QCOMPARE(desk.figures.lastHour(General, desk.clock.now().wallMs).last(), 3);
}

void BrokerFiguresTest::asksOnceForMany()
{
    Desk desk;
    desk.open();
    QTRY_COMPARE(desk.broker.asked.size(), 1);
    desk.broker.isHeld = true;
    for (int i = 0; i < 50; ++i)
        desk.wait(UserId(u"u%1"_s.arg(i)));
    QCoreApplication::processEvents();
    QVERIFY(desk.broker.asked.size() <= 2);
}

void BrokerFiguresTest::whatWasToldStaysWhenTheBrokerIsSilent()
{
    Desk desk;
    QVERIFY(desk.figures.day().isWholeDay()); // nothing is known, and nothing is "since"
    QCOMPARE(desk.figures.day().waits, WaitFigures());
    desk.open();
    QTRY_COMPARE(desk.figures.day().waits.counted, 20);
    desk.broker.answers.insert("GET /api/figures", {0, {}});
    desk.clock.advance(61s);
    desk.figures.advance();
    QCOMPARE(desk.broker.asked.size(), 2);
    QCoreApplication::processEvents();
    QCOMPARE(desk.figures.day().waits.counted, 20);
}

void BrokerFiguresTest::anotherLogsFiguresAreNotShown()
{
    Desk desk;
    desk.open();
    QTRY_COMPARE(desk.figures.day().waits.counted, 20);
    desk.broker.isHeld = true;
    const QSignalSpy changed(&desk.figures, &FiguresSource::changed);
    desk.clock.advance(61s);
    desk.figures.advance(); // asked of the former
    desk.store.reset();
    QVERIFY(changed.count() > 0);
    QCOMPARE(desk.figures.day().waits, WaitFigures());
    desk.broker.release();
    QCOMPARE(desk.figures.day().waits, WaitFigures());
    QTRY_COMPARE(desk.figures.day().waits.counted, 20); // asked anew
}

void BrokerFiguresTest::timeAloneAsksAnew()
{
    Desk desk;
    desk.open();
    QTRY_COMPARE(desk.figures.day().waits.counted, 20);
    desk.figures.advance();
    QCOMPARE(desk.broker.asked.size(), 1);
    desk.clock.advance(61s);
    desk.figures.advance();
    QCOMPARE(desk.broker.asked.size(), 2);
    QTRY_COMPARE(desk.figures.day().waits.counted, 20);
}

// --- One log, counted by both --------------------------------------------------------------------

namespace
{

using figures::Report;

std::optional<double> toldBy(const Report::Row &row, QLatin1StringView name)
{
    const auto one = std::ranges::find(row.told, name, &figures::Told::name);
    return one == row.told.cend() ? std::nullopt : one->value;
}

std::optional<qint64> msOf(const Report::Row &row, QLatin1StringView name)
{
    const auto seconds = toldBy(row, name);
    return seconds ? std::optional(std::llround(*seconds * 1000)) : std::nullopt;
}

int countOf(const Report::Row &row, QLatin1StringView name)
{
    return int(toldBy(row, name).value_or(-1));
}

//! A report's row as the dashboard shows it, by the names that the page of figures defines.
WaitFigures waitsOf(const Report::Row &row)
{
    return {countOf(row, "counted"_L1),       countOf(row, "wait.count"_L1),
            countOf(row, "level.in_time"_L1), countOf(row, "abandoned"_L1),
            msOf(row, "wait.mean"_L1),        msOf(row, "wait.p90"_L1)};
}

HandleFigures handlingOf(const Report::Row &row)
{
    return {countOf(row, "claimed"_L1), countOf(row, "handle.count"_L1),
            msOf(row, "handle.mean"_L1)};
}

void compare(const DayFigures &told, const Report::Row &row)
{
    switch (row.scope) {
    case Report::Scope::All:
        QCOMPARE(told.waits, waitsOf(row));
        QCOMPARE(told.waits.serviceLevel(), toldBy(row, "level.of_counted"_L1));
        QCOMPARE(told.waits.shareLeft(), toldBy(row, "abandoned.share"_L1));
        QCOMPARE(told.handling, handlingOf(row));
        break;
    case Report::Scope::Queue:
        QCOMPARE(told.queues.value(QueueId(row.id)), waitsOf(row));
        break;
    case Report::Scope::Agent:
        QCOMPARE(told.agents.value(AgentId(row.id)), handlingOf(row));
        break;
    }
}

} // namespace

void BrokerFiguresTest::theDashboardSaysWhatTheReportSays_data()
{
    QTest::addColumn<QString>("log");
    const QDir folder(QStringLiteral(SERMO_LOGS));
    const QStringList names = folder.entryList({u"*.log"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    QVERIFY(names.size() >= 12);
}

//! At each day's end, and at the log's, the dashboard's figures are held against the report of that
//! day of what has happened until then.
void BrokerFiguresTest::theDashboardSaysWhatTheReportSays()
{
    QFETCH(const QString, log);
    const test::Play play = test::readPlay(log);
    QVERIFY2(play.complaint.isEmpty(), qPrintable(play.complaint));
    const desk::DeskConfig config = desk::DeskConfig::defaults();
    const QTimeZone zone = figures::usualZone(config);
    const auto dayOf = [&zone](const StoredEvent &event) {
        return QDateTime::fromMSecsSinceEpoch(event.receivedMs, zone).date();
    };
    test::FakeClock clock;
    test::CountedFigures dashboard(clock, config);
    for (qsizetype i = 0; i < play.events.size(); ++i) {
        const StoredEvent &event = play.events.at(i);
        const QDate day = dayOf(event);
        dashboard.take({event.delivered()});
        if (i + 1 < play.events.size() && dayOf(play.events.at(i + 1)) == day)
            continue;
        clock.setWall(event.receivedMs);
        dashboard.advance();
        figures::ReportMaker maker(config, {day, day, zone, {}, {}});
        for (const StoredEvent &one : play.events.mid(0, i + 1))
            (void)maker.take(one);
        const Report report = maker.finish();
        for (const Report::Row &row : report.rows) {
            if (row.day.isValid())
                compare(dashboard.day(), row);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void BrokerFiguresTest::theQuartersAddUpToTheDay()
{
    const test::Play play = test::readPlay(QStringLiteral(SERMO_LOGS) + u"/ordinary.log"_s);
    test::FakeClock clock;
    test::CountedFigures dashboard(clock);
    for (const StoredEvent &event : play.events)
        dashboard.take({event.delivered()});
    clock.setWall(play.events.last().receivedMs);
    dashboard.advance();
    int answered = 0, arrivals = 0;
    for (const QuarterFigures &quarter : dashboard.day().quarters) {
        arrivals += quarter.arrivals;
        answered += quarter.meanWaitMs ? 1 : 0;
    }
    QVERIFY(arrivals >= dashboard.day().waits.counted && arrivals > 0);
    QVERIFY(answered > 0);
}

QTEST_GUILESS_MAIN(BrokerFiguresTest)
#include "tst_brokerfigures.moc"
