// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "broker/protocol/ids.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <optional>

namespace sermo::model
{

class ConsoleController;
class Offers;
class SessionStore;

//! What an agent must not miss: told when it happens and, while he looks elsewhere, again and again
//! until he looks. What the console learns while it catches up at its start is no news. Lives in
//! the GUI thread; store, controller, offers and clock outlive it.
class Alerts : public QObject
{
    Q_OBJECT
public:
    enum class Kind : quint8 {
        Message, //!< a customer of his has written
        Given, //!< a customer is his now, without his asking
        Offered, //!< a colleague offers him one
        Waiting, //!< somebody waits, and nobody did before
        Help, //!< an agent asks for it, and this is a supervisor's desk
    };
    Q_ENUM(Kind)

    struct Alert {
        Kind kind = Kind::Message;
        UserId user;
        QString text; //!< one line: who, and what

        friend bool operator==(const Alert &, const Alert &) = default;
    };
    static constexpr std::chrono::seconds RepeatEvery{10};

    Alerts(const SessionStore &store, const ConsoleController &controller, const Offers &offers,
           const Clock &clock, QObject *parent = nullptr);

    void setLooking(bool isLooking); //!< at the window
    void setActive(const UserId &user); //!< whose conversation the agent is in; empty: none
    [[nodiscard]] bool isLooking() const { return m_isLooking; }
    [[nodiscard]] int unseen() const { return int(m_unseen.size()); } //!< customers
    [[nodiscard]] bool isUnseen(const UserId &user) const { return m_unseen.contains(user); }

    void remind(const UserId &user); //!< of a session that was set aside until now
    void advance(); //!< time has passed

signals:
    //! `isLoud`: he looks elsewhere.
    void raised(const sermo::model::Alerts::Alert &alert, bool isLoud);
    void unseenChanged();

private:
    void follow(const QSet<UserId> &users);
    void handleCaughtUp();
    void followHands();
    void raise(Kind kind, const UserId &user, const QString &text);
    void see();
    [[nodiscard]] QString nameOf(const UserId &user) const;

    const SessionStore &m_store;
    const ConsoleController &m_controller;
    const Clock &m_clock;
    QHash<UserId, qint64> m_heardMs; //!< the last words that were told of each
    QSet<UserId> m_unseen;
    QSet<UserId> m_hands; //!< raised, and told
    std::optional<Alert> m_last; //!< to be repeated
    std::chrono::milliseconds m_raisedAt{0}; //!< steady
    UserId m_active;
    int m_waiting = 0;
    bool m_isLooking = true;
    bool m_hasCaughtUp = false;
};

} // namespace sermo::model
