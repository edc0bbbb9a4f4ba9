// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"

namespace sermo::test
{

//! A text, and nothing beside it.
[[nodiscard]] event::Text words(const QString &text);

//! What a broker tells a console: numbered as a log numbers, at times that the test chooses.
class Told
{
public:
    static constexpr qint64 StartMs = 1772452800000; //!< Monday, 2 March 2026, 12:00 UTC
    Seq seq = 0; //!< the last number given
    qint64 nowMs = StartMs;
    QString epoch = QStringLiteral("one");

    Told &after(std::chrono::milliseconds time)
    {
        nowMs += time.count();
        return *this;
    }

    //! The next event of the log, as delivered.
    [[nodiscard]] QByteArray stored(Direction direction, const UserId &user, const EventBody &body,
                                    const EventId &id = {});
    [[nodiscard]] QByteArray inbound(const UserId &user, const EventBody &body)
    {
        return stored(Direction::Inbound, user, body);
    }
    [[nodiscard]] QByteArray outbound(const UserId &user, const EventBody &body)
    {
        return stored(Direction::Outbound, user, body);
    }
    [[nodiscard]] QByteArray internal(const UserId &user, const EventBody &body)
    {
        return stored(Direction::Internal, user, body);
    }
    //! Any event's bytes as the next one of the log.
    [[nodiscard]] QByteArray storedBytes(const QByteArray &bytes);

    [[nodiscard]] QByteArray says(const UserId &customer, const QString &text);
    [[nodiscard]] QByteArray answers(const UserId &customer, const QString &text,
                                     const AgentId &agent, const QString &name);
    [[nodiscard]] QByteArray botSays(const UserId &customer, const QString &text);
    [[nodiscard]] QByteArray claims(const UserId &customer, const AgentId &agent);
    [[nodiscard]] QByteArray queues(const UserId &customer, const QueueId &queue);

    [[nodiscard]] QByteArray welcome(bool reset = false) const;
    [[nodiscard]] QByteArray ack(const EventId &id); //!< takes the next number
    [[nodiscard]] QByteArray error(const EventId &id, ErrorCode code, const QString &message) const;

    [[nodiscard]] static QByteArray passing(Direction direction, const UserId &user,
                                            const EventBody &body);
    [[nodiscard]] static QByteArray types(const UserId &customer, const QString &preview);
    [[nodiscard]] static QByteArray queueState(const QueueId &queue, const QString &name = {},
                                               int waiting = 0);
    [[nodiscard]] QByteArray agentStatus(const AgentId &agent, const QString &name,
                                         const QString &status) const; //!< as in the briefing
};

} // namespace sermo::test
