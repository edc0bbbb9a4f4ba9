// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/announce.h"

#include "broker/desk/phrases.h"
#include "broker/desk/platformwords.h"
#include "broker/desk/reasons.h"
#include "broker/desk/reduce.h"
#include "broker/protocol/eventbody.h"
#include "broker/protocol/timestamp.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

constexpr Ms AtMostEach{1'000}; // numbers and queue states (contract 5)
// To walk a line of thousands takes milliseconds, and all of them may come back within seconds.
constexpr qsizetype LongLine = 64;
constexpr Ms RestOfLongLine{250};

Phrases phrasesFor(const DeskState &desk, const Session &session)
{
    const Platform *platform = desk.config.platform(session.platform);
    return Phrases::in(platform ? platform->language : QString());
}

Emission said(EventFrame frame)
{
    return {std::move(frame), 0, false};
}

EventFrame info(const Session &session, const QString &text)
{
    return compose(Direction::Outbound, session.user, event::Info{.text = text});
}

EventFrame placed(const DeskState &desk, const Session &session)
{
    const Queue *queue = desk.config.queue(session.queue);
    const QString name = queue && !queue->name.isEmpty() ? queue->name : session.queue.value();
    return info(session, phrasesFor(desk, session).placedInQueue(name));
}

EventFrame left(const DeskState &desk, const Session &session)
{
    const QString name = desk.table.agents.value(session.agent).name;
    return info(session, phrasesFor(desk, session).agentLeft(name));
}

StateTold stateAt(const DeskState &desk, const Session &session, std::optional<int> position)
{
    const bool isHeld = session.stage == Stage::Assigned || session.stage == Stage::BotClosing;
    return {session.stage,
            session.queue,
            position,
            isHeld ? session.agent : AgentId(),
            session.stageSinceMs,
            hidesPreview(desk, session)};
}

EventFrame composed(const Session &session, const StateTold &state)
{
    return compose(Direction::Internal, session.user,
                   event::SessionState{.state = wireName(state.stage),
                                       .queue = state.queue,
                                       .position = state.position,
                                       .agent = state.holder,
                                       .since = QString::fromLatin1(toTimestamp(state.sinceMs)),
                                       .hidesPreview = state.hidesPreview});
}

//! Places in line change in droves, so they wait for a second; all else is told at once.
bool movedUpOnly(const StateTold &told, StateTold state)
{
    const bool hasPlaces = told.position && state.position;
    state.position = told.position;
    return hasPlaces && told == state;
}

std::optional<Ms> tellPlace(DeskState &desk, const Session &session, std::optional<int> position,
                            Instant now, Emissions &out)
{
    Beside &beside = desk.beside[session.user];
    const StateTold state = stateAt(desk, session, position);
    if (beside.state == state)
        return std::nullopt;
    const Ms earliest = beside.stateAt + AtMostEach;
    if (beside.state && movedUpOnly(*beside.state, state) && now.steady < earliest)
        return earliest;
    beside.state = state;
    beside.stateAt = now.steady;
    out.append(said(composed(session, state)));
    return std::nullopt;
}

//! What he was told once only ever falls: the least of what was found (allocation.md, 3).
std::optional<ExpectedWait> waitToTell(DeskState &desk, const Session &session, int number, Ms now)
{
    Beside &beside = desk.beside[session.user];
    auto wait = expectedWait(desk, session.queue, number, now);
    if (!wait)
        return std::nullopt;
    if (beside.waitTold && beside.waitTold->likely < wait->likely)
        wait = beside.waitTold;
    beside.waitTold = wait;
    return wait;
}

std::optional<Ms> tellNumber(DeskState &desk, const Session &session, std::optional<int> number,
                             Instant now, Emissions &out)
{
    Beside &beside = desk.beside[session.user];
    if (beside.number == number || !desk.config.announce)
        return std::nullopt;
    // First the queue, then the number in it (seed, standard scenario, 7 and 8).
    const std::optional<Ms> last = std::max(beside.placedAt, beside.numberAt);
    if (number && last && now.steady < *last + AtMostEach)
        return *last + AtMostEach;
    beside.number = number;
    if (number) {
        beside.numberAt = now.steady;
        out.append(
            said(queueNumber(session, *number, waitToTell(desk, session, *number, now.steady))));
    }
    return std::nullopt;
}

std::optional<Ms> tellQueue(DeskState &desk, const QueueId &queue, const QueueTold &state,
                            Emissions &out, Instant now)
{
    const QueueTold told = desk.queues.value(queue);
    if (told.waiting == state.waiting && told.first == state.first)
        return std::nullopt;
    if (desk.queues.contains(queue) && now.steady < told.at + AtMostEach)
        return told.at + AtMostEach;
    desk.queues.insert(queue, state);
    out.append(said(queueState(desk, queue, now)));
    return std::nullopt;
}

//! Calls `visit(session, position)` for all in a line, in its order.
template <typename Visit>
void eachInLine(const DeskState &desk, const QueueId &queue, Visit visit)
{
    int next = 1;
    for (const Session *session : line(desk.table, queue))
        visit(*session, isParked(desk, session->user) ? std::nullopt : std::optional(next++));
}

void count(QueueTold &state, const Session &session, std::optional<int> position)
{
    state.waiting = position.value_or(state.waiting);
    if (position == 1)
        state.first = session.user;
}

QueueTold queueAt(const DeskState &desk, const QueueId &queue, Ms at)
{
    QueueTold state{0, {}, at};
    eachInLine(desk, queue, [&state](const Session &session, std::optional<int> position) {
        count(state, session, position);
    });
    return state;
}

//! What is about to be moved on by us is not shown in between.
bool isMovedOn(const DeskState &desk, const Session &session)
{
    const auto beside = desk.beside.constFind(session.user);
    return (beside != desk.beside.cend() && beside->isAsking(session.lastControl))
        || desk.giving.contains(session.user);
}

} // namespace

