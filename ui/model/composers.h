// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "broker/protocol/ids.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace sermo::model
{

//! What is in an agent's composers and what of it others know: the customer is told that someone
//! types, supervisors what (at most twice a second). While the customer types himself he is not
//! told: he would stop and wait (features.md 3, warning a). Pure: times are given.
class Composers
{
public:
    struct Saying {
        enum class What : quint8 { TypingOn, TypingOff, Draft };
        UserId user;
        What what = What::Draft;
        QString text; //!< Draft: all of it

        friend bool operator==(const Saying &, const Saying &) = default;
    };
    using Steady = std::chrono::milliseconds;

    void changed(const UserId &user, const QString &text, Steady now);
    void customerTyped(const UserId &user, Steady now) { m_customerTyped.insert(user, now); }
    void customerStopped(const UserId &user) { m_customerTyped.remove(user); }
    void forget(const UserId &user); //!< not this agent's any more
    void linkLost(); //!< nobody knows anything now

    [[nodiscard]] QList<Saying> due(Steady now); //!< to be said now; counts as said
    [[nodiscard]] std::optional<Steady> nextWake(Steady now) const; //!< none: nothing is awaited

private:
    struct Composer {
        QString text;
        Steady keyAt{0}; //!< the last change
        bool told = false; //!< the customer knows that someone types
        bool draftDue = false;
        std::optional<Steady> draftAt; //!< when the last Draft was said
    };
    [[nodiscard]] bool customerTypes(const UserId &user, Steady now) const;

    QHash<UserId, Composer> m_composers;
    QHash<UserId, Steady> m_customerTyped;
};

} // namespace sermo::model
