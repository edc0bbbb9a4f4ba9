// SPDX-License-Identifier: GPL-3.0-or-later
// The connection: what is told over each new one, the agent's status first, and what is not kept
// for the next.
#include "ui/model/agentstatus.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/refusalwords.h"

#include <utility>

namespace sermo::model
{

void ConsoleController::start()
{
    m_link.open(m_store.resume());
}

void ConsoleController::stop()
{
    sendAllHeld();
    setStatus(Status::Offline);
    m_timer.stop();
    m_link.close();
}

void ConsoleController::setStatus(Status status)
{
    if (m_status == status)
        return;
    m_status = status;
    if (!m_statusEvent.isEmpty()) // else it is said once this connection has caught up
        sayStatus();
    emit statusChanged(status);
}

void ConsoleController::handleFrames(const QList<QByteArray> &frames)
{
    m_store.apply(frames);
    m_link.setResume(m_store.resume());
}

void ConsoleController::handleLinkState(EventLink::State state)
{
    if (state == EventLink::State::Online)
        return; // its `welcome` is what counts
    m_store.discard(std::exchange(m_statusEvent, {})); // an older one must not overtake the present
    m_composers.linkLost();
    dropClaims();
    wake(m_clock.now().steady);
}

//! Sent again after the outage it would take a customer from whoever has talked to him since. If
//! the broker did hear it, the replay says so.
void ConsoleController::dropClaims()
{
    const QHash<EventId, Asked> asked = m_asked;
    for (auto one = asked.cbegin(); one != asked.cend(); ++one) {
        if (one->type != EventType::ClaimSession || isLent(one->user))
            continue; // his own, back from the bot: his words to him come after it
        m_asked.remove(one.key());
        if (!m_store.outbox().find(one.key()))
            continue; // answered: somebody else was first
        m_store.discard(one.key());
        m_wanted.remove(one->user);
        emit noticed(one->user,
                     tr("The connection was lost: whether %1 is yours will show once it is back")
                         .arg(customerName(one->user)));
    }
}

void ConsoleController::handleWelcome()
{
    m_store.discard(std::exchange(m_statusEvent, {}));
    for (const EventFrame &frame : m_store.outbox().unanswered())
        m_link.send(frame.bytes());
    sayAlive();
    advance();
}

//! What we remember may be of somebody who was erased meanwhile: we learn all of it anew.
void ConsoleController::startAnew()
{
    m_link.close();
    m_link.open(m_store.resume());
}

void ConsoleController::sayStatus()
{
    m_store.discard(m_statusEvent);
    m_statusEvent = makeEventId();
    m_isStatusRefused = false;
    // His queues as they were set, by whomever: without them it would be all.
    const auto queues = m_store.table().agents.value(m_identity.id).queues;
    const event::AgentStatus body{m_identity.id, wireName(m_status), m_identity.name, queues};
    (void)trySubmit(compose(Direction::Internal, {}, body, m_statusEvent));
}

void ConsoleController::sayAlive()
{
    m_lastBeat = m_clock.now().steady;
    const event::ApplicationHeartbeat body{m_status == Status::Available};
    m_link.send(compose(Direction::Internal, {}, body).bytes());
}

//! What is shown is not what the broker goes by: he is told.
void ConsoleController::handleStatusRefused(const QString &code, const QString &message)
{
    m_isStatusRefused = true;
    const bool isAnothers = code == sermo::wireName(ErrorCode::ForbiddenType);
    const QString why
        = isAnothers ? tr("the key of this desk is another agent's") : refusalText(code, message);
    emit noticed({}, tr("The broker did not take your status: %1").arg(why));
}

} // namespace sermo::model
