// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/terminationsignal.h"
#include "app/desk/application.h"
#include "app/desk/demonstration.h"
#include "app/desk/lastword.h"
#include "app/desk/runningdesk.h"
#include "app/desk/standingoptions.h"

#include <QApplication>

using namespace Qt::StringLiterals;
using namespace sermo::app;

namespace
{

//! Where no other desk runs that writes the same.
sermo::Result<Application::Order, EarlyExit> orderOf(const DeskOptions &options,
                                                     RunningDesk &running)
{
    if (const auto ours = running.claim(options); !ours)
        return sermo::failure(EarlyExit(ours.error()));
    return Application::orderOf(options);
}

//! Before there is a window, so that neither --help nor a wrong call needs a screen.
sermo::Result<Application::Order, EarlyExit> orderOf(int argc, char **argv, RunningDesk &running)
{
    const QCoreApplication core(argc, argv);
    const auto options = readOptions(QCoreApplication::arguments());
    if (!options)
        return sermo::failure(EarlyExit(options.error()));
    if (!options->demoSpeed)
        return orderOf(*options, running);
    const auto demonstration = asDemonstration(*options);
    if (!demonstration)
        return sermo::failure(EarlyExit(demonstration.error()));
    return Application::orderOf(*demonstration);
}

//! Only what was found good in all ends what was before. Where it cannot end, the desk leaves: its
//! directory says what it is, and its next start goes by that.
sermo::Result<void, EarlyExit> take(Application::Order &order)
{
    if (const auto left = leaveStanding(order.options); !left)
        return sermo::failure(EarlyExit{1, u"sermo-desk: %1\n"_s.arg(left.error())});
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    const auto leave = [&](const EarlyExit &exit) { return lastword::say(exit, argc, argv); };
    QCoreApplication::setOrganizationName(u"Sermo"_s);
    QCoreApplication::setApplicationName(u"sermo-desk"_s);
    QCoreApplication::setApplicationVersion(QLatin1StringView(SERMO_VERSION));
    RunningDesk running;
    auto order = orderOf(argc, argv, running);
    if (!order)
        return leave(order.error());
    if (const auto taken = take(*order); !taken)
        return leave(taken.error());

    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QApplication::setApplicationDisplayName(u"Sermo Desk"_s);
    const TerminationSignal termination;
    for (;;) {
        Application desk(*order);
        QObject::connect(&termination, &TerminationSignal::raised, &desk, &Application::shutDown);
        QObject::connect(&termination, &TerminationSignal::hungUp, &desk, &Application::shutDown);
        running.serve(order->options,
                      [&desk](const DeskOptions &handed) { return desk.take(handed); });
        desk.start();
        const int code = QApplication::exec();
        if (!desk.next())
            return code;
        auto next = orderOf(*desk.next(), running);
        if (!next) { // as it was, then
            lastword::mention(next.error());
            continue;
        }
        order = *std::move(next);
        if (const auto taken = take(*order); !taken) {
            QObject::connect(&termination, &TerminationSignal::raised, &application,
                             [] { QCoreApplication::exit(1); }); // the box, too
            return leave(taken.error());
        }
    }
}
