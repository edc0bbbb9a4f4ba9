// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard as a supervisor sees it: figures, rows, chart, log and alarms, from events alone.
#include "broker/desk/figures/told.h"
#include "tests/dashboard/boardscene.h"
#include "ui/dashboard/alarmstrip.h"
#include "ui/dashboard/arrivalschart.h"
#include "ui/dashboard/boardpainter.h"
#include "ui/dashboard/boardtable.h"
#include "ui/dashboard/figurestrip.h"
#include "ui/dashboard/sessionwindow.h"

#include <QAbstractAxis>
#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QJsonArray>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::BoardScene;

namespace
{

constexpr int Morning = 9 * 3600;

//! A row of a table as text, cell by cell.
QString rowText(const QAbstractItemView *view, int row)
{
    QStringList cells;
    for (int column = 0; column < view->model()->columnCount(); ++column)
        cells += view->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
    return cells.join(u" | "_s);
}

} // namespace

class DashboardTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void queuesTellWhoWaitsWhereAndForHowLong();
    void agentsTellTheirSessionsSumsAndWhoIsNext();
    void figuresTellTheDay();
    void figuresTellSinceWhenTheyAreCounted();
    void arrivalsStandBesideTheWait();
    void theChartsTimesAreWholeHoweverNarrowItIs_data();
    void theChartsTimesAreWholeHoweverNarrowItIs();
    void theLogOfAllocationsSaysWhy();
    void alarmsAreCalmLinesAndGoByThemselves();
    void onlyTheRowsThatChangedAreTold();
    void clocksMoveOnceASecond();
    void theWallShowsNothingElse();
    void aNarrowWindowPutsOneBelowTheOther();
    void everyPartHasAName();
    void aStrangersWordsAreOneLine();

private:
    [[nodiscard]] QAbstractItemView *view(const QString &name) const
    {
        return m_scene->find<QAbstractItemView>(name);
    }
    [[nodiscard]] QString figure(const QString &key) const
    {
        const auto *tile = m_scene->find<FigureTile>(u"figure-"_s + key);
        return tile->value() + u" | "_s + tile->detail();
    }
    std::unique_ptr<BoardScene> m_scene;
};

void DashboardTest::init()
{
    m_scene = std::make_unique<BoardScene>();
    m_scene->show();
}

void DashboardTest::queuesTellWhoWaitsWhereAndForHowLong()
{
    m_scene->queue(u"general"_s, u"Com Hem allmänt"_s, 50);
    m_scene->bringToQueue(u"karin"_s, u"Karin Lund"_s, u"general"_s, u"Hej"_s);
    m_scene->clock.advance(54s);
    m_scene->bringToQueue(u"omar"_s, u"Omar Haddad"_s, u"general"_s, u"Hej"_s);
    m_scene->bringToQueue(u"otto"_s, u"Otto Lindh"_s, u"technical"_s, u"Hej"_s);
    m_scene->conversation(u"robin"_s, u"Robin"_s, u"sara"_s);
    m_scene->inbound(u"eva"_s, u"start"_s);
    m_scene->clock.advance(18s);
    m_scene->settle();
    const QAbstractItemView *queues = view(u"queueTable"_s);
    QCOMPARE(queues->model()->rowCount(), 3);
    QCOMPARE(rowText(queues, 0),
             u"Com Hem allmänt | 2 | 1:12 | 0:50 | 1 | 1 | 100 % | 3 in the last hour"_s);
    QCOMPARE(rowText(queues, 1),
             u"Teknisk support | 1 | 0:18 | – | 0 | 0 | – | 1 in the last hour"_s);
    QCOMPARE(rowText(queues, 2), u"Uppsägning | 0 | – | – | 0 | 0 | – | 0 in the last hour"_s);
    QCOMPARE(queues->model()->index(0, 2).data(model::ToneRole).toInt(), int(model::Tone::Warn));
    QCOMPARE(queues->model()->index(1, 2).data(model::ToneRole).toInt(), int(model::Tone::Plain));
}

