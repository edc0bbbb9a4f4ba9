// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/pipeline.h"

#include "broker/desk/routing.h"
#include "broker/desk/sendernames.h"
#include "broker/protocol/eventbody.h"
#include "broker/protocol/masking.h"
#include "broker/server/imageledger.h"
#include "broker/server/tokens.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker.pipeline")

//! An event that went stale this often is in a fight that it does not win.
constexpr int MaxAttempts = 16;

constexpr QLatin1StringView UserLane("user ");
const QString BeingErased = u"this customer is being erased"_s;

//! Whether what comes behind it must wait for its commit. What is said to a customer moves nothing,
//! though the table names `text` once for both directions: a bot may say much in one breath.
bool moves(const EventFrame &frame)
{
    const bool isSaid = frame.type() == EventType::Text && frame.direction() == Direction::Outbound;
    return !isSaid && !frame.user().isEmpty() && info(frame.type()).movesSession;
}

} // namespace

Pipeline::Pipeline(store::EventLog &log, desk::Desk &desk, const Clock &clock, Metrics &metrics,
                   QObject *parent, store::Cluster *cluster)
    : QObject(parent)
    , m_log(log)
    , m_desk(desk)
    , m_clock(clock)
    , m_metrics(metrics)
    , m_cluster(cluster)
{
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, &Pipeline::tick);
    connect(&m_log, &store::EventLog::appended, this, &Pipeline::handleOutcomes);
    connect(&m_log, &store::EventLog::arrived, this, &Pipeline::handleArrived);
    if (m_cluster)
        connect(m_cluster, &store::Cluster::leads, this, &Pipeline::handleLead);
}

void Pipeline::submit(Peer *origin, const desk::Sender &sender, const EventFrame &frame)
{
    enqueue({origin, sender, frame, {}, {}, 0});
}

void Pipeline::submit(const desk::Sender &sender, const EventFrame &frame, Done done)
{
    Submission submission{nullptr, sender, frame, {}, {}, 0};
    submission.done = std::move(done);
    enqueue(std::move(submission));
}

void Pipeline::enqueue(Submission submission)
{
    if (isSealed(submission.frame.user()) && submission.sender.role != Role::Desk)
        return answerError(submission, ErrorCode::UnknownUser, BeingErased);
    const QString name = laneOf(submission);
    const auto lane = m_lanes.find(name);
    if (lane == m_lanes.end())
        return start(std::move(submission)); // nothing of his is on its way: nothing to wait for
    lane->waiting.push_back(std::move(submission));
    ++m_waiting;
    pump(name);
}

QString Pipeline::laneOf(const Submission &submission)
{
    const UserId &user = submission.frame.user();
    return user.isEmpty() ? u"key "_s + submission.sender.name : laneOf(user);
}

QString Pipeline::laneOf(const UserId &user)
{
    return UserLane + user.value();
}

void Pipeline::seal(const UserId &user, std::function<void()> quiet)
{
    m_sealed[user] = std::move(quiet);
    const auto lane = m_lanes.find(laneOf(user));
    if (lane == m_lanes.end())
        return tellQuiet(user);
    const std::deque<Submission> waiting = std::exchange(lane->waiting, {});
    m_waiting -= qsizetype(waiting.size());
    for (const Submission &submission : waiting)
        answerError(submission, ErrorCode::UnknownUser, BeingErased);
    pump(laneOf(user));
}

void Pipeline::unseal(const UserId &user)
{
    m_sealed.remove(user);
}

