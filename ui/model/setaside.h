// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "ui/model/preferences.h"

#include <QObject>

namespace sermo::model
{

class ConsoleController;
class SessionStore;

//! Sessions that an agent has put out of his sight until the customer writes, or a time has come.
//! They stay his, and count in his load like his others: nobody else is told. Kept in his
//! Preferences, so that they are still there after a restart. Lives in the GUI thread; all that it
//! is made of outlives it.
class SetAside : public QObject
{
    Q_OBJECT
public:
    enum class Back : quint8 {
        CustomerWrote,
        TimeCame,
        AgentAsked,
    };

    SetAside(const SessionStore &store, const ConsoleController &controller,
             Preferences &preferences, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] bool contains(const UserId &user) const;
    [[nodiscard]] QList<UserId> users() const; //!< as they were set aside, and still his
    //! Until when at the latest, wall time; none: until the customer writes.
    [[nodiscard]] std::optional<qint64> untilMs(const UserId &user) const;

    void setAside(const UserId &user, std::optional<qint64> untilMs); //!< nothing if it is not his
    void bringBack(const UserId &user) { bringBack(user, Back::AgentAsked); }
    void advance(); //!< time has passed

signals:
    void cameBack(const sermo::UserId &user, sermo::model::SetAside::Back why);
    void changed(); //!< after cameBack()

private:
    void follow(const QSet<UserId> &users);
    void handleCaughtUp();
    void bringBack(const UserId &user, Back why);
    bool remove(const UserId &user);

    const SessionStore &m_store;
    const ConsoleController &m_controller;
    Preferences &m_preferences;
    const Clock &m_clock;
    bool m_hasCaughtUp = false; //!< before that, nobody's session is known
};

} // namespace sermo::model
