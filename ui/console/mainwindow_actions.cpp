// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that an agent can do in the window, once: the palette, the list of shortcuts and the
// settings' menu are made of this.
#include "ui/console/allocationview.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/customerpanel.h"
#include "ui/console/deskactions.h"
#include "ui/console/guidewindow.h"
#include "ui/console/labels.h"
#include "ui/console/mainwindow.h"
#include "ui/console/offerstrip.h"
#include "ui/console/palette.h"
#include "ui/console/palettesources.h"
#include "ui/console/rail.h"
#include "ui/console/repliesdialog.h"
#include "ui/console/topbar.h"
#include "ui/model/agentstatus.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/preferences.h"
#include "ui/style/theme.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Group = DeskActions::Group;
using Values = model::Preferences::Values;

void MainWindow::makeActions()
{
    m_actions = new DeskActions(this);
    addCustomerActions();
    addColumnActions();
    addBoardActions();
    addStatusActions();
    addDeskActions();
    addViewAction(u"consoleTab"_s, tr("Console"), m_console, {});
    addViewAction(u"allocationTab"_s, tr("Allocation"), m_allocations, {});
    m_palette = new Palette(
        m_context.theme,
        [this](const QString &typed) {
            m_actions->refresh();
            return paletteItems(m_context, m_board, *m_actions, typed);
        },
        this);
    connect(m_topBar, &TopBar::paletteRequested, m_palette, &Palette::open);
    QMenu &menu = m_topBar->settingsMenu();
    QAction *before = menu.actions().constFirst();
    for (const QString &name : {u"settings"_s, u"invite"_s, u"guide"_s, u"shortcuts"_s}) {
        if (QAction *action = m_actions->find(name))
            menu.insertAction(before, action);
    }
    menu.insertSeparator(before);
}

void MainWindow::addCustomerActions()
{
    const auto claimNext = [this] { m_context.controller.claimNext(); };
    m_actions->add(
        Group::Customers, u"claim-next"_s, tr("Claim the next customer"),
        {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)},
        claimNext);
    m_actions->add(Group::Customers, u"read-next"_s, tr("Read who waits before claiming"),
                   {QKeySequence(Qt::ALT | Qt::Key_P)}, [this] { m_rail->readNext(); });
    m_actions->add(Group::Customers, u"needs-me-next"_s, tr("The next who waits for my answer"),
                   {QKeySequence(Qt::ALT | Qt::Key_Down)}, [this] { m_board->focusNext(true); });
    m_actions->add(Group::Customers, u"needs-me-before"_s, tr("The one before who waits for it"),
                   {QKeySequence(Qt::ALT | Qt::Key_Up)}, [this] { m_board->focusNext(false); });
    m_actions->add(Group::Customers, u"accept"_s, tr("Accept the customer that is offered"),
                   {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)},
                   [this] { m_offerStrip->acceptFirst(); });
    m_actions->add(Group::Customers, u"decline"_s, tr("Decline the customer that is offered"),
                   {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)},
                   [this] { m_offerStrip->declineFirst(); });
}

//! Of the column that the keyboard is in.
void MainWindow::addAct(ColumnAct act, bool isWriting, const QString &name, const QString &text,
                        const QKeySequence &keys)
{
    const QList<QKeySequence> shortcuts
        = keys.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{keys};
    m_actions->add(isWriting ? Group::Writing : Group::Session, name, text, shortcuts, [this, act] {
        if (ChatColumn *column = m_board->inHand())
            column->perform(act);
    });
}

