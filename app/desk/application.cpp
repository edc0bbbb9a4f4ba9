// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/application.h"

#include "app/desk/brokerthread.h"
#include "app/desk/demonstration.h"
#include "app/desk/followedhosts.h"
#include "app/desk/hostedhistory.h"
#include "app/desk/hostedimages.h"
#include "app/desk/hostedoffice.h"
#include "app/desk/standingdesk.h"
#include "app/desk/standingoptions.h"
#include "app/desk/teamquestions.h"
#include "app/reception.h"
#include "broker/store/databasefiles.h"
#include "broker/store/openfile.h"
#include "ui/console/mainwindow.h"
#include "ui/dashboard/boardview.h"
#include "ui/history/historyview.h"
#include "ui/history/reportview.h"
#include "ui/model/brokerfigures.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/dictionary.h"
#include "ui/model/drafts.h"
#include "ui/model/httphistory.h"
#include "ui/model/httpimages.h"
#include "ui/model/inprocesslink.h"
#include "ui/model/outboxfile.h"
#include "ui/model/preferences.h"
#include "ui/model/replybook.h"
#include "ui/model/sessionstore.h"
#include "ui/model/spelling.h"
#include "ui/model/supervision.h"
#include "ui/model/unsaved.h"
#include "ui/model/websocketlink.h"
#include "ui/settings/jointrouble.h"
#include "ui/settings/settingswindow.h"
#include "ui/style/languages.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::app
{

namespace
{

constexpr int WrongCall = 2;
constexpr auto Patience = 10s; //!< for a broker that does not come to its end

bool saysWhetherBot(const QString &configFile)
{
    QFile file(configFile);
    return file.open(QIODevice::ReadOnly)
        && QJsonDocument::fromJson(file.readAll())["bot"_L1]["enabled"_L1].isBool();
}

Result<server::Configuration, EarlyExit> configurationOf(const DeskOptions &options)
{
    server::Configuration usual;
    usual.botEnabled = true;
    if (options.demoSpeed) {
        for (desk::Platform &platform : usual.desk.platforms)
            platform.language = demonstrationLanguage();
    }
    if (!options.runsBroker() || options.configFile.isEmpty())
        return usual;
    auto read = server::Configuration::load(options.configFile);
    if (!read) {
        const QString where = read.error().path.isEmpty() ? QString() : read.error().path + u": "_s;
        return failure(EarlyExit{
            WrongCall,
            u"sermo-desk: %1: %2%3\n"_s.arg(options.configFile, where, read.error().message)});
    }
    if (!saysWhetherBot(options.configFile))
        read->botEnabled = true; // on in a desk, where the file leaves it open (contract 6)
    return *read;
}

//! The certificate that the hosted broker shows, made if need be; none: it needs none.
Result<std::optional<server::TlsIdentity>, EarlyExit> identityOf(
    const DeskOptions &options, const server::Configuration &configuration)
{
    if (!options.runsBroker())
        return std::optional<server::TlsIdentity>();
    auto identity = server::TlsIdentity::of(configuration, options.listen->address, options.dataDir,
                                            SystemClock().now());
    if (identity)
        return *identity;
    const auto &[path, message] = identity.error();
    return failure(path.isEmpty() ? EarlyExit{1, u"sermo-desk: %1\n"_s.arg(message)}
                                  : EarlyExit{WrongCall,
                                              u"sermo-desk: %1: %2: %3\n"_s.arg(options.configFile,
                                                                                path, message)});
}

} // namespace

Result<Application::Order, EarlyExit> Application::orderOf(const DeskOptions &given)
{
    const auto found = withStanding(given, Memory().complete(given));
    if (!found)
        return failure(EarlyExit{1, u"sermo-desk: %1\n"_s.arg(found.error())});
    DeskOptions options = *found;
    if (isOpenAlready(given, options))
        return failure(EarlyExit{1, u"sermo-desk: this desk is open already\n"_s});
    auto configuration = configurationOf(options);
    if (!configuration)
        return failure(configuration.error());
    if (const auto made = store::files::makeDirectory(options.dataDir); !made)
        return failure(EarlyExit{WrongCall, u"sermo-desk: %1\n"_s.arg(made.error())});
    const auto tls = identityOf(options, *configuration);
    if (!tls)
        return failure(EarlyExit(tls.error()));
    if (!options.runsBroker())
        return Order{options, *configuration, *tls, {}};
    if (options.standing && options.join->key == options.standing->deskKey && *tls)
        options.join->pin = (*tls)->chain.constFirst().digest(QCryptographicHash::Sha256);
    const auto rules = rulesOf(*configuration);
    if (!rules)
        return failure(
            EarlyExit{WrongCall,
                      u"sermo-desk: %1: %2: %3\n"_s.arg(options.configFile, rules.error().path,
                                                        rules.error().message)});
    return Order{options, *configuration, *tls, *rules};
}

Application::Application(const Order &order)
    : m_options(order.options)
    , m_configuration(order.configuration)
    , m_tls(order.tls)
    , m_languages(ui::translatorsFor(QLocale()))
    , m_rules(order.rules)
    , m_questions(std::make_unique<TeamQuestions>())
{
    for (const auto &translator : m_languages)
        QApplication::installTranslator(translator.get());
    m_theme.setMode(m_memory.themeMode());
    m_theme.install();
    connect(&m_theme, &ui::Theme::changed, this, [this] { m_memory.setThemeMode(m_theme.mode()); });
}

Application::~Application() = default;

void Application::start()
{
    if (m_options.isFromOutside && m_memory.hasAnotherTeam(m_options))
        m_questions->askBeforeJoining(
            m_options.join->broker, [this](bool joins) { joins ? joinFromOutside() : shutDown(); });
    else if (m_options.standing)
        standBy();
    else if (m_options.join)
        join();
    else
        host();
}

void Application::makeBroker()
{
    m_broker = std::make_unique<BrokerThread>(m_configuration, m_options.dataDir, m_rules);
    if (m_tls)
        m_broker->setTls(*m_tls);
    connect(m_broker.get(), &BrokerThread::failed, this, &Application::handleHostFailed);
    connect(m_broker.get(), &BrokerThread::stopped, this, &Application::finish);
}

void Application::host()
{
    makeBroker();
    connect(m_broker.get(), &BrokerThread::ready, this, &Application::handleHostReady);
    m_broker->start(m_options.listen->address, m_options.listen->port);
    // The window does not wait for it (architecture, rule 7).
    auto connector = [this](const model::EventLink::Resume &resume) {
        return m_broker->connectAgent(AgentId(m_options.agentId), resume);
    };
    openConsole(std::make_unique<model::InProcessLink>(connector),
                std::make_unique<HostedImages>(*m_broker, AgentId(m_options.agentId)),
                std::make_unique<HostedHistory>(*m_broker, AgentId(m_options.agentId)));
    m_window->hosting().begin();
    m_window->show();
}

void Application::join()
{
    auto link = std::make_unique<model::WebSocketLink>(model::WebSocketLink::Address{
        m_options.join->broker, m_options.join->key, m_options.join->pin});
    const model::BrokerHttp::Address address{m_options.join->broker, m_options.join->key,
                                             m_options.join->pin};
    auto images = std::make_unique<model::HttpImages>(address);
    auto history = std::make_unique<model::HttpHistory>(address);
    m_hosts
        = std::make_unique<FollowedHosts>(m_options.ownFile(u"hosts"_s), *link, *images, *history);
    if (m_options.standing) {
        const QByteArray own
            = m_tls ? m_tls->chain.constFirst().digest(QCryptographicHash::Sha256) : QByteArray();
        m_hosts->know({m_options.standing->other, m_options.standing->pin});
        m_hosts->know({m_options.standing->here, own});
    }
    openConsole(std::move(link), std::move(images), std::move(history));
    m_memory.keep(m_options); // where it fails, the window says so
    watchJoining();
    m_window->show();
    m_controller->start();
    askToStandBy();
}

void Application::handleHostReady(const QUrl &address)
{
    if (m_ending)
        return;
    m_memory.keep(m_options);
    QUrl page = address;
    page.setPath(u"/"_s);
    std::fprintf(stdout, "sermo-desk ready %s\n", qUtf8Printable(page.toString()));
    std::fflush(stdout);
    if (m_options.listen->address.isLoopback()) // off beyond it (contract 2)
        m_window->hosting().setDemoPage(page);
    openOffice(address);
    m_controller->start();
    if (m_options.demoSpeed)
        demonstrate(address);
    else if (m_options.isFirst)
        askForTeam({}, true);
    else
        askToStandBy();
}

void Application::handleHostFailed(const QString &why)
{
    std::fprintf(stderr, "sermo-desk: cannot host at %s: %s\n",
                 qUtf8Printable(toText(*m_options.listen)), qUtf8Printable(why));
    m_exitCode = 1;
    const bool isNewer = store::isOfNewerVersion(m_options.dataDir); // no port helps against that
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Sermo Desk"),
                                isNewer ? tr("These conversations are of a newer version")
                                        : tr("Cannot host at %1").arg(toText(*m_options.listen)),
                                QMessageBox::NoButton);
    box->setObjectName(u"hostFailed"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(isNewer ? tr("Nothing in %1 was changed. Start the version of Sermo "
                                         "Desk that you had, or a newer one.")
                                          .arg(m_options.dataDir)
                                    : why);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *another = isNewer || m_options.standing // the other one knows this address
        ? nullptr
        : box->addButton(tr("Use another port"), QMessageBox::AcceptRole);
    box->addButton(tr("Quit"), QMessageBox::RejectRole);
    connect(box, &QMessageBox::finished, this, [this, box, another] {
        if (!another || box->clickedButton() != another) {
            shutDown();
            return;
        }
        m_exitCode = 0;
        m_options.listen->port = 0;
        m_broker->start(m_options.listen->address, 0);
    });
    box->open();
}

void Application::openConsole(std::unique_ptr<model::EventLink> link,
                              std::unique_ptr<model::ImageSource> images,
                              std::unique_ptr<model::HistorySource> history)
{
    m_link = std::move(link);
    m_images = std::move(images);
    m_history = std::move(history);
    complainWhenRefused();
    m_store = m_options.join ? std::make_unique<model::SessionStore>()
                             : std::make_unique<model::SessionStore>(m_configuration.desk);
    m_outboxFile = std::make_unique<model::OutboxFile>(m_options.ownFile(u"outbox"_s), *m_store);
    m_drafts = std::make_unique<model::Drafts>(m_options.ownFile(u"drafts"_s));
    m_replies = std::make_unique<model::ReplyBook>(m_options.ownFile(u"replies"_s), *m_store);
    m_preferences = std::make_unique<model::Preferences>(m_options.ownFile(u"preferences"_s));
    m_spelling = std::make_unique<model::Spelling>(model::usualDictionaryFolders(),
                                                   m_options.ownFile(u"words"_s));
    m_controller = std::make_unique<model::ConsoleController>(
        *m_store, *m_link, *m_drafts, m_clock,
        model::ConsoleController::Identity{AgentId(m_options.agentId), m_options.agentName, {}});
    m_window = std::make_unique<ui::MainWindow>(
        ui::MainWindow::Parts{m_theme, m_clock, *m_store, *m_controller, *m_link, *m_drafts,
                              *m_replies, *m_preferences, *m_spelling, *m_images, !m_options.join});
    auto *unsaved = new model::Unsaved(m_window.get());
    unsaved->follow(m_memory, *m_drafts, *m_replies, *m_outboxFile, *m_preferences, *m_spelling);
    if (m_hosts)
        unsaved->follow(*m_hosts);
    connect(unsaved, &model::Unsaved::changed, m_window.get(), &ui::MainWindow::setUnsaved);
    addDashboard();
    addHistory();
    addSettings();
    addStanding();
    connect(m_window.get(), &ui::MainWindow::closeRequested, this, &Application::shutDown);
    m_window->restoreGeometry(m_memory.geometry());
    m_controller->setStatus(m_memory.status());
    connect(m_controller.get(), &model::ConsoleController::statusChanged, this,
            [this](model::ConsoleController::Status status) {
                if (!m_window || !m_window->isAwayByItself())
                    m_memory.setStatus(status);
            });
}

void Application::addDashboard()
{
    m_figures = std::make_unique<model::BrokerFigures>(*m_history, *m_store, m_clock);
    m_supervision = std::make_unique<model::Supervision>(*m_store, *m_link, *m_controller, m_clock);
    connect(m_supervision.get(), &model::Supervision::noticed, m_window.get(),
            &ui::MainWindow::tell);
    m_board = new ui::BoardView(m_window->context(), *m_figures, *m_supervision, *m_history);
    m_window->insertView(1, u"dashboardTab"_s, tr("Dashboard"), m_board);
}

void Application::addHistory()
{
    auto *history = new ui::HistoryView(m_window->context(), *m_history);
    connect(history, &ui::HistoryView::noticed, m_window.get(), &ui::MainWindow::tell);
    m_window->insertView(2, u"historyTab"_s, tr("History"), history,
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    m_window->offerHistory(*m_history, [this, history](const QString &customer) {
        m_window->showView(history);
        history->lookFor(customer);
    });
    const auto lookInto = [this, history](const model::FigureOrder &figure) {
        m_window->showView(history);
        history->lookInto(figure);
    };
    connect(m_board, &ui::BoardView::figureChosen, this, lookInto);
    auto *reports = new ui::ReportView(m_window->context(), *m_history);
    connect(reports, &ui::ReportView::noticed, m_window.get(), &ui::MainWindow::tell);
    connect(reports, &ui::ReportView::figureChosen, this, lookInto);
    m_window->insertView(3, u"reportsTab"_s, tr("Reports"), reports);
}

void Application::shutDown()
{
    if (m_ending)
        return;
    m_ending = true;
    if (m_window)
        m_memory.setGeometry(m_window->saveGeometry());
    if (m_controller)
        m_controller->stop();
    if (m_drafts)
        m_drafts->flush();
    if (m_replies)
        m_replies->flush();
    if (m_preferences)
        m_preferences->flush();
    if (m_spelling)
        m_spelling->flush();
    if (m_outboxFile)
        m_outboxFile->flush();
    if (m_hosts)
        m_hosts->flush();
    if (!m_broker) { // a button of the window asks perhaps, and is speaking yet
        QMetaObject::invokeMethod(this, &Application::finish, Qt::QueuedConnection);
        return;
    }
    QTimer::singleShot(Patience, this, &Application::finish);
    m_broker->stop();
}

void Application::finish()
{
    m_questions.reset();
    // Widgets first, then what they show, then the broker, which has stopped.
    m_window.reset();
    m_demonstration.reset();
    m_standing.reset();
    m_office.reset();
    m_supervision.reset();
    m_figures.reset();
    m_controller.reset();
    m_drafts.reset();
    m_history.reset();
    m_images.reset();
    m_hosts.reset(); // asks the link
    m_link.reset();
    m_outboxFile.reset();
    m_store.reset();
    m_broker.reset();
    QApplication::exit(m_exitCode);
}

} // namespace sermo::app
