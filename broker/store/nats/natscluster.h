// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/cluster.h"
#include "broker/store/nats/clusterlink.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <optional>

namespace sermo::store
{

class EventLog;

//! The other brokers by NATS: talk on a subject that nobody keeps, and a lease on acting, kept
//! under a name. No clock is compared with another's: who leads renews each second and stops when
//! that is late; another takes over when it has heard no renewal for longer than that. Who hears
//! nothing of the log any more, because its copy cannot be written, lays the lease down and takes
//! it no more until it has heard all again. The SharedLog of the same link opens and closes it;
//! `log` tells how far all has been heard.
class NatsCluster final : public Cluster
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds LookEvery{100}; //!< whether there is something to do
    static constexpr std::chrono::milliseconds RenewEvery{1'000};
    static constexpr std::chrono::milliseconds LeadsFor{3'000}; //!< from when a renewal was sent
    static constexpr std::chrono::milliseconds TakenAfter{4'500}; //!< from when one was heard
    static constexpr std::chrono::milliseconds StuckAfter{15'000}; //!< behind, and nothing new told

    NatsCluster(std::shared_ptr<nats::ClusterLink> link, const EventLog &log,
                std::chrono::milliseconds stuckAfter = StuckAfter);

    [[nodiscard]] QByteArray self() const override { return m_self; }
    void tell(const QByteArray &message) override;
    void askHead(QObject *context, HeadTold handler) override;
    [[nodiscard]] bool isLeading() const override;
    //! Others need not wait until the lease has run out. Before the log is closed.
    void resign() override;

private:
    void handleTold(const QByteArray &message);
    void handleKept(const nats::Kept &value);
    void look();
    [[nodiscard]] bool isFree() const;
    void ask(const QByteArray &holder);
    void handleAnswer(bool ok, qint64 sentMs);
    void lookAtHead();
    void handleHead(Seq head, qint64 askedMs);
    void noteProgress(Seq head);
    void tellWhetherItLeads();

    const std::shared_ptr<nats::ClusterLink> m_link;
    const EventLog &m_log;
    const qint64 m_stuckAfterMs;
    const QByteArray m_self;
    quint64 m_number = 0; //!< of messages
    QElapsedTimer m_clock; //!< the machine's, whatever tests do to the broker's
    QByteArray m_holder; //!< by the last value that was heard
    qint64 m_heardMs = 0; //!< when
    qint64 m_sentMs = 0; //!< when ours was sent last
    qint64 m_untilMs = 0; //!< we hold it
    qint64 m_wonMs = 0; //!< when we came to hold it
    bool m_isAsking = false;
    bool m_hasResigned = false;
    bool m_toldLeading = false;
    bool m_isHeadAsked = false;
    qint64 m_headAskedMs = 0; //!< last
    std::optional<Seq> m_logHead; //!< when it was won: what must have been told before we act
    Seq m_headBefore = 0; //!< by the answer before
    Seq m_toldBefore = 0; //!< when that came
    std::optional<qint64> m_stillSinceMs; //!< we are behind, and have been told nothing
    bool m_isStuck = false; //!< for too long, and not caught up since
    QTimer m_timer;
};

} // namespace sermo::store