void MainWindow::addColumnActions()
{
    using Act = ColumnAct;
    const auto keys = [](auto combination) { return QKeySequence(combination); };
    addAct(Act::Done, false, u"done"_s, tr("Done"), keys(Qt::ALT | Qt::Key_D));
    addAct(Act::Transfer, false, u"transfer"_s, tr("Transfer…"), keys(Qt::ALT | Qt::Key_T));
    addAct(Act::BotEnds, false, u"bot-ends"_s, tr("Let the bot end the conversation"),
           keys(Qt::ALT | Qt::Key_B));
    addAct(Act::AskPresent, false, u"ask-present"_s,
           tr("Let the bot ask whether the customer is there"), {});
    addAct(Act::SetAside, false, u"set-aside"_s, tr("Set aside until the customer writes…"),
           keys(Qt::ALT | Qt::Key_S));
    addAct(Act::AskHelp, false, u"ask-help"_s, tr("Ask a supervisor for help…"),
           keys(Qt::ALT | Qt::Key_H));
    addAct(Act::End, false, u"end"_s, tr("End the conversation…"), keys(Qt::ALT | Qt::Key_E));
    addAct(Act::Search, false, u"search"_s, tr("Find in this conversation"),
           QKeySequence(QKeySequence::Find));
    addAct(Act::Note, true, u"note"_s, tr("Write a note for colleagues"),
           keys(Qt::ALT | Qt::Key_N));
    addAct(Act::Replies, true, u"canned"_s, tr("Insert a canned reply"), keys(Qt::ALT | Qt::Key_R));
    addAct(Act::Emoji, true, u"emoji"_s, tr("Insert an emoji"), keys(Qt::CTRL | Qt::Key_Period));
    addAct(Act::Attach, true, u"attach"_s, tr("Attach images…"), keys(Qt::ALT | Qt::Key_A));
    addAct(Act::QuickReplies, true, u"quick-replies"_s, tr("Put buttons under the message…"),
           keys(Qt::ALT | Qt::Key_Q));
    addAct(Act::Undo, true, u"undo"_s, tr("Take back what was just sent"), {});
    for (int column = 0; column < 9; ++column) {
        m_actions->add(Group::Columns, u"column-%1"_s.arg(column + 1),
                       tr("Column %1").arg(column + 1),
                       {QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + column))},
                       [this, column] { m_board->focusColumn(column); });
    }
}

//! Of whom the panel shows: the column in hand.
void MainWindow::addEarlierAction()
{
    m_actions->add(Group::Session, u"earlier"_s, tr("Read the customer's previous conversation"),
                   {QKeySequence(Qt::ALT | Qt::Key_L)}, [this] {
                       if (m_board->inHand())
                           m_panel->readLastEarlier();
                   });
}

void MainWindow::addBoardActions()
{
    const auto add = [this](const QString &name, const QString &text, Qt::Key key, auto run) {
        m_actions->add(Group::Columns, name, text,
                       {QKeySequence(QKeyCombination(Qt::ALT | Qt::SHIFT, key))}, run);
    };
    add(u"column-left"_s, tr("Move the column to the left"), Qt::Key_Left,
        [this] { m_board->moveActive(-1); });
    add(u"column-right"_s, tr("Move the column to the right"), Qt::Key_Right,
        [this] { m_board->moveActive(1); });
    add(u"column-wider"_s, tr("Make the column wider"), Qt::Key_Up,
        [this] { m_board->widenActive(1); });
    add(u"column-narrower"_s, tr("Make the column narrower"), Qt::Key_Down,
        [this] { m_board->widenActive(-1); });
}

void MainWindow::addStatusActions()
{
    using Status = model::ConsoleController::Status;
    const QList<std::pair<Status, QString>> all = {{Status::Available, u"available"_s},
                                                   {Status::Finishing, u"finishing"_s},
                                                   {Status::Away, u"away"_s},
                                                   {Status::Offline, u"offline"_s}};
    for (const auto &[status, name] : all) {
        m_actions->add(Group::Status, u"status-"_s + name,
                       tr("Status: %1").arg(model::statusName(status)), {},
                       [this, status = status] { m_context.controller.setStatus(status); });
    }
}

