// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/clusterlink.h"
#include "broker/store/nats/natslog.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <map>

namespace sermo::store
{

//! A cluster's log as a broker needs it: a NatsLog, and what the other brokers append told in its
//! place among what is appended here (follow()). Every broker hears the same events in the same
//! order, so each can fold them by itself. Opens and closes the link, which is others' too.
//! Its thread: the one that calls open().
class SharedLog final : public EventLog
{
    Q_OBJECT
public:
    SharedLog(const ClusterOptions &options, std::shared_ptr<nats::ClusterLink> link,
              const Clock &clock);
    ~SharedLog() override;

    void open() override;
    [[nodiscard]] QString epoch() const override { return m_log.epoch(); }
    [[nodiscard]] Seq head() const override { return m_isFollowing ? m_told : m_log.head(); }
    [[nodiscard]] Seq expired() const override { return m_log.expired(); }
    [[nodiscard]] quint64 erasures() const override { return m_log.erasures(); }
    [[nodiscard]] QString damage() const override { return m_log.damage(); }
    //! What should be better about the servers, in sentences. Known from opened() on.
    [[nodiscard]] QStringList warnings() const { return m_log.warnings(); }

    void append(const QList<AppendRequest> &batch) override;
    void read(const ReadQuery &query, QObject *context, PageHandler handler) override;
    void erase(const EraseRequest &request, QObject *context, ErasedHandler handler) override;
    void scrub(QObject *context, ScrubbedHandler handler) override
    {
        m_log.scrub(context, std::move(handler));
    }
    void follow(Seq after) override;
    void adoptSnapshot(QObject *context, std::function<void(bool ok)> handler) override
    {
        m_log.adoptSnapshot(context, std::move(handler));
    }
    void close() override;

signals:
    //! By whomever: as NatsLog::factsChanged().
    void factsChanged(const QList<sermo::Seq> &emptied);

private:
    void connectParts();
    void tellWhenOpen();
    void handleOutcomes(const QList<AppendOutcome> &outcomes);
    [[nodiscard]] bool isEarly(const AppendOutcome &outcome) const;
    void handleEvents(const QList<StoredEvent> &events);
    void advance();
    [[nodiscard]] bool mayBeOurs(const StoredEvent &event) const;
    void eraseBehindAll(const EraseRequest &request, const QPointer<QObject> &context,
                        const ErasedHandler &handler, int patience);
    void tellWaiting();
    void tellEmptied(Seq below);
    void watch();
    void handleNext(Seq after, Seq head, std::optional<bool> isThere);
    void closeWhenTold();
    void closeLink(const QString &why);

    NatsLog m_log;
    const std::shared_ptr<nats::ClusterLink> m_link;
    bool m_isLogOpen = false;
    bool m_isOpen = false; //!< opened() was told
    bool m_hasFailed = false;
    bool m_isFollowing = false;
    bool m_isClosing = false; //!< the log is closed, and the link yet to be
    Seq m_told = 0;
    std::deque<StoredEvent> m_heard; //!< and not told yet
    std::map<Seq, AppendOutcome> m_stored; //!< ours, whose event was not heard yet
    std::multimap<Seq, AppendOutcome> m_waiting; //!< answers about events that are not told yet
    QHash<quint64, QByteArray> m_tickets; //!< what is being appended, by its content
    QHash<QByteArray, int> m_asked; //!< how often
    QTimer m_watch;
    QElapsedTimer m_progress; //!< since an event was heard, or there was none to hear
    Seq m_emptyFrom = 0; //!< the leader has said once that nothing is left from here on
};

} // namespace sermo::store
