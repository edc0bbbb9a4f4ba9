// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/briefings.h"

#include "broker/desk/routing.h"
#include "broker/server/peer.h"

#include <QSet>

#include <algorithm>
#include <functional>

using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

constexpr auto UntilTheyRead = 20ms; //!< all are full: they are looked at again then

bool isOfTheTeam(const EventFrame &frame)
{
    return frame.type() == EventType::AgentStatus;
}

} // namespace

Briefings::Briefings(const desk::Desk &desk, const Audience &audience, const Clock &clock)
    : m_desk(desk)
    , m_audience(audience)
    , m_clock(clock)
{
    // A timer and no posted event: those that are posted meanwhile would be handled before any
    // socket is looked at.
    m_round.setSingleShot(true);
    m_round.callOnTimeout(this, &Briefings::advance);
}

bool Briefings::Rider::isReady() const
{
    return peer->backlog() < Ahead;
}

//! To put a session into words takes as long as to tell ten applications of it.
qsizetype Briefings::Walk::slice() const
{
    constexpr qsizetype Words = 10;
    const qsizetype fair = Slice * (Words + 1) / (Words + riders.size());
    const Rider &first = *std::ranges::min_element(riders, {}, &Rider::left);
    return std::max<qsizetype>(1, std::min({fair, first.left, users.size() - next}));
}

//! He is told from here on, round to here again; of those who came since it began at its end.
void Briefings::Walk::take(Peer *application, const QList<UserId> &present)
{
    const QSet<UserId> known(users.cbegin(), users.cend());
    const qsizetype before = users.size();
    std::ranges::copy_if(present, std::back_inserter(users),
                         [&known](const UserId &user) { return !known.contains(user); });
    for (Rider &rider : riders) {
        if (next + rider.left > before) // he comes by the end yet
            rider.left += users.size() - before;
    }
    riders.append({application, users.size()});
}

Briefings::Walk Briefings::Walk::leaveBehind()
{
    Walk behind{users, next, {}};
    if (std::ranges::none_of(riders, &Rider::isReady))
        return behind;
    const auto slow
        = std::stable_partition(riders.begin(), riders.end(), std::mem_fn(&Rider::isReady));
    behind.riders = {slow, riders.end()};
    riders.erase(slow, riders.end());
    return behind;
}

void Briefings::begin(Peer *application)
{
    // The team first: an agent's application must know what was set for him before it speaks for
    // him, and any other word tells it that it has caught up.
    const Instant now = m_clock.now();
    QList<EventFrame> house = m_desk.briefingOfHouse(now);
    const auto rest = std::stable_partition(house.begin(), house.end(), isOfTheTeam);
    const QList<EventFrame> team(house.begin(), rest);
    tell({application}, team);
    const QList<UserId> present = m_desk.present();
    if (present.size() <= Slice) {
        tell({application}, m_desk.briefing(present, now) + house.mid(team.size()));
        return;
    }
    if (m_walks.isEmpty())
        m_walks.append(Walk{});
    m_walks.first().take(application, present);
    if (!m_round.isActive())
        m_round.start(0ms);
}

void Briefings::advance()
{
    for (Walk &walk : m_walks)
        walk.riders.removeIf(
            [](const Rider &rider) { return !rider.peer || !rider.peer->isOpen(); });
    m_walks.removeIf([](const Walk &walk) { return walk.riders.isEmpty(); });
    const auto ready = std::ranges::find_if(m_walks, [](const Walk &walk) {
        return std::ranges::any_of(walk.riders, &Rider::isReady);
    });
    const bool isAnyReady = ready != m_walks.end();
    if (isAnyReady) {
        const Walk behind = ready->leaveBehind();
        tellSlice(*ready);
        if (!behind.riders.isEmpty())
            m_walks.append(behind);
    }
    m_walks.removeIf([](const Walk &walk) { return walk.riders.isEmpty(); });
    if (!m_walks.isEmpty())
        m_round.start(isAnyReady ? 0ms : UntilTheyRead);
}

void Briefings::tellSlice(Walk &walk)
{
    const Instant now = m_clock.now();
    const qsizetype count = walk.slice();
    QList<Peer *> all;
    QList<Peer *> done;
    for (Rider &rider : walk.riders) {
        all.append(rider.peer);
        rider.left -= count;
        if (rider.left == 0)
            done.append(rider.peer);
    }
    tell(all, m_desk.briefing(walk.users.mid(walk.next, count), now));
    walk.next = (walk.next + count) % walk.users.size();
    walk.riders.removeIf([](const Rider &rider) { return rider.left == 0; });
    if (!done.isEmpty())
        tell(done, m_desk.briefingOfHouse(now));
}

void Briefings::tell(const QList<Peer *> &peers, const QList<EventFrame> &frames) const
{
    for (const EventFrame &frame : frames) {
        const SenderName owner = m_desk.table().ownerOf(frame.user());
        const desk::Place place = desk::placeOf(m_desk.table(), frame);
        const Parcel::Ptr parcel = Parcel::passing(frame);
        for (Peer *peer : peers) {
            if (desk::hears(peer->identity(), frame.envelope(), owner)
                && m_audience.covers(peer, frame.envelope(), place))
                peer->send(parcel);
        }
    }
}

} // namespace sermo::server
