// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/columnact.h"
#include "ui/console/consolecontext.h"
#include "ui/console/hosting.h"
#include "ui/model/absence.h"
#include "ui/model/alerts.h"
#include "ui/model/attachments.h"
#include "ui/model/eventlink.h"
#include "ui/model/historysource.h"
#include "ui/model/imagelibrary.h"
#include "ui/model/offers.h"
#include "ui/model/queuemodel.h"
#include "ui/model/setaside.h"
#include "ui/model/waitingmodel.h"
#include "ui/style/motion.h"

#include <QKeySequence>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

class QStackedWidget;

namespace sermo::ui
{

class AllocationView;
class Banner;
class ChatBoard;
class CustomerPanel;
class DeskActions;
class GuideWindow;
class Herald;
class OfferStrip;
class Palette;
class Rail;
class TopBar;

//! Composes the console and connects its parts; decides nothing itself (architecture, rule 10).
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    //! What it needs and does not own; all of it outlives the window.
    struct Parts {
        Theme &theme;
        const Clock &clock;
        model::SessionStore &store;
        model::ConsoleController &controller;
        model::EventLink &link;
        model::Drafts &drafts;
        model::ReplyBook &replies;
        model::Preferences &preferences;
        model::Spelling &spelling;
        model::ImageSource &images;
        bool hosts = false; //!< the broker runs in this desk
    };

    explicit MainWindow(const Parts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    void tick(); //!< clocks move on; called every second, and by tests
    [[nodiscard]] const ConsoleContext &context() const { return m_context; } //!< for other views
    //! A view beside the console, behind a tab of its own before the tab at `at`; taken over. F11
    //! shows the first of them alone; the palette finds it, and these keys do.
    void insertView(int at, const QString &tabName, const QString &title, QWidget *view,
                    const QKeySequence &keys = {});
    void showView(QWidget *view); //!< as a click on its tab would
    //! Where the customer's earlier conversations are, and what shows all of them, by his number or
    //! id. The source must outlive the window.
    void offerHistory(model::HistorySource &source,
                      const std::function<void(const QString &customer)> &show);
    void addBar(QWidget *bar); //!< over all views, for good; taken over
    void tell(const QString &text); //!< one sentence, in the banner
    void setUnsaved(const QString &why); //!< why this computer's disk takes nothing; empty: it does
    [[nodiscard]] Hosting &hosting() { return m_hosting; } //!< to be told what becomes of it
    [[nodiscard]] Banner &banner() const { return *m_banner; }
    //! Whether the agent's status is `away` because nobody is there, not because he said so.
    [[nodiscard]] bool isAwayByItself() const { return m_absence.isAway(); }

signals:
    void settingsRequested(const QString &page); //!< by its name; empty: the first
    void closeRequested(); //!< the window was closed; the application ends in order

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void compose();
    void connectParts();
    void makeActions(); // and what follows: mainwindow_actions.cpp
    void addCustomerActions();
    void addColumnActions();
    void addAct(ColumnAct act, bool isWriting, const QString &name, const QString &text,
                const QKeySequence &keys);
    void addEarlierAction();
    void addBoardActions();
    void addStatusActions();
    void addDeskActions();
    void addSwitches();
    void addLooks();
    [[nodiscard]] GuideWindow &guide();
    void addViewAction(const QString &name, const QString &title, QWidget *view,
                       const QKeySequence &keys);
    void showConnection(model::EventLink::State state, const QString &why);
    void showLasting();
    void showLoad();
    void showTab(int view);
    void showWall(bool alone);
    void followStatus(const AgentId &agent, const QString &status);
    void tellAccepted(const UserId &user, const AgentId &by);
    void updateTitle();
    void comeForward(const UserId &user); //!< with his column, where there is one

    model::QueueModel m_queues;
    model::AgentsModel m_agents;
    model::WaitingModel m_waiting;
    model::WithBotModel m_withBot;
    model::Offers m_offers;
    model::Alerts m_alerts;
    model::SetAside m_aside;
    model::Absence m_absence;
    model::ImageLibrary m_images;
    model::Attachments m_attachments;
    Motion m_motion;
    Hosting m_hosting;
    ConsoleContext m_context;
    model::EventLink &m_link;
    QString m_connectionTrouble, m_unsaved; //!< of the link, and the disk here; empty: all is well
    TopBar *m_topBar;
    Banner *m_banner;
    OfferStrip *m_offerStrip;
    QStackedWidget *m_views;
    QWidget *m_console; //!< rail, board and panel, side by side
    Rail *m_rail;
    ChatBoard *m_board;
    CustomerPanel *m_panel;
    AllocationView *m_allocations;
    DeskActions *m_actions = nullptr;
    Palette *m_palette = nullptr;
    QWidget *m_wall = nullptr; //!< what F11 shows alone
    QTimer m_second;
    std::unique_ptr<Herald> m_herald; //!< hears the whole application, so it goes first
};

} // namespace sermo::ui
