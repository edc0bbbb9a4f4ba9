// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/follower.h"
#include "broker/store/nats/kept.h"
#include "broker/store/nats/vanished.h"
#include "broker/store/nats/wire.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <deque>

namespace sermo::store::nats
{

//! Who talks to the cluster beside the log's own worker: keeps values, talks to other brokers.
//! Lives in a thread of its own, in which the library may make it wait; called by queued
//! invocation, answers by signals, in batches. A connection of its own, so that much talk never
//! delays an append.
class LinkWorker : public QObject
{
    Q_OBJECT
public:
    explicit LinkWorker(const ClusterOptions &options);
    ~LinkWorker() override;

    void open();
    //! In place of `known`.
    void put(quint64 ticket, const sermo::store::nats::Kept &wanted,
             const sermo::store::nats::Kept &known);
    //! They are empty, and everybody has heard it: nothing of them stays.
    void forget(const QList<sermo::store::nats::Kept> &gone);
    //! They were in no allKept(): vanished() tells those that the servers have not either.
    void lookFor(const QList<sermo::store::nats::Kept> &missing) { m_vanished.ask(missing); }
    void tell(const QByteArray &message);
    void askHeads(quint64 ticket);
    void close();
    //! Any thread, and not queued: who waits for the opening does not any more. Then close().
    void leave() { m_wire.leave(); }

signals:
    void opened(sermo::Seq keptHead); //!< what was kept up to there is still to be told
    void openFailed(const QString &why);
    void kept(const QList<sermo::store::nats::Kept> &values); //!< ours too
    void putDone(quint64 ticket, bool ok, sermo::Seq seq);
    void forgotten(const sermo::store::nats::Kept &gone);
    //! The names that have a value, of all that were kept up to a number. After so long a silence
    //! that what had been removed meanwhile may have been forgotten, too.
    void allKept(const QSet<QByteArray> &names, sermo::Seq upTo);
    void vanished(const sermo::store::nats::Kept &gone); //!< removed, though nobody has said so
    //! The last numbers that the servers have; not ok: they do not say.
    void headsTold(quint64 ticket, bool ok, sermo::Seq log, sermo::Seq kept);
    void told(const QList<QByteArray> &messages);
    void closed();

private:
    [[nodiscard]] Result<void, QString> prepare();
    [[nodiscard]] Result<void, QString> listen();
    [[nodiscard]] Result<void, QString> awaitListening();
    void handleKept(const std::vector<Message> &messages);
    void watchKept();
    void handleWatched(Seq last);
    void followKept(Seq from);
    void putAsFirst(quint64 ticket, const Kept &wanted);
    void forgetNext();
    void handleTold(const std::vector<Message> &messages);
    void release();

    const ClusterOptions m_options;
    const Subjects m_subjects;
    Wire m_wire;
    Follower m_kept;
    Vanished m_vanished;
    std::shared_ptr<Mailbox> m_mailbox; //!< of what others say
    Subscription m_told;
    Seq m_keptHead = 0;
    Seq m_keptHeard = 0;
    Seq m_keptMissing = 0; //!< not heard when it was looked for last
    bool m_isLooking = false;
    QElapsedTimer m_known; //!< since all that was kept had been heard
    Seq m_allUpTo = 0; //!< of a hearing from the beginning; 0: there is none
    QSet<QByteArray> m_allNames; //!< that it has heard so far
    std::deque<Kept> m_toForget;
    QTimer m_watch;
};

} // namespace sermo::store::nats
