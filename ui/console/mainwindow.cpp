// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/mainwindow.h"

#include "ui/console/allocationview.h"
#include "ui/console/banner.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/customerpanel.h"
#include "ui/console/herald.h"
#include "ui/console/logo.h"
#include "ui/console/offerstrip.h"
#include "ui/console/rail.h"
#include "ui/console/topbar.h"
#include "ui/model/agentstatus.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/presentedsession.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using model::ConsoleController;
using LinkState = model::EventLink::State;

MainWindow::MainWindow(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , m_queues(parts.store)
    , m_agents(parts.store, parts.clock)
    , m_waiting(parts.store)
    , m_withBot(parts.store)
    , m_offers(parts.store, parts.clock, parts.controller.identity().id)
    , m_alerts(parts.store, parts.controller, m_offers, parts.clock)
    , m_aside(parts.store, parts.controller, parts.preferences, parts.clock)
    , m_absence(parts.controller, m_offers, parts.preferences, parts.clock)
    , m_images(parts.images)
    , m_attachments(parts.images, m_images, parts.store)
    , m_context{parts.theme,   parts.clock,       parts.store,    parts.controller, parts.drafts,
                parts.replies, parts.preferences, parts.spelling, m_images,         m_attachments,
                m_queues,      m_agents,          m_waiting,      m_withBot,        m_offers,
                m_aside,       m_motion,          m_hosting,      parts.hosts}
    , m_link(parts.link)
    , m_topBar(new TopBar(m_context, this))
    , m_banner(new Banner(this))
    , m_offerStrip(new OfferStrip(m_context, this))
    , m_views(new QStackedWidget(this))
    , m_console(new QWidget(this))
    , m_rail(new Rail(m_context, this))
    , m_board(new ChatBoard(m_context, this))
    , m_panel(new CustomerPanel(m_context, this))
    , m_allocations(new AllocationView(parts.store, this))
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(applicationIcon());
    setMinimumSize(760, 480);
    resize(1440, 900);
    setFocusPolicy(Qt::ClickFocus);
    compose();
    connectParts();
    makeActions();
    showConnection(m_link.state(), {});
    updateTitle();
    showLoad();
    setFocus(); // so that no control looks chosen before the agent has chosen one
    const model::Preferences &preferences = m_context.preferences;
    const auto follow
        = [this, &preferences] { m_motion.choose(preferences.values().reducesMotion); };
    connect(&preferences, &model::Preferences::changed, this, follow);
    follow();
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &MainWindow::tick);
    m_second.start();
}

MainWindow::~MainWindow() = default;

void MainWindow::compose()
{
    auto *middle = new QHBoxLayout(m_console);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addWidget(m_board, 1);
    middle->addWidget(m_panel);
    m_views->addWidget(m_console);
    m_views->addWidget(m_allocations);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_topBar);
    rows->addWidget(m_banner);
    rows->addWidget(m_offerStrip);
    rows->addWidget(m_views, 1);
}

void MainWindow::connectParts()
{
    ConsoleController &controller = m_context.controller;
    connect(m_rail, &Rail::claimRequested, &controller,
            [&controller](const UserId &user) { controller.claim(user); });
    connect(m_board, &ChatBoard::activeChanged, m_panel, &CustomerPanel::setUser);
    connect(m_board, &ChatBoard::countChanged, m_panel,
            [this](int columns) { m_panel->keepPlace(columns > 0); });
    connect(m_board, &ChatBoard::sharesChanged, this, &MainWindow::showLoad);
    connect(m_board, &ChatBoard::noticed, this, &MainWindow::tell);
    connect(m_board, &ChatBoard::wanted, this, [this] { showView(m_console); });
    connect(m_panel, &CustomerPanel::askPresentRequested, this, [this](const UserId &user) {
        if (ChatColumn *column = m_board->columnOf(user))
            column->perform(ColumnAct::AskPresent);
    });
    connect(m_topBar, &TopBar::viewChosen, this, &MainWindow::showTab);
    connect(&m_offers, &model::Offers::accepted, this, &MainWindow::tellAccepted);
    connect(&controller, &ConsoleController::noticed, this,
            [this](const UserId &, const QString &text) { tell(text); });
    connect(&m_context.store, &model::SessionStore::agentTold, this, &MainWindow::followStatus);
    connect(m_board, &ChatBoard::activeChanged, &m_alerts, &model::Alerts::setActive);
    connect(&m_aside, &model::SetAside::cameBack, this,
            [this](const UserId &user, model::SetAside::Back why) {
                if (why == model::SetAside::Back::TimeCame)
                    m_alerts.remind(user);
            });
    connect(&m_alerts, &model::Alerts::unseenChanged, this, &MainWindow::updateTitle);
    connect(&m_absence, &model::Absence::wasAway, this,
            [this](const QString &why) { m_banner->tell(why, Banner::Tone::Notice); });
    m_herald = std::make_unique<Herald>(m_context.theme, m_context.preferences, m_alerts, m_absence,
                                        this);
    connect(m_herald.get(), &Herald::openRequested, this, &MainWindow::comeForward);
    connect(&m_link, &model::EventLink::stateChanged, this, &MainWindow::showConnection);
    connect(&m_context.store, &model::SessionStore::caughtUp, &m_hosting, &Hosting::setStarted);
    connect(&m_hosting, &Hosting::changed, this,
            [this] { m_topBar->setConnection(m_link.state()); });
    connect(&m_context.store, &model::SessionStore::storageTroubleChanged, this,
            &MainWindow::showLasting);
    connect(&m_waiting, &QAbstractItemModel::rowsInserted, this, &MainWindow::updateTitle);
    connect(&m_waiting, &QAbstractItemModel::rowsRemoved, this, &MainWindow::updateTitle);
}

