// SPDX-License-Identifier: GPL-3.0-or-later
// Reports in the desk, as a supervisor reads them, looks behind them and takes them out.
#include "broker/protocol/timestamp.h"
#include "tests/history/historyscene.h"
#include "ui/history/reportview.h"
#include "ui/model/boardqueues.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;
using model::ReportRows;

namespace
{

QJsonObject row(const QJsonValue &day, const QString &scope, const QString &id,
                const QJsonObject &figures)
{
    QJsonObject one{{u"day"_s, day}, {u"scope"_s, scope}, {u"figures"_s, figures}};
    if (!id.isEmpty())
        one.insert(u"id"_s, id);
    return one;
}

//! Two days; the second one without a wait that ended.
QByteArray report()
{
    const QJsonArray rows{
        row({}, u"all"_s, {},
            {{u"queued"_s, 5}, {u"wait.mean"_s, 75.4}, {u"level.of_counted"_s, 0.8}}),
        row({}, u"queue"_s, u"general"_s, {{u"queued"_s, 5}, {u"wait.mean"_s, 75.4}}),
        row({}, u"agent"_s, u"sara"_s, {{u"claimed"_s, 4}, {u"rating.mean"_s, 4.5}}),
        row(u"2026-03-01"_s, u"all"_s, {}, {{u"queued"_s, 4}, {u"wait.mean"_s, 75.4}}),
        row(u"2026-03-01"_s, u"queue"_s, u"general"_s, {{u"queued"_s, 4}}),
        row(u"2026-03-02"_s, u"all"_s, {}, {{u"queued"_s, 10}, {u"wait.mean"_s, QJsonValue()}}),
    };
    const QJsonObject whole{{u"from"_s, u"2026-03-01"_s},
                            {u"to"_s, u"2026-03-02"_s},
                            {u"timezone"_s, u"Europe/Stockholm"_s},
                            {u"hours"_s, u"all"_s},
                            {u"rules"_s, QJsonObject{{u"levelSeconds"_s, 60}}},
                            {u"rows"_s, rows}};
    return QJsonDocument(whole).toJson();
}

} // namespace

class ReportViewTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void lastWeekIsCountedWhenItIsFirstSeen();
    void whatItIsCountedByIsSaid();
    void linesAreOfDaysQueuesOrAgents_data();
    void linesAreOfDaysQueuesOrAgents();
    void cellsReadAsPeopleSayThem();
    void anotherReportIsAskedFor_data();
    void anotherReportIsAskedFor();
    void aColumnSortsByItsValues();
    void aFigureOpensTheSessionsBehindIt_data();
    void aFigureOpensTheSessionsBehindIt();
    void whatHasNoValueOpensNothing();
    void anAnswerThatComesTooLateIsNotShown();
    void whyThereIsNoReportIsSaid();
    void aReportIsTakenOut_data();
    void aReportIsTakenOut();
    void everyControlHasAName();

private:
    template <typename T>
    T *part(const QString &name)
    {
        return m_view->findChild<T *>(name);
    }
    [[nodiscard]] QAbstractItemModel *table()
    {
        return part<QTableView>(u"reportTable"_s)->model();
    }
    [[nodiscard]] QStringList column(int column)
    {
        QStringList texts;
        for (int row = 0; row < table()->rowCount(); ++row)
            texts += table()->index(row, column).data().toString();
        return texts;
    }
    [[nodiscard]] int columnOf(const QString &title)
    {
        for (int column = 0; column < table()->columnCount(); ++column) {
            if (table()->headerData(column, Qt::Horizontal).toString() == title)
                return column;
        }
        return -1;
    }
    void open()
    {
        m_scene->find<QAbstractButton>(u"reportsTab"_s)->click();
        QTRY_VERIFY(!m_view->rows().isAsking());
    }

    std::unique_ptr<HistoryScene> m_scene;
    ReportView *m_view = nullptr;
};

void ReportViewTest::init()
{
    m_scene = std::make_unique<HistoryScene>();
    m_scene->history.answers.insert("GET /api/report", {200, report()});
    m_view = new ReportView(m_scene->window->context(), m_scene->history);
    m_scene->window->insertView(2, u"reportsTab"_s, u"Reports"_s, m_view);
    m_scene->show();
    m_scene->history.asked.clear();
}

void ReportViewTest::cleanup()
{
    m_scene.reset();
    m_view = nullptr;
}

