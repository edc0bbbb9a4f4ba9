// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/metrics.h"
#include "broker/server/peer.h"
#include "broker/store/cluster.h"
#include "broker/store/eventlog.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <functional>

namespace sermo::server
{

class ImageLedger;

//! Every event's way from being sent to being told: may he, judge, append, fold, tell, answer
//! (architecture, rule 3). Events of one user keep their order and see each other's effects: behind
//! one that may move the session the next ones wait for its commit, in a lane of their own. What
//! the desk does by itself takes the same way.
//! Lives in the broker's thread; knows peers only as addresses for answers.
class Pipeline : public QObject
{
    Q_OBJECT
public:
    //! `cluster` null: this broker is alone with its log. Else the desk does by itself only what it
    //! says in passing, unless this broker is the one that acts.
    Pipeline(store::EventLog &log, desk::Desk &desk, const Clock &clock, Metrics &metrics,
             QObject *parent, store::Cluster *cluster = nullptr);

    //! Who knows whose an image is. Before the first event.
    void setImages(ImageLedger *images) { m_images = images; }

    //! Who knows which users have a token. They are nobody else's, even those who have said nothing
    //! that the log could tell whose they are. Before the first event.
    using IsCustomer = std::function<bool(const UserId &user)>;
    void setCustomers(IsCustomer isCustomer) { m_isCustomer = std::move(isCustomer); }

    //! `origin` gets the answer and not the event; it may be null, or die meanwhile.
    void submit(Peer *origin, const desk::Sender &sender, const EventFrame &frame);
    //! Of no peer; `done` hears whether it was taken, or stored where it is of a kind that is.
    using Done = std::function<void(bool isTaken)>;
    void submit(const desk::Sender &sender, const EventFrame &frame, Done done);
    //! Something that is no event, of a connection of ours: tells the desk, and does what follows.
    void see(const desk::Sighting &sighting);
    //! The same of another broker's.
    void overhear(const desk::Sighting &sighting);
    //! Whether he whom a sighting says to have gone is still connected to another broker.
    using IsElsewhere = std::function<bool(const desk::Sighting &sighting)>;
    void setElsewhere(IsElsewhere isElsewhere) { m_isElsewhere = std::move(isElsewhere); }
    //! Lets the desk look at the clock.
    void tick();
    //! Takes nothing of this user any more but from the desk, which then only does what it is told
    //! to; calls back whenever nothing of his is on its way, the first time for what is now.
    void seal(const UserId &user, std::function<void()> quiet);
    void unseal(const UserId &user);
    [[nodiscard]] bool isSealed(const UserId &user) const { return m_sealed.contains(user); }
    //! Nothing of this user is on its way.
    [[nodiscard]] bool isQuiet(const UserId &user) const { return !m_lanes.contains(laneOf(user)); }
    //! No event is on its way any more.
    [[nodiscard]] bool isIdle() const { return m_inFlight.isEmpty() && m_waiting == 0; }
    //! From now on the desk does nothing by itself.
    void hush();

signals:
    void stored(const sermo::StoredEvent &event,
                sermo::server::Peer *origin); //!< committed: tell everyone
    void passed(const sermo::EventFrame &frame,
                sermo::server::Peer *origin); //!< passing: tell everyone
    void arrived(const sermo::StoredEvent &event); //!< another broker's: tell everyone here
    void folding(sermo::Seq seq); //!< the desk is about to hear of this one, whoever appended it
    // What other brokers of a cluster do not know by themselves.
    void saw(const sermo::desk::Sighting &sighting);
    void passedHere(const sermo::EventFrame &frame);
    //! To its sender; null: none is wanted. Exactly one for every submit() with an origin.
    void answered(sermo::server::Peer *origin, const sermo::server::Parcel::Ptr &answer);
    void idle();

private:
    struct Submission {
        QPointer<Peer> origin;
        desk::Sender sender;
        EventFrame frame;
        desk::Verdict verdict;
        std::optional<desk::Emission> emission; //!< the desk's own: it was judged when it was made
        int attempts = 0;
        std::chrono::milliseconds asked{0}; //!< when the log was asked last
        Done done = {}; //!< null: nobody asks
    };
    struct Lane {
        std::deque<Submission> waiting;
        int inFlight = 0;
        int moversInFlight = 0;
    };

    [[nodiscard]] static QString laneOf(const UserId &user);
    [[nodiscard]] static QString laneOf(const Submission &submission);
    void enqueue(Submission submission);
    void pump(const QString &name);
    [[nodiscard]] static bool mayStart(const Lane &lane, const Submission &next);
    void start(Submission submission);
    [[nodiscard]] SenderName ownerOf(const UserId &user) const;
    void tellQuiet(const UserId &user);
    void pass(const Submission &submission);
    [[nodiscard]] bool isHidden(const Submission &submission) const;
    void notice(const Submission &submission);
    void ask(Submission submission, store::AppendRequest::Kind kind);
    void flushRequests();
    void handleOutcomes(const QList<store::AppendOutcome> &outcomes);
    void handleOutcome(const store::AppendOutcome &outcome);
    void handleStored(const Submission &submission, const StoredEvent &event);
    void handleArrived(const QList<StoredEvent> &events);
    void handleLead(bool isLeading);
    void handleStale(Submission submission, Seq lastControl);
    void follow(const QList<desk::Emission> &emissions);
    void afterStored(const Submission &submission);
    void rearm();

    void answerAck(const Submission &submission, std::optional<Seq> seq);
    void answerVerdict(const Submission &submission);
    void answerError(const Submission &submission, ErrorCode code, const QString &message);

    store::EventLog &m_log;
    desk::Desk &m_desk;
    const Clock &m_clock;
    Metrics &m_metrics;
    store::Cluster *const m_cluster;
    ImageLedger *m_images = nullptr;
    IsCustomer m_isCustomer;
    IsElsewhere m_isElsewhere;
    QHash<QString, Lane> m_lanes;
    QHash<UserId, std::function<void()>> m_sealed; //!< whom to tell when the lane is quiet
    QHash<quint64, Submission> m_inFlight; //!< by ticket
    QList<store::AppendRequest> m_requests; //!< of this loop round
    QTimer m_wake;
    quint64 m_nextTicket = 1;
    qsizetype m_waiting = 0; //!< in all lanes
    bool m_hushed = false;
};

} // namespace sermo::server
