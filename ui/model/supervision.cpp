// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/supervision.h"

#include "broker/desk/reasons.h"
#include "ui/model/agentstatus.h"
#include "ui/model/refusalwords.h"

#include <utility>

namespace sermo::model
{

Supervision::Supervision(SessionStore &store, EventLink &link, ConsoleController &controller,
                         const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_link(link)
    , m_controller(controller)
    , m_clock(clock)
{
    connect(&store, &SessionStore::welcomed, this, &Supervision::allowedChanged);
    connect(&link, &EventLink::stateChanged, this, &Supervision::dropAsked);
    connect(&store, &SessionStore::acknowledged, this,
            [this](const EventId &id) { m_asked.remove(id); });
    connect(&store, &SessionStore::refused, this,
            [this](const EventId &id, const QString &code, const QString &message) {
                if (m_asked.remove(id))
                    emit noticed(refusalText(code, message));
            });
}

void Supervision::takeOver(const UserId &user)
{
    m_controller.claim(user, true);
}

void Supervision::giveTo(const UserId &user, const AgentId &agent, const QString &note)
{
    (void)whisper(user, note);
    ask(user, event::ClaimSession{agent, true, {}});
}

void Supervision::moveTo(const UserId &user, const QueueId &queue, const QString &note)
{
    m_controller.transferToQueue(user, queue, note);
}

//! A word to who has asked is the answer.
bool Supervision::whisper(const UserId &user, const QString &text)
{
    if (!m_controller.note(user, text))
        return false;
    if (isAllowed())
        lowerHand(user);
    return true;
}

void Supervision::lowerHand(const UserId &user)
{
    if (m_store.live(user).hand)
        ask(user, event::Hand{m_controller.identity().id, false});
}

void Supervision::setBound(const AgentId &agent, std::optional<double> bound)
{
    const desk::AgentRecord known = m_store.table().agents.value(agent);
    ask({}, event::AgentStatus{agent, known.status, {}, known.queues, bound.value_or(0)});
}

void Supervision::setOpen(const PlatformId &platform, std::optional<bool> isOpen)
{
    namespace is = desk::platform;
    const QString status = !isOpen ? is::ByHours : *isOpen ? is::Open : is::Closed;
    ask({}, event::PlatformStatus{platform, status});
}

void Supervision::setStatus(const AgentId &agent, ConsoleController::Status status)
{
    const desk::AgentRecord known = m_store.table().agents.value(agent);
    say(agent, wireName(status), known.queues);
}

void Supervision::setQueues(const AgentId &agent, const std::optional<QList<QueueId>> &queues)
{
    const desk::AgentRecord known = m_store.table().agents.value(agent);
    say(agent, known.status, queues);
}

void Supervision::say(const AgentId &agent, const QString &status,
                      const std::optional<QList<QueueId>> &queues)
{
    const bool isOwnStatus = agent == m_controller.identity().id
        && queues == m_store.table().agents.value(agent).queues;
    if (isOwnStatus) {
        if (const auto own = statusFromWire(status))
            m_controller.setStatus(*own);
        return;
    }
    ask({}, event::AgentStatus{agent, status, {}, queues});
}

//! Not sent again after an outage either. What the broker did hear, the replay says.
void Supervision::dropAsked()
{
    if (m_link.state() == EventLink::State::Online)
        return;
    bool isOpen = false;
    const QSet<EventId> asked = std::exchange(m_asked, {});
    for (const EventId &id : asked) {
        isOpen = isOpen || m_store.outbox().find(id); // else somebody else's claim was first
        m_store.discard(id);
    }
    if (isOpen)
        emit noticed(tr("The connection was lost: whether your last order was carried out will "
                        "show once it is back"));
}

//! Not kept for a later connection: by then it is about something else.
void Supervision::ask(const UserId &user, const EventBody &body)
{
    if (m_link.state() != EventLink::State::Online) {
        emit noticed(ConsoleController::tr("There is no connection to the broker"));
        return;
    }
    const EventFrame frame = compose(Direction::Internal, user, body, makeEventId());
    m_asked.insert(frame.id());
    m_store.enqueue(frame, m_clock.now().wallMs);
    m_link.send(frame.bytes());
}

} // namespace sermo::model
