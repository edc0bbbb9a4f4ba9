// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/linkworker.h"

#include <QHash>
#include <QPointer>
#include <QSet>
#include <QThread>
#include <QTimer>

#include <functional>

namespace sermo::store::nats
{

//! A broker's second connection to its cluster, which SharedLog opens and closes, and the cluster's
//! credentials and its lease use: values that are kept under names; talk between brokers. Its
//! thread: the one that calls open(). Never blocks but when deleted.
class ClusterLink : public QObject
{
    Q_OBJECT
public:
    using PutDone = std::function<void(bool ok, Seq seq)>;
    using Heads = std::function<void(bool ok, Seq log, Seq kept)>;

    explicit ClusterLink(ClusterOptions options);
    ~ClusterLink() override;

    void open();
    void close();
    void leave(); //!< nobody waits for open() any more: close() comes
    [[nodiscard]] bool isOpen() const { return m_isOpen; }

    //! What is kept under a name; all of it is known from opened() on.
    [[nodiscard]] Kept value(const QByteArray &name) const { return m_values.value(name); }
    [[nodiscard]] const QHash<QByteArray, Kept> &values() const { return m_values; }
    //! In place of what value() says now. Not ok: somebody else was quicker, or nobody answers.
    void put(const QByteArray &name, const QByteArray &value, QObject *context, PutDone done);
    [[nodiscard]] Seq keptHead() const { return m_keptHead; }

    //! The numbers up to which the servers have events and values now.
    void askHeads(QObject *context, Heads heads);
    //! Answers when values() knows all that was kept when it was asked.
    void catchUp(QObject *context, std::function<void(bool ok)> done);

    void tell(const QByteArray &message); //!< to all brokers, us too

signals:
    void opened();
    void openFailed(const QString &why);
    void kept(const sermo::store::nats::Kept &value); //!< anybody's, ours too
    void told(const QByteArray &message);
    void closed();

private:
    template <typename Handler>
    struct Waiting {
        QPointer<QObject> context;
        Handler handler;
    };
    struct Put {
        Kept wanted;
        Waiting<PutDone> waiting;
    };
    struct Awaited {
        Seq upTo = 0;
        Waiting<std::function<void(bool)>> waiting;
    };

    void connectWorker();
    void handleKept(const QList<Kept> &values);
    void learn(const Kept &value);
    void handleAll(const QSet<QByteArray> &names, Seq upTo);
    void handleVanished(const Kept &gone);
    void tidy();
    void handlePut(quint64 ticket, bool ok, Seq seq);
    void tellAwaited();
    void end();

    const ClusterOptions m_options;
    bool m_isOpen = false; //!< opened() was told
    QHash<QByteArray, Kept> m_values;
    Seq m_keptHead = 0; //!< heard up to here
    Seq m_openAt = 0; //!< opened() waits for this number
    quint64 m_lastTicket = 0;
    QHash<quint64, Put> m_puts;
    QHash<quint64, Waiting<Heads>> m_heads;
    QList<Awaited> m_awaited;
    QHash<QByteArray, Seq> m_empty; //!< names that had no value any more at the last look
    QTimer m_tidy;
    std::unique_ptr<LinkWorker> m_worker;
    QThread m_thread;
};

} // namespace sermo::store::nats
