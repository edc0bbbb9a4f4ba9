// SPDX-License-Identifier: GPL-3.0-or-later
// Whose desk it is: hosting for a team or joining one, settings, and the way from one to the other.
#include "app/desk/application.h"
#include "app/desk/demonstration.h"
#include "app/desk/hostedoffice.h"
#include "app/desk/ownaddress.h"
#include "app/desk/standingdesk.h"
#include "broker/store/databasefiles.h"
#include "ui/console/demobar.h"
#include "ui/console/mainwindow.h"
#include "ui/model/eventlink.h"
#include "ui/model/sessionstore.h"
#include "ui/settings/firststart.h"
#include "ui/settings/jointrouble.h"
#include "ui/settings/settingswindow.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

void Application::addSettings()
{
    connect(m_window.get(), &ui::MainWindow::settingsRequested, this, &Application::openSettings);
}

//! Our broker listens there: what of the team is set here can be set now.
void Application::openOffice(const QUrl &hosted)
{
    if (m_office && m_settingsWindow) { // which has it, and what is not saved
        m_office->setServing(true);
        m_standing->setOffice(m_office.get());
        return;
    }
    HostedOffice::Place place{m_options.dataDir, m_options.configFile, hosted, {}};
    if (!m_options.listen->address.isLoopback()) {
        place.reach.broker = addressForOthers(hosted);
        if (m_tls)
            place.reach.pin = m_tls->chain.constFirst().digest(QCryptographicHash::Sha256);
    }
    m_office = std::make_unique<HostedOffice>(*m_broker, place);
    connect(m_office.get(), &HostedOffice::configured, this,
            [this](const server::Configuration &configuration, const QString &file) {
                m_configuration = configuration;
                m_options.configFile = file;
                m_memory.keep(m_options);
                if (m_store)
                    m_store->configure(configuration.desk);
                if (m_standing)
                    m_standing->handleConfigured();
            });
    connect(m_office.get(), &HostedOffice::openToTeamRequested, this, [this] {
        if (!isKeptAlone())
            hostHere({}, true);
    });
    connect(m_office.get(), &HostedOffice::restartRequested, this,
            [this] { beginAnew(m_options); });
    if (m_standing)
        m_standing->setOffice(m_office.get());
}

void Application::openSettings(const QString &page)
{
    if (!m_options.join && !m_office)
        return; // our broker is starting
    if (!m_settingsWindow) {
        m_settingsWindow
            = new ui::SettingsWindow(m_window->context(), serves() ? m_office.get() : nullptr,
                                     m_window.get(), m_standing.get());
        connect(m_settingsWindow, &ui::SettingsWindow::anotherTeamRequested, this,
                [this] { askForTeam({}, false); });
    }
    m_settingsWindow->showPage(page);
    m_settingsWindow->show();
    m_settingsWindow->raise();
    m_settingsWindow->activateWindow();
}

void Application::askForTeam(const QString &invitation, bool isFirst)
{
    if (isKeptAlone())
        return;
    auto *question = new ui::FirstStart(
        isFirst && m_options.agentName == m_options.agentId ? QString() : m_options.agentName,
        m_window.get());
    connect(question, &ui::FirstStart::hostChosen, this, &Application::hostHere);
    connect(question, &ui::FirstStart::joinChosen, this, &Application::joinBy);
    connect(question, &ui::FirstStart::tryRequested, this, [this] {
        // A program of its own, so that nothing of it comes near what is here.
        if (!QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--demo"_s}))
            m_window->tell(tr("The demonstration could not be started."));
    });
    if (!isFirst)
        question->askForInvitation(invitation);
    question->open();
}

//! Any page may have such a link, and one click opens it: who has a team does not lose it by that.
void Application::askBeforeJoining()
{
    const QString where = m_options.join->broker.toDisplayString();
    std::fprintf(stderr, "sermo-desk: asks whether to leave its team for %s\n",
                 qUtf8Printable(where));
    m_joinQuestion = new QMessageBox(QMessageBox::Question, tr("Sermo Desk"),
                                     tr("Join the team at %1?").arg(where), QMessageBox::NoButton);
    m_joinQuestion->setObjectName(u"joinQuestion"_s);
    m_joinQuestion->setTextFormat(Qt::PlainText);
    m_joinQuestion->setInformativeText(tr(
        "An invitation has opened this. Your desk serves another team so far, and leaves it when "
        "you join."));
    m_joinQuestion->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = m_joinQuestion->addButton(tr("Join"), QMessageBox::AcceptRole);
    QPushButton *no = m_joinQuestion->addButton(tr("Cancel"), QMessageBox::RejectRole);
    m_joinQuestion->setDefaultButton(no);
    m_joinQuestion->setEscapeButton(no);
    connect(m_joinQuestion, &QMessageBox::finished, this, [this, yes] {
        if (m_joinQuestion->clickedButton() == yes)
            joinFromOutside();
        else
            shutDown();
    });
    m_joinQuestion->open();
}

//! The desk that it leaves by this may have been one of two, and would be so again next time.
void Application::joinFromOutside()
{
    const auto kept = Standing::load(m_options.dataDir);
    if (kept && !*kept)
        return join();
    if (const auto lock = store::files::prepare(m_options.dataDir); !lock) {
        std::fprintf(stderr, "sermo-desk: cannot leave its team: %s\n",
                     qUtf8Printable(lock.error()));
        m_joinQuestion = new QMessageBox(QMessageBox::Warning, tr("Sermo Desk"),
                                         tr("Your desk cannot leave its team now"));
        m_joinQuestion->setObjectName(u"joinRefused"_s);
        m_joinQuestion->setTextFormat(Qt::PlainText);
        m_joinQuestion->setInformativeText(
            tr("It is one of two desks, and open already. Quit it, then open the invitation "
               "again. What stands in the way: %1")
                .arg(lock.error()));
        m_joinQuestion->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_joinQuestion, &QMessageBox::finished, this, &Application::shutDown);
        return m_joinQuestion->open();
    }
    DeskOptions next = m_options;
    next.isFromOutside = false;
    next.endsStanding = true;
    beginAnew(next);
}

