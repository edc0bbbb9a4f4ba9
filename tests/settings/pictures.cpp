// SPDX-License-Identifier: GPL-3.0-or-later
// Draws one page of the settings, or a dialog of joining, for the eye.
#include "tests/console/deskscene.h"
#include "tests/settings/scriptedoffice.h"
#include "ui/settings/firststart.h"
#include "ui/settings/jointrouble.h"
#include "ui/settings/settingswindow.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTranslator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace sermo;

namespace
{

QWidget *shownOf(const QString &page, test::DeskScene &scene, test::ScriptedOffice &office)
{
    if (page == "firststart"_L1 || page == "join"_L1) {
        auto *question = new ui::FirstStart(u"Anders Andersson"_s);
        if (page == "join"_L1)
            question->askForInvitation(model::Invitation{office.network.broker, office.network.pin,
                                                         u"sk_agent_AbCdEf"_s,
                                                         AgentId(u"bea.berg"_s), u"Bea Berg"_s}
                                           .toLink());
        return question;
    }
    if (page == "trouble"_L1)
        return new ui::JoinTrouble(
            office.network.broker,
            u"The broker's certificate is not the pinned one. Its fingerprint is AB:CD:EF"_s, true,
            nullptr);
    if (page == "loopback"_L1)
        office.network = {};
    auto *window = new ui::SettingsWindow(scene.window->context(), &office);
    window->showPage(page == "invite"_L1 || page == "loopback"_L1 ? u"keysPage"_s
                                                                  : page + u"Page"_s);
    return window;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        qCritical("usage: settings_pictures FILE.png light|dark PAGE [sv] (look, sounds, replies, "
                  "keys, platforms, queues, bot, retention; invite, loopback, firststart, join, "
                  "trouble)");
        return 2;
    }
    QTranslator words;
    if (arguments.contains(u"sv"_s) && words.load(u":/i18n/sermo_sv.qm"_s))
        QCoreApplication::installTranslator(&words);
    test::DeskScene scene;
    test::ScriptedOffice office;
    scene.theme.setMode(arguments.at(2) == "dark"_L1 ? ui::Theme::Mode::Dark
                                                     : ui::Theme::Mode::Light);
    QWidget *shown = shownOf(arguments.at(3), scene, office);
    shown->show();
    if (!QTest::qWaitForWindowExposed(shown))
        return 1;
    if (auto *field = shown->findChild<QLineEdit *>(u"platformId"_s))
        (void)QTest::qWaitFor([field] { return !field->text().isEmpty(); });
    if (arguments.at(3) == "invite"_L1) {
        shown->findChild<QLineEdit *>(u"inviteName"_s)->setText(u"Åsa Öberg"_s);
        shown->findChild<QPushButton *>(u"inviteButton"_s)->click();
        auto *card = shown->findChild<QWidget *>(u"invitationCard"_s);
        (void)QTest::qWaitFor([card] { return card->isVisible(); });
    }
    QCoreApplication::processEvents();
    const bool isSaved = shown->grab().save(arguments.at(1));
    delete shown;
    return isSaved ? 0 : 1;
}
