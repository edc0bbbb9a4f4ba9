// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"
#include "broker/store/nats/clusteroptions.h"

#include <QHash>
#include <QPointer>
#include <QThread>

#include <memory>
#include <optional>

namespace sermo::store
{

namespace nats
{
class StreamWorker;
}

//! The log of a cluster: a stream that several servers keep copies of and several brokers append
//! to. Stored means that the servers have it and that it has come back from them. While they have
//! no leader nothing is answered; what is asked meanwhile is asked again until they have one, for
//! as long as ClusterOptions::patience. Its thread: the one that calls open(). Deleted unclosed it
//! finishes what was asked, and waits for that.
class NatsLog final : public EventLog
{
    Q_OBJECT
public:
    NatsLog(ClusterOptions options, const Clock &clock);
    ~NatsLog() override;

    void open() override;
    [[nodiscard]] QString epoch() const override { return m_epoch; }
    [[nodiscard]] Seq head() const override { return m_head; }
    [[nodiscard]] Seq expired() const override { return m_expired; }
    [[nodiscard]] quint64 erasures() const override { return m_erasures; }

    //! Nothing is known of what servers have lost before: they do not say.
    [[nodiscard]] QString damage() const override { return {}; }
    //! What should be better about the servers, in sentences. Known from opened() on.
    [[nodiscard]] QStringList warnings() const { return m_warnings; }

    void append(const QList<AppendRequest> &batch) override;
    void read(const ReadQuery &query, QObject *context, PageHandler handler) override;
    void erase(const EraseRequest &request, QObject *context, ErasedHandler handler) override;
    void scrub(QObject *context, ScrubbedHandler handler) override;
    //! It keeps none: what a desk made of the log is each broker's own.
    void adoptSnapshot(QObject *context, std::function<void(bool ok)> handler) override;
    //! heard() tells what is behind this number, ours too; head() and pages are not held back.
    void follow(Seq after) override;
    void close() override;

signals:
    //! Events were emptied, by this broker or another one: these are gone from every page, and
    //! erasures() or expired() has risen. Told before the answer to our own erase(); what was
    //! emptied before opened() is in neither.
    void factsChanged(const QList<sermo::Seq> &emptied);
    //! Each once and in order, whoever appended it; what was stored a second time under its id is
    //! in none, as it is in no page, nor is what cannot be read. `upTo`: all up to there is told.
    void heard(const QList<sermo::StoredEvent> &events, sermo::Seq upTo);

private:
    enum class State : quint8 { Closed, Opening, Open, Closing };
    template <typename Argument>
    struct Waiting {
        QPointer<QObject> context;
        std::function<void(Argument)> handler;
    };
    template <typename Argument>
    using Waitings = QHash<quint64, Waiting<Argument>>;

    [[nodiscard]] bool takes() const { return m_state == State::Opening || m_state == State::Open; }
    void connectWorker();
    void endThread();
    void failAll();
    template <typename Argument>
    void answer(Waitings<Argument> &waitings, quint64 ticket, const Argument &argument);

    const ClusterOptions m_options;
    const Clock &m_clock;
    State m_state = State::Closed;
    QString m_epoch;
    Seq m_head = 0;
    Seq m_expired = 0;
    quint64 m_erasures = 0;
    QStringList m_warnings;
    std::optional<QString> m_whyNotOpened;
    quint64 m_lastTicket = 0;
    Waitings<Page> m_pages;
    Waitings<EraseOutcome> m_erasings;
    Waitings<bool> m_scrubs;
    std::unique_ptr<nats::StreamWorker> m_worker;
    QThread m_thread;
};

} // namespace sermo::store
