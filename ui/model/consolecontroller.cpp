// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/consolecontroller.h"

#include "ui/model/assignedqueues.h"
#include "ui/model/drafts.h"
#include "ui/model/presentedsession.h"
#include "ui/model/refusalwords.h"
#include "ui/model/waitingmodel.h"

#include <algorithm>
#include <utility>

namespace sermo::model
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto HeartbeatEvery = 30s; // seed, application_heartbeat

QString wireName(ConsoleController::BotTask task)
{
    return task == ConsoleController::BotTask::EndSession ? u"end_session"_s : u"confirm_present"_s;
}

} // namespace

ConsoleController::ConsoleController(SessionStore &store, EventLink &link, Drafts &drafts,
                                     const Clock &clock, Identity identity, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_link(link)
    , m_drafts(drafts)
    , m_clock(clock)
    , m_identity(std::move(identity))
    , m_eyes(store, link, m_identity.id)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ConsoleController::advance);
    connect(&link, &EventLink::stateChanged, this, &ConsoleController::handleLinkState);
    connect(&link, &EventLink::framesReceived, this, &ConsoleController::handleFrames);
    connect(&store, &SessionStore::welcomed, this, &ConsoleController::handleWelcome);
    connect(&store, &SessionStore::forgotten, &drafts, &Drafts::forget);
    // Later: it is the link that is speaking.
    connect(&store, &SessionStore::outdated, this, &ConsoleController::startAnew,
            Qt::QueuedConnection);
    connect(&store, &SessionStore::refused, this, &ConsoleController::handleRefused);
    connect(&store, &SessionStore::acknowledged, this,
            [this](const EventId &id) { m_asked.remove(id); });
    connect(&store, &SessionStore::storageTroubleChanged, this, [this](const QString &why) {
        if (why.isEmpty() && m_isStatusRefused)
            sayStatus(); // it could not be kept; now it can
    });
    connect(&store, &SessionStore::claimLost, this, &ConsoleController::handleClaimLost);
    connect(&store, &SessionStore::sessionsChanged, this, &ConsoleController::noteHolding);
    connect(&store, &SessionStore::caughtUp, this, [this] {
        forgetDraftsOfTheGone();
        // Not before: a supervisor's word on his queues, said while this desk was away, would be
        // taken back by it.
        if (m_statusEvent.isEmpty() && m_link.state() == EventLink::State::Online)
            sayStatus();
    });
    const auto *queues = new AssignedQueues(store, m_identity.id, this);
    connect(queues, &AssignedQueues::changed, this,
            [this](const QString &text) { emit noticed({}, text); });
    connect(&store, &SessionStore::previewChanged, this, &ConsoleController::notePreview);
    forgetDraftsThatWereSaid();
}

ConsoleController::~ConsoleController() = default;

bool ConsoleController::holds(const UserId &user) const
{
    const desk::Session *session = m_store.session(user);
    return session && session->stage == desk::Stage::Assigned && session->agent == m_identity.id;
}

bool ConsoleController::isLent(const UserId &user) const
{
    const desk::Session *session = m_store.session(user);
    return session && session->stage == desk::Stage::BotClosing && session->agent == m_identity.id;
}

void ConsoleController::claim(const UserId &user, bool force)
{
    if (m_link.state() != EventLink::State::Online) {
        // Not kept for later: by then a colleague may have talked to him for minutes.
        emit noticed(user, tr("There is no connection to the broker"));
        return;
    }
    m_wanted.insert(user);
    ask(user, event::ClaimSession{m_identity.id, force, {}});
}

void ConsoleController::claimNext()
{
    const desk::Session *next = nullptr;
    for (const UserId &user : m_store.waiting()) {
        const desk::Session *session = m_store.session(user);
        if (session && mayClaim(*session)
            && (!next
                || std::pair(session->lineClass, session->enteredMs)
                    < std::pair(next->lineClass, next->enteredMs)))
            next = session;
    }
    if (next)
        claim(next->user);
    else
        emit noticed({}, tr("Nobody is waiting"));
}

