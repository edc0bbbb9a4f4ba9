// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/audience.h"

#include <algorithm>

namespace sermo::server
{

bool Audience::covers(const QList<desk::Wish> &wishes, const Envelope &event,
                      const desk::Place &place)
{
    return std::ranges::any_of(wishes,
                               [&](const desk::Wish &wish) { return wish.covers(event, place); });
}

bool Audience::covers(Peer *application, const Envelope &event, const desk::Place &place) const
{
    const auto seat = m_seats.constFind(application);
    return seat == m_seats.cend() || seat->interest.covers(event, place);
}

Audience::Group *Audience::groupOf(const QList<desk::Wish> &wishes)
{
    const auto same = std::ranges::find_if(
        m_groups, [&wishes](const auto &group) { return group->wishes == wishes; });
    if (same != m_groups.end())
        return same->get();
    return m_groups.emplace_back(std::make_unique<Group>(Group{wishes, {}})).get();
}

void Audience::join(Peer *application)
{
    listen(application, {});
}

void Audience::leave(Peer *application)
{
    const auto seat = m_seats.find(application);
    if (seat == m_seats.end())
        return;
    for (const UserId &user : std::as_const(seat->named)) {
        const auto naming = m_naming.find(user);
        naming->removeIf(
            [application](const Naming &one) { return one.application == application; });
        if (naming->isEmpty())
            m_naming.erase(naming);
    }
    Group *group = seat->group;
    group->members.removeOne(application);
    m_seats.erase(seat);
    if (group->members.isEmpty())
        std::erase_if(m_groups, [group](const auto &one) { return one.get() == group; });
}

void Audience::listen(Peer *application, const desk::Interest &interest)
{
    leave(application);
    Seat seat;
    seat.interest = interest;
    QList<desk::Wish> common;
    QHash<UserId, QList<desk::Wish>> named;
    for (const desk::Wish &wish : interest.wishes()) {
        if (!wish.users()) {
            common.append(wish);
            continue;
        }
        for (const UserId &user : *wish.users())
            named[user].append(wish.ofAll());
    }
    seat.group = groupOf(common);
    seat.group->members.append(application);
    for (auto one = named.cbegin(); one != named.cend(); ++one) {
        seat.named.insert(one.key());
        m_naming[one.key()].append({application, seat.group, *one});
    }
    m_seats.insert(application, seat);
}

} // namespace sermo::server