void DashboardTest::agentsTellTheirSessionsSumsAndWhoIsNext()
{
    m_scene->agent(u"sara"_s, u"Sara Nyström"_s);
    m_scene->agent(u"maria"_s, u"Maria Ek"_s, u"away"_s);
    m_scene->past(u"old"_s, u"general"_s, u"sara"_s, Morning, 20, 350);
    m_scene->at(Morning + 3600);
    m_scene->conversation(u"a"_s, u"Robin"_s, u"sara"_s, 0.97);
    m_scene->conversation(u"b"_s, u"Karin"_s, u"sara"_s, 0.88);
    m_scene->conversation(u"c"_s, u"Omar"_s, u"sara"_s, 0.61);
    m_scene->conversation(u"d"_s, u"Eva"_s, u"maria"_s, 0.77);
    m_scene->clock.advance(16s); // they are no longer new, and weigh what they are believed to
    m_scene->settle();
    const QAbstractItemView *agents = view(u"agentTable"_s);
    QCOMPARE(agents->model()->rowCount(), 3); // ourselves among them
    // 0.46 of 2.46 too much, of conversations of 5:50: 65 seconds.
    QCOMPARE(rowText(agents, 1),
             u"Sara Nyström | Available | Robin 0.97, Karin 0.88, Omar 0.61 | 2.46 of 2.00 | "
             "≈ 1:05 | 5:50 | 4"_s);
    QCOMPARE(rowText(agents, 2), u"Maria Ek | Away | Eva 0.77 | 0.77 of 2.00 | – | – | 1"_s);
    QCOMPARE(agents->model()->index(0, 4).data().toString(), u"now"_s);
    QCOMPARE(figure(u"there"_s), u"3.2 | room for 3 more"_s);
}

void DashboardTest::figuresTellTheDay()
{
    m_scene->past(u"a"_s, u"general"_s, u"sara"_s, Morning, 20, 300);
    m_scene->past(u"b"_s, u"general"_s, u"sara"_s, Morning + 60, 60, 420);
    m_scene->past(u"c"_s, u"technical"_s, u"elin"_s, Morning + 120, 100, 300);
    m_scene->leftAlone(u"d"_s, u"general"_s, Morning + 180, 90);
    m_scene->at(Morning + 3600);
    m_scene->settle();
    QCOMPARE(figure(u"waiting"_s), u"0 | nobody"_s);
    QCOMPARE(figure(u"inTime"_s), u"50 % | goal 80 % · today"_s); // two of four
    QCOMPARE(figure(u"wait"_s), u"1:00 | nine in ten within 1:40"_s);
    QCOMPARE(figure(u"handleTime"_s), u"5:40 | 3 conversations"_s);
    QCOMPARE(figure(u"left"_s), u"25.0 % | 1 of 4"_s);
    QCOMPARE(m_scene->find(u"figure-inTime"_s)->accessibleName(),
             u"Answered within 60 s, 50 %, goal 80 % · today"_s);
}

void DashboardTest::figuresTellSinceWhenTheyAreCounted()
{
    m_scene->at(Morning);
    m_scene->figures.beginAt(m_scene->clock.now().wallMs);
    m_scene->settle();
    const QString from
        = QDateTime::fromMSecsSinceEpoch(m_scene->clock.now().wallMs).toString(u"HH:mm"_s);
    QCOMPARE(figure(u"wait"_s), u"– | since %1"_s.arg(from));
    QVERIFY(m_scene->find(u"figure-wait"_s)
                ->toolTip()
                .endsWith(u"Counted since the broker started, %1"_s.arg(from)));
}

void DashboardTest::arrivalsStandBesideTheWait()
{
    m_scene->past(u"a"_s, u"general"_s, u"sara"_s, Morning + 10, 20, 300);
    m_scene->past(u"b"_s, u"general"_s, u"sara"_s, Morning + 20, 40, 300);
    m_scene->past(u"c"_s, u"general"_s, u"sara"_s, Morning + 1000, 15, 300);
    m_scene->at(Morning + 2000);
    m_scene->settle();
    const auto *chart = m_scene->find<ArrivalsChart>(u"arrivalsChart"_s);
    QCOMPARE(chart->bars().size(), 28);
    QCOMPARE(chart->bars().mid(25), QList<int>({2, 1, 0}));
    QCOMPARE(chart->waits().mid(25), QList<int>({30, 15, -1}));
}