void MainWindow::addViewAction(const QString &name, const QString &title, QWidget *view,
                               const QKeySequence &keys)
{
    const QList<QKeySequence> shortcuts
        = keys.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{keys};
    m_actions->add(Group::Desk, u"show-"_s + name, tr("Show: %1").arg(title), shortcuts,
                   [this, view] { showView(view); });
}

//! One, however often it is asked for.
GuideWindow &MainWindow::guide()
{
    auto *open = findChild<GuideWindow *>(QString(), Qt::FindDirectChildrenOnly);
    if (open && open->isVisible()) // or it is about to go
        return *open;
    return *new GuideWindow(m_context.theme, *m_actions, this);
}

void MainWindow::addDeskActions()
{
    m_actions->add(Group::Desk, u"palette"_s, tr("Find customer, text, command"),
                   {QKeySequence(Qt::CTRL | Qt::Key_K)}, [this] { m_palette->open(); });
    m_actions->add(Group::Desk, u"guide"_s, tr("The guide"), {QKeySequence(Qt::Key_F1)},
                   [this] { guide().showGuide(); });
    m_actions->add(Group::Desk, u"shortcuts"_s, tr("Keyboard shortcuts"),
                   {QKeySequence(Qt::SHIFT | Qt::Key_F1)}, [this] { guide().showShortcuts(); });
    m_actions->add(Group::Desk, u"settings"_s, tr("Settings…"),
                   {QKeySequence(Qt::CTRL | Qt::Key_Comma)},
                   [this] { emit settingsRequested({}); });
    if (m_context.hosts)
        m_actions->add(Group::Desk, u"invite"_s, tr("Invite a colleague…"), {},
                       [this] { emit settingsRequested(u"keysPage"_s); });
    m_actions->add(Group::Desk, u"wall"_s, tr("The dashboard alone, and back"),
                   {QKeySequence(Qt::Key_F11)}, [this] { showWall(m_topBar->isVisible()); });
    m_actions->add(Group::Desk, u"replies"_s, tr("Canned replies…"), {}, [this] {
        auto *dialog = new RepliesDialog(m_context, this);
        dialog->open();
    });
    addSwitches();
    addLooks();
    m_actions->add(Group::Desk, u"quit"_s, tr("Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)},
                   [this] { close(); });
}

void MainWindow::addSwitches()
{
    model::Preferences &preferences = m_context.preferences;
    m_actions->addSwitch(
        Group::Desk, u"undo-send"_s, tr("Messages can be taken back for 3 seconds"),
        [&preferences] { return preferences.values().undoSeconds > 0; },
        [&preferences](bool isOn) {
            preferences.change(&Values::undoSeconds, isOn ? Values().undoSeconds : 0);
        });
    m_actions->addSwitch(
        Group::Desk, u"sounds"_s, tr("Sounds"),
        [&preferences] { return preferences.values().hasSounds; },
        [&preferences](bool isOn) { preferences.change(&Values::hasSounds, isOn); });
    m_actions->addSwitch(
        Group::Desk, u"spelling"_s, tr("Check spelling"),
        [&preferences] { return preferences.values().checksSpelling; },
        [&preferences](bool isOn) { preferences.change(&Values::checksSpelling, isOn); });
    m_actions->addSwitch(
        Group::Desk, u"reduced-motion"_s, tr("Less motion"),
        [this] { return m_motion.isReduced(); },
        [this, &preferences](bool isOn) {
            preferences.change(&Values::reducesMotion, m_motion.choiceFor(isOn));
        });
}

void MainWindow::addLooks()
{
    const QList<std::pair<Theme::Mode, QString>> looks
        = {{Theme::Mode::System, tr("As the system")},
           {Theme::Mode::Light, tr("Light")},
           {Theme::Mode::Dark, tr("Dark")}};
    for (const auto &[mode, name] : looks) {
        m_actions->add(Group::Desk, u"look-%1"_s.arg(int(mode)), tr("Appearance: %1").arg(name), {},
                       [this, mode = mode] { m_context.theme.setMode(mode); });
    }
}

} // namespace sermo::ui