//! Later: not out of the middle of what was just done.
void Pipeline::tellQuiet(const UserId &user)
{
    if (!isSealed(user))
        return;
    const auto tell = [this, user] {
        const auto quiet = m_sealed.value(user);
        if (quiet && !m_lanes.contains(laneOf(user)))
            quiet();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

bool Pipeline::mayStart(const Lane &lane, const Submission &next)
{
    // A passing event is told at once, so it must not overtake what still waits for its commit.
    return lane.inFlight == 0 || (lane.moversInFlight == 0 && next.frame.envelope().isStored());
}

void Pipeline::pump(const QString &name)
{
    // Starting one may end in this function again and remove the lane: look it up each time.
    for (;;) {
        const auto lane = m_lanes.find(name);
        if (lane == m_lanes.end())
            return;
        if (lane->waiting.empty()) {
            if (lane->inFlight == 0) {
                m_lanes.erase(lane);
                if (!m_sealed.isEmpty())
                    tellQuiet(UserId(name.mid(UserLane.size())));
            }
            return;
        }
        if (!mayStart(*lane, lane->waiting.front()))
            return;
        Submission next = std::move(lane->waiting.front());
        lane->waiting.pop_front();
        --m_waiting;
        start(std::move(next));
    }
}

SenderName Pipeline::ownerOf(const UserId &user) const
{
    const SenderName owner = m_desk.table().ownerOf(user);
    const bool isNew = owner.isEmpty() && m_isCustomer && m_isCustomer(user);
    return isNew ? customer(user, {}).name : owner;
}

void Pipeline::start(Submission submission)
{
    const Envelope &envelope = submission.frame.envelope();
    if (const auto refused = desk::refusal(submission.sender, envelope, ownerOf(envelope.user)))
        return answerError(submission, refused->code, refused->message);
    if (const auto refused
        = m_images ? m_images->refusal(submission.sender, submission.frame) : std::nullopt)
        return answerError(submission, refused->code, refused->message);

    if (envelope.direction == Direction::Inbound
        && m_desk.masks(envelope.user, submission.sender.platform))
        submission.frame = masked(submission.frame);
    submission.verdict = m_desk.judge(submission.sender, submission.frame, m_clock.now());
    if (!envelope.isStored())
        return pass(submission);
    if (submission.verdict.kind == desk::Verdict::Kind::Accept)
        return ask(std::move(submission), store::AppendRequest::Kind::Append);
    // It may be a repetition of one that was welcome then: the same `id` gets the same answer.
    if (!envelope.id.isEmpty())
        return ask(std::move(submission), store::AppendRequest::Kind::LookUp);
    answerVerdict(submission);
}

void Pipeline::pass(const Submission &submission)
{
    if (submission.verdict.kind != desk::Verdict::Kind::Accept)
        return answerVerdict(submission);
    m_metrics.countEvent(submission.frame.type(), submission.frame.direction());
    if (!isHidden(submission)) {
        emit passedHere(submission.frame);
        emit passed(submission.frame, submission.origin);
    }
    answerAck(submission, std::nullopt);
    notice(submission);
}

//! What a customer types goes to nobody where the configuration says so, his other tabs included.
bool Pipeline::isHidden(const Submission &submission) const
{
    return submission.frame.type() == EventType::TypingOn
        && submission.frame.direction() == Direction::Inbound
        && m_desk.hidesPreview(submission.frame.user(), submission.sender.platform);
}

//! What the desk learns of an event that passed. Its body is read only where it is in it.
void Pipeline::notice(const Submission &submission)
{
    const EventFrame &frame = submission.frame;
    switch (frame.type()) {
    case EventType::ApplicationHeartbeat:
        if (submission.sender.role == Role::Bot)
            see(desk::seen::BotBeat{
                submission.sender.name,
                std::get<event::ApplicationHeartbeat>(decode(frame)).available});
        return;
    case EventType::Heartbeat:
        return see(
            desk::seen::LinkBeat{frame.user(), std::get<event::Heartbeat>(decode(frame)).hidden});
    case EventType::TypingOn:
        return see(desk::seen::Typing{frame.user(), frame.direction() == Direction::Inbound});
    default:
        return;
    }
}

void Pipeline::ask(Submission submission, store::AppendRequest::Kind kind)
{
    store::AppendRequest request;
    request.ticket = m_nextTicket++;
    request.kind = kind;
    request.sender = submission.sender.name;
    request.frame = submission.frame;
    const bool isMover = moves(submission.frame);
    if (submission.emission ? submission.emission->conditional : isMover)
        request.condition
            = store::AppendRequest::Condition{submission.frame.user(), submission.verdict.basedOn};

    if (m_images && kind == store::AppendRequest::Kind::Append)
        m_images->note(submission.frame);

    Lane &lane = m_lanes[laneOf(submission)];
    ++lane.inFlight;
    lane.moversInFlight += isMover ? 1 : 0;
    submission.asked = m_clock.now().steady;
    m_inFlight.insert(request.ticket, submission);
    // One call for all that comes in one loop round: one transaction, one fsync.
    if (m_requests.isEmpty())
        QMetaObject::invokeMethod(this, &Pipeline::flushRequests, Qt::QueuedConnection);
    m_requests.append(request);
}

void Pipeline::flushRequests()
{
    m_log.append(std::exchange(m_requests, {}));
}

void Pipeline::handleOutcomes(const QList<store::AppendOutcome> &outcomes)
{
    for (const store::AppendOutcome &outcome : outcomes)
        handleOutcome(outcome);
    rearm();
    if (isIdle())
        emit idle();
}

void Pipeline::handleOutcome(const store::AppendOutcome &outcome)
{
    using Kind = store::AppendOutcome::Kind;
    const auto found = m_inFlight.find(outcome.ticket);
    if (found == m_inFlight.end())
        return;
    Submission submission = std::move(*found);
    m_inFlight.erase(found);
    const QString name = laneOf(submission);
    Lane &lane = m_lanes[name];
    --lane.inFlight;
    lane.moversInFlight -= moves(submission.frame) ? 1 : 0;

    switch (outcome.kind) {
    case Kind::Stored:
        handleStored(submission, outcome.event);
        break;
    case Kind::Known:
        answerAck(submission, outcome.event.seq);
        break;
    case Kind::NotFound:
        answerVerdict(submission);
        break;
    case Kind::Stale:
        handleStale(std::move(submission), outcome.event.seq);
        break;
    case Kind::Failed:
        answerError(submission, ErrorCode::StorageUnavailable, u"the event could not be stored"_s);
        break;
    }
    pump(name);
}

void Pipeline::handleStored(const Submission &submission, const StoredEvent &event)
{
    emit folding(event.seq);
    const QList<desk::Emission> emissions = m_desk.committed(event, m_clock.now());
    m_metrics.countEvent(event.frame.type(), event.frame.direction());
    m_metrics.countCommit(m_clock.now().steady - submission.asked);
    emit stored(event, submission.origin);
    answerAck(submission, event.seq);
    follow(emissions);
    afterStored(submission);
}

void Pipeline::afterStored(const Submission &submission)
{
    // Another network has no sockets here: its user is there whenever it speaks.
    if (submission.sender.role == Role::Channel
        && submission.frame.direction() == Direction::Inbound)
        overhear(desk::seen::LinkUp{submission.frame.user(), {}});
}

void Pipeline::handleStale(Submission submission, Seq lastControl)
{
    if (submission.emission)
        return; // the desk has heard what came between, and has a better idea by now
    if (++submission.attempts > MaxAttempts) {
        qCWarning(lc) << "an event was overtaken" << MaxAttempts
                      << "times:" << submission.frame.envelope().typeName;
        return answerError(submission, ErrorCode::StorageUnavailable,
                           u"too much at once: send it again"_s);
    }
    submission.verdict = m_desk.judge(submission.sender, submission.frame, m_clock.now());
    if (submission.verdict.kind != desk::Verdict::Kind::Accept) {
        if (!submission.frame.id().isEmpty())
            return ask(std::move(submission), store::AppendRequest::Kind::LookUp);
        return answerVerdict(submission);
    }
    // The judgement knows everything up to the desk's last event, so it holds for that number too.
    if (lastControl <= m_desk.table().lastSeq)
        submission.verdict.basedOn = lastControl;
    ask(std::move(submission), store::AppendRequest::Kind::Append);
}

void Pipeline::follow(const QList<desk::Emission> &emissions)
{
    if (m_hushed)
        return;
    const bool acts = !m_cluster || m_cluster->isLeading();
    for (const desk::Emission &emission : emissions) {
        // As if the log did not take it: it is wanted until another broker's is in the log.
        if (!acts && emission.frame.envelope().isStored())
            continue;
        if (isSealed(emission.frame.user()) && emission.frame.envelope().isStored())
            continue;
        if (!emission.frame.envelope().isStored()) {
            m_metrics.countEvent(emission.frame.type(), emission.frame.direction());
            emit passed(emission.frame, nullptr);
            continue;
        }
        Submission own;
        own.sender = desk::theDesk();
        own.frame = emission.frame;
        own.emission = emission;
        own.verdict.basedOn = emission.basedOn;
        ask(std::move(own), store::AppendRequest::Kind::Append);
    }
}

void Pipeline::tick()
{
    if (m_hushed)
        return;
    const Instant now = m_clock.now();
    const auto due = m_desk.nextWake();
    if (due && *due <= now.steady)
        follow(m_desk.tick(now));
    rearm();
}

void Pipeline::rearm()
{
    const auto due = m_desk.nextWake();
    if (!due || m_hushed)
        return m_wake.stop();
    const auto wanted = std::clamp(*due - m_clock.now().steady, std::chrono::milliseconds(1),
                                   std::chrono::milliseconds(60'000));
    // Asked after each event: one that wakes us too early is cheaper than one set anew each time.
    if (!m_wake.isActive() || m_wake.remainingTimeAsDuration() > wanted)
        m_wake.start(wanted);
}

void Pipeline::hush()
{
    m_hushed = true;
    m_wake.stop();
}

} // namespace sermo::server
