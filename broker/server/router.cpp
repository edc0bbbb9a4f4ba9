// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/router.h"

#include "broker/desk/routing.h"
#include "broker/desk/sendernames.h"
#include "broker/protocol/eventbody.h"

using namespace Qt::StringLiterals;

namespace sermo::server
{

Router::Router(store::EventLog &log, desk::Desk &desk, const Configuration::Limits &limits,
               const Clock &clock, Metrics &metrics, QObject *parent, store::Cluster *cluster)
    : QObject(parent)
    , m_log(log)
    , m_desk(desk)
    , m_limits(limits)
    , m_clock(clock)
    , m_metrics(metrics)
    , m_pipeline(log, desk, clock, metrics, this, cluster)
    , m_sealings(log, m_pipeline, this)
    , m_briefings(desk, m_audience, clock)
    , m_routed(log.head())
{
    connect(&m_pipeline, &Pipeline::stored, this, &Router::handleStored);
    connect(&m_pipeline, &Pipeline::passed, this, &Router::tellPassed);
    connect(&m_pipeline, &Pipeline::answered, this, &Router::handleAnswer);
    connect(&m_pipeline, &Pipeline::idle, this, &Router::finishDraining);
    connect(&m_sealings, &Sealings::shutOut, this, [this](const UserId &user) {
        closeConnectionsOf(desk::customerName(user), CloseCode::NotAuthorised,
                           u"what was known of you is erased"_s);
    });
    if (cluster)
        joinCluster(*cluster);
    m_pipeline.tick();
}

void Router::join(Peer *peer, const ReplayRequest &replay, const QByteArray &token)
{
    const desk::Sender &who = peer->identity();
    peer->setParent(this);
    const bool isCustomer = peer->isCustomer();
    Seat seat;
    if (isCustomer) {
        seat.limit = RateLimit(m_limits.eventsPerSecond, m_limits.eventBurst, m_clock.now().steady);
        seat.terms = WidgetTerms::of(m_desk, who);
    }
    m_seats.insert(peer, seat);
    connect(peer, &Peer::received, this,
            [this, peer](const QByteArray &frame) { accept(peer, frame); });
    connect(peer, &Peer::alive, this, [this, peer] { handleAlive(peer); });
    connect(peer, &Peer::flooded, this, [this] { m_metrics.countFlood(); });
    connect(peer, &Peer::cutOff, this, [this] { m_metrics.countSlowReader(); });
    connect(peer, &Peer::closed, this, [this, peer] { leave(peer); });

    const ReplayPlan planned = plan(who, replay);
    const desk::Platform *platform
        = isCustomer ? m_desk.platformOf(who.user, who.platform) : nullptr;
    const event::Welcome welcome{.user = who.user,
                                 .token = QString::fromLatin1(token),
                                 .epoch = m_log.epoch(),
                                 .seq = m_routed,
                                 .reset = planned.reset,
                                 .mask = seat.terms.mask,
                                 .hidesTyping = seat.terms.hidesTyping,
                                 .language = platform ? platform->toldLanguage : QString(),
                                 .form = platform ? platform->form : QJsonArray(),
                                 .erasures = isCustomer ? 0 : m_log.erasures(),
                                 .role = isCustomer ? QString() : wireName(who.role)};
    const OtherHost other = m_otherHost ? m_otherHost() : OtherHost();
    peer->send(Parcel::lasting(other.named(compose(welcome), !isCustomer)));
    if (!peer->isCustomer())
        m_audience.join(peer);
    // The desk first: what it tells of a link that is new belongs into the briefing.
    if (const auto sighting = m_attendance.join(peer))
        m_pipeline.see(*sighting);
    if (planned.isNeeded)
        startReplay(peer, planned);
    else
        goLive(peer, std::max(m_routed, planned.after));

    if (peer->isCustomer())
        emit customerSeen(who.user);
}

void Router::accept(Peer *peer, const QByteArray &bytes)
{
    const auto seat = m_seats.find(peer);
    if (m_draining || seat == m_seats.end() || seat->flooded)
        return;
    const RateLimit::Answer pace = seat->limit.take(m_clock.now().steady);
    if (pace == RateLimit::Answer::Flood) {
        m_metrics.countFlood();
        seat->flooded = true;
        owe(*seat, 0);
        return handleAnswer(peer, {}); // closes once what is owed is paid
    }
    const auto frame = EventFrame::fromSender(bytes);
    if (pace == RateLimit::Answer::Drop) {
        m_metrics.countRefusal(ErrorCode::RateLimited);
        const EventId id = frame ? frame->id() : frame.error().id;
        return peer->send(
            Parcel::refusal(ErrorCode::RateLimited, u"too fast: this event was dropped"_s, id));
    }
    if (!frame) {
        m_metrics.countRefusal(frame.error().code);
        return peer->send(
            Parcel::refusal(frame.error().code, frame.error().message, frame.error().id));
    }
    if (frame->type() == EventType::Interest && !peer->isCustomer())
        return handleInterest(peer, *frame);
    // While the log takes its time nothing else bounds what waits for it.
    if (peer->isCustomer() && seat->owedBytes + bytes.size() > Peer::CustomerBacklog) {
        m_metrics.countRefusal(ErrorCode::RateLimited);
        return peer->send(Parcel::refusal(
            ErrorCode::RateLimited, u"too much at once: this event was dropped"_s, frame->id()));
    }
    owe(*seat, bytes.size());
    m_pipeline.submit(peer, peer->identity(), *frame);
}

//! A word between the two of us: no pipeline, no log.
void Router::handleInterest(Peer *peer, const EventFrame &frame)
{
    const auto said = decodeDialogue(frame.bytes());
    const Result<desk::Interest, QString> interest = said
        ? desk::Interest::read(std::get<event::Interest>(*said))
        : Result<desk::Interest, QString>(failure(u"wants"_s));
    if (!interest) {
        m_metrics.countRefusal(ErrorCode::BadEvent);
        return peer->send(Parcel::refusal(ErrorCode::BadEvent,
                                          interest.error() + u" is not understood"_s, frame.id()));
    }
    m_audience.listen(peer, *interest);
    if (!frame.id().isEmpty())
        peer->send(Parcel::answer(compose(event::Ack{frame.id(), {}}), frame.id()));
}

void Router::owe(Seat &seat, qsizetype bytes)
{
    seat.owed.enqueue(bytes);
    seat.owedBytes += bytes;
}

void Router::handleAnswer(Peer *peer, const Parcel::Ptr &answer)
{
    const auto seat = m_seats.find(peer);
    if (seat == m_seats.end())
        return;
    if (answer)
        peer->send(answer);
    seat->owedBytes -= seat->owed.dequeue();
    if (seat->owed.isEmpty() && seat->flooded)
        peer->close(CloseCode::Flood, u"too much at once"_s);
}

void Router::handleStored(const StoredEvent &event, Peer *origin)
{
    m_routed = event.seq;
    tell(
        event.frame, origin, [&event] { return Parcel::lasting(event.delivered()); }, event.seq);
    if (event.frame.type() == EventType::ClientUnload
        && !m_attendance.hasAnotherTab(event.frame.user(), origin))
        m_pipeline.see(desk::seen::Unload{event.frame.user()});
    tellAfter(event);
}

//! What a stored event brings along, wherever it was appended.
void Router::tellAfter(const StoredEvent &event)
{
    const QList<Peer *> tabs = m_attendance.tabs(event.frame.user());
    for (Peer *tab : tabs)
        tellTerms(tab); // it may have brought him to another queue
    emit stored(event);
    if (m_fellows)
        tellPassing(m_hearsay.behind(event));
}

//! `seq` 0: a passing event. The parcel is built when the first reader wants it.
void Router::tell(const EventFrame &frame, Peer *origin, const std::function<Parcel::Ptr()> &make,
                  Seq seq)
{
    const Envelope &event = frame.envelope();
    const SenderName owner = m_desk.table().ownerOf(event.user);
    Parcel::Ptr parcel;
    const auto offer = [&](Peer *peer) {
        const Seat &seat = *std::as_const(m_seats).constFind(peer); // who is told has one
        // One that still replays finds it in the log; what only passes is not for it.
        if (peer == origin || !seat.live || (seq != 0 && seq <= seat.cursor)
            || !desk::hears(peer->identity(), event, owner))
            return;
        if (!parcel)
            parcel = make();
        peer->send(parcel);
        m_metrics.countDelivery(peer->isCustomer());
    };
    m_audience.find(event, desk::placeOf(m_desk.table(), frame), offer);
    const QList<Peer *> tabs = m_attendance.tabs(event.user);
    for (Peer *tab : tabs)
        offer(tab);
}

void Router::tellPassed(const EventFrame &frame, Peer *origin)
{
    tell(
        frame, origin, [&frame] { return Parcel::passing(frame); }, 0);
}

void Router::tellTerms()
{
    const QList<Peer *> peers = m_seats.keys();
    for (Peer *peer : peers) {
        if (peer->isCustomer())
            tellTerms(peer);
    }
}

void Router::tellTerms(Peer *tab)
{
    const desk::Sender &who = tab->identity();
    const WidgetTerms now = WidgetTerms::of(m_desk, who);
    if (std::exchange(m_seats[tab].terms, now) != now)
        tab->send(Parcel::passing(now.toldTo(who.user)));
}

void Router::handleAlive(Peer *peer)
{
    if (!peer->isCustomer())
        return;
    m_pipeline.see(desk::seen::LinkBeat{peer->identity().user, {}});
    emit customerSeen(peer->identity().user);
}

void Router::leave(Peer *peer)
{
    m_seats.remove(peer);
    m_audience.leave(peer);
    const auto sighting = m_attendance.leave(peer, m_clock.now().steady);
    if (peer->isCustomer())
        emit customerSeen(peer->identity().user);
    peer->deleteLater();
    if (sighting && !m_draining)
        m_pipeline.see(*sighting);
    finishDraining();
}

bool Router::isChannels(const UserId &user) const
{
    return desk::isChannelUser(m_desk.table(), user);
}

void Router::measure(Gauges &gauges) const
{
    for (const Role role :
         {Role::Customer, Role::Bot, Role::Agent, Role::Supervisor, Role::Channel})
        gauges.connections.insert(wireName(role).data(), 0);
    for (auto seat = m_seats.cbegin(); seat != m_seats.cend(); ++seat) {
        ++gauges.connections[wireName(seat.key()->identity().role).data()];
        gauges.backlogBytes += seat.key()->backlog();
    }
}

void Router::announce(const EventFrame &frame)
{
    for (Peer *peer : m_attendance.applications()) {
        Seat &seat = m_seats[peer];
        if (!hears(peer->identity(), frame.envelope(), {}))
            continue;
        if (seat.live)
            peer->send(Parcel::passing(frame));
        else
            seat.owing.append(frame);
    }
}

void Router::setNotice(const std::optional<EventFrame> &frame)
{
    m_notice = frame;
}

void Router::closeConnectionsOf(const SenderName &name, CloseCode code, const QString &reason)
{
    const QList<Peer *> peers = m_attendance.of(name);
    for (Peer *peer : peers)
        peer->close(code, reason);
}

void Router::drain()
{
    m_draining = true;
    m_pipeline.hush();
    if (m_fellows)
        m_fellows->leave();
    finishDraining();
}

void Router::finishDraining()
{
    if (!m_draining || !m_pipeline.isIdle())
        return;
    if (!std::exchange(m_goodbyeSaid, true)) {
        const QList<Peer *> peers = m_seats.keys();
        for (Peer *peer : peers)
            peer->close(CloseCode::Draining, u"the broker closes"_s);
    }
    if (m_seats.isEmpty() && !std::exchange(m_drainedTold, true))
        emit drained();
}

void Router::pulse(Instant now)
{
    const QList<Peer *> peers = m_seats.keys();
    for (Peer *peer : peers)
        peer->pulse(now);
    m_attendance.pulse(now.steady);
    if (m_fellows)
        m_fellows->pulse(now);
    m_sealings.pulse();
    m_pipeline.tick();
}

} // namespace sermo::server
