// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/history/historyscene.h"

#include <QCalendarWidget>
#include <QDateEdit>
#include <QTest>
#include <QTextCharFormat>

using namespace Qt::StringLiterals;
using namespace sermo;
using sermo::test::HistoryScene;

class SearchBarTest : public QObject
{
    Q_OBJECT

private slots:
    void noDayOfACalendarHasAColourOfQts_data();
    void noDayOfACalendarHasAColourOfQts();
};

void SearchBarTest::noDayOfACalendarHasAColourOfQts_data()
{
    QTest::addColumn<QString>("field");
    QTest::newRow("from") << u"historyFrom"_s;
    QTest::newRow("to") << u"historyTo"_s;
}

//! Else it is the palette's, whose contrast tst_style holds.
void SearchBarTest::noDayOfACalendarHasAColourOfQts()
{
    QFETCH(const QString, field);
    HistoryScene scene;
    const QCalendarWidget *calendar = scene.find<QDateEdit>(field)->calendarWidget();
    for (const Qt::DayOfWeek day : {Qt::Monday, Qt::Saturday, Qt::Sunday})
        QVERIFY(!calendar->weekdayTextFormat(day).hasProperty(QTextFormat::ForegroundBrush));
}

QTEST_MAIN(SearchBarTest)
#include "tst_searchbar.moc"
