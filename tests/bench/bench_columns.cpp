// SPDX-License-Identifier: GPL-3.0-or-later
//! What it costs a desk to show twelve customers typing at once: frames in, pixels out, the whole
//! process, by the processor's time. The previews come as a broker sends them, and the window
//! paints as it does on a screen.

#include "tests/console/deskscene.h"
#include "ui/console/chatcolumn.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace std::chrono_literals;

namespace
{

constexpr int Columns = 12;
constexpr int Messages = 200; // in each
constexpr int Rounds = 3;
constexpr auto Every = 50ms; // twenty a second
constexpr int Ticks = 80;
constexpr double TargetShare = 0.25;

const QString Words
    = u"Hej, jag mitt namn är Robin och jag undrar om fakturan som kom i förra veckan, "
      u"den är nästan dubbelt så hög som den brukar vara och jag förstår inte varför"_s;

double processorSeconds()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds
        = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

QString customer(int column)
{
    return u"customer-%1"_s.arg(column, 2, 10, QLatin1Char('0'));
}

void fill(test::DeskScene &scene)
{
    for (int column = 0; column < Columns; ++column) {
        scene.bringToAgent(customer(column), u"Kund %1"_s.arg(column));
        for (int i = 0; i < Messages; ++i)
            scene.inbound(customer(column), u"text"_s, {{u"text"_s, Words.left(20 + i % 100)}});
    }
}

//! One more letter of everybody; what they typed before when the words are at their end.
void type(test::DeskScene &scene, int tick)
{
    for (int column = 0; column < Columns; ++column) {
        const qsizetype letters = 1 + (tick + column * 7) % Words.size();
        scene.inbound(customer(column), u"typing_on"_s, {{u"text"_s, Words.left(letters)}});
    }
}

struct Figures {
    double share = 0;
    int late = 0; //!< ticks that came more than a whole one late
};

//! Lets the application run until then, asleep where there is nothing to do.
void runUntil(const QElapsedTimer &timer, std::chrono::milliseconds when)
{
    const auto left = when - std::chrono::milliseconds(timer.elapsed());
    if (left <= 0ms)
        return QCoreApplication::processEvents();
    QEventLoop loop;
    QTimer::singleShot(left, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

Figures run(test::DeskScene &scene, bool isTyping)
{
    Figures figures;
    QElapsedTimer timer;
    timer.start();
    const double before = processorSeconds();
    for (int tick = 0; tick < Ticks; ++tick) {
        if (isTyping)
            type(scene, tick);
        runUntil(timer, (tick + 1) * Every);
        figures.late += timer.elapsed() > ((tick + 2) * Every).count() ? 1 : 0;
    }
    figures.share = (processorSeconds() - before) / (double(timer.elapsed()) / 1000);
    return figures;
}

double median(std::vector<double> all)
{
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    test::DeskScene scene;
    fill(scene);
    scene.show({3720, 900}); // all of them in sight
    const auto columns = scene.window->findChildren<ui::ChatColumn *>();
    if (columns.size() != Columns) {
        std::fprintf(stderr, "%d columns instead of %d\n", int(columns.size()), Columns);
        return 1;
    }
    std::vector<double> typing, silent;
    int late = 0;
    for (int round = 0; round < Rounds; ++round) {
        silent.push_back(run(scene, false).share);
        const Figures figures = run(scene, true);
        typing.push_back(figures.share);
        late += figures.late;
    }
    for (int column = 0; column < Columns; ++column) {
        const QString shown = scene.store.live(UserId(customer(column))).preview;
        if (shown != Words.left(1 + (Ticks - 1 + column * 7) % Words.size())) {
            std::fprintf(stderr, "what %s types is not known\n", qPrintable(customer(column)));
            return 1;
        }
    }
    std::printf("| %d columns of %d messages in sight, previews at %d a second each | processor | "
                "late ticks of %d | target |\n|---|---|---|---|\n",
                Columns, Messages, int(1s / Every), Ticks * Rounds);
    std::printf("| everybody types | %.1f %% | %d | %.0f %% of a core |\n", 100 * median(typing),
                late, 100 * TargetShare);
    std::printf("| nobody does | %.1f %% | | |\n", 100 * median(silent));
    return 0;
}
