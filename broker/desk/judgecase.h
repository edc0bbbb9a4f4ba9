// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/judge.h"
#include "broker/desk/routing.h"
#include "broker/protocol/eventbody.h"

#include <optional>

//! What judge()'s questions are asked about. For them alone.
namespace sermo::desk
{

//! Nothing to say against it: the next question is asked.
using Objection = std::optional<Verdict>;

[[nodiscard]] inline Verdict refusal(ErrorCode code, const QString &message)
{
    return {Verdict::Kind::Refuse, code, message, {}, 0};
}

//! One event before the desk, with all that the questions need.
struct Case {
    const DeskState &desk;
    const Sender &sender;
    const EventFrame &frame;
    Instant now;
    const Session *session; //!< null: none
    mutable std::optional<EventBody> read; //!< once a question wants to know

    //! Most events are judged by their envelope alone, and reading costs more than all questions.
    [[nodiscard]] const EventBody &body() const
    {
        if (!read)
            read = decode(frame);
        return *read;
    }
    //! Null: it is of another type.
    template <typename Body>
    [[nodiscard]] const Body *is() const
    {
        return frame.type() == Body::Type ? std::get_if<Body>(&body()) : nullptr;
    }
    template <typename Body>
    [[nodiscard]] Body as() const
    {
        const Body *known = is<Body>();
        return known ? *known : Body();
    }
    [[nodiscard]] bool is(Role role) const { return sender.role == role; }
    [[nodiscard]] bool isMaster() const { return is(Role::Supervisor) || is(Role::Desk); }
    [[nodiscard]] bool isHolder() const
    {
        return session && !session->agent.isEmpty() && sender.agent == session->agent
            && !is(Role::Bot) && !is(Role::Channel);
    }
};

// Whether what it says can be understood.
[[nodiscard]] Objection askStart(const Case &c);
[[nodiscard]] Objection askStatus(const Case &c);
[[nodiscard]] Objection askPlatform(const Case &c);
[[nodiscard]] Objection askHand(const Case &c);
[[nodiscard]] Objection askRating(const Case &c);
[[nodiscard]] Objection askReply(const Case &c);
[[nodiscard]] Objection askTag(const Case &c);
[[nodiscard]] Objection askClaimant(const Case &c);

} // namespace sermo::desk