void DashboardTest::theChartsTimesAreWholeHoweverNarrowItIs_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("until"); // hour of the day; the first customer came at 0:30
    QTest::addColumn<QStringList>("times");
    QTest::newRow("a morning, wide")
        << 600 << 4 << QStringList({u"0:00"_s, u"1:00"_s, u"2:00"_s, u"3:00"_s, u"4:00"_s});
    QTest::newRow("a whole day, narrow")
        << 360 << 23
        << QStringList({u"0:00"_s, u"4:00"_s, u"8:00"_s, u"12:00"_s, u"16:00"_s, u"20:00"_s});
}

void DashboardTest::theChartsTimesAreWholeHoweverNarrowItIs()
{
    QFETCH(const int, width);
    QFETCH(const int, until);
    m_scene->past(u"a"_s, u"general"_s, u"sara"_s, 1800, 20, 300);
    m_scene->at(until * 3600 + 60);
    m_scene->settle();
    ArrivalsChart chart(m_scene->window->context().theme);
    chart.resize(width, 200);
    chart.present(m_scene->figures.day(), m_scene->clock.now().wallMs);
    QTEST(chart.times(), "times");
    const auto axes = chart.chart()->axes();
    for (const QAbstractAxis *axis : axes)
        QVERIFY(!axis->truncateLabels());
    chart.resize(2 * width, 200); // and anew where there is more room
    QVERIFY(chart.times().size() >= 5);
}

void DashboardTest::theLogOfAllocationsSaysWhy()
{
    m_scene->conversation(u"robin"_s, u"Robin Eriksson"_s, u"sara"_s, 0.9);
    m_scene->internal(u"robin"_s, u"allocation"_s,
                      {{u"agentId"_s, u"sara"_s},
                       {u"sum"_s, 1.06},
                       {u"bound"_s, 2.0},
                       {u"reason"_s, u"least_loaded"_s},
                       {u"candidates"_s, QJsonArray()}});
    auto *log = view(u"allocationList"_s);
    QCOMPARE(log->model()->rowCount(), 1);
    QCOMPARE(log->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             u"14:41:37 Robin Eriksson → sara: least loaded: 1.06 of at most 2.00"_s);
    log->setCurrentIndex(log->model()->index(0, 0));
    QTest::keyClick(log, Qt::Key_Return);
    QVERIFY(m_scene->find(u"supervised-robin"_s));
}

void DashboardTest::alarmsAreCalmLinesAndGoByThemselves()
{
    const auto *strip = m_scene->find<AlarmStrip>(u"alarmStrip"_s);
    m_scene->settle();
    QVERIFY(!strip->isVisible());
    m_scene->controller->setStatus(model::ConsoleController::Status::Away);
    m_scene->acknowledgeAll();
    m_scene->bringToQueue(u"karin"_s, u"Karin"_s, u"technical"_s, u"Hej"_s);
    m_scene->clock.advance(301s);
    m_scene->settle();
    QCOMPARE(strip->texts(),
             QStringList({u"Teknisk support: nobody is available, 1 waiting"_s,
                          u"Teknisk support: somebody has waited for 5 minutes"_s}));
    QVERIFY(strip->isVisible());
    m_scene->internal({}, u"broker_state"_s,
                      {{u"storage"_s, u"failing"_s}, {u"why"_s, u"disk full"_s}});
    QCOMPARE(strip->texts().first(), u"The broker cannot store anything: disk full"_s);
    m_scene->internal({}, u"broker_state"_s, {{u"storage"_s, u"ok"_s}});
    m_scene->internal(u"karin"_s, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}});
    m_scene->settle();
    QVERIFY(!strip->isVisible());
}

void DashboardTest::onlyTheRowsThatChangedAreTold()
{
    m_scene->fillLikeTheDashboard();
    for (QAbstractItemView *each : {view(u"agentTable"_s), view(u"queueTable"_s)})
        new QAbstractItemModelTester(each->model(),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest, each);
    const QAbstractItemModel *agents = view(u"agentTable"_s)->model();
    QSignalSpy changed(agents, &QAbstractItemModel::dataChanged);
    QSignalSpy queues(view(u"queueTable"_s)->model(), &QAbstractItemModel::rowsMoved);
    m_scene->internal(u"c4"_s, u"presence"_s, {{u"probability"_s, 0.5}});
    m_scene->settle();
    QCOMPARE(changed.count(), 1);
    const QModelIndex row = changed.first().first().toModelIndex();
    QCOMPARE(row.data().toString(), u"Sara Nyström"_s);
    QCOMPARE(queues.count(), 0);
    m_scene->settle();
    QCOMPARE(changed.count(), 1);
}

