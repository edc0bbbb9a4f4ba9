// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/lastword.h"

#include "ui/style/languages.h"

#include <QApplication>
#include <QMessageBox>

#include <algorithm>
#include <array>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sermo::app::lastword
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::app::LastWord)
};

//! As it stands on standard error, without what is for who calls it there: the name that speaks,
//! and where to read on.
QString sentenceOf(const QString &text)
{
    const QString prefix = u"sermo-desk: "_s;
    const QString suffix = u" (see --help)"_s;
    QString line = text.trimmed();
    if (line.startsWith(prefix))
        line.remove(0, prefix.size());
    if (line.endsWith(suffix))
        line.chop(suffix.size());
    return line;
}

void dress(QMessageBox &box, const QString &heading, const QString &text)
{
    box.setObjectName(u"lastWord"_s);
    box.setIcon(QMessageBox::Warning);
    box.setWindowTitle(Tr::tr("Sermo Desk"));
    box.setTextFormat(Qt::PlainText); // what was clicked may stand in it
    box.setText(heading + u"\n\n"_s + sentenceOf(text));
    box.setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void show(const QString &text)
{
    QMessageBox box;
    dress(box, Tr::tr("Sermo Desk cannot start."), text);
    box.addButton(Tr::tr("Quit"), QMessageBox::AcceptRole);
    box.exec();
}

//! The program's own words are in place once it has made an Application, and not before.
void showFirst(const QString &text, int &argc, char **argv)
{
    const QApplication application(argc, argv);
    const auto languages = ui::translatorsFor(QLocale());
    for (const auto &translator : languages)
        QCoreApplication::installTranslator(translator.get());
    show(text);
}

} // namespace

Surroundings Surroundings::here()
{
    const auto isSet = [](const char *name) { return !qEnvironmentVariableIsEmpty(name); };
    const auto isTerminal = [](int stream) { return ::isatty(stream) != 0; };
    const QString platform = qEnvironmentVariable("QT_QPA_PLATFORM");
    const bool isBlind = platform.startsWith("offscreen"_L1) || platform.startsWith("minimal"_L1);
    const bool isDrawn = !isBlind && (isSet("DISPLAY") || isSet("WAYLAND_DISPLAY"));
    // A screen without a session is a machine's, such as a test's: there nobody closes a box.
    return {std::ranges::any_of(std::array{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}, isTerminal),
            isDrawn && (isSet("XDG_CURRENT_DESKTOP") || isSet("XDG_SESSION_DESKTOP"))};
}

int say(const EarlyExit &exit, int &argc, char **argv, Surroundings around)
{
    std::FILE *stream = exit.code == 0 ? stdout : stderr;
    std::fputs(qUtf8Printable(exit.text), stream);
    std::fflush(stream); // nobody knows when the box is closed
    if (exit.code == 0 || around.isAtTerminal || !around.hasScreen)
        return exit.code;
    if (QCoreApplication::instance())
        show(exit.text);
    else
        showFirst(exit.text, argc, argv);
    return exit.code;
}

//! Shown when the desk that begins again has shown its window.
void mention(const EarlyExit &refusal)
{
    std::fputs(qUtf8Printable(refusal.text), stderr);
    auto *box = new QMessageBox;
    dress(*box, Tr::tr("That cannot be done, and the desk goes on as before."), refusal.text);
    box->addButton(Tr::tr("Close"), QMessageBox::AcceptRole);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QMetaObject::invokeMethod(box, &QWidget::show, Qt::QueuedConnection);
}

} // namespace sermo::app::lastword
