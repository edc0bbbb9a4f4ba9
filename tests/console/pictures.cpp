// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the console with the scene of the design's pictures, for the README and for the eye.
#include "tests/console/deskscene.h"
#include "ui/console/transcriptview.h"

#include <QAbstractButton>
#include <QApplication>
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

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        qCritical(
            "usage: console_pictures FILE.png light|dark [empty] [offers] [log] [transfer] [sv] "
            "[WIDTHxHEIGHT]");
        return 2;
    }
    QTranslator words;
    if (arguments.contains(u"sv"_s) && words.load(u":/i18n/sermo_sv.qm"_s))
        QCoreApplication::installTranslator(&words);
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
    QWidget *shown = scene.window.get();
    if (arguments.contains(u"offers"_s))
        showOffers(scene);
    if (arguments.contains(u"log"_s)) {
        scene.tellAllocations();
        scene.find<QAbstractButton>(u"allocationTab"_s)->click();
    }
    if (arguments.contains(u"transfer"_s)) {
        scene.find<QAbstractButton>(u"transferButton-mikael"_s)->click();
        shown = scene.find(u"transferDialog"_s);
        QTest::keyClick(scene.find(u"transferTargets"_s), Qt::Key_S);
    }
    QCoreApplication::processEvents();
    return shown->grab().save(arguments.at(1)) ? 0 : 1;
}
