// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/understanding.h"
#include "broker/protocol/clock.h"
#include "broker/protocol/eventbody.h"

namespace sermo::bot
{

//! What the reception has said, named in the `id` of its own events: after a restart it reads there
//! how far it has come, and the broker drops what it says twice (contract 3, Acknowledgement).
enum class Step : quint8 {
    None,
    Greeting,
    Offer,
    Number,
    NumberAgain, // in the reception
    Identified,
    Thanks,
    Handover,
    Question,
    Goodbye,
    End,
    Back, // in the name of an agent
    Waiting,
    Checking,
    Confirmed, // in line
};

//! `reception:STEP:SEQ`: the step, and the event that it answers.
[[nodiscard]] EventId idOf(Step step, Seq answered);

struct OwnId {
    Step step = Step::None;
    Seq answered = 0;
};
[[nodiscard]] std::optional<OwnId> ownId(const EventId &id); //!< none: not the reception's

//! One customer as the reception knows him, folded from events alone. Stored ones may come again in
//! a replay: what was said already is then known before the desk tells whose turn it is.
struct Conversation {
    //! Who speaks with the customer. Only the desk's word (`session_state`) gives the floor to the
    //! reception; any event that takes it away does so at once.
    enum class Floor : quint8 { Unknown, Reception, Line, Agents, Closing };

    //! The agent's request: to end the session in his name, or to find out who is there.
    struct Errand {
        std::optional<event::Speaker> speaker;
        bool isPresence = false;
        Seq asked = 0; //!< the seq of `handover_to_bot`
        std::chrono::milliseconds since{0}; //!< steady; when the question was put
        bool isPut = false;
    };

    //! He stands in line: whether he is still there is found out while he waits.
    struct Wait {
        std::chrono::milliseconds since{0}; //!< steady
        bool isHandedOver = false; //!< by `handover_to_agent`: the next one puts him first
        bool isAsked = false, isConfirmed = false;
        Seq asked = 0; //!< what he had last said by then
    };

    UserId user;
    PlatformId platform;
    Floor floor = Floor::Unknown;
    Step step = Step::None; //!< the last question of the reception's own
    Seq started = 0; //!< of `start`; 0: the session began with a text
    Seq heard = 0; //!< the customer's last text
    Seq answered = 0; //!< the last event that was answered
    event::Text lastText;
    std::chrono::milliseconds typedAt{0}; //!< steady
    QueueId queue; //!< chosen
    QString number; //!< given when asked for it
    bool isIdentified = false; //!< by whomever
    bool hasNoNumber = false;
    bool hasLeft = false;
    bool isOver = false;
    std::optional<Errand> errand;
    Wait wait;

    [[nodiscard]] bool awaitsAnswer() const { return heard > answered; }
};

//! Folds one event of this user, the reception's own included.
void fold(Conversation &conversation, const StoredEvent &event, const Script &script,
          const desk::DeskConfig &config, Instant now);

//! The words of a customer's language.
[[nodiscard]] const Phrases &phrasesFor(const Conversation &conversation, const Script &script,
                                        const desk::DeskConfig &config);

//! Where a customer came from; null only when no platform is configured.
[[nodiscard]] const desk::Platform *platformOf(const Conversation &conversation,
                                               const desk::DeskConfig &config);

} // namespace sermo::bot