Emissions announce(const DeskState &desk, const SessionChange &change, Instant now)
{
    const Session *session = desk.table.find(change.user);
    if (!session || !change.moved || !desk.config.announce)
        return {};
    if (session->stage == Stage::Queued && change.fromQueue != session->queue)
        return {said(placed(desk, *session))};
    if (session->stage == Stage::Done && change.from != Stage::Done)
        return {said(left(desk, *session))};
    const bool talksToBot = change.platformTold && session->stage == Stage::Bot;
    if (talksToBot && isClosed(desk, session->platform, now.wallMs))
        return {said(platformClosed(desk, *session, now.wallMs))};
    return {};
}

void tellState(DeskState &desk, const Session &session, Instant now, Emissions &out)
{
    tellPlace(desk, session, std::nullopt, now, out);
    desk.beside[session.user].number.reset();
}

std::optional<Ms> tellLine(DeskState &desk, const QueueId &queue, Instant now, Emissions &out)
{
    std::optional<Ms> due;
    QueueTold state{0, {}, now.steady};
    qsizetype length = 0;
    eachInLine(desk, queue, [&](const Session &session, std::optional<int> position) {
        ++length;
        count(state, session, position);
        if (isMovedOn(desk, session))
            return;
        due = earlier(due, tellPlace(desk, session, position, now, out));
        due = earlier(due, tellNumber(desk, session, position, now, out));
    });
    if (length > LongLine)
        desk.lineRests.insert(queue, now.steady + RestOfLongLine);
    else
        desk.lineRests.remove(queue);
    return earlier(due, tellQueue(desk, queue, state, out, now));
}

std::optional<Ms> lineRestsUntil(const DeskState &desk, const QueueId &queue, Instant now)
{
    const auto until = desk.lineRests.constFind(queue);
    return until != desk.lineRests.cend() && now.steady < *until ? std::optional(*until)
                                                                 : std::nullopt;
}

void settle(DeskState &desk)
{
    for (const UserId &user : desk.table.open)
        desk.beside[user].state = stateAt(desk, *desk.table.find(user), std::nullopt);
    for (auto it = desk.table.lines.cbegin(); it != desk.table.lines.cend(); ++it) {
        eachInLine(desk, it.key(), [&desk](const Session &session, std::optional<int> position) {
            Beside &beside = desk.beside[session.user];
            beside.state = stateAt(desk, session, position);
            beside.number = position;
        });
        desk.queues.insert(it.key(), queueAt(desk, it.key(), desk.start.steady));
    }
}

