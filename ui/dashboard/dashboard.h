// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/dashboard/boardmenus.h"
#include "ui/model/alarms.h"
#include "ui/model/allocationsmodel.h"
#include "ui/model/boardagents.h"
#include "ui/model/boardqueues.h"
#include "ui/model/figurecards.h"

#include <QScrollArea>
#include <QTimer>

class QGridLayout;

namespace sermo::model
{
class Supervision;
}

namespace sermo::ui
{

class ArrivalsChart;
class FigureStrip;
class BoardPanel;
class BoardTable;
class SessionWindow;

//! What a supervisor leaves open all day: figures, queues, agents with their sessions, arrivals
//! against waiting, why each session went where it did, and what is wrong. Everybody may look;
//! what a supervisor can do about it is offered to supervisors. Lives from the store's signals; a
//! timer only moves clocks, once a second, while it is seen.
class Dashboard : public QScrollArea
{
    Q_OBJECT
public:
    //! Context, figures and supervision must outlive it.
    Dashboard(const ConsoleContext &context, model::FiguresSource &figures,
              model::Supervision &supervision, QWidget *parent = nullptr);

    void tick(); //!< clocks move on; called every second, and by tests
    SessionWindow *openSession(const UserId &user); //!< or shows the window that is open
    //! Sessions are opened by that, and nothing can be done about them.
    void beOfThePast(const std::function<void(const UserId &)> &open);
    void addBesideAgents(QWidget *widget); //!< at the right end of their title

    static constexpr int WideFrom = 1120; //!< narrower: one column

signals:
    void figureChosen(const sermo::model::FigureOrder &figure); //!< its sessions are wanted

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] BoardPanel *makeQueues();
    [[nodiscard]] BoardPanel *makeAgents();
    [[nodiscard]] BoardPanel *makeArrivals();
    [[nodiscard]] BoardPanel *makeAllocations();
    void arrange();
    [[nodiscard]] BoardMenus menus();
    void chooseSession(const UserId &user);
    void showRemarks(); //!< beside the titles: of when it is, who is there
    void showMoment();
    void showAgentMenu(int row, const QPoint &where);
    void showQueueMenu(int row, const QPoint &where);

    ConsoleContext m_context;
    model::FiguresSource &m_figures;
    model::Supervision &m_supervision;
    model::BoardQueues m_queues;
    model::BoardAgents m_agents;
    model::FigureCards m_cards;
    model::Alarms m_alarms;
    model::AllocationsModel m_log;
    FigureStrip *m_strip;
    ArrivalsChart *m_chart;
    BoardTable *m_queueTable;
    BoardTable *m_agentTable;
    QGridLayout *m_grid;
    QList<QWidget *> m_panels; //!< queues, arrivals, agents, allocations
    BoardPanel *m_queuePanel = nullptr;
    BoardPanel *m_agentPanel = nullptr;
    BoardPanel *m_arrivalsPanel = nullptr;
    std::function<void(const UserId &)> m_openThen; //!< set: this is the past
    bool m_isWide = false;
    QTimer m_second;
};

} // namespace sermo::ui
