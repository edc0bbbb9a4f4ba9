// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the history view, for the eye.
#include "tests/history/historyscene.h"
#include "tests/history/weekreport.h"
#include "ui/history/conversationpane.h"
#include "ui/history/foundlist.h"
#include "ui/history/reportview.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QLocale>
#include <QTableView>
#include <QTranslator>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace
{

//! A week of them, by day or, if wanted, by agent.
void openReports(sermo::test::HistoryScene &scene, bool byAgent)
{
    scene.history.answers.insert("GET /api/report", {200, sermo::test::weekReport()});
    auto *view = new sermo::ui::ReportView(scene.window->context(), scene.history);
    scene.window->insertView(2, u"reportsTab"_s, u"Reports"_s, view);
    scene.find<QAbstractButton>(u"reportsTab"_s)->click();
    (void)QTest::qWaitFor([view] { return !view->rows().isAsking(); });
    if (byAgent)
        scene.find<QComboBox>(u"reportSplit"_s)->setCurrentIndex(2);
    const auto *table = scene.find<QTableView>(u"reportTable"_s);
    (void)QTest::qWaitFor([table] { return table->model()->rowCount() > 1; });
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        qCritical("usage: history_pictures FILE.png light|dark [empty] [words] [dates] [erase] "
                  "[figure] [reports] [agents] [sv] "
                  "[WIDTHxHEIGHT]");
        return 2;
    }
    QTranslator words;
    if (arguments.contains(u"sv"_s) && words.load(u":/i18n/sermo_sv.qm"_s)) {
        QCoreApplication::installTranslator(&words);
        QLocale::setDefault(QLocale(QLocale::Swedish, QLocale::Sweden)); // days and numbers, too
    }
    sermo::test::HistoryScene scene;
    scene.theme.setMode(arguments.at(2) == "dark"_L1 ? sermo::ui::Theme::Mode::Dark
                                                     : sermo::ui::Theme::Mode::Light);
    QSize size(1440, 900);
    for (const QString &argument : arguments) {
        const QStringList parts = argument.split(u'x');
        if (parts.size() == 2 && parts.at(0).toInt() > 0)
            size = {parts.at(0).toInt(), parts.at(1).toInt()};
    }
    scene.show(size);
    scene.open();
    QWidget *shown = scene.window.get();
    if (arguments.contains(u"figure"_s)) {
        scene.openFigure();
        (void)QTest::qWaitFor([&] { return scene.view->found().rowCount() == 1; });
    }
    if (!arguments.contains(u"empty"_s)) {
        if (arguments.contains(u"words"_s)) {
            scene.find<QLineEdit>(u"historyText"_s)->setText(u"faktura"_s);
            scene.find<QAbstractButton>(u"historyMore"_s)->click();
            QTest::keyClick(scene.find(u"historyText"_s), Qt::Key_Return);
            (void)QTest::qWaitFor([&] { return scene.view->found().rowCount() == 1; });
        }
        auto *list = scene.find<sermo::ui::FoundList>(u"foundList"_s);
        list->setCurrentIndex(list->model()->index(list->model()->rowCount() - 1, 0));
        emit list->activated(list->currentIndex());
        (void)QTest::qWaitFor([&] { return scene.view->pane().past().isOpen(); });
    }
    if (arguments.contains(u"reports"_s) || arguments.contains(u"agents"_s))
        openReports(scene, arguments.contains(u"agents"_s));
    if (arguments.contains(u"dates"_s)) {
        auto *time = scene.find<QComboBox>(u"historyTime"_s);
        time->setCurrentIndex(time->count() - 1);
        scene.find<QAbstractButton>(u"historyMore"_s)->click();
        auto *from = scene.find<QDateEdit>(u"historyFrom"_s);
        from->setFocus();
        QTest::mouseClick(from, Qt::LeftButton, {}, {from->width() - 8, from->height() / 2});
        shown = QApplication::activePopupWidget();
    }
    if (arguments.contains(u"erase"_s)) {
        scene.find<QAbstractButton>(u"eraseButton"_s)->click();
        shown = scene.find(u"eraseDialog"_s);
    }
    for (int i = 0; i < 3; ++i) // a layout asks for another
        QCoreApplication::processEvents();
    return shown && shown->grab().save(arguments.at(1)) ? 0 : 1;
}
