// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/deskoptions.h"
#include "app/desk/memory.h"
#include "broker/bot/dialogue.h"
#include "broker/protocol/clock.h"
#include "broker/server/configuration.h"
#include "broker/server/tlsidentity.h"
#include "ui/style/theme.h"

#include <QObject>
#include <QPointer>
#include <QTranslator>

#include <memory>
#include <vector>

namespace sermo::model
{
class ConsoleController;
class Drafts;
class EventLink;
class FiguresSource;
class HistorySource;
class ImageSource;
class OutboxFile;
class Preferences;
class Spelling;
class ReplyBook;
class SessionStore;
class Supervision;
} // namespace sermo::model

namespace sermo::ui
{
class BoardView;
class JoinTrouble;
class MainWindow;
class SettingsWindow;
} // namespace sermo::ui

namespace sermo::app
{

class BrokerThread;
class Demonstration;
class FollowedHosts;
class HostedOffice;
class StandingDesk;
class TeamQuestions;

//! sermo-desk: makes the parts, connects them, and takes them down in order. Lives in main().
class Application : public QObject
{
    Q_OBJECT
public:
    //! What the call asks for, complete and found good.
    struct Order {
        DeskOptions options;
        server::Configuration configuration;
        std::optional<server::TlsIdentity> tls; //!< of the broker hosted here
        std::optional<bot::Rules> rules; //!< of its reception bot; none: it has none
    };
    //! Reads the configuration before there is a QApplication: a wrong one is a wrong call
    //! (contract 6), and Qt may have words of its own to say about the screen.
    [[nodiscard]] static Result<Order, EarlyExit> orderOf(const DeskOptions &given);

    explicit Application(const Order &order);
    ~Application() override;

    void start(); //!< then the event loop
    //! As what the desk is to begin anew, once its event loop has ended; none: it was to end.
    [[nodiscard]] const std::optional<DeskOptions> &next() const { return m_next; }
    [[nodiscard]] bool take(const DeskOptions &handed); //!< a second start's; false: not now
    void shutDown(); //!< links, broker, thread, then quits; harmless a second time

private:
    void makeBroker();
    void host();
    void join();
    void standBy(); // and what follows: application_standby.cpp
    void handleServing(const QUrl &address);
    void closeOffice();
    [[nodiscard]] bool serves() const; //!< our broker does
    void addStanding();
    void askToStandBy();
    void beginStanding(bool ends);
    void joinFromOutside();
    void takeInvitation(const DeskOptions &handed);
    void handleHostReady(const QUrl &address);
    void handleHostFailed(const QString &why);
    //! Makes the window and what is in it; connects to nothing yet.
    void openConsole(std::unique_ptr<model::EventLink> link,
                     std::unique_ptr<model::ImageSource> images,
                     std::unique_ptr<model::HistorySource> history);
    void complainWhenRefused();
    void addDashboard();
    void addHistory();
    void addSettings(); // and what follows: application_team.cpp
    void openOffice(const QUrl &hosted);
    void openSettings(const QString &page);
    void askForTeam(const QString &invitation, bool isFirst);
    void joinBy(const model::Invitation &invitation);
    void hostHere(const QString &name, bool forTeam);
    void demonstrate(const QUrl &hosted);
    [[nodiscard]] bool isKeptAlone(); //!< and says so
    void watchJoining();
    void showJoinTrouble(const QString &why, bool isFinal);
    void beginAnew(const DeskOptions &options);
    void finish();

    Memory m_memory;
    DeskOptions m_options;
    server::Configuration m_configuration;
    std::optional<server::TlsIdentity> m_tls; //!< of the broker hosted here
    SystemClock m_clock;
    std::vector<std::unique_ptr<QTranslator>> m_languages;
    ui::Theme m_theme;
    std::optional<bot::Rules> m_rules;
    std::unique_ptr<BrokerThread> m_broker;
    std::unique_ptr<HostedOffice> m_office; //!< null: another has hosted all the time
    std::unique_ptr<StandingDesk> m_standing; //!< null: a demonstration
    std::unique_ptr<Demonstration> m_demonstration; //!< null: in earnest
    std::unique_ptr<model::SessionStore> m_store;
    std::unique_ptr<model::OutboxFile> m_outboxFile;
    std::unique_ptr<model::EventLink> m_link;
    std::unique_ptr<FollowedHosts> m_hosts; //!< null: the broker is here alone
    std::unique_ptr<model::ImageSource> m_images;
    std::unique_ptr<model::HistorySource> m_history;
    std::unique_ptr<model::Drafts> m_drafts;
    std::unique_ptr<model::ReplyBook> m_replies;
    std::unique_ptr<model::Preferences> m_preferences;
    std::unique_ptr<model::Spelling> m_spelling;
    std::unique_ptr<model::ConsoleController> m_controller;
    std::unique_ptr<model::FiguresSource> m_figures;
    std::unique_ptr<model::Supervision> m_supervision;
    std::unique_ptr<TeamQuestions> m_questions;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::BoardView *m_board = nullptr; //!< the window's
    QPointer<ui::SettingsWindow> m_settingsWindow;
    QPointer<ui::JoinTrouble> m_trouble;
    std::optional<DeskOptions> m_next;
    bool m_wasIn = false; //!< the broker that was joined has let us in once
    bool m_isWaitedFor = false; //!< whoever was told that it does not answer lets it try
    int m_exitCode = 0;
    bool m_ending = false;
};

} // namespace sermo::app
