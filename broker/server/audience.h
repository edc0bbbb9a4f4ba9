// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/interest.h"

#include <QHash>
#include <QList>

#include <memory>
#include <vector>

namespace sermo::server
{

class Peer;

//! Which applications want to hear an event, found without asking each of them: those that want the
//! same of everybody are one group and asked once; who names customers is found by the customer. So
//! a keystroke costs what its readers cost, however many applications there are. Owns no peer. A
//! plain value of the router's.
class Audience
{
public:
    void join(Peer *application); //!< it hears everything until it says otherwise
    void leave(Peer *application);
    void listen(Peer *application, const desk::Interest &interest);

    //! Calls `tell` once with each application that wants to hear it.
    template <typename Tell>
    void find(const Envelope &event, const desk::Place &place, Tell tell) const
    {
        for (const auto &group : m_groups) {
            group->isCovered = covers(group->wishes, event, place);
            if (!group->isCovered)
                continue;
            for (Peer *application : std::as_const(group->members))
                tell(application);
        }
        const auto naming = m_naming.constFind(event.user);
        if (naming == m_naming.cend())
            return;
        for (const Naming &one : *naming) {
            if (!one.group->isCovered && covers(one.wishes, event, place))
                tell(one.application);
        }
    }
    [[nodiscard]] bool covers(Peer *application, const Envelope &event,
                              const desk::Place &place) const;

private:
    //! What is wanted of everybody, and who wants that.
    struct Group {
        QList<desk::Wish> wishes;
        QList<Peer *> members;
        mutable bool isCovered = false; //!< the event that is being told
    };
    //! What one application wants of one customer beyond that.
    struct Naming {
        Peer *application;
        const Group *group;
        QList<desk::Wish> wishes;
    };
    struct Seat {
        Group *group = nullptr;
        QSet<UserId> named;
        desk::Interest interest;
    };

    [[nodiscard]] static bool covers(const QList<desk::Wish> &wishes, const Envelope &event,
                                     const desk::Place &place);
    [[nodiscard]] Group *groupOf(const QList<desk::Wish> &wishes);

    std::vector<std::unique_ptr<Group>> m_groups; //!< few: programs, not people
    QHash<UserId, QList<Naming>> m_naming;
    QHash<Peer *, Seat> m_seats;
};

} // namespace sermo::server
