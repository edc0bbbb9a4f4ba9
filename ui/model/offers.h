// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "ui/model/rowsmodel.h"
#include "ui/model/sessionstore.h"

namespace sermo::model
{

//! A session that a colleague offers to this agent.
struct OfferItem {
    UserId key;
    QString name; //!< the customer's
    QString from; //!< the colleague's name
    QString queueName;
    QString note;
    QString lastText; //!< the customer's last words
    std::chrono::milliseconds endsAt{0}; //!< steady

    friend bool operator==(const OfferItem &, const OfferItem &) = default;
};

//! What is offered to this agent now, the oldest first. `ItemRole` is an OfferItem.
class OffersToMe : public RowsModel<OfferItem>
{
    Q_OBJECT
public:
    using RowsModel::become;
    using RowsModel::RowsModel;
};

//! The offers in which this agent has a part (contract 5: by `handover_to_agent`, for 30 s,
//! accepted by a claim): those made to him, and what became of those he made. Follows the store;
//! time is told by advance(). Store and clock must outlive it.
class Offers : public QObject
{
    Q_OBJECT
public:
    enum class State : quint8 { Waiting, Declined, Lapsed };

    struct Made //!< an offer of his own, until it is accepted, put away, or over by itself
    {
        QString to; //!< the colleague's name
        State state = State::Waiting;
        std::chrono::milliseconds endsAt{0}; //!< steady
    };

    Offers(const SessionStore &store, const Clock &clock, AgentId me, QObject *parent = nullptr);

    [[nodiscard]] const OffersToMe &toMe() const { return m_toMe; }
    [[nodiscard]] std::optional<Made> made(const UserId &user) const;

    void advance(); //!< time has passed
    void putAway(
        const UserId &user); //!< seen: a made one that was not accepted, one to be declined

signals:
    void arrived(const sermo::UserId &user); //!< offered to this agent
    void missed(const sermo::UserId &user); //!< that one lapsed unanswered
    void madeChanged(const sermo::UserId &user);
    void accepted(const sermo::UserId &user, const sermo::AgentId &by); //!< a made one

private:
    struct Known {
        Seq seq = 0; //!< of the offer
        AgentId from, to;
        State state = State::Waiting;
        std::chrono::milliseconds endsAt{0};
        bool isPutAway = false;
    };

    void follow(const QSet<UserId> &users);
    void followOne(const UserId &user);
    void finish(const UserId &user, const desk::Session *session);
    [[nodiscard]] std::chrono::milliseconds endOf(const desk::Session &session) const;
    void refreshToMe();

    const SessionStore &m_store;
    const Clock &m_clock;
    const AgentId m_me;
    QHash<UserId, Known> m_known;
    OffersToMe m_toMe;
};

} // namespace sermo::model
