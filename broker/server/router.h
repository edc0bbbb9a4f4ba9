// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/attendance.h"
#include "broker/server/audience.h"
#include "broker/server/briefings.h"
#include "broker/server/configuration.h"
#include "broker/server/fellows.h"
#include "broker/server/hearsay.h"
#include "broker/server/otherhost.h"
#include "broker/server/pipeline.h"
#include "broker/server/ratelimit.h"
#include "broker/server/replay.h"
#include "broker/server/sealings.h"
#include "broker/server/widgetterms.h"

#include <QQueue>

#include <memory>

namespace sermo::server
{

//! Who hears what, and in which order: takes frames from peers, hands events to the pipeline, tells
//! what was committed to everyone the table of contract 3 names, each in the order of `seq`, and
//! catches up those who were away. Owns every peer that joined. Lives in the broker's thread.
class Router : public QObject
{
    Q_OBJECT
public:
    //! `cluster`: of the brokers that share the log; null: there are none. Must outlive it.
    Router(store::EventLog &log, desk::Desk &desk, const Configuration::Limits &limits,
           const Clock &clock, Metrics &metrics, QObject *parent,
           store::Cluster *cluster = nullptr);

    //! The peer has proved who it is: welcomes it, tells what it missed, then what is true now.
    //! `token` goes into the welcome and nowhere else.
    void join(Peer *peer, const ReplayRequest &replay, const QByteArray &token = {});
    //! A frame of a peer that joined.
    void accept(Peer *peer, const QByteArray &bytes);
    //! An event that came another way than by a peer (`POST /chat/unload`).
    void submit(const desk::Sender &sender, const EventFrame &event)
    {
        m_pipeline.submit(nullptr, sender, event);
    }
    //! The same, and what became of it.
    void submit(const desk::Sender &sender, const EventFrame &event, Pipeline::Done done)
    {
        m_pipeline.submit(sender, event, std::move(done));
    }

    void setOtherHost(std::function<OtherHost()> other) { m_otherHost = std::move(other); }
    void setImages(ImageLedger *images) { m_pipeline.setImages(images); }
    void setCustomers(Pipeline::IsCustomer is) { m_pipeline.setCustomers(std::move(is)); }

    [[nodiscard]] bool hasTab(const UserId &user) const
    {
        return !m_attendance.tabs(user).isEmpty();
    }
    [[nodiscard]] qsizetype peerCount() const { return m_seats.size(); }
    //! Who is connected, by role, and how much waits for them.
    void measure(Gauges &gauges) const;
    [[nodiscard]] Metrics &metrics() { return m_metrics; }
    [[nodiscard]] Seq routed() const { return m_routed; } //!< the last number that was told
    //! Whether the desk has heard of this user.
    [[nodiscard]] bool knows(const UserId &user) const
    {
        return !m_desk.table().ownerOf(user).isEmpty();
    }

    //! Whether this user came by a channel's key.
    [[nodiscard]] bool isChannels(const UserId &user) const;

    //! Who is shut out because he is being erased.
    [[nodiscard]] Sealings &sealings() { return m_sealings; }
    [[nodiscard]] bool isSealed(const UserId &user) const { return m_pipeline.isSealed(user); }
    //! Tells every application of something that only passes, those too that are not live yet.
    void announce(const EventFrame &frame);
    //! What every application is told when it has caught up, until it is told otherwise; empty:
    //! nothing.
    void setNotice(const std::optional<EventFrame> &frame);

    void closeConnectionsOf(const SenderName &name, CloseCode code, const QString &reason);
    //! Hears nothing more; when everything heard is answered, says goodbye to all, then drained().
    void drain();
    //! Another configuration counts: whose widget is to be another way is told so.
    void tellTerms();
    //! Time passes; called a few times a second.
    void pulse(Instant now);

signals:
    void stored(const sermo::StoredEvent &event); //!< committed, and told to who hears it
    void customerSeen(const sermo::UserId &user); //!< a tab came, answered a ping, or went
    void drained();

private:
    struct Seat {
        RateLimit limit;
        QQueue<qsizetype> owed; //!< answers on their way: the bytes that each answers
        qint64 owedBytes = 0; //!< of them all
        bool flooded = false; //!< closed with 4429 once nothing is owed
        bool live = false; //!< else a replay runs
        Seq cursor = 0; //!< up to here it knows
        QList<EventFrame> owing; //!< announced before it was live
        WidgetTerms terms; //!< a customer's, as he was told them last
    };

    [[nodiscard]] ReplayPlan plan(const desk::Sender &who, const ReplayRequest &request) const;
    [[nodiscard]] bool isTooOld(const desk::Sender &who, Seq since) const;
    [[nodiscard]] ReplayPlan planOpenSessions(const desk::Sender &who, ReplayPlan plan) const;
    void startReplay(Peer *peer, const ReplayPlan &plan);
    void goLive(Peer *peer, Seq cursor);
    void brief(Peer *peer);
    [[nodiscard]] bool wants(Peer *peer, const StoredEvent &event) const;
    void tell(const EventFrame &frame, Peer *origin, const std::function<Parcel::Ptr()> &make,
              Seq seq);
    void tellTerms(Peer *tab);
    void handleInterest(Peer *peer, const EventFrame &frame);
    void handleStored(const StoredEvent &event, Peer *origin);
    void tellAfter(const StoredEvent &event);
    void handleArrived(const StoredEvent &event);
    void joinCluster(store::Cluster &cluster);
    void tellPassed(const EventFrame &frame, Peer *origin);
    void tellPassing(const QList<EventFrame> &frames);
    static void owe(Seat &seat, qsizetype bytes);
    void handleAnswer(Peer *peer, const Parcel::Ptr &answer);
    void handleAlive(Peer *peer);
    void leave(Peer *peer);
    void finishDraining();

    store::EventLog &m_log;
    desk::Desk &m_desk;
    const Configuration::Limits m_limits;
    const Clock &m_clock;
    Metrics &m_metrics;
    Pipeline m_pipeline;
    Sealings m_sealings;
    Attendance m_attendance;
    Audience m_audience;
    Briefings m_briefings;
    QHash<Peer *, Seat> m_seats;
    std::unique_ptr<Fellows> m_fellows; //!< null: this broker is alone with its log
    Hearsay m_hearsay; //!< of theirs
    std::optional<EventFrame> m_notice;
    std::function<OtherHost()> m_otherHost; //!< empty: one alone
    Seq m_routed = 0;
    bool m_draining = false;
    bool m_goodbyeSaid = false;
    bool m_drainedTold = false;
};

} // namespace sermo::server
