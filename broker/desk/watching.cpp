// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/watching.h"

#include "broker/desk/presence/point.h"
#include "broker/protocol/eventbody.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace sermo::desk
{

namespace
{

using allocation::Load;
using presence::Link;

constexpr Ms TellAtMostEach{1'000}; // a session (contract 5)
constexpr double TellFrom = 0.02 - 1e-9;
//! What changes between two bins: the layer's features, and what is learned of others meanwhile.
constexpr Ms LookAgain{5'000};
constexpr Ms LookSeldom{60'000};
constexpr double SilentForLong = 900; // seconds

//! On a whole second, so that many sessions make one wake-up.
Ms onTheSecond(Ms at)
{
    return std::chrono::ceil<std::chrono::seconds>(at);
}

double rounded(double probability)
{
    return std::round(probability * 1e4) / 1e4;
}

presence::Glimpse glimpseOf(const DeskState &desk, const UserId &user, const Watched &watched,
                            Ms now)
{
    return watched.talk.at(now.count(), linkOf(desk, user, now));
}

EventFrame presenceFrame(const DeskState &desk, const UserId &user,
                         const presence::Glimpse &glimpse)
{
    const presence::Explanation why = desk.watch.model.explain(glimpse);
    return compose(
        Direction::Internal, user,
        event::Presence{.probability = rounded(why.probability()), .reasons = why.toJson()});
}

// --- Loads ---------------------------------------------------------------------------------------

void putDown(DeskState &desk, const Watched &watched, Ms now)
{
    Watch &watch = desk.watch;
    const auto burden = watch.burdens.find(watched.holder);
    if (watched.holder.isEmpty() || burden == watch.burdens.end())
        return;
    burden->sum -= watched.weight;
    watch.steadiness.note(watched.holder, burden->sum, limitsOf(desk, watched.holder), now);
    if (--burden->open == 0)
        watch.burdens.erase(burden);
}

//! Only `assigned` sessions count (contract 5).
Load weightOf(const Watched &watched, Ms now)
{
    return allocation::weightOf(watched.probability, now - watched.givenAt, watched.talk.hasLeft());
}

bool weigh(DeskState &desk, const Session &session, Watched &watched, Ms now)
{
    Watch &watch = desk.watch;
    const bool isHeld = session.stage == Stage::Assigned;
    const AgentId holder = isHeld ? session.agent : AgentId();
    const Load weight = isHeld ? weightOf(watched, now) : Load();
    if (holder == watched.holder && weight == watched.weight)
        return false;
    if (holder == watched.holder) {
        // In one step, so that no sum is noted which never was.
        Burden &burden = watch.burdens[holder];
        burden.sum -= watched.weight;
        burden.sum += weight;
        watch.steadiness.note(holder, burden.sum, limitsOf(desk, holder), now);
    } else {
        putDown(desk, watched, now);
        if (isHeld) {
            Burden &burden = watch.burdens[holder];
            burden.sum += weight;
            ++burden.open;
            watch.steadiness.note(holder, burden.sum, limitsOf(desk, holder), now);
        }
    }
    watched.holder = holder;
    watched.weight = weight;
    return true;
}

// --- Telling -------------------------------------------------------------------------------------

//! When it is to be told if it stays so; none: it is told, or not worth it.
std::optional<Ms> tell(const DeskState &desk, const UserId &user, Watched &watched,
                       const presence::Glimpse &glimpse, Ms now, Emissions &out)
{
    const double probability = rounded(watched.probability);
    if (watched.told && std::abs(probability - *watched.told) < TellFrom)
        return std::nullopt;
    if (watched.told && now < watched.toldAt + TellAtMostEach)
        return watched.toldAt + TellAtMostEach;
    watched.told = probability;
    watched.toldAt = now;
    out.append({presenceFrame(desk, user, glimpse), 0, false});
    return std::nullopt;
}

//! When the next thing changes of which it is known when it will.
Ms nextChange(const DeskState &desk, const UserId &user, const Watched &watched,
              const presence::Glimpse &glimpse, Ms now)
{
    const auto when
        = [](std::optional<qint64> ms) { return ms ? std::optional(Ms(*ms)) : std::nullopt; };
    const auto ahead = [now](Ms at) { return at > now ? std::optional(at) : std::nullopt; };
    const Ms linkEdge = desk.links.goodUntil(user);
    std::optional<Ms> next
        = onTheSecond(now + (glimpse.silence < SilentForLong ? LookAgain : LookSeldom));
    next = earlier(next, when(watched.points.nextMs(watched.talk)));
    next = earlier(next, when(watched.points.expiryMs()));
    if (glimpse.isTyping)
        next = earlier(next, when(watched.talk.typingUntil()));
    next = earlier(next, ahead(linkEdge));
    next = earlier(next, ahead(linkEdge + LinkLost));
    next = earlier(next, ahead(watched.givenAt + allocation::FreshFor));
    return std::max(*next, now + 1ms);
}

// --- Hearing -------------------------------------------------------------------------------------

QList<presence::Point> fold(Watched &watched, const StoredEvent &event, Ms at)
{
    const qint64 ms = at.count();
    const bool isCustomers = event.frame.direction() == Direction::Inbound;
    switch (event.frame.type()) {
    case EventType::Text: {
        const EventBody body = decode(event.frame);
        watched.talk.wrote(ms, event.frame.direction(), std::get<event::Text>(body));
        watched.points.silenceBroken();
        return isCustomers ? watched.points.acted(ms) : QList<presence::Point>();
    }
    case EventType::MessagesRead:
        watched.talk.customerRead();
        return {};
    case EventType::ClientLeft:
        watched.talk.customerLeft(ms);
        return watched.points.acted(ms);
    case EventType::EndSession:
        watched.points.censor();
        return {};
    default:
        return {};
    }
}

} // namespace

Link linkOf(const DeskState &desk, const UserId &user, Ms now)
{
    const Ms until = desk.links.goodUntil(user);
    if (now < until || isChannelUser(desk.table, user))
        return Link::Ok;
    return now < until + LinkLost ? Link::Shaky : Link::Gone;
}

void observe(DeskState &desk, const UserId &user, Ms now)
{
    const auto watched = desk.watch.sessions.find(user);
    if (watched != desk.watch.sessions.end())
        watched->points.observe(watched->talk, linkOf(desk, user, now), desk.watch.model,
                                now.count());
}

QList<presence::Point> hear(DeskState &desk, const SessionChange &change, const StoredEvent &event,
                            Ms at)
{
    QHash<UserId, Watched> &all = desk.watch.sessions;
    const Session *session = desk.table.find(change.user);
    if (!session)
        return {};
    if (change.isNew) {
        all.insert(change.user, Watched(at));
        const bool isMobile = session->startParams.value(QLatin1StringView("mobile")).toBool();
        all.find(change.user)->talk.setSignal(presence::Signal::Mobile, isMobile);
    }
    const auto watched = all.find(change.user);
    if (watched == all.end())
        return {};
    QList<presence::Point> labelled = fold(*watched, event, at);
    watched->talk.setWaiting(session->stage == Stage::Queued);
    if (session->stage == Stage::Done)
        watched->points.rest();
    if (change.moved && event.frame.type() == EventType::ClaimSession) {
        watched->givenAt = at;
        desk.lastGiven.insert(session->agent, at);
    }
    return labelled;
}

QList<presence::Point> hearTyping(DeskState &desk, const seen::Typing &typing, Ms now)
{
    const auto watched = desk.watch.sessions.find(typing.user);
    if (watched == desk.watch.sessions.end())
        return {};
    observe(desk, typing.user, now);
    watched->points.silenceBroken();
    if (!typing.isCustomers) {
        watched->talk.agentTyped(now.count());
        return {};
    }
    watched->talk.customerTyped(now.count());
    return watched->points.acted(now.count());
}

void tellPoints(const UserId &user, const QList<presence::Point> &points, Emissions &out)
{
    for (const presence::Point &point : points)
        out.append({compose(Direction::Internal, user, point.toEvent()), 0, false});
}

bool look(DeskState &desk, const UserId &user, Instant now, Emissions &out)
{
    const auto watched = desk.watch.sessions.find(user);
    const Session *session = desk.table.find(user);
    if (watched == desk.watch.sessions.end() || !session)
        return false;
    observe(desk, user, now.steady);
    tellPoints(user, watched->points.expired(now.steady.count()), out);
    const presence::Glimpse glimpse = glimpseOf(desk, user, *watched, now.steady);
    watched->probability = desk.watch.model.probability(glimpse);
    const bool isOther = weigh(desk, *session, *watched, now.steady);
    const std::optional<Ms> telling = tell(desk, user, *watched, glimpse, now.steady, out);
    desk.watch.due.set(user,
                       earlier(telling, nextChange(desk, user, *watched, glimpse, now.steady)));
    return isOther;
}

void stopWatching(DeskState &desk, const UserId &user, Ms now)
{
    const auto watched = desk.watch.sessions.find(user);
    if (watched == desk.watch.sessions.end())
        return;
    putDown(desk, *watched, now);
    desk.watch.sessions.erase(watched);
    desk.watch.due.set(user, std::nullopt);
}

void learn(Watch &watch, const StoredEvent &event)
{
    if (event.seq <= watch.learned)
        return;
    watch.learned = event.seq;
    if (event.frame.type() != EventType::PresencePoint)
        return;
    const EventBody body = decode(event.frame);
    if (const auto point = presence::Point::fromEvent(std::get<event::PresencePoint>(body)))
        watch.model.learn(*point, event.receivedMs);
}

std::optional<EventFrame> presenceOf(const DeskState &desk, const UserId &user, Ms now)
{
    const auto watched = desk.watch.sessions.constFind(user);
    if (watched == desk.watch.sessions.cend())
        return std::nullopt;
    return presenceFrame(desk, user, glimpseOf(desk, user, *watched, now));
}

void noteBound(DeskState &desk, const AgentId &agent, Ms now)
{
    const auto burden = desk.watch.burdens.constFind(agent);
    if (burden != desk.watch.burdens.cend())
        desk.watch.steadiness.note(agent, burden->sum, limitsOf(desk, agent), now);
}

void noteBounds(DeskState &desk, Ms now)
{
    const QList<AgentId> agents = desk.watch.burdens.keys();
    for (const AgentId &agent : agents)
        noteBound(desk, agent, now);
}

allocation::Limits limitsOf(const DeskState &desk, const AgentId &agent)
{
    const DeskConfig &config = desk.config;
    const std::optional<double> byHand = desk.table.agents.value(agent).bound;
    const auto own = std::ranges::find(config.agentLimits, agent, &AgentLimits::agent);
    const AgentLimits limits = own == config.agentLimits.cend() ? AgentLimits() : *own;
    return {Load::of(byHand.value_or(limits.bound.value_or(config.bound))),
            limits.hardCap.value_or(config.hardCap)};
}

} // namespace sermo::desk
