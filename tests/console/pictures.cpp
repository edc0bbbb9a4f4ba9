// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the console with the scene of the design's pictures, for the README and for the eye.
#include "tests/console/deskscene.h"
#include "ui/console/transcriptview.h"

#include <QApplication>
#include <QTranslator>
#include <QtTest>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        qCritical("usage: console_pictures FILE.png light|dark [empty] [sv] [WIDTHxHEIGHT]");
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
    return scene.window->grab().save(arguments.at(1)) ? 0 : 1;
}
