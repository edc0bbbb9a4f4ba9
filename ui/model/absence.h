// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/consolecontroller.h"

#include <optional>

namespace sermo::model
{

class Offers;
class Preferences;

//! Sees when the agent is not there: nothing done for as long as the Preferences say, the screen
//! locked, or two offers left unanswered. Then he is away, so that nobody is given to an empty
//! chair, and back as he was with the first thing he does. What he chooses himself stays. Lives in
//! the GUI thread; all that it is given outlives it.
class Absence : public QObject
{
    Q_OBJECT
public:
    static constexpr int MissedOffers = 2;

    Absence(ConsoleController &controller, const Offers &offers, const Preferences &preferences,
            const Clock &clock, QObject *parent = nullptr);

    void noteInput(); //!< he has done something
    void setLocked(bool isLocked); //!< the screen
    void advance(); //!< time has passed
    [[nodiscard]] bool isAway() const { return m_before.has_value(); } //!< by our doing

signals:
    //! One sentence for the agent, when he is back.
    void wasAway(const QString &why);

private:
    void leave(const QString &why);

    ConsoleController &m_controller;
    const Preferences &m_preferences;
    const Clock &m_clock;
    std::chrono::milliseconds m_lastInput; //!< steady
    std::optional<ConsoleController::Status> m_before; //!< as he had chosen
    QString m_why;
    int m_missed = 0; //!< offers, one after the other
    bool m_isLocked = false;
    bool m_isOurs = false; //!< the change of status under way
};

} // namespace sermo::model