std::optional<int> positionOf(const DeskState &desk, const Session &session)
{
    if (session.stage != Stage::Queued || isParked(desk, session.user))
        return std::nullopt;
    int position = 1;
    for (const UserId &user : desk.table.lines.value(session.queue)) {
        if (user == session.user)
            return position;
        position += isParked(desk, user) ? 0 : 1;
    }
    return std::nullopt;
}

QHash<UserId, int> positions(const DeskState &desk)
{
    QHash<UserId, int> all;
    for (auto it = desk.table.lines.cbegin(); it != desk.table.lines.cend(); ++it) {
        eachInLine(desk, it.key(), [&all](const Session &session, std::optional<int> position) {
            if (position)
                all.insert(session.user, *position);
        });
    }
    return all;
}

int waitingIn(const DeskState &desk, const QueueId &queue)
{
    return queueAt(desk, queue, {}).waiting;
}

std::optional<ExpectedWait> expectedWait(const DeskState &desk, const QueueId &queue, int place,
                                         Ms now)
{
    const auto known = desk.throughput.constFind(queue);
    std::optional<double> rate;
    if (known != desk.throughput.cend())
        rate = known->perSecond(now);
    if (!rate) {
        const auto staff = std::ranges::count_if(desk.table.agents, [&](const AgentRecord &agent) {
            return isWorking(desk, agent, queue);
        });
        rate = double(staff) * Throughput::UsualPerAgentHour / 3600;
    }
    return *rate > 0 ? std::optional(ExpectedWait::of(place, *rate)) : std::nullopt;
}

EventFrame sessionState(const DeskState &desk, const Session &session, std::optional<int> position)
{
    return composed(session, stateAt(desk, session, position));
}

EventFrame queueState(const DeskState &desk, const QueueId &queue, Instant now)
{
    int waiting = 0;
    qint64 longestMs = 0;
    eachInLine(desk, queue, [&](const Session &session, std::optional<int> position) {
        if (!position)
            return;
        waiting = *position;
        longestMs = std::max(longestMs, now.wallMs - session.enteredMs);
    });
    const Queue *known = desk.config.queue(queue);
    event::QueueState state{.queue = queue,
                            .waiting = waiting,
                            .longestWaitSeconds = longestMs / 1000,
                            .expectedWaitSeconds = {},
                            .expectedWaitMostSeconds = {},
                            .name = known ? known->name : QString()};
    if (const auto wait = expectedWait(desk, queue, waiting, now.steady)) {
        state.expectedWaitSeconds = wait->likely;
        state.expectedWaitMostSeconds = wait->most;
    }
    return compose(Direction::Internal, {}, state);
}

EventFrame queueNumber(const Session &session, int number, std::optional<ExpectedWait> wait)
{
    event::QueueNumber told;
    told.queueNumber = number;
    if (wait) {
        const ExpectedWait minutes = wait->inMinutes();
        told.expectedWaitSeconds = minutes.likely;
        told.expectedWaitMostSeconds = minutes.most;
    }
    return compose(Direction::Outbound, session.user, told);
}

EventFrame agentStatus(const AgentRecord &record)
{
    return compose(Direction::Internal, {},
                   event::AgentStatus{.agent = record.id,
                                      .status = record.status,
                                      .name = record.name,
                                      .queues = record.queues,
                                      .bound = record.bound});
}

EventFrame platformStatusOf(const DeskState &desk, const Platform &platform)
{
    return compose(
        Direction::Internal, {},
        event::PlatformStatus{.platform = platform.id,
                              .status = desk.table.platforms.value(platform.id, platform::ByHours),
                              .queue = platform.queue,
                              .brand = platform.brand});
}

EventFrame cannedReply(const QString &shortcut, const QString &text)
{
    return compose(
        Direction::Internal, {},
        event::CannedReply{.agent = {}, .shortcut = shortcut, .text = text, .removed = false});
}

} // namespace sermo::desk
