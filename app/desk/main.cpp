// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/terminationsignal.h"
#include "app/desk/application.h"

#include <QApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sermo::app;

namespace
{

int leave(const EarlyExit &exit)
{
    std::fputs(qUtf8Printable(exit.text), exit.code == 0 ? stdout : stderr);
    return exit.code;
}

//! Before there is a window, so that --help needs no screen.
sermo::Result<DeskOptions, EarlyExit> optionsOf(int argc, char **argv)
{
    const QCoreApplication core(argc, argv);
    return readOptions(QCoreApplication::arguments());
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setOrganizationName(u"Sermo"_s);
    QCoreApplication::setApplicationName(u"sermo-desk"_s);
    QCoreApplication::setApplicationVersion(QLatin1StringView(SERMO_VERSION));
    const auto options = optionsOf(argc, argv);
    if (!options)
        return leave(options.error());

    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QApplication::setApplicationDisplayName(u"Sermo Desk"_s);
    const auto desk = Application::make(*options);
    if (!desk)
        return leave(desk.error());
    const TerminationSignal termination;
    QObject::connect(&termination, &TerminationSignal::raised, desk->get(), &Application::shutDown);
    (*desk)->start();
    return QApplication::exec();
}
