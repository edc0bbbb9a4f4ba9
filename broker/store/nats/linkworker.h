// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/follower.h"
#include "broker/store/nats/kept.h"
#include "broker/store/nats/wire.h"

#include <QList>
#include <QObject>
#include <QTimer>

namespace sermo::store::nats
{

//! Who talks to the cluster beside the log's own worker: hears all events, keeps values, talks to
//! other brokers. Lives in a thread of its own, in which the library may make it wait; called by
//! queued invocation, answers by signals, in batches. A connection of its own, so that much talk
//! never delays an append.
class LinkWorker : public QObject
{
    Q_OBJECT
public:
    explicit LinkWorker(const ClusterOptions &options);
    ~LinkWorker() override;

    void open();
    void follow(Seq after);
    void put(quint64 ticket, const sermo::store::nats::Kept &wanted, Seq expected);
    void tell(const QByteArray &message);
    void askHeads(quint64 ticket);
    void askNext(quint64 ticket, Seq after);
    void close();
    //! Any thread, and not queued: who waits for the opening does not any more. Then close().
    void leave() { m_wire.leave(); }

signals:
    void opened(sermo::Seq keptHead); //!< what was kept up to there is still to be told
    void openFailed(const QString &why);
    void kept(const QList<sermo::store::nats::Kept> &values); //!< ours too
    void putDone(quint64 ticket, bool ok, sermo::Seq seq);
    //! The last numbers that the servers have; not ok: they do not say.
    void headsTold(quint64 ticket, bool ok, sermo::Seq log, sermo::Seq kept);
    //! Whether the log has an event behind that number; none: the servers do not say.
    void nextTold(quint64 ticket, std::optional<bool> isThere);
    void events(const QList<sermo::StoredEvent> &events);
    void told(const QList<QByteArray> &messages);
    void closed();

private:
    [[nodiscard]] Result<void, QString> prepare();
    [[nodiscard]] Result<void, QString> listen();
    void handleEvents(const std::vector<Message> &messages);
    void handleKept(const std::vector<Message> &messages);
    void watchKept();
    void handleTold(const std::vector<Message> &messages);
    void release();

    const ClusterOptions m_options;
    const Subjects m_subjects;
    Wire m_wire;
    Follower m_events, m_kept;
    std::shared_ptr<Mailbox> m_mailbox; //!< of what others say
    Subscription m_told;
    Seq m_heard = 0; //!< of events
    Seq m_keptHead = 0;
    Seq m_keptHeard = 0;
    Seq m_keptMissing = 0; //!< not heard when it was looked for last
    bool m_isLooking = false;
    QTimer m_watch;
};

} // namespace sermo::store::nats