void ReportViewTest::lastWeekIsCountedWhenItIsFirstSeen()
{
    QVERIFY(m_scene->history.asked.isEmpty());
    const QAbstractItemModelTester tester(table(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    open();
    QCOMPARE(m_scene->history.asked,
             QByteArrayList{"GET /api/report?from=2026-02-24&to=2026-03-02&format=rows"});
    QCOMPARE(column(ReportRows::Day),
             QStringList({u"Whole time"_s, u"2026-03-01"_s, u"2026-03-02"_s}));
}

void ReportViewTest::whatItIsCountedByIsSaid()
{
    open();
    const QString said = part<QLabel>(u"reportStatement"_s)->text();
    for (const QString &word : {u"Europe/Stockholm"_s, u"Around the clock"_s, u"60 s"_s})
        QVERIFY2(said.contains(word), qPrintable(said));
}

void ReportViewTest::linesAreOfDaysQueuesOrAgents_data()
{
    QTest::addColumn<int>("split");
    QTest::addColumn<QStringList>("whose");
    QTest::newRow("days") << 0 << QStringList{u"All"_s, u"All"_s, u"All"_s};
    QTest::newRow("queues") << 1 << QStringList{u"Com Hem allmänt"_s, u"Com Hem allmänt"_s};
    QTest::newRow("agents") << 2 << QStringList{u"Sara Nyström"_s};
}

void ReportViewTest::linesAreOfDaysQueuesOrAgents()
{
    QFETCH(const int, split);
    open();
    part<QComboBox>(u"reportSplit"_s)->setCurrentIndex(split);
    QTEST(column(ReportRows::Whose), "whose");
    QCOMPARE(m_scene->history.asked.size(), 1); // the answer had them all
}

void ReportViewTest::cellsReadAsPeopleSayThem()
{
    open();
    QCOMPARE(column(columnOf(u"In line"_s)), QStringList({u"5"_s, u"4"_s, u"10"_s}));
    QCOMPARE(column(columnOf(u"Wait"_s)), QStringList({u"1:15"_s, u"1:15"_s, u"–"_s}));
    QCOMPARE(column(columnOf(u"In time"_s)).first(), model::percent(0.8));
    part<QComboBox>(u"reportSplit"_s)->setCurrentIndex(2);
    QCOMPARE(column(columnOf(u"Rating"_s)), QStringList{QLocale().toString(4.5, 'f', 2)});
}

void ReportViewTest::anotherReportIsAskedFor_data()
{
    using Change = std::function<void(ReportView &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("asked");
    const auto chooses = [](const QString &box, int index) {
        return Change([box, index](ReportView &view) {
            view.findChild<QComboBox *>(box)->setCurrentIndex(index);
        });
    };
    QTest::newRow("today") << chooses(u"reportTime"_s, 0)
                           << "from=2026-03-02&to=2026-03-02&format=rows"_ba;
    QTest::newRow("yesterday") << chooses(u"reportTime"_s, 1)
                               << "from=2026-03-01&to=2026-03-01&format=rows"_ba;
    QTest::newRow("a month") << chooses(u"reportTime"_s, 3)
                             << "from=2026-02-01&to=2026-03-02&format=rows"_ba;
    QTest::newRow("days of one's own, whichever way round") << Change([](ReportView &view) {
        view.findChild<QComboBox *>(u"reportTime"_s)->setCurrentIndex(4);
        view.findChild<QDateEdit *>(u"reportFrom"_s)->setDate(QDate(2026, 2, 20));
        view.findChild<QDateEdit *>(u"reportTo"_s)->setDate(QDate(2026, 2, 10));
    }) << "from=2026-02-10&to=2026-02-20&format=rows"_ba;
    QTest::newRow("a queue") << Change([](ReportView &view) {
        auto *box = view.findChild<QComboBox *>(u"reportQueue"_s);
        box->setCurrentIndex(box->findData(u"general"_s));
    }) << "from=2026-02-24&to=2026-03-02&queue=general&format=rows"_ba;
    QTest::newRow("opening hours") << Change([](ReportView &view) {
        view.findChild<QCheckBox *>(u"reportOnlyOpen"_s)->click();
    }) << "from=2026-02-24&to=2026-03-02&hours=open&format=rows"_ba;
}

void ReportViewTest::anotherReportIsAskedFor()
{
    QFETCH(const std::function<void(ReportView &)>, change);
    QFETCH(const QByteArray, asked);
    open();
    m_scene->history.asked.clear();
    change(*m_view);
    QTRY_COMPARE(m_scene->history.asked, QByteArrayList{"GET /api/report?" + asked});
}

void ReportViewTest::aColumnSortsByItsValues()
{
    open();
    auto *view = part<QTableView>(u"reportTable"_s);
    view->sortByColumn(columnOf(u"In line"_s), Qt::DescendingOrder);
    QCOMPARE(column(columnOf(u"In line"_s)), QStringList({u"10"_s, u"5"_s, u"4"_s}));
}

void ReportViewTest::aFigureOpensTheSessionsBehindIt_data()
{
    QTest::addColumn<int>("split");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("queue");
    QTest::newRow("the whole time")
        << 0 << 0 << u"2026-02-23T23:00:00.000Z"_s << u"2026-03-02T23:00:00.000Z"_s << QString();
    QTest::newRow("a day, by its zone's midnights")
        << 0 << 1 << u"2026-02-28T23:00:00.000Z"_s << u"2026-03-01T23:00:00.000Z"_s << QString();
    QTest::newRow("a queue's day")
        << 1 << 1 << u"2026-02-28T23:00:00.000Z"_s << u"2026-03-01T23:00:00.000Z"_s << u"general"_s;
}

void ReportViewTest::aFigureOpensTheSessionsBehindIt()
{
    QFETCH(const int, split);
    QFETCH(const int, row);
    open();
    part<QComboBox>(u"reportSplit"_s)->setCurrentIndex(split);
    const QSignalSpy chosen(m_view, &ReportView::figureChosen);
    auto *view = part<QTableView>(u"reportTable"_s);
    view->setCurrentIndex(table()->index(row, columnOf(u"In line"_s)));
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    const auto figure = chosen.first().first().value<model::FigureOrder>();
    QCOMPARE(figure.name, u"queued"_s);
    const auto time = [](qint64 ms) { return QString::fromLatin1(toTimestamp(ms)); };
    QTEST(time(figure.fromMs), "from");
    QTEST(time(figure.toMs), "to");
    QTEST(figure.queue, "queue");
}

void ReportViewTest::whatHasNoValueOpensNothing()
{
    open();
    const QSignalSpy chosen(m_view, &ReportView::figureChosen);
    auto *view = part<QTableView>(u"reportTable"_s);
    for (const QModelIndex &cell :
         {table()->index(2, columnOf(u"Wait"_s)), table()->index(0, ReportRows::Day)})
        emit view->activated(cell);
    QCOMPARE(chosen.size(), 0);
}

void ReportViewTest::anAnswerThatComesTooLateIsNotShown()
{
    open();
    m_scene->history.isHeld = true;
    part<QComboBox>(u"reportTime"_s)->setCurrentIndex(0);
    QTRY_VERIFY(m_view->rows().isAsking());
    QCOMPARE(part<QLabel>(u"reportStatement"_s)->text(), u"Counting…"_s);
    m_scene->history.answers.insert("GET /api/report?from=2026-03-02", {503, {}});
    part<QComboBox>(u"reportTime"_s)->setCurrentIndex(1);
    QTRY_VERIFY(m_scene->history.asked.last().contains("from=2026-03-01"));
    m_scene->history.release();
    QTRY_VERIFY(!m_view->rows().isAsking());
    QCOMPARE(m_view->rows().trouble(), QString());
    QCOMPARE(table()->rowCount(), 3);
}

void ReportViewTest::whyThereIsNoReportIsSaid()
{
    m_scene->history.answers.insert("GET /api/report", {});
    open();
    QVERIFY(!part<QLabel>(u"reportStatement"_s)->text().isEmpty());
    QCOMPARE(part<QLabel>(u"reportStatement"_s)->text(), m_view->rows().trouble());
    QCOMPARE(table()->rowCount(), 0);
}

void ReportViewTest::aReportIsTakenOut_data()
{
    QTest::addColumn<QString>("format");
    for (const char *format : {"csv", "json", "html"})
        QTest::newRow(format) << QString::fromLatin1(format);
}

void ReportViewTest::aReportIsTakenOut()
{
    QFETCH(const QString, format);
    const QTemporaryDir directory;
    const QString fileName = directory.filePath(u"report"_s);
    m_scene->history.answers.insert("GET /api/report?from=2026-02-24&to=2026-03-02&format="
                                        + format.toLatin1(),
                                    {200, "as " + format.toLatin1()});
    open();
    const QSignalSpy noticed(m_view, &ReportView::noticed);
    part<QAction>(u"reportExport-"_s + format)->trigger();
    auto *dialog = m_view->findChild<QFileDialog *>(u"reportExportDialog"_s);
    QVERIFY(dialog);
    emit dialog->fileSelected(fileName);
    QTRY_COMPARE(noticed.size(), 1);
    QFile file(fileName);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "as " + format.toLatin1());
    dialog->close();
}

void ReportViewTest::everyControlHasAName()
{
    open();
    for (const QString &name :
         {u"reportTime"_s, u"reportSplit"_s, u"reportQueue"_s, u"reportAgent"_s, u"reportFrom"_s,
          u"reportTo"_s, u"reportTable"_s}) {
        const auto *widget = part<QWidget>(name);
        QVERIFY2(widget && !widget->accessibleName().isEmpty(), qPrintable(name));
    }
}

QTEST_MAIN(ReportViewTest)
#include "tst_reportview.moc"
