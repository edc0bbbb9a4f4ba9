// SPDX-License-Identifier: GPL-3.0-or-later
// The windows beyond the console, as assistive technology and who has no mouse find them: the
// settings page by page, joining, the supervisor's view, what was, the guide.
#include "tests/console/access.h"
#include "tests/dashboard/boardscene.h"
#include "tests/history/historyscene.h"
#include "tests/history/scriptedhistory.h"
#include "tests/settings/settingstest.h"
#include "ui/dashboard/boardview.h"
#include "ui/history/conversationpane.h"
#include "ui/history/foundlist.h"
#include "ui/history/reportview.h"
#include "ui/settings/firststart.h"
#include "ui/settings/jointrouble.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using namespace sermo::test;

class EveryWindowTest : public SettingsTest
{
    Q_OBJECT
private slots:
    void settings_data();
    void settings();
    void invitations();
    void questionsOfTheSettings();
    void joining_data();
    void joining();
    void theDashboard_data();
    void theDashboard();
    void lookingBack();
    void theHistory_data();
    void theHistory();
    void reports();
    void theGuide();

private:
    //! Every window that can be seen now, but for those of the system.
    static void holdAll();
};

void EveryWindowTest::holdAll()
{
    QStringList troubles;
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        if (window->isVisible() && !window->inherits("QTipLabel"))
            troubles += accessTroubles(*window) + mouseOnly(*window);
    }
    QVERIFY2(troubles.isEmpty(), qPrintable(u'\n' + troubles.join(u'\n')));
}

void EveryWindowTest::settings_data()
{
    QTest::addColumn<QString>("page");
    for (const char *page : {"look", "sounds", "replies", "keys", "platforms", "queues",
                             "allocation", "bot", "retention", "access", "encryption"})
        QTest::newRow(page) << QString::fromLatin1(page) + u"Page"_s;
}

void EveryWindowTest::settings()
{
    QFETCH(const QString, page);
    open();
    QVERIFY(m_window->pages().contains(page));
    m_window->showPage(page);
    if (page == "platformsPage"_L1) {
        press(u"addHoliday"_s);
        press(u"addQuestion"_s);
    } else if (page == "allocationPage"_L1) {
        press(u"addAgentLimits"_s);
    }
    holdAll();
}

void EveryWindowTest::invitations()
{
    open();
    m_window->showPage(u"keysPage"_s);
    find<QLineEdit>(u"inviteName"_s)->setText(u"Bea"_s);
    press(u"inviteButton"_s);
    QTRY_VERIFY(find(u"invitationCard"_s)->isVisible());
    holdAll();
    delete m_window;
    m_office->network = {};
    open();
    m_window->showPage(u"keysPage"_s);
    holdAll();
}

void EveryWindowTest::questionsOfTheSettings()
{
    open();
    m_window->showPage(u"keysPage"_s);
    auto *table = find<QTableView>(u"keyTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    table->setCurrentIndex(table->model()->index(0, 0));
    press(u"revokeButton"_s);
    QVERIFY(find(u"revokeBox"_s));
    holdAll();
    find<QMessageBox>(u"revokeBox"_s)->close();
    m_window->showPage(u"platformsPage"_s);
    write(u"platformBrand"_s, u"X"_s);
    m_window->close();
    QVERIFY(find(u"unsavedBox"_s));
    holdAll();
}

void EveryWindowTest::joining_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"the question", "the invitation", "a broker that says no"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void EveryWindowTest::joining()
{
    QFETCH(const QString, what);
    const QUrl broker(u"https://192.168.1.5:8080"_s);
    std::unique_ptr<QDialog> shown;
    if (what == "a broker that says no"_L1) {
        shown = std::make_unique<JoinTrouble>(broker, u"It says no"_s, true, nullptr);
    } else {
        auto question = std::make_unique<FirstStart>(u"Anders"_s);
        if (what == "the invitation"_L1)
            question->askForInvitation({});
        shown = std::move(question);
    }
    shown->setAttribute(Qt::WA_DeleteOnClose, false);
    shown->show();
    QVERIFY(QTest::qWaitForWindowExposed(shown.get()));
    holdAll();
}

void EveryWindowTest::theDashboard_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what :
         {"filled", "empty", "alarms", "alone", "a session", "a session with a raised hand"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void EveryWindowTest::theDashboard()
{
    QFETCH(const QString, what);
    BoardScene scene;
    if (what != "empty"_L1)
        scene.fillLikeTheDashboard();
    if (what == "alarms"_L1) {
        scene.internal({}, u"broker_state"_s,
                       {{u"storage"_s, u"failing"_s}, {u"why"_s, u"the disk is full"_s}});
        scene.at(14 * 3600 + 47 * 60);
        scene.settle();
    }
    scene.show();
    if (what == "alone"_L1)
        scene.window->findChild<QAction *>(u"action-wall"_s)->trigger();
    if (what.endsWith("raised hand"_L1))
        scene.internal(u"c4"_s, u"hand"_s, {{u"agentId"_s, u"sara"_s}, {u"raised"_s, true}});
    if (what.startsWith("a session"_L1))
        QVERIFY(scene.board->openSession(UserId(u"c4"_s)));
    holdAll();
}

//! The slider over a day, and a day of which there is nothing to show.
void EveryWindowTest::lookingBack()
{
    ScriptedHistory history;
    BoardScene scene;
    auto *view = new BoardView(scene.window->context(), scene.figures, scene.supervision, history);
    scene.window->insertView(2, u"boardTab"_s, u"Board"_s, view);
    scene.show();
    scene.find<QAbstractButton>(u"boardTab"_s)->click();
    scene.find<QAbstractButton>(u"lookBackButton"_s)->click();
    QVERIFY(view->isLookingBack());
    holdAll();
    scene.window.reset(); // before what its view asks
}

void EveryWindowTest::theHistory_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"the search", "a conversation", "its end"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void EveryWindowTest::theHistory()
{
    QFETCH(const QString, what);
    HistoryScene scene;
    scene.show();
    scene.open();
    scene.find<QAbstractButton>(u"historyMore"_s)->click();
    if (what != "the search"_L1) {
        auto *list = scene.find<FoundList>(u"foundList"_s);
        list->setCurrentIndex(list->model()->index(list->model()->rowCount() - 1, 0)); // Robin's
        emit list->activated(list->currentIndex());
        QTRY_VERIFY(scene.view->pane().past().isOpen());
    }
    if (what == "its end"_L1) {
        scene.find<QAbstractButton>(u"eraseButton"_s)->click();
        QVERIFY(scene.find(u"eraseDialog"_s));
    }
    holdAll();
}

void EveryWindowTest::reports()
{
    HistoryScene scene;
    auto *view = new ReportView(scene.window->context(), scene.history);
    scene.window->insertView(2, u"reportsTab"_s, u"Reports"_s, view);
    scene.show();
    scene.find<QAbstractButton>(u"reportsTab"_s)->click();
    QTRY_VERIFY(!view->rows().isAsking());
    holdAll();
}

void EveryWindowTest::theGuide()
{
    m_scene->show();
    m_scene->window->findChild<QAction *>(u"action-guide"_s)->trigger();
    QVERIFY(m_scene->window->findChild<QWidget *>(u"guideWindow"_s));
    holdAll();
}

QTEST_MAIN(EveryWindowTest)
#include "tst_everywindow.moc"
