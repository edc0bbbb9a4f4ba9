// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/absence.h"

#include "ui/model/offers.h"
#include "ui/model/preferences.h"

#include <utility>

namespace sermo::model
{

using Status = ConsoleController::Status;

Absence::Absence(ConsoleController &controller, const Offers &offers,
                 const Preferences &preferences, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_controller(controller)
    , m_preferences(preferences)
    , m_clock(clock)
    , m_lastInput(clock.now().steady)
{
    connect(&offers, &Offers::missed, this, [this] {
        if (++m_missed >= MissedOffers)
            leave(tr("You were away: two offers were left unanswered"));
    });
    connect(&controller, &ConsoleController::claimed, this, [this] { m_missed = 0; });
    connect(&controller, &ConsoleController::statusChanged, this, [this] {
        if (!m_isOurs)
            m_before.reset(); // what he says himself, counts
    });
}

void Absence::noteInput()
{
    m_lastInput = m_clock.now().steady;
    if (m_isLocked || !m_before)
        return;
    m_missed = 0;
    const Status before = *std::exchange(m_before, std::nullopt);
    m_isOurs = true;
    m_controller.setStatus(before);
    m_isOurs = false;
    emit wasAway(std::exchange(m_why, {}));
}

void Absence::setLocked(bool isLocked)
{
    m_isLocked = isLocked;
    if (isLocked)
        leave(tr("You were away: the screen was locked"));
    else
        noteInput();
}

void Absence::advance()
{
    const std::chrono::minutes most(m_preferences.values().awayMinutes);
    if (most.count() > 0 && m_clock.now().steady - m_lastInput >= most)
        leave(tr("You were away: nothing was done for %n minutes", nullptr, int(most.count())));
}

//! Only who would be given somebody: the others have said that they are not there.
void Absence::leave(const QString &why)
{
    if (m_before || m_controller.status() != Status::Available)
        return;
    m_before = m_controller.status();
    m_why = why;
    m_isOurs = true;
    m_controller.setStatus(Status::Away);
    m_isOurs = false;
}

} // namespace sermo::model
