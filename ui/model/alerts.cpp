// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/alerts.h"

#include "ui/model/consolecontroller.h"
#include "ui/model/names.h"
#include "ui/model/offers.h"
#include "ui/model/presentedsession.h"
#include "ui/model/sessionstore.h"

#include <utility>

namespace sermo::model
{

Alerts::Alerts(const SessionStore &store, const ConsoleController &controller, const Offers &offers,
               const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_controller(controller)
    , m_clock(clock)
{
    connect(&store, &SessionStore::sessionsChanged, this, &Alerts::follow);
    connect(&store, &SessionStore::handsChanged, this, &Alerts::followHands);
    connect(&store, &SessionStore::caughtUp, this, &Alerts::handleCaughtUp);
    connect(&controller, &ConsoleController::claimed, this, [this](const UserId &user) {
        if (!m_controller.askedFor(user))
            raise(Kind::Given, user, tr("%1 is yours now").arg(nameOf(user)));
    });
    connect(&controller, &ConsoleController::released, this, [this](const UserId &user) {
        if (m_unseen.remove(user))
            emit unseenChanged();
    });
    connect(&offers, &Offers::arrived, this, [this](const UserId &user) {
        raise(Kind::Offered, user, tr("%1 is offered to you").arg(nameOf(user)));
    });
}

QString Alerts::nameOf(const UserId &user) const
{
    const desk::Session *session = m_store.session(user);
    return session ? displayName(*session) : visitorName(user);
}

void Alerts::handleCaughtUp()
{
    m_hasCaughtUp = true;
}

void Alerts::follow(const QSet<UserId> &users)
{
    for (const UserId &user : users) {
        const LiveState live = m_store.live(user);
        const qint64 before = std::exchange(m_heardMs[user], live.lastCustomerMs);
        if (live.lastCustomerMs > before && m_controller.holds(user))
            raise(Kind::Message, user,
                  tr("%1: %2").arg(nameOf(user), oneLine(live.lastCustomerText)));
        const desk::Session *session = m_store.session(user);
        if (!session || session->stage == desk::Stage::Ended)
            m_heardMs.remove(user);
    }
    const int before = std::exchange(m_waiting, int(m_store.waiting().size()));
    if (before == 0 && m_waiting > 0
        && m_controller.status() == ConsoleController::Status::Available)
        raise(Kind::Waiting, {}, tr("Somebody is waiting"));
}

//! Nobody's own: who asks needs no bell.
void Alerts::followHands()
{
    const QList<UserId> raised = m_store.raisedHands();
    const QSet<UserId> before = std::exchange(m_hands, {raised.cbegin(), raised.cend()});
    if (!m_store.maySupervise())
        return;
    for (const UserId &user : raised) {
        const RaisedHand hand = m_store.live(user).hand.value_or(RaisedHand());
        if (before.contains(user) || hand.agent == m_controller.identity().id)
            continue;
        raise(Kind::Help, {},
              tr("%1 asks for help with %2").arg(m_store.agentName(hand.agent), nameOf(user)));
    }
}

void Alerts::remind(const UserId &user)
{
    raise(Kind::Message, user, tr("%1 was set aside until now").arg(nameOf(user)));
}

void Alerts::raise(Kind kind, const UserId &user, const QString &text)
{
    if (!m_hasCaughtUp)
        return;
    const bool isSeen = m_isLooking && (user.isEmpty() || user == m_active);
    if (!isSeen && !user.isEmpty() && !m_unseen.contains(user)) {
        m_unseen.insert(user);
        emit unseenChanged();
    }
    m_raisedAt = m_clock.now().steady;
    const Alert alert{kind, user, text};
    m_last = m_isLooking ? std::nullopt : std::optional(alert);
    emit raised(alert, !m_isLooking);
}

void Alerts::setLooking(bool isLooking)
{
    m_isLooking = isLooking;
    see();
}

void Alerts::setActive(const UserId &user)
{
    m_active = user;
    see();
}

void Alerts::see()
{
    if (!m_isLooking)
        return;
    m_last.reset();
    if (m_unseen.remove(m_active))
        emit unseenChanged();
}

void Alerts::advance()
{
    const auto now = m_clock.now().steady;
    if (!m_last || now - m_raisedAt < RepeatEvery)
        return;
    m_raisedAt = now;
    emit raised(Alert(*m_last), true);
}

} // namespace sermo::model
