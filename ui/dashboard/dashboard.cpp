// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/dashboard.h"

#include "ui/console/labels.h"
#include "ui/dashboard/alarmstrip.h"
#include "ui/dashboard/allocationlist.h"
#include "ui/dashboard/arrivalschart.h"
#include "ui/dashboard/boardpanel.h"
#include "ui/dashboard/boardtable.h"
#include "ui/dashboard/figurestrip.h"
#include "ui/dashboard/sessionwindow.h"
#include "ui/model/supervision.h"
#include "ui/style/stylesheet.h"

#include <QDateTime>
#include <QGridLayout>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MostQueueRows = 8;
constexpr int Gap = 12;

} // namespace

Dashboard::Dashboard(const ConsoleContext &context, model::FiguresSource &figures,
                     model::Supervision &supervision, QWidget *parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_figures(figures)
    , m_supervision(supervision)
    , m_queues(context.store, figures, context.clock)
    , m_agents(context.store, figures, context.clock)
    , m_cards(m_queues, m_agents, figures, context.clock)
    , m_alarms(context.store, m_queues, context.clock)
    , m_log(context.store)
    , m_strip(new FigureStrip(m_cards, this))
    , m_chart(new ArrivalsChart(context.theme, this))
    , m_grid(new QGridLayout)
{
    setObjectName(u"dashboard"_s);
    setAccessibleName(tr("Dashboard"));
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(this);
    setRole(content, u"board"_s);
    content->setAttribute(Qt::WA_StyledBackground);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(14, 14, 14, 14);
    rows->setSpacing(Gap);
    auto *alarms = new AlarmStrip(m_alarms, content);
    connect(alarms, &AlarmStrip::sessionChosen, this, &Dashboard::chooseSession);
    rows->addWidget(alarms);
    rows->addWidget(m_strip);
    m_grid->setSpacing(Gap);
    rows->addLayout(m_grid, 1);
    m_panels = {makeQueues(), makeArrivals(), makeAgents(), makeAllocations()};
    setWidget(content);
    arrange();
    showRemarks();
    connect(m_strip, &FigureStrip::chosen, this, &Dashboard::figureChosen);
    connect(m_chart, &ArrivalsChart::barChosen, this, &Dashboard::figureChosen);
    connect(&m_agents, &QAbstractItemModel::dataChanged, this, &Dashboard::showRemarks);
    connect(&m_agents, &QAbstractItemModel::rowsInserted, this, &Dashboard::showRemarks);
    connect(&m_agents, &QAbstractItemModel::rowsRemoved, this, &Dashboard::showRemarks);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &Dashboard::tick);
}

BoardPanel *Dashboard::makeQueues()
{
    m_queuePanel = new BoardPanel(tr("Queues"), tr("live"), this);
    m_queueTable
        = new BoardTable(m_context.theme, m_queues, {0, 56, 58, 90, 60, 96, 84, 98}, m_queuePanel);
    m_queueTable->setObjectName(u"queueTable"_s);
    m_queueTable->setAccessibleName(tr("Queues"));
    m_queueTable->fitRows(MostQueueRows);
    connect(m_queueTable, &BoardTable::rowChosen, this, &Dashboard::showQueueMenu);
    m_queuePanel->add(m_queueTable);
    return m_queuePanel;
}

BoardPanel *Dashboard::makeAgents()
{
    m_agentPanel = new BoardPanel(tr("Agents"), {}, this);
    m_agentTable
        = new BoardTable(m_context.theme, m_agents, {0, 120, 190, 150, 66, 52, 52}, m_agentPanel);
    m_agentTable->setObjectName(u"agentTable"_s);
    m_agentTable->setAccessibleName(tr("Agents"));
    connect(m_agentTable, &BoardTable::rowChosen, this, &Dashboard::showAgentMenu);
    connect(m_agentTable, &BoardTable::chipClicked, this,
            [this](const QString &user) { chooseSession(UserId(user)); });
    m_agentPanel->add(m_agentTable, 1);
    return m_agentPanel;
}

