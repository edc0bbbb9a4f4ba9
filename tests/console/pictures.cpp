// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the console with the scene of the design's pictures, for the README and for the eye.
#include "tests/console/deskscene.h"
#include "tests/console/pictureviews.h"
#include "ui/console/transcriptview.h"

#include <QAbstractButton>
#include <QApplication>
#include <QPlainTextEdit>
#include <QTranslator>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace
{

//! One offered to us, one that we have offered, one that the bot has in our name.
void showOffers(sermo::test::DeskScene &scene)
{
    scene.offer(u"elin"_s, u"Elin Björk"_s, u"Frågar om hemflytt, du kan reglerna"_s);
    scene.internal(u"mikael"_s, u"handover_to_agent"_s, {{u"agentId"_s, u"sara"_s}});
    scene.internal(u"mohamed"_s, u"handover_to_bot"_s,
                   {{u"agentId"_s, u"anan01"_s}, {u"reason"_s, u"end_session"_s}});
    scene.clock.advance(std::chrono::seconds(8));
    scene.window->tick();
}

//! The team's canned replies, what is being written, and what the session is about.
void write(sermo::test::DeskScene &scene)
{
    const QString robin = u"8a8b5c18-c0dd-467b-bd77-7e7685fadf6d"_s;
    const auto canned = [&scene](const QString &shortcut, const QString &text) {
        scene.internal({}, u"canned_reply"_s, {{u"shortcut"_s, shortcut}, {u"text"_s, text}});
    };
    canned(u"adress"_s, u"Jag har uppdaterat din adress, {name}."_s);
    canned(u"adressbyte"_s, u"Du kan ändra adress på mina sidor."_s);
    canned(u"omstart"_s, u"Dra ur kontakten och vänta i tio sekunder."_s);
    for (const QString &tag : {u"faktura"_s, u"adress"_s})
        scene.internal(robin, u"tag"_s, {{u"agentId"_s, u"anan01"_s}, {u"tag"_s, tag}});
    scene.find<QPlainTextEdit>(u"composer-mikael"_s)
        ->setPlainText(u"Då testar vi att byta kanal på routern. Gå in på "_s);
    QTest::keyClicks(scene.find(u"composer-"_s + robin), u"/adr"_s);
}

//! What lies over the window, where asked for; else the window.
QWidget *shownOf(sermo::test::DeskScene &scene, const QStringList &arguments)
{
    const QStringList views = sermo::test::pictureViews();
    for (const QString &argument : arguments) {
        if (views.contains(argument))
            return sermo::test::openView(scene, argument);
    }
    return scene.window.get();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        qCritical("usage: console_pictures FILE.png light|dark [empty] [offers] [log] [sv] "
                  "[WIDTHxHEIGHT] [%s]",
                  qPrintable(sermo::test::pictureViews().join(u'|')));
        return 2;
    }
    QTranslator words;
    if (arguments.contains(u"sv"_s) && words.load(u":/i18n/sermo_sv.qm"_s)) {
        QCoreApplication::installTranslator(&words);
        QLocale::setDefault(QLocale(QLocale::Swedish, QLocale::Sweden)); // days and numbers, too
    }
    sermo::test::DeskScene scene;
    scene.theme.setMode(arguments.at(2) == "dark"_L1 ? sermo::ui::Theme::Mode::Dark
                                                     : sermo::ui::Theme::Mode::Light);
    QSize size(1440, 900);
    for (const QString &argument : arguments) {
        const QStringList parts = argument.split(u'x');
        if (parts.size() == 2 && parts.at(0).toInt() > 0)
            size = {parts.at(0).toInt(), parts.at(1).toInt()};
    }
    if (!arguments.contains(u"empty"_s))
        scene.fillLikeThePicture();
    scene.rememberRobin();
    scene.show(size);
    QTest::keyClick(scene.window.get(), Qt::Key_1, Qt::ControlModifier);
    const auto images = [&scene] {
        QStringList all;
        const auto transcripts = scene.window->findChildren<sermo::ui::TranscriptView *>();
        for (const auto *each : transcripts)
            all += each->images();
        return all;
    };
    (void)scene.window->grab(); // what is seen is asked for
    (void)QTest::qWaitFor([&images] { return !images().contains(u"loading"_s); });
    if (arguments.contains(u"offers"_s))
        showOffers(scene);
    if (arguments.contains(u"log"_s)) {
        scene.tellAllocations();
        scene.find<QAbstractButton>(u"allocationTab"_s)->click();
    }
    if (!arguments.contains(u"empty"_s))
        write(scene);
    QWidget *shown = shownOf(scene, arguments);
    for (int i = 0; i < 3; ++i) // a layout asks for another
        QCoreApplication::processEvents();
    return shown && shown->grab().save(arguments.at(1)) ? 0 : 1;
}