bool ConsoleController::mayClaim(const desk::Session &session) const
{
    const auto self = m_store.table().agents.constFind(m_identity.id);
    if (self != m_store.table().agents.cend() && !self->serves(session.queue))
        return false;
    const bool keptForAnother = !session.keptFor.isEmpty() && session.keptFor != m_identity.id
        && m_clock.now().wallMs < session.enteredMs + PlaceKeptMs;
    return !keptForAnother && !m_store.live(session.user).parked;
}

void ConsoleController::done(const UserId &user)
{
    sendHeld(user); // said before
    ask(user, event::AgentDone{});
}

void ConsoleController::transferToQueue(const UserId &user, const QueueId &queue,
                                        const QString &note)
{
    sendHeld(user); // said before
    ask(user, event::HandoverToQueue{queue, {}, note});
}

void ConsoleController::transferToAgent(const UserId &user, const AgentId &agent,
                                        const QString &note)
{
    sendHeld(user); // said before
    ask(user, event::HandoverToAgent{agent, note});
}

//! Kept for later it would answer an offer that has long lapsed.
void ConsoleController::decline(const UserId &user)
{
    if (m_link.state() == EventLink::State::Online)
        ask(user, event::Note{m_identity.id, tr("Declined the transfer"), u"declined"_s});
}

void ConsoleController::takeBack(const UserId &user)
{
    ask(user, event::HandoverToAgent{m_identity.id, {}}); // offered to himself: to nobody else
}

void ConsoleController::handToBot(const UserId &user, BotTask task)
{
    sendHeld(user); // said before
    ask(user, event::HandoverToBot{m_identity.id, speaker(), wireName(task)});
}

void ConsoleController::end(const UserId &user, const QString &reasonText)
{
    sendHeld(user); // said before
    ask(user, event::EndSession{reasonText, {}}, Direction::Outbound);
}

void ConsoleController::retry(const EventId &message)
{
    if (!m_store.retry(message))
        return;
    if (const Outbox::Entry *entry = m_store.outbox().find(message))
        m_link.send(entry->frame.bytes());
}

void ConsoleController::discard(const EventId &message)
{
    m_store.discard(message);
}

void ConsoleController::advance()
{
    const auto now = m_clock.now().steady;
    const QList<UserId> due = m_held.due(now);
    for (const UserId &user : due)
        sendHeld(user); // offline too: it is the outbox that waits for a connection
    if (m_link.state() == EventLink::State::Online) {
        for (const Composers::Saying &saying : m_composers.due(now))
            pass(saying);
        if (now - m_lastBeat >= HeartbeatEvery)
            sayAlive();
    }
    wake(now);
}

void ConsoleController::wake(std::chrono::milliseconds now)
{
    std::optional<std::chrono::milliseconds> next = m_held.nextWake();
    if (m_link.state() == EventLink::State::Online) {
        const auto beat = m_lastBeat + HeartbeatEvery;
        next = std::min({beat, m_composers.nextWake(now).value_or(beat), next.value_or(beat)});
    }
    if (next)
        m_timer.start(std::max(*next - now, std::chrono::milliseconds(1)));
    else
        m_timer.stop();
}

void ConsoleController::handleRefused(const EventId &id, const QString &code,
                                      const QString &message)
{
    if (id == m_statusEvent)
        return handleStatusRefused(code, message);
    if (!m_asked.contains(id))
        return; // a text or note: its line says Failed, and why
    const Asked asked = m_asked.take(id);
    if (asked.type == EventType::ClaimSession)
        m_wanted.remove(asked.user);
    const bool noBot = asked.type == EventType::HandoverToBot && holds(asked.user)
        && code == sermo::wireName(ErrorCode::WrongState);
    emit noticed(asked.user, noBot ? tr("No bot is available") : refusalText(code, message));
}

