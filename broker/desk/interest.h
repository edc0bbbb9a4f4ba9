// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/session.h"
#include "broker/protocol/eventbody.h"

//! What an application wants to hear of all that it may hear: pure matching, no connection.
namespace sermo::desk
{

//! What an event is about, beyond its envelope: where its customer is now.
struct Place {
    std::optional<Stage> stage; //!< of his session; none: it is of no customer, or he has none
    AgentId holder; //!< who has him now; empty: nobody
    QueueId queue; //!< the session's, or the one that a `queue_state` is about
};

//! One line of an interest: all that it names must hold; what it does not name holds for all.
//! A plain value.
class Wish
{
public:
    Wish(); //!< for everything

    //! What is wrong with it, or the wish. Members that it does not know narrow nothing.
    [[nodiscard]] static Result<Wish, QString> read(const QJsonObject &from);

    //! Whether the event is of this kind, whoever it is of.
    [[nodiscard]] bool covers(const Envelope &event, const Place &place) const;
    //! Of these alone; none: of all.
    [[nodiscard]] const std::optional<QSet<UserId>> &users() const { return m_users; }
    [[nodiscard]] Wish ofAll() const; //!< the same without its users

    friend bool operator==(const Wish &, const Wish &) = default;

private:
    [[nodiscard]] bool isWhere(const Envelope &event, const Place &place) const;

    quint8 m_directions; //!< a bit each
    quint8 m_stages;
    bool m_stored = true, m_passing = true;
    bool m_anyStage = true;
    std::optional<QStringList> m_types;
    std::optional<QSet<UserId>> m_users;
    std::optional<QStringList> m_queues, m_agents;
};

//! All that one application wants to hear: whatever any of its wishes covers.
class Interest
{
public:
    //! Everything, as long as nothing is said.
    Interest();
    //! As an application says it; or what is wrong, and where (`wants[1].types`).
    [[nodiscard]] static Result<Interest, QString> read(const event::Interest &said);

    [[nodiscard]] bool covers(const Envelope &event, const Place &place) const;
    [[nodiscard]] const QList<Wish> &wishes() const { return m_wishes; }

private:
    QList<Wish> m_wishes;
};

//! Where the customer of this event is now; his session may have ended.
[[nodiscard]] Place placeOf(const SessionTable &table, const EventFrame &frame);

} // namespace sermo::desk