BoardPanel *Dashboard::makeArrivals()
{
    m_arrivalsPanel = new BoardPanel(tr("Arrivals and waiting"), tr("today, per 15 min"), this);
    m_arrivalsPanel->add(m_chart, 1);
    return m_arrivalsPanel;
}

BoardPanel *Dashboard::makeAllocations()
{
    auto *panel = new BoardPanel(tr("Allocation"), tr("why each session went where it did"), this);
    auto *list = new AllocationList(m_context.theme, m_log, panel);
    connect(list, &AllocationList::sessionChosen, this, &Dashboard::chooseSession);
    panel->add(list, 1);
    return panel;
}

//! Two columns, the left one wider, as long as there is room for them.
void Dashboard::arrange()
{
    m_isWide = width() >= WideFrom;
    for (int i = 0; i < m_panels.size(); ++i)
        m_grid->addWidget(m_panels.at(i), m_isWide ? i / 2 : i, m_isWide ? i % 2 : 0);
    m_grid->setColumnStretch(0, m_isWide ? 58 : 1);
    m_grid->setColumnStretch(1, m_isWide ? 42 : 0);
    for (int row = 0; row < 4; ++row)
        m_grid->setRowStretch(row, row == (m_isWide ? 1 : 2) ? 1 : 0);
    m_strip->setColumns(m_isWide ? 6 : 3);
}

void Dashboard::showRemarks()
{
    m_agentPanel->setRemark(
        tr("%1 of %2 available").arg(m_agents.available()).arg(m_agents.rowCount()));
    if (m_openThen)
        showMoment();
}

//! Nothing of the past may pass for what is so.
void Dashboard::showMoment()
{
    const qint64 ms = m_context.clock.now().wallMs;
    if (ms == 0)
        return; // none is here yet
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms);
    const QString when = QLocale().toString(at, QLocale::ShortFormat);
    setAccessibleName(tr("Dashboard as it was %1").arg(when));
    m_queuePanel->setRemark(tr("as it was %1").arg(when));
    m_arrivalsPanel->setRemark(
        tr("%1, per 15 min").arg(QLocale().toString(at.date(), QLocale::ShortFormat)));
}

void Dashboard::tick()
{
    m_figures.advance();
    m_queues.tick();
    m_agents.settle();
    m_cards.tick();
    m_alarms.refresh();
    m_chart->present(m_figures.day(), m_context.clock.now().wallMs);
    showRemarks();
}

SessionWindow *Dashboard::openSession(const UserId &user)
{
    const QList<SessionWindow *> open = findChildren<SessionWindow *>();
    for (SessionWindow *window : open) {
        if (window->user() != user || !window->isVisible())
            continue;
        window->raise();
        window->activateWindow();
        return window;
    }
    auto *window = new SessionWindow(m_context, m_supervision, user, this);
    window->show();
    return window;
}

void Dashboard::beOfThePast(const std::function<void(const UserId &)> &open)
{
    m_openThen = open;
    m_queuePanel->setRemark({});
    m_arrivalsPanel->setRemark({});
    showRemarks();
}

void Dashboard::addBesideAgents(QWidget *widget)
{
    m_agentPanel->addBesideTitle(widget);
}

void Dashboard::chooseSession(const UserId &user)
{
    if (m_openThen)
        m_openThen(user);
    else
        openSession(user);
}

BoardMenus Dashboard::menus()
{
    return {m_context,
            m_supervision,
            [this](const UserId &user) { chooseSession(user); },
            [this](const model::FigureOrder &figure) { emit figureChosen(figure); },
            m_figures.day().fromMs,
            !m_openThen};
}

void Dashboard::showAgentMenu(int row, const QPoint &where)
{
    menus().ofAgent(m_agents.items().at(row), this)->popup(where);
}

void Dashboard::showQueueMenu(int row, const QPoint &where)
{
    menus().ofQueue(m_queues.items().at(row), this)->popup(where);
}

void Dashboard::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (m_isWide != (width() >= WideFrom))
        arrange();
}

void Dashboard::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    tick();
    m_second.start();
}

void Dashboard::hideEvent(QHideEvent *event)
{
    QScrollArea::hideEvent(event);
    m_second.stop();
}

} // namespace sermo::ui
