// SPDX-License-Identifier: GPL-3.0-or-later
// Two desks that are one: this one runs a broker like one that hosts, and joins the one of the two
// that serves like everybody else.
#include "app/desk/application.h"
#include "app/desk/followedhosts.h"
#include "app/desk/hostedoffice.h"
#include "app/desk/standingdesk.h"
#include "app/desk/standingoptions.h"
#include "ui/console/mainwindow.h"
#include "ui/console/standbybar.h"
#include "ui/model/eventlink.h"
#include "ui/model/sessionstore.h"
#include "ui/settings/settingswindow.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

pair::Terms termsOf(const Standing &standing)
{
    pair::Terms terms;
    terms.other = standing.other;
    terms.key = standing.key.toUtf8();
    terms.pin = standing.pin;
    terms.here = standing.here;
    terms.otherForClients = standing.otherPublic;
    terms.begins = standing.begins;
    terms.wish = standing.takesOver ? standby::Right::Succeed : standby::Right::Offer;
    return terms;
}

} // namespace

void Application::standBy()
{
    makeBroker();
    m_broker->setPair(termsOf(*m_options.standing));
    connect(m_broker.get(), &BrokerThread::ready, this, &Application::handleServing);
    connect(m_broker.get(), &BrokerThread::aside, this, &Application::closeOffice);
    connect(m_broker.get(), &BrokerThread::otherFound, this,
            [this](const QUrl &at, const QByteArray &pin) {
                if (m_hosts)
                    m_hosts->know({at, pin});
            });
    m_broker->start(m_options.listen->address, m_options.listen->port);
    m_isWaitedFor = true; // which of the two serves shows in a moment
    join();
}

//! Of the two, this one is the host now: what of the team is set is set here.
void Application::handleServing(const QUrl &address)
{
    if (m_ending)
        return;
    QUrl page = address;
    page.setPath(u"/"_s);
    std::fprintf(stdout, "sermo-desk ready %s\n", qUtf8Printable(page.toString()));
    std::fflush(stdout);
    openOffice(address);
    if (m_link->state() == model::EventLink::State::Offline)
        m_link->open(m_store->resume()); // no pause is needed to find this one
}

void Application::closeOffice()
{
    if (m_ending || !m_office)
        return;
    m_standing->setOffice(nullptr);
    m_office->setServing(false); // settings may be open, and something in them not saved
}

bool Application::serves() const
{
    return m_office && m_office->isServing();
}

void Application::addStanding()
{
    if (m_options.demoSpeed)
        return;
    m_standing = std::make_unique<StandingDesk>(m_options, m_broker.get());
    m_standing->setTeam(
        [this](const model::KnownHosts::Host &host) { return m_hosts && m_hosts->knows(host); });
    connect(m_standing.get(), &StandingDesk::beginRequested, this, &Application::beginStanding);
    if (m_options.standing)
        m_window->addBar(new ui::StandbyBar(*m_standing));
}

//! A link to stand by was given to the program. It waits for a desk that it is for.
void Application::askToStandBy()
{
    if (m_options.standbyLink.isEmpty())
        return;
    openSettings({});
    m_settingsWindow->offerStandby(m_options.standbyLink);
    if (m_options.join)
        m_options.standbyLink.clear();
}

//! It begins anew as one of two, or as one that is none any more. The one that serves then keeps
//! what it has and hosts alone; the other one joins it.
void Application::beginStanding(bool ends)
{
    DeskOptions next = m_options;
    next.endsStanding = ends;
    if (ends && m_options.standing)
        next = withoutStanding(m_options, serves());
    next.isFromOutside = false; // whose it is has been asked
    beginAnew(next);
}

} // namespace sermo::app
