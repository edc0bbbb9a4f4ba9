// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/presencewords.h"
#include "ui/model/sessionstore.h"

namespace sermo::model
{

//! What a column's head shows of a session, worked out; a value.
struct PresentedSession {
    //! What the clock in the head counts.
    enum class Clock : quint8 {
        None, //!< nothing runs: done, ended
        WithBot, //!< since the session began
        Waiting, //!< since it entered the line
        Handling, //!< since the agent has it
        Silent, //!< the agent spoke last and the customer says nothing for two minutes
    };

    QString name; //!< or "Visitor 8a8b5c"
    QString customerNumber; //!< empty: not identified
    bool verified
        = false; //!< by `customer_identified`; a name alone may be the customer's own word
    QString brand;
    QString queue; //!< as shown
    desk::Stage stage = desk::Stage::Bot;
    Clock clock = Clock::None;
    qint64 clockSeconds = 0;
    //! How long the customer has waited for the agent's words, by this machine's clock (0 where
    //! that is behind the broker's); none: he does not.
    std::optional<qint64> answerDueSeconds;
    std::optional<double> presence;
    QList<PresenceReason> presenceReasons;
    bool tabClosed = false;
    bool handRaised = false; //!< its agent asks for help with it

    friend bool operator==(const PresentedSession &, const PresentedSession &) = default;
};

//! Pure: the same session, live state and moment give the same head.
[[nodiscard]] PresentedSession present(const desk::Session &session, const LiveState &live,
                                       const QString &queueName, qint64 nowMs);

//! The name a customer goes by: identified, else as `start.params.name` says, else "Visitor
//! 8a8b5c".
[[nodiscard]] QString displayName(const desk::Session &session);

//! "Visitor 8a8b5c", for a customer of whom nothing else is known.
[[nodiscard]] QString visitorName(const UserId &user);

//! 42 s is "0:42", 3,725 s is "1:02:05". The past of a skewed clock counts as 0:00.
[[nodiscard]] QString clockText(qint64 seconds);

} // namespace sermo::model