void DashboardTest::clocksMoveOnceASecond()
{
    m_scene->bringToQueue(u"karin"_s, u"Karin"_s, u"general"_s, u"Hej"_s);
    m_scene->settle();
    QCOMPARE(figure(u"waiting"_s), u"1 | longest 0:00"_s);
    m_scene->clock.advance(75s);
    m_scene->settle();
    QCOMPARE(figure(u"waiting"_s), u"1 | longest 1:15"_s);
    QCOMPARE(view(u"queueTable"_s)->model()->index(0, 2).data().toString(), u"1:15"_s);
}

void DashboardTest::theWallShowsNothingElse()
{
    m_scene->find<QAbstractButton>(u"consoleTab"_s)->click();
    QVERIFY(!m_scene->board->isVisible());
    QTest::keyClick(m_scene->window.get(), Qt::Key_F11);
    QVERIFY(m_scene->board->isVisible());
    QVERIFY(!m_scene->find(u"topBar"_s)->isVisible());
    QVERIFY(m_scene->window->isFullScreen());
    QTest::keyClick(m_scene->window.get(), Qt::Key_F11);
    QVERIFY(m_scene->find(u"topBar"_s)->isVisible());
    QVERIFY(!m_scene->window->isFullScreen());
    QVERIFY(m_scene->find<QAbstractButton>(u"dashboardTab"_s)->isChecked());
}

void DashboardTest::aNarrowWindowPutsOneBelowTheOther()
{
    const QWidget *queues = view(u"queueTable"_s);
    const QWidget *chart = m_scene->find(u"arrivalsChart"_s);
    const auto left = [this](const QWidget *widget) {
        return widget->mapTo(m_scene->window.get(), QPoint()).x();
    };
    QTRY_VERIFY(left(chart) > left(queues) + queues->width());
    m_scene->window->resize(900, 700);
    QTRY_VERIFY(left(chart) < left(queues) + 20);
    QTRY_VERIFY(queues->width() > 800);
}

void DashboardTest::everyPartHasAName()
{
    m_scene->fillLikeTheDashboard();
    for (const QString &name : {u"dashboard"_s, u"queueTable"_s, u"agentTable"_s,
                                u"arrivalsChart"_s, u"allocationList"_s, u"alarmStrip"_s})
        QVERIFY2(!m_scene->find(name)->accessibleName().isEmpty(), qPrintable(name));
    const auto tiles = m_scene->board->findChildren<FigureTile *>();
    QCOMPARE(tiles.size(), 6);
    for (const FigureTile *tile : tiles)
        QVERIFY2(!tile->accessibleName().isEmpty() && !tile->toolTip().isEmpty(),
                 qPrintable(tile->objectName()));
    for (QAbstractItemView *each : {view(u"agentTable"_s), view(u"queueTable"_s)}) {
        for (int column = 0; column < each->model()->columnCount(); ++column)
            QVERIFY(
                !each->model()->index(0, column).data(Qt::AccessibleTextRole).toString().isEmpty());
    }
}

void DashboardTest::aStrangersWordsAreOneLine()
{
    const QString book = u"<b>Mallory</b>\n"_s.repeated(500);
    m_scene->agent(u"mallory"_s, book);
    m_scene->conversation(u"robin"_s, book, u"mallory"_s, 0.9);
    m_scene->settle();
    const QAbstractItemModel *agents = view(u"agentTable"_s)->model();
    const QString name = agents->index(0, 0).data().toString(); // "<" is before "A"
    QVERIFY(name.startsWith(u"<b>Mallory</b>"_s));
    QVERIFY2(!name.contains(u'\n') && name.size() <= 121, qPrintable(name));
    QCOMPARE(view(u"agentTable"_s)->visualRect(agents->index(0, 0)).height(),
             BoardPainter::RowHeight);
    auto *session = m_scene->board->openSession(UserId(u"robin"_s));
    QVERIFY(session->windowTitle().size() <= 121);
}

QTEST_MAIN(DashboardTest)
#include "tst_dashboard.moc"
