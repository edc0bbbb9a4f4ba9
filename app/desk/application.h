// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/deskoptions.h"
#include "app/desk/memory.h"
#include "broker/protocol/clock.h"
#include "broker/server/configuration.h"
#include "broker/server/tlsidentity.h"
#include "ui/style/theme.h"

#include <QObject>
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
class ReplyBook;
class SessionStore;
class Supervision;
} // namespace sermo::model

namespace sermo::ui
{
class MainWindow;
}

namespace sermo::app
{

class BrokerThread;

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
    };
    //! Reads the configuration before there is a QApplication: a wrong one is a wrong call
    //! (contract 6), and Qt may have words of its own to say about the screen.
    [[nodiscard]] static Result<Order, EarlyExit> orderOf(const DeskOptions &given);

    explicit Application(const Order &order);
    ~Application() override;

    void start(); //!< then the event loop
    void shutDown(); //!< links, broker, thread, then quits; harmless a second time

private:
    void host();
    void join();
    void handleHostReady(const QUrl &address);
    void handleHostFailed(const QString &why);
    //! Makes the window and what is in it; connects to nothing yet.
    void openConsole(std::unique_ptr<model::EventLink> link,
                     std::unique_ptr<model::ImageSource> images,
                     std::unique_ptr<model::HistorySource> history);
    void complainWhenRefused();
    void addDashboard();
    void addHistory();
    void finish();

    Memory m_memory;
    DeskOptions m_options;
    server::Configuration m_configuration;
    std::optional<server::TlsIdentity> m_tls; //!< of the broker hosted here
    SystemClock m_clock;
    std::vector<std::unique_ptr<QTranslator>> m_languages;
    ui::Theme m_theme;
    std::unique_ptr<BrokerThread> m_broker;
    std::unique_ptr<model::SessionStore> m_store;
    std::unique_ptr<model::OutboxFile> m_outboxFile;
    std::unique_ptr<model::EventLink> m_link;
    std::unique_ptr<model::ImageSource> m_images;
    std::unique_ptr<model::HistorySource> m_history;
    std::unique_ptr<model::Drafts> m_drafts;
    std::unique_ptr<model::ReplyBook> m_replies;
    std::unique_ptr<model::Preferences> m_preferences;
    std::unique_ptr<model::ConsoleController> m_controller;
    std::unique_ptr<model::FiguresSource> m_figures;
    std::unique_ptr<model::Supervision> m_supervision;
    std::unique_ptr<ui::MainWindow> m_window;
    int m_exitCode = 0;
    bool m_ending = false;
};

} // namespace sermo::app
