// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/history/historytest.h"
#include "ui/console/transcriptview.h"
#include "ui/model/pastevents.h"
#include "ui/model/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QTableView>
#include <QtTest>

using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;
using namespace Qt::StringLiterals;

//! The sessions behind a figure of the dashboard, and what of them counted.
class BehindFiguresTest : public HistoryTest
{
    Q_OBJECT

private slots:
    void aFigureOpensTheSessionsBehindIt();
    void lettingGoOfAFigureShowsAllAgain();
    void whatIsBehindAFigureStandsOutInItsSession();
    void daysOfOnesOwnReplaceTheFiguresTime();
};

//! As a click on "Left while waiting" has it: the day's, of one queue.
void BehindFiguresTest::aFigureOpensTheSessionsBehindIt()
{
    m_scene->open();
    m_scene->openFigure();
    QTRY_COMPARE(names(), QStringList{u"Robin Eriksson"_s});
    QCOMPARE(lastAsked(),
             "GET /api/history?figure=wait.mean&from=2026-03-02T00%3A00%3A00.000Z"
             "&queue=general&limit=50"_ba);
    const auto *chip = m_scene->find<QAbstractButton>(u"historyFigure"_s);
    QVERIFY(chip->isVisible());
    QCOMPARE(chip->accessibleName(), u"Behind: Average wait"_s);
    QCOMPARE(m_scene->view->found().items().first().behind,
             QList<model::Behind>({{12, 13, 1772443820000, 40}}));
}

void BehindFiguresTest::lettingGoOfAFigureShowsAllAgain()
{
    m_scene->open();
    m_scene->openFigure();
    QTRY_COMPARE(names().size(), 1);
    press(u"historyClear"_s);
    QTRY_COMPARE(names().size(), 3);
    QVERIFY(!m_scene->find(u"historyFigure"_s)->isVisible());
    m_scene->openFigure();
    QTRY_COMPARE(names().size(), 1);
    press(u"historyFigure"_s); // the queue stays chosen
    QTRY_COMPARE(lastAsked(), "GET /api/history?queue=general&limit=50"_ba);
}

void BehindFiguresTest::whatIsBehindAFigureStandsOutInItsSession()
{
    m_scene->open();
    m_scene->openFigure();
    QTRY_COMPARE(names().size(), 1);
    const QAbstractItemModelTester tester(m_scene->find<QTableView>(u"pastEvents"_s)->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    read(0);
    const auto *transcript = m_scene->find<TranscriptView>(u"pastTranscript"_s);
    QTRY_VERIFY(transcript->currentRow() >= 0);
    QCOMPARE(transcript->model()->item(transcript->currentRow()).seq, Seq(12));
    press(u"asEventsButton"_s);
    const auto *table = m_scene->find<QTableView>(u"pastEvents"_s);
    QVERIFY(table->isVisible() && !transcript->isVisible());
    const QAbstractItemModel *events = table->model();
    QCOMPARE(events->rowCount(), 9);
    QStringList bold;
    for (int row = 0; row < events->rowCount(); ++row) {
        const QModelIndex type = events->index(row, model::PastEvents::Type);
        if (type.data(Qt::FontRole).value<QFont>().bold())
            bold += type.data().toString();
    }
    QCOMPARE(bold, QStringList({u"handover_to_queue"_s, u"claim_session"_s}));
    QCOMPARE(table->currentIndex().row(), 2);
    const QString written = events->index(1, model::PastEvents::Written).data().toString();
    QVERIFY2(written.contains(u"12345678901234567890123"_s), qPrintable(written));
}

void BehindFiguresTest::daysOfOnesOwnReplaceTheFiguresTime()
{
    m_scene->open();
    m_scene->openFigure();
    m_scene->find<QComboBox>(u"historyTime"_s)->setCurrentIndex(2);
    QTRY_COMPARE(lastAsked(),
                 "GET /api/history?figure=wait.mean&from=2026-02-24T00%3A00%3A00.000Z"
                 "&queue=general&limit=50"_ba);
}

QTEST_MAIN(BehindFiguresTest)
#include "tst_behindfigures.moc"