void ConsoleController::handleClaimLost(const UserId &user, const AgentId &claimedBy)
{
    m_wanted.remove(user);
    emit noticed(
        user,
        tr("%1 was first: %2 is taken").arg(m_store.agentName(claimedBy), customerName(user)));
}

QString ConsoleController::customerName(const UserId &user) const
{
    const desk::Session *session = m_store.session(user);
    return session ? displayName(*session) : visitorName(user);
}

void ConsoleController::noteHolding(const QSet<UserId> &users)
{
    for (const UserId &user : users) {
        if (const desk::Session *session = m_store.session(user);
            session && session->stage == desk::Stage::Ended)
            m_drafts.forget(user);
        const bool isHeld = holds(user);
        if (m_mine.contains(user) == isHeld)
            continue;
        if (isHeld) {
            m_mine.insert(user);
            emit claimed(user);
        } else {
            m_mine.remove(user);
            m_wanted.remove(user);
            m_composers.forget(user);
            if (m_store.session(user))
                sendHeld(user); // it was said while he had him
            else
                (void)recall(user); // erased: there is nobody to say it to
            emit released(user);
        }
    }
}

//! What was held was a draft until it left. A desk that was killed right then finds it in both
//! files, and it must not stand in the composer to be said a second time.
void ConsoleController::forgetDraftsThatWereSaid()
{
    const auto entries = m_store.outbox().entries();
    for (const Outbox::Entry &entry : entries) {
        const EventBody body = decode(entry.frame);
        const auto *said = std::get_if<event::Text>(&body);
        const UserId user = entry.frame.user();
        if (said && said->text.trimmed() == m_drafts.text(user).trimmed())
            m_drafts.setText(user, {});
    }
}

void ConsoleController::forgetDraftsOfTheGone()
{
    const auto users = m_drafts.users();
    for (const UserId &user : users) {
        const desk::Session *session = m_store.session(user);
        if (!session || session->stage == desk::Stage::Ended)
            m_drafts.forget(user);
    }
}

void ConsoleController::notePreview(const UserId &user)
{
    if (m_store.live(user).preview.isEmpty())
        m_composers.customerStopped(user);
    else
        m_composers.customerTyped(user, m_clock.now().steady);
    if (m_mine.contains(user))
        advance();
}

void ConsoleController::ask(const UserId &user, const EventBody &body, Direction direction)
{
    const EventId id = makeEventId();
    const EventFrame frame = compose(direction, user, body, id);
    if (trySubmit(frame))
        m_asked.insert(id, {user, frame.type()});
}

bool ConsoleController::trySubmit(const EventFrame &frame)
{
    if (!fits(frame))
        return false;
    m_store.enqueue(frame, m_clock.now().wallMs);
    m_link.send(frame.bytes()); // offline: sent with the next `welcome`
    return true;
}

void ConsoleController::pass(const Composers::Saying &saying)
{
    switch (saying.what) {
    case Composers::Saying::What::TypingOn:
        m_link.send(
            compose(Direction::Outbound, saying.user, event::TypingOn{{}, {}, speaker()}).bytes());
        return;
    case Composers::Saying::What::TypingOff:
        m_link.send(compose(Direction::Outbound, saying.user, event::TypingOff{}).bytes());
        return;
    case Composers::Saying::What::Draft: {
        const event::Draft draft{m_identity.id, saying.text};
        const EventFrame frame = compose(Direction::Internal, saying.user, draft);
        if (frame.bytes().size()
            <= EventFrame::MaxBytes) // it only passes: an endless one is not shown
            m_link.send(frame.bytes());
        return;
    }
    }
}

event::Speaker ConsoleController::speaker() const
{
    return {m_identity.id.value(), m_identity.name, u"human"_s, m_identity.avatarId, {}};
}

} // namespace sermo::model
