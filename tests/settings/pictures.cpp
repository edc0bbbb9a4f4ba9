// SPDX-License-Identifier: GPL-3.0-or-later
// Draws one page of the settings, or a dialog of joining, for the eye.
#include "tests/console/deskscene.h"
#include "tests/console/scriptedstandby.h"
#include "tests/settings/scriptedoffice.h"
#include "ui/model/standbyinvitation.h"
#include "ui/settings/firststart.h"
#include "ui/settings/jointrouble.h"
#include "ui/settings/settingswindow.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QHash>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTranslator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace sermo;

namespace
{

using Setup = model::StandbyOffice::Setup;
using Phase = model::StandbyOffice::Phase;

//! How two desks are on the pages that show it; none of these: nothing.
const QHash<QString, Setup> standbyPages{
    {u"standbyinvite"_s, Setup::Inviting}, {u"standbycard"_s, Setup::Inviting},
    {u"standbygo"_s, Setup::StandingBy},   {u"standbydone"_s, Setup::Done},
    {u"standbytrouble"_s, Setup::Done},    {u"standbyend"_s, Setup::Done}};

void beOneOfTwo(const QString &page, test::ScriptedStandby &standby, const QString &link)
{
    standby.link = link;
    auto state = standby.state();
    state.setup = standbyPages.value(page);
    state.phase = Phase::Serving;
    state.isLinked = true;
    state.isInStep = true;
    state.other = QUrl(u"https://192.168.1.9:8080"_s);
    if (page == "standbytrouble"_L1) {
        const QString folder = u"/home/anders/.local/share/Sermo/sermo-desk/"_s;
        state.isLinked = false;
        state.apart = folder + u"sermo.db.apart.1"_s;
        state.settingsApart
            = folder + u"configuration.json.apart.1, "_s + folder + u"reception.json.apart.1"_s;
        state.settingsTrouble = folder + u"team.json: Permission denied"_s;
        state.otherPublic = QUrl(u"https://chat2.example.com"_s);
    }
    standby.be(state);
}

QWidget *shownOf(const QString &page, test::DeskScene &scene, test::ScriptedOffice &office,
                 test::ScriptedStandby &standby)
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
    office.own = {{u"desk.example.com"_s, u"192.168.1.5"_s},
                  QDateTime(QDate(2051, 3, 1), QTime(12, 0), Qt::UTC),
                  office.network.pin};
    const QString link = model::standbyLink(
        {office.network.broker, office.network.pin, u"sk_standby_AbCdEf"_s, {}, {}});
    const bool isTwo = standbyPages.contains(page);
    if (isTwo)
        beOneOfTwo(page, standby, link);
    const bool hosts = page != "standbygo"_L1;
    auto *window = new ui::SettingsWindow(scene.window->context(), hosts ? &office : nullptr,
                                          nullptr, isTwo ? &standby : nullptr);
    window->resize(960, 660);
    const QHash<QString, QString> pages{{u"invite"_s, u"keysPage"_s},
                                        {u"loopback"_s, u"keysPage"_s},
                                        {u"revoke"_s, u"keysPage"_s},
                                        {u"combo"_s, u"platformsPage"_s},
                                        {u"unsaved"_s, u"platformsPage"_s}};
    window->showPage(isTwo ? u"standbyPage"_s : pages.value(page, page + u"Page"_s));
    if (!hosts)
        window->offerStandby(link);
    return window;
}

void press(QWidget &window, const QString &button)
{
    window.findChild<QPushButton *>(button)->click();
}

//! What comes up on the page only when something is done there.
QWidget *openedOn(const QString &page, QWidget &window)
{
    if (page == "invite"_L1) {
        window.findChild<QLineEdit *>(u"inviteName"_s)->setText(u"Åsa Öberg"_s);
        press(window, u"inviteButton"_s);
        auto *card = window.findChild<QWidget *>(u"invitationCard"_s);
        (void)QTest::qWaitFor([card] { return card->isVisible(); });
    } else if (page == "allocation"_L1) {
        press(window, u"addAgentLimits"_s);
        window.findChild<QComboBox *>(u"agentId-0"_s)->setCurrentText(u"bea.berg"_s);
    } else if (page == "combo"_L1) {
        auto *language = window.findChild<QComboBox *>(u"platformLanguage"_s);
        language->showPopup();
        return language->view()->window();
    } else if (page == "revoke"_L1) {
        auto *table = window.findChild<QTableView *>(u"keyTable"_s);
        (void)QTest::qWaitFor([table] { return table->model()->rowCount() == 2; });
        table->setCurrentIndex(table->model()->index(0, 0));
        press(window, u"revokeButton"_s);
        return window.findChild<QWidget *>(u"revokeBox"_s);
    } else if (page == "standbycard"_L1) {
        press(window, u"standbyInvite"_s);
    } else if (page == "standbyend"_L1) {
        press(window, u"standbyEnd"_s);
        return window.findChild<QWidget *>(u"standbyEndBox"_s);
    } else if (page == "unsaved"_L1) {
        press(window, u"addPlatform"_s);
        window.close();
        return window.findChild<QWidget *>(u"unsavedBox"_s);
    }
    return &window;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        qCritical(
            "usage: settings_pictures FILE.png light|dark PAGE [sv] (look, sounds, replies, "
            "keys, platforms, queues, allocation, bot, retention, access, encryption; invite, "
            "loopback, firststart, join, trouble, combo, unsaved, revoke; standbyinvite, "
            "standbycard, "
            "standbygo, standbydone, standbytrouble, standbyend)");
        return 2;
    }
    QTranslator words;
    if (arguments.contains(u"sv"_s) && words.load(u":/i18n/sermo_sv.qm"_s)) {
        QCoreApplication::installTranslator(&words);
        QLocale::setDefault(QLocale(QLocale::Swedish, QLocale::Sweden)); // days and numbers, too
    }
    test::DeskScene scene;
    test::ScriptedOffice office;
    test::ScriptedStandby standby;
    scene.theme.setMode(arguments.at(2) == "dark"_L1 ? ui::Theme::Mode::Dark
                                                     : ui::Theme::Mode::Light);
    QWidget *shown = shownOf(arguments.at(3), scene, office, standby);
    shown->show();
    if (!QTest::qWaitForWindowExposed(shown))
        return 1;
    if (auto *field = shown->findChild<QLineEdit *>(u"platformId"_s))
        (void)QTest::qWaitFor([field] { return !field->text().isEmpty(); });
    QWidget *drawn = openedOn(arguments.at(3), *shown);
    QCoreApplication::processEvents();
    const bool isSaved = drawn && drawn->grab().save(arguments.at(1));
    delete shown;
    return isSaved ? 0 : 1;
}
