// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/hindsight.h"

#include "broker/protocol/timestamp.h"
#include "broker/server/figurestalk.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

constexpr qsizetype KeptAllocations = 50; //!< as many as anybody reads
constexpr qsizetype KeptLessons = 300; //!< as many as a forecast is judged by

void keep(QList<StoredEvent> &events, const StoredEvent &event, qsizetype most)
{
    events.append(event);
    if (events.size() > most)
        events.removeFirst();
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

Hindsight::Hindsight(const desk::DeskConfig &config)
    : m_desk(config, {})
    , m_live(config, figures::usualZone(config))
{
}

void Hindsight::take(const StoredEvent &event)
{
    m_lastMs = event.receivedMs;
    const AgentId holder = holderOf(event.frame.user());
    m_desk.replay(event);
    m_live.take(event);
    noteBeginning(event);
    notePresence(event);
    noteHand(event, holder);
    if (event.frame.type() == EventType::Allocation)
        keep(m_allocations, event, KeptAllocations);
    else if (event.frame.type() == EventType::PresencePoint)
        keep(m_lessons, event, KeptLessons);
}

//! What a session began with says more than its state does: the platform, the page, the name. A
//! `start` may come after the first words, and again.
void Hindsight::noteBeginning(const StoredEvent &event)
{
    const UserId &user = event.frame.user();
    const desk::Session *session = m_desk.table().find(user);
    if (!session || !session->isOpen()) {
        m_beginnings.remove(user);
        return;
    }
    if (session->firstSeq == event.seq) {
        m_beginnings.insert(user, {event});
    } else if (event.frame.type() == EventType::Start) {
        QList<StoredEvent> &beginning = m_beginnings[user];
        beginning.resize(std::min<qsizetype>(beginning.size(), 1));
        beginning.append(event);
    }
}

//! As the figures weigh it, and of who is in nobody's hands too.
void Hindsight::notePresence(const StoredEvent &event)
{
    const UserId &user = event.frame.user();
    const desk::Session *session = m_desk.table().find(user);
    if (!session || !session->isOpen()) {
        m_presence.remove(user);
        return;
    }
    const bool isHeld = session->stage == desk::Stage::Assigned;
    if (const auto presence = figures::presenceBy(event.frame, isHeld))
        m_presence.insert(user, *presence);
    if (event.frame.type() != EventType::PresencePoint)
        return;
    const EventBody body = decode(event.frame);
    m_presence.insert(user, std::get<event::PresencePoint>(body).probability);
}

AgentId Hindsight::holderOf(const UserId &user) const
{
    const desk::Session *session = m_desk.table().find(user);
    return session && session->stage == desk::Stage::Assigned ? session->agent : AgentId();
}

//! Down when it is answered, or the session another's.
void Hindsight::noteHand(const StoredEvent &event, const AgentId &holder)
{
    const UserId &user = event.frame.user();
    if (event.frame.type() == EventType::Hand) {
        const EventBody body = decode(event.frame);
        if (std::get<event::Hand>(body).raised)
            m_hands.insert(user, event);
        else
            m_hands.remove(user);
    } else if (holderOf(user) != holder) {
        m_hands.remove(user);
    }
}

QByteArrayList Hindsight::frames(qint64 ms) const
{
    // Stored ones first, as they were stored: what comes then is how it all stood in the end.
    QList<StoredEvent> stored = m_allocations + m_lessons;
    for (const QList<StoredEvent> &beginning : m_beginnings)
        stored += beginning;
    std::ranges::sort(stored, {}, &StoredEvent::seq);
    QByteArrayList all;
    for (const StoredEvent &event : std::as_const(stored))
        all.append(event.delivered());
    const QList<EventFrame> told = m_desk.briefing({ms, std::chrono::milliseconds(ms)});
    for (const EventFrame &frame : told) {
        if (frame.type() != EventType::Presence) // what is believed of it now
            all.append(frame.bytes());
    }
    for (const StoredEvent &event : m_hands)
        all.append(event.delivered());
    Seq seq = lastSeq(); // after all that there was
    const QList<UserId> present = m_desk.present();
    for (const UserId &user : present) {
        const desk::Session &session = *m_desk.table().find(user);
        const event::CustomerIdentified who{session.brandId, session.customerId,
                                            session.customerName};
        if (!who.customerId.isEmpty() || !who.name.isEmpty())
            all.append(
                StoredEvent{++seq, ms, {}, compose(Direction::Internal, user, who)}.delivered());
        if (const auto presence = m_presence.constFind(user); presence != m_presence.cend())
            all.append(compose(Direction::Internal, user, event::Presence{*presence, {}}).bytes());
    }
    return all;
}

QByteArray Hindsight::tell(qint64 ms) const
{
    QJsonObject sessions;
    const QList<UserId> present = m_desk.present();
    for (const UserId &user : present)
        sessions.insert(user.value(), qint64(m_desk.table().find(user)->firstSeq));
    return "{\"at\":\"" + toTimestamp(ms) + "\",\"seq\":" + QByteArray::number(lastSeq())
        + ",\"sessions\":" + json(sessions)
        + ",\"figures\":" + figurestalk::jsonOf(m_live, m_desk.config(), 0, ms) + ",\"frames\":["
        + frames(ms).join(',') + "]}";
}

} // namespace sermo::server
