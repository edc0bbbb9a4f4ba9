// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the dashboard with the scene of the design's pictures, for the eye.
#include "tests/dashboard/boardscene.h"
#include "tests/dashboard/moment.h"
#include "tests/history/scriptedhistory.h"
#include "ui/dashboard/boardview.h"
#include "ui/dashboard/sessionwindow.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLocale>
#include <QTranslator>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace
{

//! Storage in trouble, a queue that nobody serves.
void addAlarms(sermo::test::BoardScene &scene)
{
    scene.internal({}, u"broker_state"_s,
                   {{u"storage"_s, u"failing"_s}, {u"why"_s, u"the disk is full"_s}});
    scene.at(14 * 3600 + 47 * 60);
    scene.settle();
}

//! Sara asks for help with Omar.
void raiseHand(sermo::test::BoardScene &scene)
{
    scene.internal(u"c4"_s, u"hand"_s,
                   {{u"agentId"_s, u"sara"_s},
                    {u"raised"_s, true},
                    {u"text"_s, u"Vad säger avtalet om dubbla fakturor?"_s}});
    scene.settle();
}

QWidget *openSession(sermo::test::BoardScene &scene)
{
    const QString user = u"c4"_s;
    scene.outbound(
        user, u"text"_s,
        {{u"text"_s, u"Hej! Jag tittar på din faktura nu."_s},
         {u"agent"_s,
          QJsonObject{
              {u"id"_s, u"sara"_s}, {u"name"_s, u"Sara Nyström"_s}, {u"type"_s, u"human"_s}}}});
    scene.inbound(user, u"text"_s, {{u"text"_s, u"Tack, den blev dubbelt så dyr?"_s}});
    scene.internal(user, u"note"_s,
                   {{u"agentId"_s, u"anan01"_s}, {u"text"_s, u"Krediteras enligt avtal 12"_s}});
    scene.inbound(user, u"typing_on"_s, {{u"text"_s, u"och jag har redan bet"_s}});
    scene.internal(user, u"draft"_s,
                   {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"Jag ser att månadsavgiften har"_s}});
    return scene.board->openSession(sermo::UserId(user));
}

//! The slider, over a morning of which the test knows.
void lookBack(sermo::test::BoardScene &scene, sermo::test::ScriptedHistory &history)
{
    history.answers.insert("GET /api/moment",
                           {200, sermo::test::moment("2026-03-02T09:30:00.000Z")});
    auto *view = new sermo::ui::BoardView(scene.window->context(), scene.figures, scene.supervision,
                                          history);
    scene.window->insertView(2, u"boardTab"_s, u"Board"_s, view);
    scene.window->showView(view);
    view->lookBack(1772443800000);
    const auto *agents = view->past()->findChild<QAbstractItemView *>(u"agentTable"_s);
    (void)QTest::qWaitFor([&] { return agents->model()->rowCount() > 0; });
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        qCritical("usage: dashboard_pictures FILE.png light|dark [empty] [alarms] [wall] "
                  "[session] [past] [hand] [sv] [WIDTHxHEIGHT]");
        return 2;
    }
    QTranslator words;
    if (arguments.contains(u"sv"_s) && words.load(u":/i18n/sermo_sv.qm"_s)) {
        QCoreApplication::installTranslator(&words);
        QLocale::setDefault(QLocale(QLocale::Swedish, QLocale::Sweden)); // days and numbers, too
    }
    sermo::test::ScriptedHistory history;
    sermo::test::BoardScene scene;
    scene.theme.setMode(arguments.at(2) == "dark"_L1 ? sermo::ui::Theme::Mode::Dark
                                                     : sermo::ui::Theme::Mode::Light);
    QSize size(1440, 900);
    for (const QString &argument : arguments) {
        const QStringList parts = argument.split(u'x');
        if (parts.size() == 2 && parts.at(0).toInt() > 0)
            size = {parts.at(0).toInt(), parts.at(1).toInt()};
    }
    if (!arguments.contains(u"empty"_s))
        scene.fillLikeTheDashboard();
    if (arguments.contains(u"alarms"_s))
        addAlarms(scene);
    if (arguments.contains(u"hand"_s))
        raiseHand(scene);
    scene.show(size);
    QWidget *shown = scene.window.get();
    if (arguments.contains(u"wall"_s))
        QTest::keyClick(scene.window.get(), Qt::Key_F11);
    if (arguments.contains(u"session"_s))
        shown = openSession(scene);
    if (arguments.contains(u"past"_s))
        lookBack(scene, history);
    for (int i = 0; i < 3; ++i) // a layout asks for another
        QCoreApplication::processEvents();
    return shown->grab().save(arguments.at(1)) ? 0 : 1;
}
