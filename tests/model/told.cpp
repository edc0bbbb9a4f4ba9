// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/told.h"

using namespace Qt::StringLiterals;

namespace sermo::test
{

event::Text words(const QString &text)
{
    event::Text body;
    body.text = text;
    return body;
}

QByteArray Told::stored(Direction direction, const UserId &user, const EventBody &body,
                        const EventId &id)
{
    return StoredEvent{++seq, nowMs, {}, compose(direction, user, body, id)}.delivered();
}

QByteArray Told::storedBytes(const QByteArray &bytes)
{
    const auto frame = EventFrame::fromSender(bytes);
    Q_ASSERT(frame);
    return StoredEvent{++seq, nowMs, {}, *frame}.delivered();
}

QByteArray Told::says(const UserId &customer, const QString &text)
{
    return inbound(customer, words(text));
}

QByteArray Told::answers(const UserId &customer, const QString &text, const AgentId &agent,
                         const QString &name)
{
    event::Text body = words(text);
    body.agent = event::Speaker{agent.value(), name, u"human"_s, {}, {}};
    return outbound(customer, body);
}

QByteArray Told::botSays(const UserId &customer, const QString &text)
{
    event::Text body = words(text);
    body.agent = event::Speaker{u"bot"_s, u"Bot"_s, {}, {}, {}};
    return outbound(customer, body);
}

QByteArray Told::claims(const UserId &customer, const AgentId &agent)
{
    return internal(customer, event::ClaimSession{agent, false, {}});
}

QByteArray Told::queues(const UserId &customer, const QueueId &queue)
{
    return internal(customer, event::HandoverToQueue{queue, {}, {}});
}

QByteArray Told::welcome(bool reset) const
{
    return compose(event::Welcome{{}, {}, epoch, seq, reset});
}

QByteArray Told::ack(const EventId &id)
{
    return compose(event::Ack{id, ++seq});
}

QByteArray Told::error(const EventId &id, ErrorCode code, const QString &message) const
{
    return compose(event::Error{QString(wireName(code)), message, id});
}

QByteArray Told::passing(Direction direction, const UserId &user, const EventBody &body)
{
    return compose(direction, user, body).bytes();
}

QByteArray Told::types(const UserId &customer, const QString &preview)
{
    return passing(Direction::Inbound, customer, event::TypingOn{preview, {}, {}});
}

QByteArray Told::queueState(const QueueId &queue, const QString &name, int waiting)
{
    return passing(Direction::Internal, {}, event::QueueState{queue, waiting, 0, {}, {}, name});
}

QByteArray Told::agentStatus(const AgentId &agent, const QString &name, const QString &status) const
{
    return passing(Direction::Internal, {}, event::AgentStatus{agent, status, name, {}});
}

} // namespace sermo::test
