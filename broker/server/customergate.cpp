// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/customergate.h"

#include "broker/desk/routing.h"
#include "broker/server/proxies.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

const QString Erased = u"what was known of you is erased"_s;

//! What a `start` names as its platform; empty: none.
PlatformId platformOf(const EventFrame &frame)
{
    const EventBody body = decode(frame);
    const auto *start = std::get_if<event::Start>(&body);
    return PlatformId(start ? start->params.value("platformId"_L1).toString() : QString());
}

EventId idOf(const QByteArray &bytes)
{
    const auto frame = EventFrame::fromSender(bytes);
    return frame ? frame->id() : frame.error().id;
}

} // namespace

CustomerGate::CustomerGate(Router &router, Tokens &tokens, const desk::DeskConfig &config,
                           bool requireToken, const Configuration::Limits &limits,
                           const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_router(router)
    , m_tokens(tokens)
    , m_config(config)
    , m_requireToken(requireToken)
    , m_limits(limits)
    , m_clock(clock)
    , m_newcomers(std::max(1, limits.connectionsPerAddress / 60), limits.connectionsPerAddress)
{
}

void CustomerGate::receive(Peer *peer, const QHostAddress &from)
{
    peer->setParent(this);
    const auto now = m_clock.now().steady;
    m_guests.insert(
        peer,
        {now, false, {}, 0, RateLimit(m_limits.eventsPerSecond, m_limits.eventBurst, now), from});
    connect(peer, &Peer::received, this,
            [this, peer](const QByteArray &frame) { handleFrame(peer, frame); });
    connect(peer, &Peer::closed, this, [this, peer] { dismiss(peer); });
}

void CustomerGate::dismiss(Peer *peer)
{
    m_guests.remove(peer);
    peer->deleteLater();
    if (m_draining && m_guests.isEmpty() && !std::exchange(m_drainedTold, true))
        emit drained();
}

void CustomerGate::handleFrame(Peer *peer, const QByteArray &frame)
{
    const auto guest = m_guests.find(peer);
    if (guest == m_guests.end())
        return;
    if (!guest->isBusy)
        return handleTry(peer, frame);
    if (guest->early.size() >= MaxEarly)
        return turnAway(peer, CloseCode::Flood, u"too much at once"_s);
    if (guest->earlyBytes + frame.size() > Peer::CustomerBacklog) {
        m_router.metrics().countRefusal(ErrorCode::RateLimited);
        return peer->send(Parcel::refusal(
            ErrorCode::RateLimited, u"too much at once: this event was dropped"_s, idOf(frame)));
    }
    guest->early.append(frame);
    guest->earlyBytes += frame.size();
}

//! Who is refused may try again, but no faster than a customer may speak.
void CustomerGate::handleTry(Peer *peer, const QByteArray &frame)
{
    switch (m_guests[peer].limit.take(m_clock.now().steady)) {
    case RateLimit::Answer::Pass:
        return handleFirst(peer, frame);
    case RateLimit::Answer::Drop:
        m_router.metrics().countRefusal(ErrorCode::RateLimited);
        return peer->send(Parcel::refusal(ErrorCode::RateLimited,
                                          u"too fast: this event was dropped"_s, idOf(frame)));
    case RateLimit::Answer::Flood:
        m_router.metrics().countFlood();
        return turnAway(peer, CloseCode::Flood, u"too much at once"_s);
    }
}

void CustomerGate::handleFirst(Peer *peer, const QByteArray &bytes)
{
    if (const auto dialogue = decodeDialogue(bytes)) {
        if (const auto *hello = std::get_if<event::Hello>(&*dialogue))
            return handleHello(peer, *hello);
        return turnAway(peer, CloseCode::Protocol, u"say hello first"_s);
    }
    const auto frame = EventFrame::fromSender(bytes);
    if (!frame)
        return turnAway(peer, CloseCode::Protocol, frame.error().message);
    const EventTypeInfo *row = infoByName(frame->envelope().typeName);
    const bool isForOthers = row && (row->deskOnly || row->keeping == Keeping::Dialogue);
    if (frame->direction() != Direction::Inbound || isForOthers)
        return turnAway(peer, CloseCode::Protocol, u"say hello, or send an inbound event"_s);
    handleFirstEvent(peer, *frame);
}

void CustomerGate::handleHello(Peer *peer, const event::Hello &hello)
{
    if (!hello.token.isEmpty())
        return handleReturn(peer, hello);
    if (!hello.platform.isEmpty() && !m_config.platform(hello.platform))
        return refuse(peer, ErrorCode::BadEvent, u"no such platform"_s);
    if (!mayBeNew(peer, {}))
        return;
    makeKnown(peer, UserId(QUuid::createUuid().toString(QUuid::WithoutBraces)), hello.platform, {});
}

void CustomerGate::handleReturn(Peer *peer, const event::Hello &hello)
{
    const auto identity = m_tokens.identify(hello.token.toUtf8());
    if (!identity && m_tokens.isShared() && !m_guests[peer].isBusy)
        return handleReturnElsewhere(peer, hello);
    if (!identity)
        return turnAway(peer, CloseCode::NotAuthorised, u"this token is not known"_s);
    // Who does not say what it has seen has seen nothing: the session it is in, from its start.
    const ReplayRequest replay{hello.since, hello.epoch, !hello.since};
    admit(peer, *identity, replay, hello.token.toUtf8());
}

//! Another broker of the cluster may have given it to him a moment ago.
void CustomerGate::handleReturnElsewhere(Peer *peer, const event::Hello &hello)
{
    m_guests[peer].isBusy = true;
    m_tokens.catchUp(this, [this, waiting = QPointer<Peer>(peer), hello](bool ok) {
        if (!waiting || !m_guests.contains(waiting))
            return;
        if (!ok)
            return turnAway(waiting, CloseCode::Draining, u"nobody can be let in now"_s);
        handleReturn(waiting, hello);
    });
}

void CustomerGate::handleFirstEvent(Peer *peer, const EventFrame &frame)
{
    if (m_router.isSealed(frame.user()))
        return turnAway(peer, CloseCode::NotAuthorised, Erased);
    if (isKnown(frame.user())) {
        if (!takeBack(peer, frame))
            refuse(peer, ErrorCode::UserIdTaken, u"this userId belongs to someone else"_s,
                   frame.id());
        return;
    }
    if (frame.user().value().size() > desk::MaxNewUserId)
        return refuse(peer, ErrorCode::BadEvent,
                      u"a userId has at most %1 characters"_s.arg(desk::MaxNewUserId), frame.id());
    const PlatformId named = platformOf(frame);
    if (!named.isEmpty() && !m_config.platform(named))
        return refuse(peer, ErrorCode::BadEvent, u"no such platform"_s, frame.id());
    if (mayBeNew(peer, frame.id()))
        makeKnown(peer, frame.user(), named, frame);
}

//! Whoever is new is remembered for a day, though he may never say a word: who comes and goes all
//! the time is told to wait. As many at once as may be connected from there, and again in a minute.
bool CustomerGate::mayBeNew(Peer *peer, const EventId &id)
{
    if (m_newcomers.take(neighbourhoodOf(m_guests[peer].from), m_clock.now().steady))
        return true;
    refuse(peer, ErrorCode::RateLimited, u"too many new customers from there: try again soon"_s,
           id);
    return false;
}

//! A userId in use that may be taken by this event all the same; false: it may not.
bool CustomerGate::takeBack(Peer *peer, const EventFrame &frame)
{
    const bool mayBeLost = !frame.id().isEmpty() && !m_router.hasTab(frame.user());
    const auto lost = mayBeLost ? m_tokens.lostWelcome(frame.user(), frame.bytes()) : std::nullopt;
    if (lost && lost->isEmpty()) {
        makeKnown(peer, frame.user(), platformOf(frame), frame);
        return true;
    }
    if (const auto identity = lost ? m_tokens.identify(*lost) : std::nullopt) {
        admit(peer, *identity, {}, *lost, frame.bytes());
        return true;
    }
    if (m_requireToken || m_router.isChannels(frame.user()))
        return false;
    admit(peer, customer(frame.user(), platformOf(frame)), {}, {}, frame.bytes());
    return true;
}

bool CustomerGate::isKnown(const UserId &user) const
{
    return m_tokens.exists(user) || m_router.knows(user);
}

void CustomerGate::makeKnown(Peer *peer, const UserId &user, const PlatformId &platform,
                             const EventFrame &first)
{
    m_guests[peer].isBusy = true;
    const QPointer<Peer> waiting(peer);
    const QByteArray firstBytes = first.id().isEmpty() ? QByteArray() : first.bytes();
    m_tokens.issue(user, platform, firstBytes, this,
                   [this, waiting, user, platform, first](const QByteArray &token) {
                       const bool isErased = !token.isEmpty() && !m_tokens.exists(user);
                       if (!waiting || !m_guests.contains(waiting))
                           return;
                       if (isErased)
                           return turnAway(waiting, CloseCode::NotAuthorised, Erased);
                       if (!token.isEmpty())
                           return admit(waiting, customer(user, platform), {}, token,
                                        first.bytes());
                       m_guests[waiting].isBusy = false;
                       refuse(waiting, ErrorCode::StorageUnavailable, u"nobody can be let in now"_s,
                              first.id());
                   });
}

void CustomerGate::admit(Peer *peer, const desk::Sender &identity, const ReplayRequest &replay,
                         const QByteArray &token, const QByteArray &first)
{
    if (!peer->isOpen())
        return; // closed meanwhile: it is dismissed when it has left
    const Guest guest = m_guests.take(peer);
    peer->disconnect(this);
    peer->setIdentity(identity);
    m_router.join(peer, replay, token);
    if (!first.isEmpty())
        m_router.accept(peer, first);
    for (const QByteArray &frame : guest.early)
        m_router.accept(peer, frame);
}

//! The connection stays, and may try again.
void CustomerGate::refuse(Peer *peer, ErrorCode code, const QString &message, const EventId &id)
{
    m_guests[peer].since = m_clock.now().steady;
    m_router.metrics().countRefusal(code);
    peer->send(Parcel::refusal(code, message, id));
    const QList<QByteArray> early = std::exchange(m_guests[peer].early, {});
    m_guests[peer].earlyBytes = 0;
    for (const QByteArray &frame : early)
        handleFrame(peer, frame);
}

void CustomerGate::turnAway(Peer *peer, CloseCode code, const QString &reason)
{
    peer->close(code, reason);
}

void CustomerGate::drain()
{
    m_draining = true;
    const QList<Peer *> peers = m_guests.keys();
    for (Peer *peer : peers)
        turnAway(peer, CloseCode::Draining, u"the broker closes"_s);
    if (m_guests.isEmpty() && !std::exchange(m_drainedTold, true))
        emit drained();
}

void CustomerGate::pulse(Instant now)
{
    const QList<Peer *> peers = m_guests.keys();
    for (Peer *peer : peers) {
        const Guest &guest = m_guests[peer];
        if (!guest.isBusy && peer->isOpen() && now.steady - guest.since >= FirstFrameDeadline)
            turnAway(peer, CloseCode::Protocol, u"nothing was said"_s);
        peer->pulse(now);
    }
}

} // namespace sermo::server
