// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"

#include <QHash>
#include <QSet>

#include <utility>
#include <vector>

namespace sermo::store
{

//! The log without a file: for tests, and for who wants a broker that forgets. It keeps every
//! promise of EventLog but the one of outliving the process; answers come through the event loop
//! as SqliteLog's do. Its thread: the one it is made in.
class MemoryLog final : public EventLog
{
    Q_OBJECT
public:
    explicit MemoryLog(const Clock &clock);

    void open() override;
    [[nodiscard]] QString epoch() const override { return m_epoch; }
    [[nodiscard]] Seq head() const override { return Seq(m_events.size()); }
    [[nodiscard]] Seq expired() const override { return m_expired; }
    [[nodiscard]] quint64 erasures() const override { return m_erasures; }

    [[nodiscard]] QString damage() const override { return m_damage; }

    void append(const QList<AppendRequest> &batch) override;
    void read(const ReadQuery &query, QObject *context, PageHandler handler) override;
    void erase(const EraseRequest &request, QObject *context, ErasedHandler handler) override;
    void scrub(QObject *context, ScrubbedHandler handler) override;
    //! It keeps none: there is nothing that would outlive it.
    void adoptSnapshot(QObject *context, std::function<void(bool ok)> handler) override;
    void close() override;

    //! What a full disk does to SqliteLog, for tests of who must cope: with a reason appends fail,
    //! with an empty one they work again.
    void setFailure(const QString &why) { m_failure = why; }
    //! What a damaged write-ahead log is to SqliteLog; before open().
    void setDamage(const QString &what) { m_damage = what; }
    //! How many events were looked at to answer read(): what a question costs, for tests.
    [[nodiscard]] qsizetype lookedAt() const { return m_lookedAt; }

private:
    struct Pending {
        AppendRequest request;
        qint64 receivedMs;
        bool tooLate; //!< asked after close()
        std::function<void()> erasure; //!< instead of an append
    };
    struct Row {
        StoredEvent event;
        bool folded;
    };
    using IdKey = std::pair<SenderName, EventId>;

    void enqueue(const Pending &pending);
    void commit();
    void tell(const QList<AppendOutcome> &outcomes);
    void tellHealth(bool wrote);
    [[nodiscard]] AppendOutcome answer(const Pending &pending);
    [[nodiscard]] StoredEvent insert(const AppendRequest &request, qint64 receivedMs);
    [[nodiscard]] Page page(const ReadQuery &query);
    [[nodiscard]] EraseOutcome erase(const EraseRequest &request);
    void forget(Row &row);
    void relearn(const UserId &user);

    const Clock &m_clock;
    const QString m_epoch;
    bool m_open = false;
    bool m_closing = false;
    bool m_commitPosted = false;
    bool m_failed = false; //!< storageFailed() was told
    QString m_damage;
    QString m_failure;
    std::vector<Pending> m_pending;
    std::vector<Row> m_events; //!< seq is the index, plus one
    QHash<IdKey, Seq> m_ids;
    QHash<UserId, QList<Seq>> m_ofUser; //!< the numbers of his events
    QHash<UserId, Seq> m_lastControl;
    QSet<UserId> m_known; //!< had an inbound event
    Seq m_expired = 0;
    quint64 m_erasures = 0;
    qsizetype m_lookedAt = 0;
};

} // namespace sermo::store