void Application::joinBy(const model::Invitation &invitation)
{
    DeskOptions next = optionsOf(invitation);
    if (m_options.standing) { // for the team that it leaves
        next.dataDir = m_options.dataDir;
        next.endsStanding = true;
    }
    beginAnew(next);
}

//! Where the desk hosts already just as it is wanted, it goes on.
void Application::hostHere(const QString &name, bool forTeam)
{
    DeskOptions wanted = m_options;
    if (m_options.join) { // back to hosting, as remembered
        wanted = DeskOptions();
        wanted.listen = m_memory.endpoint();
        if (m_options.standing) { // only who stands by leaves by this; the host of before does not
            wanted.endsStanding = m_options.standing->deskKey.isEmpty();
            wanted.dataDir = m_options.dataDir;
            if (wanted.endsStanding) // its copy, with the same customers
                wanted.filesOf = m_options.owner();
        }
        if (!wanted.endsStanding) // else when it has ended
            m_memory.forgetInvitation();
    }
    if (!name.isEmpty())
        wanted.agentName = name;
    if (forTeam && wanted.listen && wanted.listen->address.isLoopback())
        wanted.listen->address = QHostAddress(QHostAddress::AnyIPv4);
    const bool isSame = !m_options.join && wanted.agentName == m_options.agentName
        && wanted.listen == m_options.listen;
    if (!isSame)
        beginAnew(wanted);
}

//! A demonstration has nothing to do with anybody's team.
bool Application::isKeptAlone()
{
    if (m_options.demoSpeed)
        m_window->tell(tr("A demonstration stays on this computer, by itself."));
    return m_options.demoSpeed.has_value();
}

//! Simulated people come to the broker here, which is marked for as long as the window is there.
void Application::demonstrate(const QUrl &hosted)
{
    m_demonstration = std::make_unique<Demonstration>(*m_options.demoSpeed);
    auto *bar = new ui::DemoBar(m_demonstration->speed());
    connect(bar, &ui::DemoBar::speedChosen, m_demonstration.get(), &Demonstration::setSpeed);
    m_window->addBar(bar);
    m_demonstration->begin(*m_office, hosted);
}

//! Also where nobody sees the window: a desk that is not let in never tries again by itself.
void Application::complainWhenRefused()
{
    connect(m_link.get(), &model::EventLink::stateChanged, this,
            [](model::EventLink::State state, const QString &why) {
                if (state == model::EventLink::State::Refused)
                    std::fprintf(stderr, "sermo-desk: %s\n", qUtf8Printable(why));
            });
}

void Application::watchJoining()
{
    using State = model::EventLink::State;
    connect(m_link.get(), &model::EventLink::stateChanged, this,
            [this](State state, const QString &why) {
                if (m_ending)
                    return;
                if (state == State::Online) {
                    m_wasIn = true;
                    if (m_trouble)
                        m_trouble->close();
                } else if (state == State::Refused) {
                    showJoinTrouble(why, true);
                } else if (state == State::Offline && !m_wasIn && !m_isWaitedFor
                           && !why.isEmpty()) {
                    showJoinTrouble(why, false); // later losses are the banner's
                }
            });
}

void Application::showJoinTrouble(const QString &why, bool isFinal)
{
    if (m_trouble) {
        m_trouble->setWhy(why, isFinal);
        return;
    }
    m_trouble = new ui::JoinTrouble(m_options.join->broker, why, isFinal, m_window.get());
    connect(m_trouble, &ui::JoinTrouble::againRequested, this,
            [this] { m_link->open(m_store->resume()); });
    connect(m_trouble, &ui::JoinTrouble::anotherRequested, this, [this] { askForTeam({}, false); });
    connect(m_trouble, &ui::JoinTrouble::hostRequested, this, [this] { hostHere({}, false); });
    connect(m_trouble, &QDialog::rejected, this, [this] { m_isWaitedFor = true; });
    m_trouble->open();
}

//! Everything under way is on disk when it has ended: drafts, what was said and not answered.
void Application::beginAnew(const DeskOptions &options)
{
    m_next = options;
    m_next->isFirst = false;
    m_next->standbyLink = m_options.standbyLink; // until there is a desk that it is for
    if (m_next->join && m_next->standing && !m_next->standing->deskKey.isEmpty())
        m_next->join.reset(); // its own way in, of what its directory then says
    m_next->standing.reset();
    shutDown();
}

} // namespace sermo::app
