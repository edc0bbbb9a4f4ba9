// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace sermo::model
{

class EventLink;
class SessionStore;

//! Whom this desk looks at, and so what it asks the broker for (`interest`): a keystroke shall cost
//! as many deliveries as there are eyes on it. The customers that the agent holds are always among
//! them, and everybody who waits or talks to the bot as long as these are few; of a crowd those
//! alone that a view says it shows. Tells the broker after each `welcome`, and soon after a change.
//! Lives in the GUI thread; store and link must outlive it.
class Eyes : public QObject
{
    Q_OBJECT
public:
    //! More than so many who wait or talk to the bot are a crowd, until they are fewer by a fifth.
    static constexpr qsizetype Crowd = 50;

    Eyes(SessionStore &store, EventLink &link, AgentId self, QObject *parent = nullptr);

    //! The view shows these customers now, and no others; it may die without a word.
    void look(const QObject *view, const QSet<UserId> &users);

    [[nodiscard]] bool isCrowd() const { return m_isCrowd; }
    [[nodiscard]] QSet<UserId> users() const; //!< whom any view shows
    //! What to ask for: all that is stored, where everybody is and whether he is there, and of
    //! those looked at what only passes as well.
    [[nodiscard]] event::Interest interest() const;

signals:
    void crowdChanged();

private:
    void forget(const QObject *view);
    void count();
    void tell();

    SessionStore &m_store;
    EventLink &m_link;
    const AgentId m_self;
    QHash<const QObject *, QSet<UserId>> m_views;
    QTimer m_soon;
    QByteArray m_said; //!< on this connection; empty: nothing yet
    bool m_isCrowd = false;
};

} // namespace sermo::model
