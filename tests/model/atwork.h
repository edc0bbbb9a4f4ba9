// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"
#include "tests/model/consoleset.h"

#include <QSignalSpy>

//! An agent's console in the middle of his work, and what was sent and told of it in short.
namespace sermo::test::atwork
{

inline const UserId Robin(QStringLiteral("robin"));
inline const UserId Karin(QStringLiteral("karin"));
inline const UserId Omar(QStringLiteral("omar"));
inline const AgentId Anders(QStringLiteral("an01"));
inline const AgentId Berit(QStringLiteral("be01"));
inline const QueueId General(QStringLiteral("general"));
inline const QueueId Technical(QStringLiteral("technical"));

//! Robin is its customer, Karin and Omar wait.
struct AtWork : ConsoleSet {
    AtWork()
    {
        using namespace std::chrono_literals;
        const QByteArray welcome = told.welcome();
        link.deliver({welcome, told.inbound(Robin, event::Start{}), told.queues(Robin, General),
                      told.inbound(Karin, event::Start{}), told.after(1s).queues(Karin, Technical),
                      told.inbound(Omar, event::Start{}), told.after(1s).queues(Omar, General),
                      told.claims(Robin, Anders),
                      Told::queueState(General, QStringLiteral("General")),
                      Told::queueState(Technical, QStringLiteral("Technical"))});
        (void)link.takeSent();
    }

    //! Loses the connection and comes back; the broker has stored nothing of what was sent.
    void reconnect()
    {
        link.become(model::EventLink::State::Offline);
        link.become(model::EventLink::State::Online);
        link.sent.clear();
        link.deliver({told.welcome(), Told::queueState(General, QStringLiteral("General"))});
    }
    //! Acknowledges what was sent, as a broker would.
    void acknowledge(const EventFrame &frame) { link.deliver({told.ack(frame.id())}); }
};

template <typename Body>
Body bodyOf(const EventFrame &frame)
{
    const EventBody body = decode(frame);
    return std::get<Body>(body);
}

[[nodiscard]] inline QString types(const QList<EventFrame> &frames)
{
    QStringList names;
    for (const EventFrame &frame : frames)
        names += frame.envelope().typeName;
    return names.join(u' ');
}

[[nodiscard]] inline QString lastText(const QSignalSpy &noticed)
{
    return noticed.isEmpty() ? QString() : noticed.constLast().at(1).toString();
}

} // namespace sermo::test::atwork
