// SPDX-License-Identifier: GPL-3.0-or-later
// What the dashboard opens, by a click or a key: sessions, and what is behind each of its figures.
#include "broker/desk/figures/told.h"
#include "tests/dashboard/boardscene.h"
#include "ui/dashboard/arrivalschart.h"
#include "ui/dashboard/boardpainter.h"
#include "ui/dashboard/figurestrip.h"

#include <QAbstractItemView>
#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::BoardScene;

namespace
{

constexpr int Morning = 9 * 3600;

} // namespace

class OpeningTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void aChipOpensItsSession();
    void rowsAreReachedByKeyboard();
    void aWaitingCustomerIsOpenedFromItsQueue();
    void aFigureAsksForTheSessionsBehindIt_data();
    void aFigureAsksForTheSessionsBehindIt();
    void aRowOpensTheSessionsBehindItsFigures();
    void aBarOpensItsArrivals();

private:
    [[nodiscard]] QAbstractItemView *view(const QString &name) const
    {
        return m_scene->find<QAbstractItemView>(name);
    }
    [[nodiscard]] QMenu *menu(const QString &name) const
    {
        QMenu *found = nullptr;
        const auto menus = m_scene->window->findChildren<QMenu *>(name);
        for (QMenu *each : menus)
            found = each->isVisible() ? each : found;
        return found;
    }

    std::unique_ptr<BoardScene> m_scene;
};

void OpeningTest::init()
{
    m_scene = std::make_unique<BoardScene>();
    m_scene->show();
}

void OpeningTest::aChipOpensItsSession()
{
    m_scene->agent(u"sara"_s, u"Sara"_s);
    m_scene->conversation(u"robin"_s, u"Robin"_s, u"sara"_s, 0.9);
    m_scene->conversation(u"karin"_s, u"Karin"_s, u"sara"_s, 0.5);
    m_scene->settle();
    auto *agents = view(u"agentTable"_s);
    const QRect cell = agents->visualRect(agents->model()->index(1, 2)).adjusted(7, 0, -7, -1);
    QTest::mouseClick(agents->viewport(), Qt::LeftButton, {},
                      BoardPainter::chipRect(cell, 1, 2).center());
    QVERIFY(m_scene->find(u"supervised-karin"_s));
    QVERIFY(!m_scene->find(u"supervised-robin"_s));
}

void OpeningTest::rowsAreReachedByKeyboard()
{
    m_scene->agent(u"sara"_s, u"Sara"_s);
    m_scene->conversation(u"robin"_s, u"Robin & Co"_s, u"sara"_s, 0.9);
    m_scene->settle();
    auto *agents = view(u"agentTable"_s);
    agents->setFocus(Qt::TabFocusReason);
    QCOMPARE(agents->currentIndex().row(), 0);
    QTest::keyClick(agents, Qt::Key_Down);
    QTest::keyClick(agents, Qt::Key_Return);
    QMenu *shown = menu(u"agentMenu"_s);
    QVERIFY(shown);
    QCOMPARE(shown->actions().first()->text(), u"Robin && Co, 0.90"_s);
    shown->actions().first()->trigger();
    QVERIFY(m_scene->find(u"supervised-robin"_s));
    shown->close();
}

void OpeningTest::aWaitingCustomerIsOpenedFromItsQueue()
{
    m_scene->bringToQueue(u"karin"_s, u"Karin"_s, u"technical"_s, u"Hej"_s);
    m_scene->settle();
    auto *queues = view(u"queueTable"_s);
    queues->setCurrentIndex(queues->model()->index(1, 0));
    QTest::keyClick(queues, Qt::Key_Return);
    QMenu *shown = menu(u"queueMenu"_s);
    QVERIFY(shown);
    QCOMPARE(shown->actions().first()->text(), u"Karin, place 1"_s);
    shown->actions().first()->trigger();
    QVERIFY(m_scene->find(u"supervised-karin"_s));
    shown->close();
}