void MainWindow::showConnection(LinkState state, const QString &why)
{
    m_topBar->setConnection(state);
    switch (state) {
    case LinkState::Online:
        m_connectionTrouble.clear();
        m_images.retryPassing();
        m_attachments.retryPassing();
        break;
    case LinkState::Connecting:
        break; // the last reason stays until it is known whether this attempt succeeds
    case LinkState::Offline:
        m_connectionTrouble = why.isEmpty()
            ? QString()
            : tr("No connection: %1 What you write is sent when it is back.").arg(why);
        break;
    case LinkState::Refused:
        m_connectionTrouble = tr("The broker does not admit this desk: %1").arg(why);
        break;
    }
    showLasting();
}

//! The link's trouble first: without it nobody knows how the broker is. Then what is everybody's.
void MainWindow::showLasting()
{
    const QString storage = m_context.store.storageTrouble();
    const bool isRefused = m_link.state() == LinkState::Refused;
    const QString loss = m_context.store.storageLoss();
    if (!m_connectionTrouble.isEmpty())
        m_banner->setLasting(m_connectionTrouble,
                             isRefused ? Banner::Tone::Trouble : Banner::Tone::Warning);
    else if (storage.isEmpty() && loss.isEmpty())
        m_banner->setLasting(m_unsaved.isEmpty()
                                 ? QString()
                                 : tr("What you write and set cannot be saved on this computer "
                                      "now, and would be lost when you quit: %1")
                                       .arg(m_unsaved));
    else if (storage.isEmpty())
        m_banner->setLasting(tr("The broker has lost messages that it had taken: %1").arg(loss),
                             Banner::Tone::Trouble);
    else
        m_banner->setLasting(tr("The broker cannot store anything now, and takes no message until "
                                "it can: %1")
                                 .arg(storage),
                             Banner::Tone::Trouble);
}

void MainWindow::showLoad()
{
    const AgentId &me = m_context.controller.identity().id;
    m_topBar->load().present(m_board->shares(),
                             model::loadOf(m_context.store, me, m_context.clock.now().wallMs),
                             m_context.store.boundOf(me));
}

void MainWindow::showTab(int view)
{
    m_views->setCurrentIndex(view);
}

void MainWindow::showView(QWidget *view)
{
    m_topBar->chooseTab(m_views->indexOf(view));
}

void MainWindow::insertView(int at, const QString &tabName, const QString &title, QWidget *view,
                            const QKeySequence &keys)
{
    m_topBar->insertTab(at, tabName, title);
    m_views->insertWidget(at, view);
    addViewAction(tabName, title, view, keys);
    if (!m_wall)
        m_wall = view;
}

void MainWindow::addBar(QWidget *bar)
{
    static_cast<QVBoxLayout *>(layout())->insertWidget(0, bar);
}

void MainWindow::offerHistory(model::HistorySource &source,
                              const std::function<void(const QString &customer)> &show)
{
    m_panel->offerHistory(source);
    connect(m_panel, &CustomerPanel::historyRequested, this, show);
    addEarlierAction();
}

//! Nothing but the view, over the whole screen; and back. What is offered to the agent and what is
//! wrong stays in sight.
void MainWindow::showWall(bool alone)
{
    if (!m_wall)
        return;
    if (alone)
        m_topBar->chooseTab(m_views->indexOf(m_wall));
    m_topBar->setVisible(!alone);
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, alone));
    if (alone)
        m_banner->tell(tr("F11 brings everything else back"), Banner::Tone::Notice);
}

//! Another said what this agent's status is: a supervisor, or the same agent elsewhere.
void MainWindow::followStatus(const AgentId &agent, const QString &status)
{
    ConsoleController &controller = m_context.controller;
    const auto told = model::statusFromWire(status);
    if (agent != controller.identity().id || !told || *told == controller.status())
        return;
    controller.setStatus(*told);
    m_banner->tell(tr("You were set to: %1").arg(model::statusName(*told)), Banner::Tone::Notice);
}

void MainWindow::tell(const QString &text)
{
    m_banner->tell(text, Banner::Tone::Warning);
}

void MainWindow::setUnsaved(const QString &why)
{
    m_unsaved = why;
    showLasting();
}

void MainWindow::tellAccepted(const UserId &user, const AgentId &by)
{
    const desk::Session *session = m_context.store.session(user);
    m_banner->tell(tr("%1 has taken %2")
                       .arg(m_context.store.agentName(by),
                            session ? model::displayName(*session) : model::visitorName(user)),
                   Banner::Tone::Notice);
}

//! How many want something: who waits in line, and who has written to an agent looking elsewhere.
void MainWindow::updateTitle()
{
    const int count = m_waiting.rowCount() + m_alerts.unseen();
    setWindowTitle(count > 0 ? tr("(%1) Sermo Desk").arg(count) : tr("Sermo Desk"));
}

void MainWindow::comeForward(const UserId &user)
{
    if (isMinimized())
        showNormal();
    show();
    raise();
    activateWindow();
    m_board->focusColumn(user);
}

void MainWindow::tick()
{
    m_offers.advance();
    m_absence.advance();
    m_alerts.advance();
    m_aside.advance();
    m_offerStrip->tick();
    m_rail->tick();
    m_board->tick();
    m_agents.tick();
    showLoad(); // a new customer weighs less after a while
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_context.controller.sendAllHeld(); // said, and not to be taken back any more
    event->accept();
    emit closeRequested();
}

} // namespace sermo::ui
