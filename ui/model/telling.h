// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/session.h"
#include "ui/model/names.h"
#include "ui/model/transcript.h"

#include <optional>

namespace sermo::model
{

//! What happened to a session, as ids and numbers: its words are made by say() and made anew when a
//! name becomes known or a wait is over.
struct Told {
    using Happening = TranscriptItem::Happening;

    Happening what = Happening::None;
    bool isNote = false; //!< an agent's note instead: `words`, by `agent`
    Seq seq = 0;
    qint64 atMs = 0;
    QueueId queue;
    AgentId agent; //!< who did it, or whom it is about
    QString reason; //!< as on the wire: `allocated`, `gone`, `confirm_present` …
    QString words; //!< a person's: a transfer's note, a farewell, a rating's text
    int score = 0;
    std::optional<qint64> waitedSeconds;
    event::Allocation allocation; //!< Claimed, by the allocator: why; nobody's where not told

    //! Whether this is a claim of the allocator's for him that has not been explained yet.
    [[nodiscard]] bool isGivenTo(const AgentId &given) const
    {
        return what == Happening::Claimed && reason == QLatin1StringView("allocated")
            && agent == given && allocation.agent.isEmpty();
    }
};

//! One stored event with the session before and after it (null: there was none, there is none).
struct Telling {
    const StoredEvent &event;
    const EventBody &body;
    const desk::Session *before = nullptr;
    const desk::Session *after = nullptr;
};

//! What was said: a text to or from the customer, or `info`. Nothing for all else.
[[nodiscard]] std::optional<TranscriptItem> spoken(const Telling &telling);

//! What happened, or was noted. An event may be both said and told: the text of a customer who
//! returns also queues him.
[[nodiscard]] std::optional<Told> told(const Telling &telling);

[[nodiscard]] QString say(const Told &told, const Names &names); //!< in the agent's language
[[nodiscard]] TranscriptItem toItem(const Told &told, const Names &names);

} // namespace sermo::model
