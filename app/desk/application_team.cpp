// SPDX-License-Identifier: GPL-3.0-or-later
// Whose desk it is: hosting for a team or joining one, settings, and the way from one to the other.
#include "app/desk/application.h"
#include "app/desk/demonstration.h"
#include "app/desk/hostedoffice.h"
#include "app/desk/ownaddress.h"
#include "app/desk/standingdesk.h"
#include "app/desk/teamquestions.h"
#include "broker/store/databasefiles.h"
#include "ui/console/demobar.h"
#include "ui/console/mainwindow.h"
#include "ui/model/eventlink.h"
#include "ui/model/sessionstore.h"
#include "ui/settings/jointrouble.h"
#include "ui/settings/settingswindow.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace sermo::app
{

void Application::addSettings()
{
    connect(m_window.get(), &ui::MainWindow::settingsRequested, this, &Application::openSettings);
    m_questions->setWindow(m_window.get());
    connect(m_questions.get(), &TeamQuestions::hostChosen, this, &Application::hostHere);
    connect(m_questions.get(), &TeamQuestions::joinChosen, this, &Application::joinBy);
    connect(m_questions.get(), &TeamQuestions::noticed, m_window.get(), &ui::MainWindow::tell);
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
    const bool isNamed = !isFirst || m_options.agentName != m_options.agentId;
    m_questions->askForTeam(isNamed ? m_options.agentName : QString(), invitation, isFirst);
}

//! The desk that it leaves by this may have been one of two, and would be so again next time.
void Application::joinFromOutside()
{
    const auto kept = Standing::load(m_options.dataDir);
    const bool isOneOfTwo = !kept || *kept;
    if (isOneOfTwo) {
        if (const auto lock = store::files::prepare(m_options.dataDir); !lock)
            return m_questions->tellWhyItStays(lock.error(), [this] { shutDown(); });
    }
    DeskOptions next = m_options;
    next.isFromOutside = false;
    next.endsStanding = isOneOfTwo;
    beginAnew(next);
}

//! It ends, and what it was given counts here as if it had been opened here.
bool Application::take(const DeskOptions &handed)
{
    if (m_ending)
        return false; // what comes after this desk can
    m_questions->comeForward();
    if (handed.join)
        takeInvitation(handed);
    if (!handed.standbyLink.isEmpty()) {
        m_options.standbyLink = handed.standbyLink;
        if (m_window && (m_options.join || m_office) && !m_questions->isAskingForTeam())
            askToStandBy(); // else as soon as there is a desk that it is for
    }
    return true;
}

//! Nobody loses his team by a click: who has one is asked.
void Application::takeInvitation(const DeskOptions &handed)
{
    const auto &there = m_options.join;
    if (there && there->broker == handed.join->broker && there->key == handed.join->key)
        return; // it leads here
    const bool isToBeAsked = m_options.isFirst && !m_options.join && !m_office;
    if (!m_window) // it asks about another invitation
        return beginAnew(handed);
    if (isToBeAsked || m_questions->isAskingForTeam())
        return askForTeam(handed.invitation, false);
    m_questions->askBeforeJoining(handed.join->broker, [this, handed](bool joins) {
        const auto invitation = model::Invitation::fromText(handed.invitation);
        if (joins && invitation)
            joinBy(*invitation);
    });
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