void OpeningTest::aFigureAsksForTheSessionsBehindIt_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("figure");
    QTest::addColumn<bool>("ofToday");
    QTest::newRow("waiting now") << u"waiting"_s << u"waiting"_s << false;
    QTest::newRow("in time") << u"inTime"_s << u"level.in_time"_s << true;
    QTest::newRow("wait") << u"wait"_s << u"wait.mean"_s << true;
    QTest::newRow("handle time") << u"handleTime"_s << u"handle.mean"_s << true;
    QTest::newRow("left") << u"left"_s << u"abandoned.share"_s << true;
    QTest::newRow("really there") << u"there"_s << u"held"_s << false;
}

void OpeningTest::aFigureAsksForTheSessionsBehindIt()
{
    QFETCH(const QString, key);
    QFETCH(const bool, ofToday);
    const QSignalSpy chosen(m_scene->board, &Dashboard::figureChosen);
    auto *tile = m_scene->find<FigureTile>(u"figure-"_s + key);
    QTest::mouseClick(tile, Qt::LeftButton);
    QCOMPARE(chosen.count(), 1);
    const auto order = chosen.first().first().value<model::FigureOrder>();
    QTEST(order.name, "figure");
    QVERIFY(figures::isFigure(order.name));
    QCOMPARE(order.fromMs, ofToday ? m_scene->figures.day().fromMs : 0);
    tile->setFocus(); // and by keyboard
    QTest::keyClick(tile, Qt::Key_Space);
    QCOMPARE(chosen.count(), 2);
}

void OpeningTest::aRowOpensTheSessionsBehindItsFigures()
{
    m_scene->past(u"a"_s, u"technical"_s, u"sara"_s, Morning, 20, 300);
    m_scene->agent(u"sara"_s, u"Sara Nyström"_s);
    m_scene->settle();
    const QSignalSpy chosen(m_scene->board, &Dashboard::figureChosen);
    for (const auto &[table, shown, row] :
         {std::tuple(u"queueTable"_s, u"queueMenu"_s, 1), {u"agentTable"_s, u"agentMenu"_s, 1}}) {
        view(table)->setCurrentIndex(view(table)->model()->index(row, 0));
        QTest::keyClick(view(table), Qt::Key_Return);
        QVERIFY(menu(shown));
        const auto actions = menu(shown)->findChild<QMenu *>(u"behindMenu"_s)->actions();
        QVERIFY(!actions.isEmpty());
        for (QAction *action : actions) {
            action->trigger();
            const auto order = chosen.last().first().value<model::FigureOrder>();
            QVERIFY2(figures::isFigure(order.name), qPrintable(order.name));
            QCOMPARE(order.queue, table == "queueTable"_L1 ? u"technical"_s : QString());
            QCOMPARE(order.agent, table == "agentTable"_L1 ? u"sara"_s : QString());
        }
        menu(shown)->close();
    }
}

void OpeningTest::aBarOpensItsArrivals()
{
    m_scene->past(u"a"_s, u"general"_s, u"sara"_s, Morning + 16 * 60, 20, 300);
    m_scene->at(Morning + 3600);
    m_scene->settle();
    const QSignalSpy chosen(m_scene->board, &Dashboard::figureChosen);
    auto *chart = m_scene->find<ArrivalsChart>(u"arrivalsChart"_s);
    const int bar = int(chart->bars().indexOf(1));
    QVERIFY(bar >= 0);
    const auto *bars = qobject_cast<QBarSeries *>(chart->chart()->series().constFirst());
    emit bars->barSets().constFirst()->clicked(bar);
    const auto order = chosen.value(0).value(0).value<model::FigureOrder>();
    QCOMPARE(order.name, u"queued"_s);
    const qint64 quarterMs = model::DayFigures::QuarterMs;
    QCOMPARE(order.toMs - order.fromMs, quarterMs);
    QCOMPARE((order.fromMs - m_scene->figures.day().dayStartMs) / 60'000, Morning / 60 + 15);
}

QTEST_MAIN(OpeningTest)
#include "tst_opening.moc"
