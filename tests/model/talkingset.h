// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/model/consoleset.h"

namespace sermo::test
{

inline const UserId Robin(QStringLiteral("robin"));
inline const AgentId Anders(QStringLiteral("an01"));

//! A console that talks with Robin.
struct TalkingSet : ConsoleSet {
    TalkingSet()
    {
        link.deliver({told.welcome(), told.inbound(Robin, event::Start{}),
                      told.queues(Robin, QueueId(QStringLiteral("general"))),
                      told.claims(Robin, Anders)});
        (void)link.takeSent();
    }
    [[nodiscard]] QStringList texts()
    {
        QStringList found;
        for (const EventFrame &frame : link.takeSent(EventType::Text)) {
            const EventBody body = decode(frame);
            found += std::get<event::Text>(body).text;
        }
        return found;
    }
    void pass(std::chrono::milliseconds time)
    {
        clock.advance(time);
        controller.advance();
    }
};

} // namespace sermo::test
